"""The facts line of the mode Spectrum."""

from __future__ import annotations

import math

import numpy as np

from cnnlab.ops.kernel_character import Character
from cnnlab.ops.spectrum_report import SpectrumReport
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

RINGING = 0.005
"""How far beyond the picture's own values the rest must go for the eye to see it."""


def show(report: SpectrumReport, pixels: np.ndarray, keep: str, covered: bool) -> None:
    """Show the convolution theorem in numbers, the kernel's gains, and what was cut."""
    facts(
        [
            (
                t("Spectrum of the result − product of the spectra"),
                number(report.theorem, 2),
                t(
                    "largest difference, computed by TensorFlow; the largest value is {largest}",
                    largest=number(report.largest, 4),
                ),
            ),
            *([] if covered else _gains(report.character)),
            *_of_cut(report, pixels, keep),
        ]
    )


def _gains(found: Character) -> list[tuple[str, ...]]:
    entries: list[tuple[str, ...]] = [
        (t("Even areas"), f"× {number(found.even)}", t("the centre of the kernel's spectrum")),
        (t("Finest detail"), f"× {number(found.fine)}", t("on average")),
    ]
    if found.kind in ("high", "boost", "band", "accent") and math.isfinite(found.wavelength):
        entries.append(
            (
                t("Strongest"),
                f"× {number(found.strongest)}",
                t("for waves of {pixels} pixels from crest to crest", pixels=f"{found.wavelength:.1f}"),
            )
        )
    if found.direction is not None:
        entries.append(
            (t("Direction"), f"{found.direction:.0f}°", t("in which the waves run that pass most strongly"))
        )
    return entries


def _of_cut(report: SpectrumReport, pixels: np.ndarray, keep: str) -> list[tuple[str, ...]]:
    if report.cut is None:
        return []
    low, high = float(report.cut.picture.min()), float(report.cut.picture.max())
    darkest, lightest = float(pixels.min()) / 255, float(pixels.max()) / 255
    rings = keep == "low" and (low < darkest - RINGING or high > lightest + RINGING)
    return [
        (t("Frequencies kept"), f"{100 * report.cut.kept:.3g} %"),
        (
            t("Values of the rest"),
            t("{low} to {high}", low=number(low), high=number(high)),
            t(
                "beyond the picture's own {low} to {high}: the filter rings",
                low=number(darkest),
                high=number(lightest),
            )
            if rings
            else "",
        ),
    ]
