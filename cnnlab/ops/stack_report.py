"""All that the mode Stack asks for, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnlab.ops.activation import activate
from cnnlab.ops.convolution import convolve
from cnnlab.ops.filtering import ROUNDING
from cnnlab.ops.stacking import COLLAPSIBLE, Collapse, Layer, collapse, run_stack


@dataclass(frozen=True, eq=False)
class Comparison:
    """The first two convolutions beside the single one that would replace them.

    Attributes
    ----------
    collapse : Collapse
        As if nothing stood between the two.
    two_steps, difference : ndarray of float32, shape (oh, ow)
        With the activation between the two; the second one's activation is left out.
    largest, largest_inside : float
        Largest absolute difference, everywhere and away from the border.
    tolerance : float
        How much of it may be rounding: 1e-5 of what the weights can add up to.
    smallest : float
        Smallest value of the first map before its activation.
    """

    collapse: Collapse
    two_steps: np.ndarray
    difference: np.ndarray
    largest: float
    largest_inside: float
    tolerance: float
    smallest: float


@dataclass(frozen=True, eq=False)
class StackReport:
    """What became of a picture in a stack.

    Attributes
    ----------
    maps : tuple of ndarray of float32
        After each layer.
    comparison : Comparison or None
        None where the first two layers cannot be compared with one (see `obstacle`).
    """

    maps: tuple[np.ndarray, ...]
    comparison: Comparison | None


def obstacle(layers: Sequence[Layer]) -> str:
    """Tell why the first two layers cannot be compared with a single one.

    Parameters
    ----------
    layers : sequence of Layer

    Returns
    -------
    str
        "" where they can; else "layers" (fewer than two), "steps" (a stride or dilation above 1) or
        "padding" (none of `cnnlab.ops.stacking.COLLAPSIBLE`).
    """
    if len(layers) < 2:
        return "layers"
    specs = [layer.spec for layer in layers[:2]]
    if any(max(*spec.stride, *spec.dilation) > 1 for spec in specs):
        return "steps"
    if any(spec.padding not in COLLAPSIBLE for spec in specs):
        return "padding"
    return ""


def report_stack(pixels: np.ndarray, layers: Sequence[Layer]) -> StackReport:
    """Run a grey picture through a stack and compare its first two layers with one.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    layers : sequence of Layer
        At least one, with two-dimensional kernels and one padding for all.

    Returns
    -------
    StackReport

    Raises
    ------
    LabError
        Where a layer has no output.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    return StackReport(
        run_stack(image, layers), None if obstacle(layers) else compare(image, layers[0], layers[1])
    )


def compare(image: np.ndarray, first: Layer, second: Layer) -> Comparison:
    """Compare two layers, with what stands between them, with the one that would replace them without it.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        In [0, 1].
    first, second : Layer
        With stride 1, dilation 1 and one padding of `cnnlab.ops.stacking.COLLAPSIBLE` for both. Their
        biases are left out.

    Returns
    -------
    Comparison

    Raises
    ------
    LabError
        Where there is no output.
    """
    single = collapse(image, first.kernel, second.kernel, first.spec.padding)
    between = convolve(image, first.kernel, first.spec)
    if first.activation == "linear":
        two_steps = single.two_steps
    else:
        two_steps = convolve(activate(between, first.activation), second.kernel, second.spec)
    difference = two_steps - single.one_step
    (top, bottom), (left, right) = single.border
    inside = difference[top : len(difference) - bottom, left : difference.shape[1] - right]
    return Comparison(
        single,
        two_steps,
        difference,
        float(np.abs(difference).max()),
        float(np.abs(inside).max(initial=0)),
        ROUNDING * float(np.abs(first.kernel).sum() * np.abs(second.kernel).sum()),
        float(between.min()),
    )
