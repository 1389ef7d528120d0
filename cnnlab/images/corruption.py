"""Five ways to spoil a picture that stays in [0, 1]; what each makes of a level."""

from __future__ import annotations

import io
from numbers import Real

import numpy as np
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images import noise

KINDS = (*noise.KINDS, "blur", "jpeg")
WIDEST = 5
"""Standard deviation of the blur at level 1, in pixels."""


def corrupt(picture: np.ndarray, kind: str, level: float, seed: int) -> np.ndarray:
    """Spoil a picture.

    Parameters
    ----------
    picture : ndarray of float32, shape (H, W), (H, W, 1) or (H, W, 3)
        Values in [0, 1].
    kind : {"gaussian", "salt_pepper", "speckle", "blur", "jpeg"}
        The first three as in `cnnlab.images.noise.add_noise`. "blur": a Gaussian, each channel by itself, the border
        repeated. "jpeg": the picture in 256 steps, saved as JPEG (colour at half the resolution) and read again.
    level : float
        From 0 to 1. "gaussian", "speckle": the standard deviation. "salt_pepper": the share of pixels that are hit.
        "blur": a fifth of the standard deviation in pixels. "jpeg": the quality is ``100 * (1 - level)``, rounded,
        at least 1; so level 0 is not quite the picture itself.
    seed : int
        At least 0; blur and JPEG draw nothing.

    Returns
    -------
    ndarray of float32
        The same shape, clipped to [0, 1] as everything is that is stored as a picture. So the noise has no longer
        a mean of 0 on black and on white.

    Raises
    ------
    LabError
        There is no such kind, or the level is not from 0 to 1, or the shape is none of a picture.
    """
    if kind not in KINDS:
        raise LabError("There is no such damage. Choose one of {names}.", names=", ".join(KINDS))
    if isinstance(level, bool) or not isinstance(level, Real) or not 0 <= level <= 1:
        raise LabError("The level of the damage needs to be a number from 0 to 1.")
    picture = np.asarray(picture, np.float32)
    if (
        picture.ndim not in (2, 3)
        or picture.size == 0
        or (picture.ndim == 3 and picture.shape[2] not in (1, 3))
    ):
        raise LabError("A picture has rows and columns, and one channel or three.")
    if kind == "blur":
        return _blurred(picture, WIDEST * level)
    if kind == "jpeg":
        return _through_jpeg(picture, quality(level))
    return np.clip(noise.add_noise(picture, kind, level, seed), 0, 1)


def quality(level: float) -> int:
    """Return the quality of JPEG, 1 to 100, that a level from 0 to 1 stands for."""
    return max(1, round(100 * (1 - level)))


def _blurred(picture: np.ndarray, sigma: float) -> np.ndarray:
    from scipy import ndimage

    spread = (sigma, sigma, 0)[: picture.ndim]
    return np.clip(ndimage.gaussian_filter(picture, spread, mode="nearest"), 0, 1)


def _through_jpeg(picture: np.ndarray, grade: int) -> np.ndarray:
    pixels = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    held = io.BytesIO()
    Image.fromarray(pixels[..., 0] if pixels.shape[2:] == (1,) else pixels).save(held, "JPEG", quality=grade)
    return np.asarray(Image.open(held), np.float32).reshape(picture.shape) / np.float32(255)
