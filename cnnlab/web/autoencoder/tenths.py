"""Numbers with one decimal, as the page Autoencoder writes what it has measured."""

from __future__ import annotations

from math import isinf, isnan

from cnnlab.web.i18n import t
from cnnlab.web.number_grid import MINUS


def tenths(value: float) -> str:
    """Write a number with one decimal."""
    if isnan(value):
        return "NaN"
    return (f"{value:.1f}" if not isinf(value) else "∞" if value > 0 else "-∞").replace("-", MINUS)


def decibels(value: float) -> str:
    """Write a signal-to-noise ratio."""
    return t("{value} dB", value=tenths(value))
