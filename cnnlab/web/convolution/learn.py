"""Mode Learn a filter: gradient descent finds the kernel from a picture and its filtered version alone."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import encoding, exporting, preparing
from cnnlab.ops.hidden_kernel import Puzzle, Recovery, pose
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask
from cnnlab.web.convolution import learn_attempt, learn_controls, learn_facts, learn_view
from cnnlab.web.convolution.count_equations import equations_question
from cnnlab.web.convolution.learn_attempt import Attempt
from cnnlab.web.convolution.learn_controls import Settings
from cnnlab.web.convolution.learn_program import program
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.number_grid import number

PICTURE = BUTTON = 210
"""Greatest width on the page, in CSS pixels: kernels and loss are to be seen without scrolling."""
LARGEST = 128
"""Pixels of the longer side that is worked on: a larger picture says no more about so small a kernel."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = worked(in_hand.grey(bench.hand))
    with bench.controls:
        settings = learn_controls.choose()
        learn_controls.more()
    identity = identity_of(
        pixels, settings.hidden, settings.noise, settings.rate, settings.steps, settings.seed
    )
    attempt = learn_attempt.current(identity)
    try:
        puzzle: Puzzle = ask(pose, pixels, settings.hidden, settings.noise, settings.seed)
    except NotReady:
        with bench.pictures:
            row([_input(pixels)], most=PICTURE)
            st.button(t("Learn"), type="primary", width=BUTTON, disabled=True, key="learn")
        raise
    outcome = None if attempt is None else attempt.outcome
    with bench.pictures:
        _show_pictures(pixels, puzzle, outcome)
        # Here and not among the controls: on a phone those lie below, out of sight of what the button sets going.
        _button(attempt, identity, puzzle, settings)
        if attempt is None:
            learn_view.before(puzzle, settings)
        elif attempt.moving:
            learn_view.under_way(attempt, puzzle, settings)
        else:
            learn_view.ended(attempt, puzzle, settings)
    with bench.facts:
        learn_facts.show(puzzle, settings, outcome, bench.covered)
    return Shown(
        program(settings),
        (*_pictures(pixels, puzzle), *_learned(attempt, outcome, settings)),
        (equations_question(pixels.shape, settings.hidden.shape),),
    )


def worked(grey: np.ndarray) -> np.ndarray:
    """Return a grey picture at the size that is worked on.

    Parameters
    ----------
    grey : ndarray of uint8, shape (H, W)

    Returns
    -------
    ndarray of uint8
        No side is longer than `LARGEST`.
    """
    return grey if max(grey.shape) <= LARGEST else preparing.fit(grey, LARGEST, "grey", "fit")


def _button(attempt: Attempt | None, identity: str, puzzle: Puzzle, settings: Settings) -> None:
    if attempt is not None and attempt.moving:
        st.button(t("Stop"), icon=":material/stop:", width=BUTTON, on_click=attempt.stop, key="stop_learning")
        return
    st.button(
        t("Learn"),
        icon=":material/play_arrow:",
        type="primary",
        width=BUTTON,
        on_click=learn_attempt.begin,
        args=(identity, puzzle, settings),
        key="learn",
    )


def _input(pixels: np.ndarray) -> Figure:
    return Figure(pixels, t("The picture"), t("The picture in hand, in grey"))


def _show_pictures(pixels: np.ndarray, puzzle: Puzzle, outcome: Recovery | None) -> None:
    figures = [
        _input(pixels),
        Figure(
            picture_of(puzzle.target),
            t("Filtered by the hidden kernel"),
            t("The same picture after the hidden kernel went over it"),
        ),
    ]
    if outcome is not None:
        figures.append(
            Figure(
                picture_of(outcome.remade),
                t("Filtered by the learned kernel"),
                t("The same picture after the learned kernel went over it"),
                t("differs by at most {difference}", difference=number(outcome.apart)),
            )
        )
    row(figures, width=150, most=PICTURE)


def picture_of(values: np.ndarray) -> np.ndarray:
    """Return a filtered picture as a picture (uint8); rounding's last digits must not pass for negative values."""
    return exporting.picture_of(np.round(values, 5) + np.float32(0))


def _pictures(pixels: np.ndarray, puzzle: Puzzle) -> tuple[Download, ...]:
    return (
        Download(N_("Picture worked on (PNG)"), "picture.png", "image/png", lambda: encoding.png(pixels)),
        Download(
            N_("Filtered picture (PNG)"),
            "filtered.png",
            "image/png",
            lambda: encoding.png(picture_of(puzzle.target)),
        ),
    )


def _learned(attempt: Attempt | None, outcome: Recovery | None, settings: Settings) -> tuple[Download, ...]:
    if attempt is None or attempt.moving or not attempt.frames:
        return ()
    frames = attempt.frames
    kernel = np.array(frames[-1].payload["kernel"], np.float32) if outcome is None else outcome.learned.kernel
    return (
        Download(N_("Learned kernel (CSV)"), "learned_kernel.csv", "text/csv", lambda: exporting.csv(kernel)),
        Download(
            N_("Learned kernel, step by step (NPZ)"),
            "learned_kernel.npz",
            "application/octet-stream",
            lambda: exporting.npz(
                {
                    "learned": kernel,
                    "hidden": settings.hidden,
                    "steps": np.array([frame.payload["step"] for frame in frames]),
                    "losses": np.array([frame.payload["loss"] for frame in frames]),
                    "kernels": np.array([frame.payload["kernel"] for frame in frames], np.float32),
                }
            ),
        ),
    )
