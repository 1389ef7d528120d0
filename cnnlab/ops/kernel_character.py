"""What a kernel keeps and removes, read from its own spectrum by a stated rule."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from cnnlab.ops.spectrum import spectrum

GRID = 64
"""Rows and columns of the spectrum that is looked at, whatever picture the kernel is for."""
RINGS = 10
HALF_POWER = 0.5**0.5
"""Of the strongest answer: what lies below counts as weakened (the usual cut-off of a filter, -3 dB)."""
REMOVED = 0.1
"""Of the strongest answer: what lies below counts as removed."""
ONE_SIDED = 0.35
"""Anisotropy from which a kernel counts as directional."""


@dataclass(frozen=True)
class Character:
    """What a kernel does to waves.

    A gain is the number by which a wave's amplitude is multiplied; frequencies are in cycles per pixel, the
    finest along a row being 0.5.

    Attributes
    ----------
    kind : str
        Compared are the gain of even areas, and the root mean square of the gain in `RINGS` rings of equal
        width from 0 to 0.5; the largest of all these is the strongest answer. "Weak" is what lies below
        `HALF_POWER` of it.

        ========= =============================================================================
        "none"    all gains are 0
        "low"     the outermost ring is weak, even areas are not
        "high"    even areas are weak, and below `REMOVED`; the outermost ring is not
        "boost"   the same, but even areas are not below `REMOVED`
        "band"    both are weak, and even areas are below `REMOVED`
        "accent"  both are weak, but even areas are not below `REMOVED`
        "stop"    neither is weak, but a ring between is
        "all"     nothing is weak
        ========= =============================================================================
    even : float
        Gain of even areas: the absolute value of the sum of the weights.
    fine : float
        Gain of the finest detail: the outermost ring's.
    strongest : float
        Largest gain of any wave.
    wavelength : float
        Pixels from crest to crest of that wave; infinite where it is the even area.
    direction : float or None
        Where the kernel is directional, in which direction the waves run that it lets through most, in
        degrees anticlockwise from the right, 0 to below 180 (0: brightness changes from left to right). It is
        the main axis of the mean of ``gain^2 u u^T`` over the disc of frequencies below 0.5, with ``u`` the
        unit vector of a frequency (the structure tensor's axis, Bigun and Granlund 1987).
    anisotropy : float
        Difference over sum of that matrix's eigenvalues, 0 to 1; directional from `ONE_SIDED` on.
    """

    kind: str
    even: float
    fine: float
    strongest: float
    wavelength: float
    direction: float | None
    anisotropy: float


def character(kernel: np.ndarray) -> Character:
    """Judge a kernel.

    Parameters
    ----------
    kernel : array_like, shape (kh, kw)
        Neither side above `GRID`.

    Returns
    -------
    Character

    Raises
    ------
    LabError
        Where it is no such kernel.
    """
    gain = spectrum(kernel, (GRID, GRID)).magnitude.astype(float)
    across, down = _frequencies()
    radius = np.hypot(across, down)
    rings = _rings(gain, radius)
    even = float(gain[GRID // 2, GRID // 2])
    top = np.unravel_index(gain.argmax(), gain.shape)
    # Where even areas are among the strongest, rounding must not name another wave.
    top = (GRID // 2, GRID // 2) if even >= gain[top] * (1 - 1e-5) else top
    # The transform adds in 32 bits: of a kernel that sums to 0, a trace remains in the middle.
    even = 0.0 if even < 1e-5 * float(np.abs(kernel).sum()) else even
    direction, anisotropy = _direction(gain, across, down, radius)
    return Character(
        kind=_kind(even, rings),
        even=even,
        fine=float(rings[-1]),
        strongest=float(gain[top]),
        wavelength=float(1 / radius[top]) if radius[top] else float("inf"),
        direction=direction if anisotropy >= ONE_SIDED else None,
        anisotropy=anisotropy,
    )


def _frequencies() -> tuple[np.ndarray, np.ndarray]:
    along = np.fft.fftshift(np.fft.fftfreq(GRID))
    return np.broadcast_to(along, (GRID, GRID)), np.broadcast_to(along[:, None], (GRID, GRID))


def _rings(gain: np.ndarray, radius: np.ndarray) -> np.ndarray:
    edges = np.linspace(0, 0.5, RINGS + 1)
    return np.array(
        [
            np.sqrt(np.mean(gain[(radius > inner) & (radius <= outer)] ** 2))
            for inner, outer in itertools.pairwise(edges)
        ]
    )


def _kind(even: float, rings: np.ndarray) -> str:
    strongest = max(even, rings.max())
    if strongest == 0:
        return "none"
    weak_even, weak_fine = even < HALF_POWER * strongest, rings[-1] < HALF_POWER * strongest
    kept = even >= REMOVED * strongest
    if weak_even and weak_fine:
        return "accent" if kept else "band"
    if weak_even:
        return "boost" if kept else "high"
    if weak_fine:
        return "low"
    return "stop" if rings.min() < HALF_POWER * strongest else "all"


def _direction(
    gain: np.ndarray, across: np.ndarray, down: np.ndarray, radius: np.ndarray
) -> tuple[float, float]:
    inside = (radius > 0) & (radius <= 0.5)
    power = gain[inside] ** 2
    if not power.any():
        return 0.0, 0.0
    units = np.stack([across[inside], down[inside]]) / radius[inside]
    strengths, axes = np.linalg.eigh((units * power) @ units.T)
    right, below = axes[:, -1]
    # Rounded, so that 180 degrees less a trace is the 0 that it is.
    angle = round(float(np.degrees(np.arctan2(-below, right))), 3) % 180
    return angle, float((strengths[1] - strengths[0]) / strengths.sum())
