"""The words of the mode Shift: names, and what has been found as a sentence."""

from __future__ import annotations

from math import isnan

from cnnlab.ops.shift_report import Moved
from cnnlab.web.i18n import N_, t

WAYS = {
    "convolution": N_("strided convolution"),
    "max": N_("max pooling"),
    "average": N_("average pooling"),
    "blur": N_("blur pooling"),
}


def percent(value: float) -> str:
    """Write a change in percent, not to be broken; a dash where it cannot be told."""
    return "–" if isnan(value) else f"{100 * value:.0f}\N{NO-BREAK SPACE}%"


def finding(values: dict[str, float], compare: str, shift: int, stride: int) -> str:
    """Say what the shift has changed.

    Parameters
    ----------
    values : dict of str to float
        The change of each map, in standard deviations.
    compare : {"here", "along"}
    shift, stride : int
    """
    if shift == 0:
        return t("**Nothing has moved,** so nothing changes. Move the picture by a pixel.")
    if compare == "along" and shift % stride == 0:
        return t(
            "**{shift} px = {steps} × the stride {stride}:** every map is a moved copy of itself, and"
            " no change is left.",
            shift=shift,
            steps=shift // stride,
            stride=stride,
        )
    if not any(values.values()):
        return t("**The picture has moved by {shift} px, and no map has changed.**", shift=shift)
    percents = {name: percent(value) for name, value in values.items()}
    if compare == "here":
        return t(
            "**Moved by {shift} px,** the map of strided convolution changes by {convolution}, that of max pooling by"
            " {max}, of average pooling by {average}, of blur pooling by {blur}.",
            shift=shift,
            **percents,
        )
    return t(
        "**At {shift} px, between two whole steps of {stride}:** wherever the map is moved to, a change is left, of"
        " {convolution} with strided convolution, {max} with max pooling, {average} with average pooling, {blur} with"
        " blur pooling.",
        shift=shift,
        stride=stride,
        **percents,
    )


def changes(moved: Moved, compare: str) -> tuple[float, ...]:
    """Return the changes for all shifts, in the way that is asked for."""
    return moved.in_place if compare == "here" else moved.along


def what_is_pooled(edges: bool, stride: int) -> str:
    """Say what the four start from."""
    if edges:
        return t(
            "All four start from the same edge map (a convolution with the Sobel kernel for upright edges, then ReLU)."
            " Strided convolution computes only every value at a distance of {stride}; max and average pooling look at"
            " all values of a window; blur pooling takes the maximum at every place and smooths it before it keeps"
            " every value at a distance of {stride}.",
            stride=stride,
        )
    return t(
        "The poolings work on the picture itself. The strided convolution has the Sobel kernel for upright edges and"
        " computes every value at a distance of {stride}. Blur pooling takes the maximum at every place and smooths it"
        " before it keeps every value at a distance of {stride}.",
        stride=stride,
    )
