"""A small picture shifted, turned or made noisy, to see what a network makes of it."""

from __future__ import annotations

import numpy as np
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images.noise import add_noise

WAYS = ("turn", "shift", "noise")


def varied(
    picture: np.ndarray, turn: float = 0, shift: int = 0, noise: float = 0, seed: int = 0
) -> np.ndarray:
    """Turn a picture, then shift it, then add noise; its size stays.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W, C)
    turn : float
        Degrees, anticlockwise; interpolated bicubically.
    shift : int
        Pixels to the right.
    noise : float
        Standard deviation of Gaussian noise, where 1 is white; 0 to 2.
    seed : int
        Of the noise.

    Returns
    -------
    ndarray of uint8, shape (H, W, C)
        What comes in at the border has the mean colour of the border.

    Raises
    ------
    LabError
        For noise beyond these limits.
    """
    if not 0 <= noise <= 2:
        raise LabError("The noise needs a number from {low} to {high}.", low=0, high=2)
    if turn % 360:
        picture = _turned(picture, turn)
    if shift:
        picture = _shifted(picture, shift)
    if noise:
        noisy = add_noise(picture.astype(np.float32) / 255, "gaussian", noise, seed)
        picture = np.rint(255 * np.clip(noisy, 0, 1)).astype(np.uint8)
    return picture


def _ground(picture: np.ndarray) -> np.ndarray:
    edges = (picture[0], picture[-1], picture[:, 0], picture[:, -1])
    return np.rint(np.concatenate(edges).mean(axis=0)).astype(np.uint8)


def _turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    if degrees % 90 == 0 and picture.shape[0] == picture.shape[1]:
        return np.ascontiguousarray(np.rot90(picture, round(degrees / 90)))
    grey = picture.shape[2] == 1
    image = Image.fromarray(picture[..., 0] if grey else picture)
    ground = tuple(map(int, _ground(picture)))
    image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=ground[0] if grey else ground)
    return np.asarray(image).reshape(picture.shape)


def _shifted(picture: np.ndarray, pixels: int) -> np.ndarray:
    moved = np.empty_like(picture)
    moved[:] = _ground(picture)
    width = picture.shape[1]
    if abs(pixels) < width:
        source = picture[:, max(0, -pixels) : width - max(0, pixels)]
        moved[:, max(0, pixels) : width + min(0, pixels)] = source
    return moved
