"""Mode Spectrum: what a kernel does to the waves that a picture is made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.ops.spectrum_report import CIRCULAR, SpectrumReport, report_spectrum
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask
from cnnlab.web.convolution import kernel_controls, spectrum_facts, spectrum_figures
from cnnlab.web.convolution import spectrum_properties as p
from cnnlab.web.convolution.predict_pass import pass_question
from cnnlab.web.convolution.spectrum_figures import Pair
from cnnlab.web.convolution.spectrum_program import program
from cnnlab.web.convolution.spectrum_words import sentence
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number

Work = tuple[np.ndarray, np.ndarray, float, str]


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        kernel = kernel_controls.choose(three=False)
        radius = p.SPECTRUM_RADIUS.slider() / 100
        keep = p.SPECTRUM_KEEP.select() if radius else p.SPECTRUM_KEEP.value
        with st.expander(t("More"), key="more"):
            kernel_controls.more(kernel)
    CIRCULAR.check(pixels.shape, kernel.shape)
    work: Work = (pixels, kernel, radius, keep)
    with bench.pictures:
        try:
            report: SpectrumReport = ask(report_spectrum, *work)
        except NotReady:
            row([Figure(pixels, t("Picture"), t("The picture in hand, in grey"))], most=300)
            raise
        _show_spectra(pixels, kernel, report, bench.covered)
        _show_cut(report, keep)
    with bench.facts:
        spectrum_facts.show(report, pixels, keep, bench.covered)
    return Shown(
        program(kernel, pixels.shape, radius, keep),
        _downloads(work),
        (pass_question(report.character),),
    )


def _show_spectra(pixels: np.ndarray, kernel: np.ndarray, report: SpectrumReport, covered: bool) -> None:
    found = report.spectra
    # One scale for picture and result, so that they can be compared; the kernel's numbers are far smaller.
    high = max(found.picture.magnitude.max(), found.result.magnitude.max())
    gain = found.kernel.magnitude.max()
    spectrum_figures.show(
        Pair(
            pixels,
            t("Picture"),
            t("The picture in hand, in grey"),
            colours(found.picture.magnitude, high),
            _scale(high),
        ),
        Pair(
            colour.diverging(kernel),
            t("Kernel"),
            t("The kernel's weights as colours"),
            None if covered else colours(found.kernel.magnitude, gain),
            "" if covered else _scale(gain),
        ),
        Pair(
            exporting.picture_of(report.result),
            t("Result"),
            t("The filtered picture"),
            None if covered else colours(found.result.magnitude, high),
            "" if covered else _scale(high),
        ),
    )
    st.caption(
        t(
            "In a spectrum the centre stands for slow changes and the edge for fine detail; to the left and"
            " right lie changes across the picture, above and below those down the picture. The lighter, the stronger"
            " (logarithmic)."
        )
    )
    if not covered:
        st.markdown(sentence(report.character))


def colours(magnitude: np.ndarray, high: float) -> np.ndarray:
    """Return a spectrum as a picture (uint8): the logarithm of one plus its values, from 0 to `high`."""
    return colour.sequential(np.log1p(magnitude), 0, float(np.log1p(high)))


def _scale(high: float) -> str:
    return t("dark 0, light {high}", high=f"{high:,.0f}" if high >= 1000 else number(high))


def _show_cut(report: SpectrumReport, keep: str) -> None:
    if report.cut is None:
        return
    detail = {
        "low": t("fine detail is gone, and sharp edges ring"),
        "high": t("slow changes are gone; blue: below 0, orange: above"),
    }[keep]
    spectrum_figures.show_cut(
        colour.sequential(report.cut.display, 0, 1), remains(report.cut.picture, keep), detail
    )


def remains(values: np.ndarray, keep: str) -> np.ndarray:
    """Return what a cut leaves as a picture (uint8): in grey where the mean is kept, else signed."""
    return colour.grey(values) if keep == "low" else colour.diverging(values)


def _downloads(work: Work) -> tuple[Download, ...]:
    pixels, kernel, radius, keep = work
    compute: Callable[[], SpectrumReport] = partial(engine.call, report_spectrum, *work)

    def picture_of(name: str) -> bytes:
        found = getattr(compute().spectra, name)
        return encoding.png(colours(found.magnitude, found.magnitude.max()))

    def archive() -> bytes:
        report = compute()
        found = report.spectra
        more = {} if report.cut is None else {"remains": report.cut.picture}
        arrays = {
            "picture": found.picture.magnitude,
            "kernel": found.kernel.magnitude,
            "result": found.result.magnitude,
            "weights": kernel,
            "filtered": report.result,
        }
        return engine.call(exporting.npz, arrays | more)

    files = [
        Download(label, f"spectrum_{name}.png", "image/png", partial(picture_of, name))
        for name, label in (
            ("picture", N_("Spectrum of the picture (PNG)")),
            ("kernel", N_("Spectrum of the kernel (PNG)")),
            ("result", N_("Spectrum of the result (PNG)")),
        )
    ]
    files.append(Download(N_("All spectra (NPZ)"), "spectra.npz", "application/octet-stream", archive))
    if radius:
        files.append(
            Download(
                N_("Picture that remains (PNG)"),
                "remains.png",
                "image/png",
                lambda: encoding.png(remains(compute().cut.picture, keep)),
            )
        )
    files.append(
        Download(N_("Picture worked on (PNG)"), "picture.png", "image/png", lambda: encoding.png(pixels))
    )
    return tuple(files)
