"""What the mode Learn a filter shows of a descent: before, under way, ended."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.engine import Report
from cnnlab.ops.hidden_kernel import Puzzle
from cnnlab.web.convolution import learn_chart, learn_kernels
from cnnlab.web.convolution.learn_attempt import Attempt
from cnnlab.web.convolution.learn_controls import Settings
from cnnlab.web.convolution.learn_words import TASK, progress, verdict
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t, t_error
from cnnlab.web.number_grid import number
from cnnlab.web.preset_words import NAMES

PERIOD = 0.3
"""Seconds between two looks at a descent."""


def before(puzzle: Puzzle, settings: Settings) -> None:
    """Show the random start, and the hidden kernel covered."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        learn_kernels.show(puzzle.start, t("Random start"), settings.hidden, None)
    right.markdown(t(TASK))


@st.fragment(run_every=PERIOD)
def under_way(attempt: Attempt, puzzle: Puzzle, settings: Settings) -> None:
    """Show how the kernel forms, and look again several times a second until the descent has ended."""
    attempt.advance()
    if not attempt.moving:
        st.rerun()
    st.caption(f":material/hourglass_top: {progress(attempt)}")
    if attempt.frames:
        _state(attempt.frames, puzzle, settings)
    else:
        before(puzzle, settings)


def ended(attempt: Attempt, puzzle: Puzzle, settings: Settings) -> None:
    """Show what has come of it, and let the reader look back."""
    failure, outcome, frames = attempt.failure, attempt.outcome, attempt.frames
    if failure is not None:
        st.error(t_error(failure), icon=":material/error:")
    elif outcome is not None:
        st.markdown(verdict(outcome))
    else:
        st.markdown(t("**Stopped.** The descent stands where you stopped it."))
    place = st.container()
    chosen = len(frames)
    if len(frames) > 1 and attempt.call is not None:
        chosen = st.select_slider(
            t("Look back"),
            range(len(frames) + 1),
            len(frames),
            format_func=lambda index: t("step {step}", step=_step(frames[:index])),
            key=f"look_{attempt.call.id}",
            help=t("The kernel as it was after so many steps."),
        )
    with place:
        _state(frames[:chosen], puzzle, settings, frames, None if outcome is None else outcome.learned.losses)


def _state(
    frames: tuple[Report, ...],
    puzzle: Puzzle,
    settings: Settings,
    known: tuple[Report, ...] | None = None,
    losses: np.ndarray | None = None,
) -> None:
    """Draw the kernel after the last of these frames, and the loss up to the last one that is known."""
    left, right = st.columns([3, 2], gap="medium")
    step = _step(frames)
    with left:
        learn_kernels.show(
            np.array(frames[-1].payload["kernel"]) if frames else puzzle.start,
            t("Learned kernel, step {step}", step=step) if frames else t("Random start"),
            settings.hidden,
            t(NAMES[settings.name]),
        )
        if frames:
            facts(
                [
                    (t("Step"), f"{step:,} / {settings.steps:,}"),
                    (t("Loss"), number(frames[-1].payload["loss"])),
                    (
                        t("Largest difference of a weight"),
                        number(frames[-1].payload["difference"]),
                        t(
                            "the largest hidden weight is {largest}",
                            largest=number(np.abs(settings.hidden).max()),
                        ),
                    ),
                ]
            )
    with right:
        drawn = frames if known is None else known
        at = step if known is not None and len(frames) < len(known) else None
        if losses is None:
            points = [(report.payload["step"], report.payload["loss"]) for report in drawn]
        else:
            points = list(enumerate(losses.tolist()))
        learn_chart.show([x for x, _ in points], [y for _, y in points], settings.steps, at)


def _step(frames: tuple[Report, ...]) -> int:
    return frames[-1].payload["step"] if frames else 0
