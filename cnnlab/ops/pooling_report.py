"""All that the mode Window of the Pooling page asks for, in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.ops.pooling import input_gradient, pool
from cnnlab.ops.pooling_geometry import PoolingSpec

RELATIVE = {"max": 0.0, "average": 1e-5, "l2": 1e-5}
"""How far another way of computing a value may differ, as a part of it: a maximum is one of the values and must
be equal; sums of 32-bit numbers differ by the order of their terms."""


@dataclass(frozen=True, eq=False)
class WindowReport:
    """A picture pooled in two ways.

    Attributes
    ----------
    maps : ndarray of float32, shape (2, oh, ow) or (2, oh, ow, 3)
        In the order of `pair_of`.
    gradients : tuple of ndarray of float32, shape (H, W) or (H, W, 3)
        For each of the two what reaches every input value when every output sends back 1; empty where it
        was not asked for.
    """

    maps: np.ndarray
    gradients: tuple[np.ndarray, ...]


def pair_of(kind: str) -> tuple[str, str]:
    """Return the two kinds of pooling that are shown with a kind: max, and its neighbour."""
    return "max", "l2" if kind == "l2" else "average"


def report_windows(pixels: np.ndarray, spec: PoolingSpec, gradients: bool) -> WindowReport:
    """Pool a picture in the two ways that are shown beside each other.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    spec : PoolingSpec
    gradients : bool
        Whether the way back is asked for, too.

    Returns
    -------
    WindowReport

    Raises
    ------
    LabError
        Where there is no output.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    specs = [replace(spec, kind=kind) for kind in pair_of(spec.kind)]
    return WindowReport(
        np.stack([pool(image, each) for each in specs]),
        tuple(input_gradient(image, each) for each in specs) if gradients else (),
    )
