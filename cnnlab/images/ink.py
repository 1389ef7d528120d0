"""Ink told from paper in the picture of a digit that somebody drew or photographed."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from cnnlab.errors import LabError

_SEEN_SIDE = 256
_LEAST_CONTRAST = 25.0  # of 255: what a shadow or a crease of the paper hardly reaches
_SURE_INK = 0.4
_NOISE_WIDTHS = 4.0
_PAPER_SIDE, _PAPER_FITS, _INK_WEIGHT = 64, 8, 0.02


def find_ink(grey: Image.Image) -> np.ndarray:
    """Return how much ink is where, cut out to where there is any.

    Parameters
    ----------
    grey : PIL.Image.Image
        Mode "L"; light ink on dark paper or dark ink on light paper, which the border mostly shows. Paper
        may be unevenly lit and noisy.

    Returns
    -------
    ndarray of float, shape (h, w)
        0 for none to 1 for the strongest. The picture's long side counts as 256 pixels if it is longer.

    Raises
    ------
    LabError
        Where there is no ink.
    """
    small = grey.copy()
    small.thumbnail((_SEEN_SIDE, _SEEN_SIDE), Image.Resampling.HAMMING)
    light = _light_on_dark(np.asarray(small, np.float32))
    above = light - _paper(light)
    peak, faintest = float(above.max()), max(1.0, _NOISE_WIDTHS * _spread(above))
    if peak < max(_LEAST_CONTRAST, 2 * faintest):
        raise LabError(
            "No digit is to be seen in this picture: it needs dark ink on light paper, or light on dark. Draw one with"
            " a thick line; other pictures are for a network that has learned from such."
        )
    ink = np.clip((above - faintest) / (peak - faintest), 0, 1)
    ink[~_widened(ink > _SURE_INK)] = 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _light_on_dark(values: np.ndarray) -> np.ndarray:
    middle = (values.min() + values.max()) / 2
    border = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    return 255 - values if np.median(border) > middle else values


def _spread(values: np.ndarray) -> float:
    """Return the standard deviation that Gaussian noise with this median deviation would have.

    Ink, which covers less than half of the paper, hardly changes it.
    """
    return 1.4826 * float(np.median(np.abs(values - np.median(values))))


def _paper(light: np.ndarray) -> np.ndarray:
    """Return the paper under the ink: a quadratic surface, as a lamp from one side lights it.

    Ink lies above it. So what is above weighs little at first (an expectile, found by reweighted least
    squares), and then nothing: the surface is fitted again to what lies close to it on both sides.
    """
    height, width = light.shape
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    step = max(1, max(light.shape) // _PAPER_SIDE)
    few, values = terms[::step, ::step].reshape(-1, 6), light[::step, ::step].ravel().astype(np.float64)
    weights = np.ones_like(values)
    for fit in range(2 * _PAPER_FITS):
        # By the normal equations: six unknowns that differ little in size, and a tenth of the time.
        weighted = few.T * weights
        surface = np.linalg.lstsq(weighted @ few, weighted @ values, rcond=None)[0]
        above = values - few @ surface
        if fit < _PAPER_FITS:
            weights = np.where(above > 0, _INK_WEIGHT, 1.0)
        else:
            off = np.abs(above)
            weights = (off <= max(2.0, 3 * _spread(above), float(np.median(off)))).astype(float)
    return terms @ surface


def _widened(sure: np.ndarray) -> np.ndarray:
    # By two pixels: the soft edge of a line belongs to it, a speck of noise elsewhere does not.
    return np.asarray(Image.fromarray(sure.astype(np.uint8)).filter(ImageFilter.MaxFilter(5))) > 0
