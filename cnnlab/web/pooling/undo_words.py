"""The words of the mode Undo: names, and what has been found as sentences."""

from __future__ import annotations

from math import isinf, prod

import numpy as np

from cnnlab.ops.pooling import PoolingSpec
from cnnlab.ops.undo_report import UndoReport
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number

WAYS = {
    "switches": N_("unpooling with switches"),
    "nearest": N_("nearest neighbour"),
    "bilinear": N_("bilinear interpolation"),
}
ALTS = {
    "switches": N_("The maxima put back where they came from, black elsewhere"),
    "nearest": N_("The pooled map enlarged by repeating each value"),
    "bilinear": N_("The pooled map enlarged with straight lines between the values"),
}
EXACT = 1e-4
"""Share of the value within which two sums of the same numbers are called equal: 32-bit rounding."""


def decibels(psnr: float) -> str:
    """Write a peak signal-to-noise ratio."""
    return t("identical") if isinf(psnr) else t("PSNR {psnr} dB", psnr=number(psnr))


def finding(report: UndoReport, spec: PoolingSpec) -> str:
    """Say how much is gone, and which way back comes closest."""
    before, after = report.pyramid[0].size, report.pooled.size
    if after < before:
        lost = t(
            "**{lost} of {before} values are gone,** and no way back can know them.",
            lost=f"{before - after:,}",
            before=f"{before:,}",
        )
    else:
        lost = t("**There are as many values as before,** and still most of them are others.")
    best = max(report.ways, key=lambda way: way.psnr)
    if isinf(best.psnr):
        return sentences(lost, t("On this picture {way} gives it back exactly.", way=t(WAYS[best.name])))
    words = [lost, t("Closest to the picture, by PSNR, comes {way}.", way=t(WAYS[best.name]))]
    if spec.kind == "max" and best.name != "switches":
        words.append(
            t(
                "Unpooling puts every maximum back in its exact place, but has only 0 for the values between them."
            )
        )
    return sentences(*words)


def end_of_pyramid(report: UndoReport, spec: PoolingSpec) -> str:
    """Say what the last map is."""
    last = report.pyramid[-1]
    if min(spec.stride) == 1 and last.size > 1:
        return t("With a stride of 1 a map hardly shrinks: no pyramid. Choose a stride of 2 or more.")
    if last.size > 1:
        return t(
            "The pyramid ends at {rows} × {columns}: the window of {window} × {window} does not fit any more. With same"
            " padding it goes on.",
            rows=last.shape[0],
            columns=last.shape[1],
            window=spec.window[0],
        )
    value = float(last.ravel()[0])
    values = {"value": number(value, 4), "whole": number(report.whole, 4)}
    equal = bool(np.isclose(value, report.whole, rtol=EXACT, atol=0))
    if spec.kind == "max":
        if equal:
            return t("The last value, {value}, is the largest of the whole picture.", value=values["value"])
        return t(
            "The last value is {value}; the largest of the picture is {whole}, but it lies where no window read.",
            **values,
        )
    if spec.kind == "average":
        if equal:
            return t("The last value, {value}, is the mean of the whole picture.", value=values["value"])
        return sentences(
            t("The last value is {value}, the mean of the picture {whole}: a mean of means.", **values),
            _why(spec),
        )
    if equal:
        return t(
            "The last value, {value}, is the root of the sum of all squares of the picture.",
            value=values["value"],
        )
    return sentences(
        t("The last value is {value}, the root of the sum of all squares of the picture {whole}.", **values),
        _why(spec),
    )


def _why(spec: PoolingSpec) -> str:
    if spec.stride[0] < spec.window[0]:
        return t("Windows that overlap count some values more often than others.")
    if spec.stride[0] > spec.window[0]:
        return t("Between the windows lie values that none of them reads.")
    if spec.padding == "same":
        return t("Windows that hang over the border hold fewer values, and each of these counts for more.")
    return t("Rows and columns that fill no whole window were left out on the way.")


def size_of(values: np.ndarray) -> str:
    """Write rows × columns."""
    return "{} × {}".format(*values.shape)


def kept(size: tuple[int, int], spec: PoolingSpec) -> str:
    """Write how much is thrown away, in percent."""
    share = 1 - prod(spec.output_size(size)) / prod(size)
    # More than 99.9 % is not everything.
    digits = 0 if round(100 * share) < 100 else 2
    return f"{100 * share:.{digits}f} %"
