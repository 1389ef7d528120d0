"""Mode Noise: how much of a picture's noise each kind of pooling passes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.images.noise import add_noise
from cnnlab.ops.noise_report import Noise, NoiseReport, report_noise
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.pooling import noise_chart, noise_controls, noise_facts
from cnnlab.web.pooling.noise_controls import POOLINGS, Settings
from cnnlab.web.pooling.noise_program import program
from cnnlab.web.pooling.noise_question import brightness_question
from cnnlab.web.pooling.noise_words import NAMES, measured, sentence

FEW = 100
"""With fewer windows chance has a say in the numbers."""

ERRORS = (
    N_("Error of the noisy picture"),
    N_("Error after max pooling"),
    N_("Error after average pooling"),
    N_("Error after L2 pooling"),
)

Work = tuple[np.ndarray, np.ndarray, tuple]


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        settings = noise_controls.choose(bench.hand)
    settings.specs[0].check(pixels.shape)
    clean = pixels.astype(np.float32) / np.float32(255)
    noisy = add_noise(clean, settings.kind, settings.level, settings.seed)
    work: Work = (clean, noisy, settings.specs)
    with bench.pictures:
        try:
            report: NoiseReport = ask_again(report_noise, *work)
        except NotReady:
            row([_picture(noisy, t("Noisy picture"), "")], 160, 300)
            raise
        if bench.covered:
            row([_picture(noisy, t("Noisy picture"), "")], 160, 300)
            st.caption(t("What the poolings make of it is covered while a question is open."))
        else:
            _show_pictures(report, settings)
            _show_errors(report, settings)
    if not bench.covered:
        with bench.facts:
            noise_facts.show(settings, pixels.shape, report.after[0].noisy.shape)
    return Shown(
        program(settings),
        _downloads(bench.hand.pixels, work),
        (brightness_question(settings.window),),
    )


def _show_pictures(report: NoiseReport, settings: Settings) -> None:
    st.markdown(sentence(report, settings.kind))
    specks = settings.kind == "salt_pepper"
    shares = [None, *(report.passes(place) for place in range(len(report.after)))]
    row(
        [
            _picture(found.noisy, title, measured(found, share, specks))
            for title, found, share in zip(_titles(), _noises(report), shares, strict=True)
        ],
        160,
        300,
    )


def _show_errors(report: NoiseReport, settings: Settings) -> None:
    noises = _noises(report)
    limit = float(np.quantile(np.abs(report.before.error), 0.99)) or None
    row(
        [
            Figure(
                colour.diverging(found.error, limit),
                title,
                t("Noisy less clean picture, as colours: {title}", title=title),
                t("mean and noise together {total}", total=f"{found.total:.3f}"),
            )
            for title, found in zip(map(t, ERRORS), noises, strict=True)
        ],
        160,
        300,
    )
    st.caption(
        t(
            "Orange: too bright, blue: too dark, on one scale for all four. Each result is compared with the clean"
            " picture pooled the same way. L2 is divided by the root of the number of values in a window, so that"
            " an even grey stays as it is."
        )
    )
    noise_chart.show(_titles(), noises, settings.kind == "salt_pepper")
    st.caption(
        t(
            "How often each error occurs; the dotted line is the mean. After max pooling the errors lie to the right"
            " of 0, after average pooling they crowd around it. Heights are logarithmic: most values have no error."
        )
        if settings.kind == "salt_pepper"
        else t(
            "How often each error occurs; the dotted line is the mean. After max pooling the errors lie to the right"
            " of 0, after average pooling they crowd around it. Each strip is as high as its highest bar."
        )
    )
    count = report.after[0].error.size
    if count < FEW:
        st.caption(
            t(
                "Only {count} windows fit, so chance has a say in these numbers. A larger picture or a smaller window"
                " gives firmer ones.",
                count=count,
            )
        )


def _noises(report: NoiseReport) -> tuple[Noise, ...]:
    return (report.before, *report.after)


def _titles() -> list[str]:
    return [t("Noisy picture"), *(t(name) for name in NAMES)]


def _picture(values: np.ndarray, title: str, detail: str) -> Figure:
    return Figure(colour.grey(values), title, t("The picture with noise: {title}", title=title), detail)


def _downloads(picture: np.ndarray, work: Work) -> tuple[Download, ...]:
    compute: Callable[[], NoiseReport] = partial(engine.call, report_noise, *work)

    def png(place: int) -> bytes:
        return encoding.png(colour.grey(_noises(compute())[place].noisy))

    def archive() -> bytes:
        arrays = {"clean": work[0]}
        for name, found in zip(("noisy", *POOLINGS), _noises(compute()), strict=True):
            arrays |= {name: found.noisy, f"{name}_error": found.error}
        return engine.call(exporting.npz, arrays)

    labels = (
        N_("Noisy picture (PNG)"),
        N_("After max pooling (PNG)"),
        N_("After average pooling (PNG)"),
        N_("After L2 pooling (PNG)"),
    )
    return (
        *(
            Download(label, f"noise_{name}.png", "image/png", partial(png, place))
            for place, (name, label) in enumerate(zip(("noisy", *POOLINGS), labels, strict=True))
        ),
        Download(N_("Exact values (NPZ)"), "noise.npz", "application/octet-stream", archive),
        Download(N_("Measurements (CSV)"), "noise.csv", "text/csv", lambda: table(compute())),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )


def table(report: NoiseReport) -> bytes:
    """Return the numbers as comma-separated values, a line for the noisy picture and for each pooling."""
    lines = ["picture,mean_error,noise,error,white,black"]
    for name, found in zip(("noisy", *POOLINGS), _noises(report), strict=True):
        numbers = (found.shift, found.spread, found.total, found.white, found.black)
        lines.append(",".join([name, *(f"{value:.6g}" for value in numbers)]))
    return ("\n".join(lines) + "\n").encode()
