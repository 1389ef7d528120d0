"""Distances in words: what has no length, such as the maps of an even picture, has none."""

from __future__ import annotations

from math import isfinite

from cnnlab.web.number_grid import number

NONE = "–"


def distance(value: float) -> str:
    """Write a relative distance, short."""
    return number(value, 3) if isfinite(value) else NONE


def percent(value: float) -> str:
    """Write a relative distance in percent, without the sign."""
    return f"{100 * value:.0f}" if isfinite(value) else NONE
