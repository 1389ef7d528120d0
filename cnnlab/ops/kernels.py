"""The kernels that everybody meets first, built by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Integral, Real

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops import kernel_formulas as formulas
from cnnlab.ops.kernel_facts import KernelFacts, facts, normalise
from cnnlab.ops.kernel_text import LARGEST_SIZE, parse, to_text

__all__ = [
    "LARGEST_SIZE",
    "LIMITS",
    "PRESETS",
    "SIZES",
    "KernelFacts",
    "Uses",
    "build",
    "facts",
    "normalise",
    "parse",
    "to_text",
    "uses",
]

LIMITS = {
    "sigma": (0.3, 20.0),
    "angle": (-360.0, 360.0),
    "wavelength": (2.0, 64.0),
    "amount": (0.0, 10.0),
    "seed": (0, 2**31 - 1),
}
"""Smallest and largest value of each parameter: sigma and wavelength in pixels, angle in degrees."""


@dataclass(frozen=True)
class Uses:
    """What a preset depends on.

    Attributes
    ----------
    sizes : tuple of int
        The sizes that it can have.
    parameters : tuple of str
        Which of `LIMITS` matter to it.
    """

    sizes: tuple[int, ...]
    parameters: tuple[str, ...] = field(default=())


_ANY = tuple(range(1, LARGEST_SIZE + 1))
_FROM_TWO = _ANY[1:]
_FROM_THREE = _ANY[2:]
_ODD = _ANY[2::2]
_THREE = (3,)
# The binomial weights of a larger Sobel kernel grow into the millions.
_SOBEL = _ANY[1:7]

_BUILDERS: dict[str, tuple[Callable[..., np.ndarray], Uses]] = {
    "identity": (formulas.identity, Uses(_ANY)),
    "box": (formulas.box, Uses(_ANY)),
    "gaussian": (formulas.gaussian, Uses(_ANY, ("sigma",))),
    "sharpen": (formulas.sharpen, Uses(_THREE, ("amount",))),
    "unsharp": (formulas.unsharp, Uses(_ODD, ("sigma", "amount"))),
    "sobel_x": (formulas.sobel_x, Uses(_SOBEL)),
    "sobel_y": (formulas.sobel_y, Uses(_SOBEL)),
    "prewitt_x": (formulas.prewitt_x, Uses(_FROM_TWO)),
    "prewitt_y": (formulas.prewitt_y, Uses(_FROM_TWO)),
    "scharr_x": (formulas.scharr_x, Uses(_THREE)),
    "scharr_y": (formulas.scharr_y, Uses(_THREE)),
    "laplacian": (formulas.laplacian, Uses(_THREE)),
    "log": (formulas.log, Uses(_FROM_THREE, ("sigma",))),
    "emboss": (formulas.emboss, Uses(_THREE, ("amount",))),
    "motion": (formulas.motion, Uses(_ODD, ("angle",))),
    "gabor": (formulas.gabor, Uses(_ODD, ("sigma", "angle", "wavelength"))),
    "random": (formulas.random, Uses(_ANY, ("seed",))),
}

PRESETS = tuple(_BUILDERS)
SIZES = {name: entry[1].sizes for name, entry in _BUILDERS.items()}
"""The sizes that each preset can have."""


def uses(name: str) -> Uses:
    """Tell what a preset depends on.

    Parameters
    ----------
    name : str
        One of `PRESETS`.

    Returns
    -------
    Uses

    Raises
    ------
    LabError
        Where there is no such preset.
    """
    return _entry(name)[1]


def build(
    name: str,
    size: int = 3,
    sigma: float = 1.0,
    angle: float = 0.0,
    wavelength: float = 4.0,
    amount: float = 1.0,
    seed: int = 0,
) -> np.ndarray:
    """Build a preset, to be slid over the picture without turning it (cross-correlation).

    Parameters
    ----------
    name : str
        One of `PRESETS`. "_x" answers to brightness that rises to the right, "_y" to
        brightness that rises downwards.
    size : int
        Rows and columns, one of ``SIZES[name]``.
    sigma : float
        Standard deviation of the Gaussian, in pixels.
    angle : float
        Direction of the motion, or in which a Gabor kernel's waves follow each other,
        in degrees, anticlockwise from the right.
    wavelength : float
        Of a Gabor kernel, in pixels.
    amount : float
        Strength of sharpening or embossing; 0 leaves the picture as it is.
    seed : int
        Of the random kernel.

    Returns
    -------
    ndarray of float32, shape (size, size)
        What the preset does not use (see `uses`) has no influence, but is checked.

    Raises
    ------
    LabError
        Where there is no such preset, or a value lies outside `LIMITS` or `SIZES`.
    """
    builder, used = _entry(name)
    if isinstance(size, bool) or not isinstance(size, Integral) or size not in used.sizes:
        raise LabError(
            "This kernel cannot have that size. It can have {sizes}.", sizes=", ".join(map(str, used.sizes))
        )
    values = {"sigma": sigma, "angle": angle, "wavelength": wavelength, "amount": amount, "seed": seed}
    for parameter, value in values.items():
        _require_within_limits(parameter, value)
    return builder(int(size), **{key: values[key] for key in used.parameters}).astype(np.float32)


def _entry(name: str) -> tuple[Callable[..., np.ndarray], Uses]:
    if not isinstance(name, str) or name not in _BUILDERS:
        raise LabError("There is no kernel of that name. The names are {names}.", names=", ".join(PRESETS))
    return _BUILDERS[name]


def _require_within_limits(parameter: str, value: object) -> None:
    low, high = LIMITS[parameter]
    kind = Integral if parameter == "seed" else Real
    if isinstance(value, bool) or not isinstance(value, kind) or not low <= value <= high:
        raise _outside(parameter, low, high)


def _outside(parameter: str, low: float, high: float) -> LabError:
    limits = {"low": low, "high": high}
    match parameter:
        case "sigma":
            return LabError("Sigma needs to be a number of pixels from {low} to {high}.", **limits)
        case "angle":
            return LabError("The angle needs to be a number of degrees from {low} to {high}.", **limits)
        case "wavelength":
            return LabError("The wavelength needs to be a number of pixels from {low} to {high}.", **limits)
        case "amount":
            return LabError("The amount needs to be a number from {low} to {high}.", **limits)
        case _:
            return LabError("The seed needs to be a whole number from {low} to {high}.", **limits)
