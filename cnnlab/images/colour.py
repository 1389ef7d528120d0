"""The colours of numbers: one diverging scale, one sequential one, and ten colours for classes.

Each scale is a table of 256 colours, made once. The browser gets the very same table
(:func:`lut_base64`), so that what it draws and what is drawn here are equal.
"""

from __future__ import annotations

import base64
import functools

import numpy as np

MIDDLE = 128
"""Entry of the diverging table that stands for zero; 1 and 255 stand for the limits, and 0 is never used."""

CLASSES = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
    "#c6cec6",
    "#9c1b5d",
    "#2a5c14",
)
"""Colours of ten classes.

Seven are those of M. Okabe and K. Ito, "Color Universal Design" (2008), whose eighth, black, would be
unseen on a dark page; a light grey, a wine red and a dark green are added.
"""

# Anchors in CIELAB as (place, lightness, chroma, hue in degrees): even steps in it look even.
# Blue and orange-brown stay apart for every kind of colour blindness; both arms have the same lightness.
_NEGATIVE = ((0.0, 96.0, 0.0, 268.0), (0.5, 67.0, 34.0, 270.0), (1.0, 32.0, 46.0, 280.0))
_POSITIVE = ((0.0, 96.0, 0.0, 58.0), (0.5, 67.0, 56.0, 60.0), (1.0, 32.0, 58.0, 48.0))
# From a dark blue through green to a light yellow, ever lighter: readable as grey, too.
_SEQUENTIAL = (
    (0.0, 6.0, 14.0, 295.0),
    (0.3, 32.0, 34.0, 272.0),
    (0.6, 60.0, 30.0, 190.0),
    (0.8, 78.0, 50.0, 125.0),
    (1.0, 96.0, 40.0, 105.0),
)

# D65, and from XYZ to linear sRGB: IEC 61966-2-1.
_WHITE = np.array([0.95047, 1.0, 1.08883])
_XYZ_TO_RGB = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)


def diverging(values: np.ndarray, limit: float | None = None) -> np.ndarray:
    """Colour signed values: blue below zero, orange above, zero neutral.

    Parameters
    ----------
    values : ndarray of any shape
        What is not a number is shown as zero.
    limit : float, optional
        The absolute value at which the strongest colours are reached; the largest absolute value by default.

    Returns
    -------
    ndarray of uint8, shape (..., 3)
    """
    values = np.nan_to_num(np.asarray(values, np.float64), nan=0.0)
    if limit is None:
        limit = float(np.abs(values).max(initial=0.0))
    scaled = np.clip(values / limit, -1, 1) if limit > 0 else np.zeros_like(values)
    return table("diverging")[_nearest(MIDDLE + (MIDDLE - 1) * scaled)]


def sequential(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Colour magnitudes: dark for `low` to light for `high`.

    Parameters
    ----------
    values : ndarray of any shape
        What is not a number is shown as `low`.
    low, high : float
        Values beyond them get the colours at the ends. Where they are equal, everything gets that of `low`.

    Returns
    -------
    ndarray of uint8, shape (..., 3)
    """
    values = np.nan_to_num(np.asarray(values, np.float64), nan=low)
    scaled = np.clip((values - low) / (high - low), 0, 1) if high > low else np.zeros_like(values)
    return table("sequential")[_nearest(255 * scaled)]


def grey(values: np.ndarray) -> np.ndarray:
    """Turn a picture of numbers in [0, 1] into bytes; values beyond are clipped.

    Parameters
    ----------
    values : ndarray of any shape

    Returns
    -------
    ndarray of uint8
        Of the same shape.
    """
    return _nearest(255 * np.clip(np.nan_to_num(np.asarray(values, np.float64), nan=0.0), 0, 1))


def ink_on(paint: np.ndarray) -> str:
    """Return the colour in which text is readable on a colour.

    Parameters
    ----------
    paint : sequence of int, (red, green, blue)
        0 to 255 each.

    Returns
    -------
    str
        Nearly black or white, as CSS has it.
    """
    red, green, blue = (int(part) for part in paint)
    return "#10141a" if 0.299 * red + 0.587 * green + 0.114 * blue > 130 else "#ffffff"


@functools.cache
def table(name: str) -> np.ndarray:
    """Return a scale as a table.

    Parameters
    ----------
    name : {"diverging", "sequential"}

    Returns
    -------
    ndarray of uint8, shape (256, 3)
        Read-only. Entry ``128 + floor(127 v / limit + 0.5)`` of the diverging one is the colour of ``v``, and
        ``floor(255 (v - low) / (high - low) + 0.5)`` of the sequential one.
    """
    along = np.linspace(0, 1, 256)
    if name == "diverging":
        along = np.clip((np.arange(256) - MIDDLE) / (MIDDLE - 1), -1, 1)
        below, above = _interpolated(_NEGATIVE, -along), _interpolated(_POSITIVE, along)
        colours = np.where(along[:, None] < 0, below, above)
    else:
        colours = _interpolated({"sequential": _SEQUENTIAL}[name], along)
    colours.setflags(write=False)
    return colours


def lut_base64(name: str) -> str:
    """Return a table of :func:`table` as base64 text of its 768 bytes (red, green, blue, red, ...).

    Parameters
    ----------
    name : {"diverging", "sequential"}

    Returns
    -------
    str
    """
    return base64.b64encode(table(name).tobytes()).decode("ascii")


def _nearest(values: np.ndarray) -> np.ndarray:
    # As Math.round does it in the browser; numpy's own rounds halves to even.
    return np.floor(values + 0.5).astype(np.uint8)


def _interpolated(anchors: tuple[tuple[float, ...], ...], along: np.ndarray) -> np.ndarray:
    places, lightness, chroma, hue = np.array(anchors).T
    lab_l, lab_c, lab_h = (
        np.interp(along, places, values) for values in (lightness, chroma, np.radians(hue))
    )
    return _srgb(lab_l, lab_c * np.cos(lab_h), lab_c * np.sin(lab_h))


def _srgb(lab_l: np.ndarray, lab_a: np.ndarray, lab_b: np.ndarray) -> np.ndarray:
    """Convert CIELAB (D65) to 8-bit sRGB."""
    f_y = (lab_l + 16) / 116
    f = np.stack([f_y + lab_a / 500, f_y, f_y - lab_b / 200], axis=-1)
    xyz = _WHITE * np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    linear = np.clip(xyz @ _XYZ_TO_RGB.T, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.rint(255 * encoded).astype(np.uint8)
