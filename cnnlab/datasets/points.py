"""Points of the plane that a two-dimensional adversarial network learns from."""

from __future__ import annotations

import numpy as np

from cnnlab.recipes.points import PointsSpec

COUNT = 512
"""Real points, where none are drawn by hand."""
SPREAD = 0.05
"""Standard deviation of each part of a mixture."""
WIDTH = 0.03
"""Standard deviation across the ring and the line."""
_DATA = 0
"""What the seed is used for here; see `cnnlab.networks.points` for the others."""


def modes(shape: str) -> np.ndarray:
    """Return the centres of the parts of a shape, the modes of its density.

    Parameters
    ----------
    shape : str
        One of `cnnlab.recipes.points.SHAPES`.

    Returns
    -------
    ndarray of float32, shape (k, 2)
        Eight for "mixture", nine for "grid", none for the others.
    """
    if shape == "mixture":
        angles = 2 * np.pi * np.arange(8) / 8
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    if shape == "grid":
        down, right = np.meshgrid((1, 0, -1), (-1, 0, 1), indexing="ij")
        return np.stack([right.ravel(), down.ravel()], axis=1).astype(np.float32)
    return np.zeros((0, 2), np.float32)


def real_points(spec: PointsSpec) -> np.ndarray:
    """Return the points that are to be imitated.

    Returns
    -------
    ndarray of float32, shape (N, 2)
        `COUNT` of them, drawn by the seed; or those drawn by hand, as they are.
    """
    if spec.shape == "drawn":
        return np.asarray(spec.drawn, np.float32)
    rng = np.random.default_rng([spec.seed, _DATA])
    centres = modes(spec.shape)
    if len(centres):
        # As many of each part as of any other, or one more.
        points = centres[np.arange(COUNT) % len(centres)] + rng.normal(scale=SPREAD, size=(COUNT, 2))
        return points.astype(np.float32)
    along = rng.uniform(size=COUNT)
    points = _ring(along) if spec.shape == "ring" else _line(along)
    return (points + rng.normal(scale=WIDTH, size=(COUNT, 2))).astype(np.float32)


def _ring(along: np.ndarray) -> np.ndarray:
    angles = 2 * np.pi * along
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _line(along: np.ndarray) -> np.ndarray:
    """One swing of a wave, from left to right."""
    right = 2.4 * along - 1.2
    return np.stack([right, 0.6 * np.sin(np.pi * right / 1.2)], axis=1)
