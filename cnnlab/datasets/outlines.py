"""The outlines of ten shapes, as corners of polygons within the unit circle."""

from __future__ import annotations

import functools

import numpy as np

NAMES = ("circle", "ring", "square", "triangle", "star", "cross", "hexagon", "heart", "crescent", "arrow")
_ROUND = 48


@functools.cache
def outline(name: str) -> tuple[np.ndarray, np.ndarray | None]:
    """Return a shape.

    Parameters
    ----------
    name : str
        One of `NAMES`.

    Returns
    -------
    corners : ndarray, shape (n, 2)
        x to the right and y downwards, within the unit circle.
    hole : ndarray, shape (m, 2), or None
        Corners of what is cut out of it.
    """
    around = _regular(_ROUND)
    turn = np.linspace(0, 2 * np.pi, _ROUND, endpoint=False)
    if name == "ring":
        return around, 0.55 * around
    if name == "heart":
        x = 16 * np.sin(turn) ** 3
        y = 13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn)
        return np.stack([x, -y - 2.5], axis=1) / 18.3, None
    if name == "crescent":
        # The outer arc of one circle and, backwards, the arc of another circle through the same two horns.
        outer = np.linspace(np.radians(50), np.radians(310), _ROUND)
        horn_x, horn_y = np.cos(outer[0]), np.sin(outer[0])
        middle = 0.9
        bend = np.arctan2(horn_y, horn_x - middle)
        inner = np.linspace(2 * np.pi - bend, bend, _ROUND)
        radius = np.hypot(horn_x - middle, horn_y)
        arcs = [(np.cos(outer), np.sin(outer)), (middle + radius * np.cos(inner), radius * np.sin(inner))]
        return np.concatenate([np.stack(arc, axis=1) for arc in arcs]), None
    shapes = {
        "circle": around,
        "square": _regular(4, 45),
        "triangle": _regular(3, -90),
        "hexagon": _regular(6),
        "star": _star(),
        "cross": _cross(0.34),
        "arrow": np.array([(0, -1), (0.85, 0), (0.35, 0), (0.35, 0.9), (-0.35, 0.9), (-0.35, 0), (-0.85, 0)]),
    }
    return shapes[name], None


def _regular(sides: int, first: float = 0) -> np.ndarray:
    turn = np.radians(first) + np.linspace(0, 2 * np.pi, sides, endpoint=False)
    return np.stack([np.cos(turn), np.sin(turn)], axis=1)


def _star() -> np.ndarray:
    corners = _regular(10, -90)
    corners[1::2] *= 0.42
    return corners


def _cross(half: float) -> np.ndarray:
    quarter = np.array([(half, -0.95), (half, -half), (0.95, -half)])
    return np.concatenate([quarter @ _quarter_turn(times).T for times in range(4)])


def _quarter_turn(times: int) -> np.ndarray:
    angle = np.pi / 2 * times
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
