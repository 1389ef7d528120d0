"""A picture brought to the size it is worked on at, and a drawn digit made like those of MNIST."""

from __future__ import annotations

import numpy as np
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images.ink import find_ink

SMALLEST, LARGEST = 16, 512
"""Pixels of the side that a picture is worked on at."""

PIXEL_ART = 64
"""Up to this long side a picture is enlarged by repeating its pixels."""

DIGIT_SIDE, INK_SIDE = 28, 20
"""MNIST's frame, and the box that the ink is fitted to."""
CENTRE = 14
"""Row and column on which MNIST put the centre of mass (measured on its training set: 14.0 on average)."""


def fit(
    picture: np.ndarray, size: int, colour: str = "colour", crop: str = "square", largest: int = LARGEST
) -> np.ndarray:
    """Bring a picture to a size.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
    size : int
        Pixels of the side ("square") or of the long side ("fit"), 16 to 512.
    colour : {"grey", "colour"}
        "grey" gives one channel, by the luma of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B. "colour" leaves
        the channels as they are: a grey picture has one.
    crop : {"square", "fit"}
        Cut a square out of the middle, or keep the whole picture.
    largest : int
        The greatest size that is let pass.

    Returns
    -------
    ndarray of uint8, shape (h, w) or (h, w, 3)

    Raises
    ------
    LabError
        For a size, colour or crop that does not exist.

    Notes
    -----
    Reduced with Pillow's Hamming window, which averages all source pixels (no aliasing) and has no negative
    lobes: Lanczos and bicubic draw a halo along each edge, which an edge filter would then find. A picture
    of at most 64 pixels is enlarged by repeating its pixels, because at that size they are what it is about
    (an impulse, a step, a digit, a drawing): interpolated ones would be another picture. Larger ones are
    photographs, and enlarged bicubically.
    """
    if not SMALLEST <= size <= largest:
        raise LabError(
            "A picture cannot be worked on at {size} pixels; choose {least} to {most}.",
            size=size,
            least=SMALLEST,
            most=largest,
        )
    if colour not in ("grey", "colour"):
        raise LabError('The tone cannot be "{name}"; choose "grey" or "colour".', name=colour)
    if crop not in ("square", "fit"):
        raise LabError('The shape cannot be "{name}"; choose "square" or "fit".', name=crop)
    image = Image.fromarray(picture)
    if colour == "grey":
        image = image.convert("L")
    if crop == "square":
        image = _middle(image)
    longest = max(image.size)
    target = tuple(max(1, round(side * size / longest)) for side in image.size)
    return np.asarray(image.resize(target, _filter(longest, size)))


def to_digit(picture: np.ndarray, prepare: bool = True) -> np.ndarray:
    """Make a drawn or photographed digit like those of MNIST.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
        Light ink on a dark ground or dark ink on a light one: what the border mostly shows is the ground.
    prepare : bool
        False only resizes to 28 x 28, whatever the shape was, and leaves light and dark as they are.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        White on black; the long side of the ink measures 20 pixels and its centre of mass lies within half
        a pixel of row 14, column 14 (further off only where the ink would leave the frame).

    Raises
    ------
    LabError
        Where there is no ink.

    References
    ----------
    The preparation is that of Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits".
    """
    grey = Image.fromarray(picture).convert("L")
    if not prepare:
        return np.asarray(grey.resize((DIGIT_SIDE, DIGIT_SIDE), _filter(max(grey.size), DIGIT_SIDE)))
    return centred(_fitted(find_ink(grey)))


def centred(ink: np.ndarray) -> np.ndarray:
    """Put ink into MNIST's frame, its centre of mass in the middle.

    Parameters
    ----------
    ink : ndarray of float, shape (h, w)
        0 for none to 1 for full; neither side above 28, and not all zero.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
    """
    frame = np.zeros((DIGIT_SIDE, DIGIT_SIDE), np.uint8)
    corner = []
    for axis, side in enumerate(ink.shape):
        weights = ink.sum(axis=1 - axis)
        mean = (weights @ np.arange(side)) / weights.sum()
        # Whole pixels, as MNIST did: a fraction would need another resampling.
        corner.append(int(np.clip(round(CENTRE - mean), 0, DIGIT_SIDE - side)))
    top, left = corner
    frame[top : top + ink.shape[0], left : left + ink.shape[1]] = np.rint(255 * ink)
    return frame


def _middle(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _filter(longest: int, size: int) -> Image.Resampling:
    if size <= longest:
        return Image.Resampling.HAMMING
    return Image.Resampling.NEAREST if longest <= PIXEL_ART else Image.Resampling.BICUBIC


def _fitted(ink: np.ndarray) -> np.ndarray:
    height, width = ink.shape
    scale = INK_SIDE / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    resampling = Image.Resampling.HAMMING if scale <= 1 else Image.Resampling.BICUBIC
    fitted = np.asarray(Image.fromarray(ink.astype(np.float32)).resize(size, resampling))
    # A thin line would come out faint; full ink is white, as in MNIST.
    return np.clip(fitted / fitted.max(), 0, 1)


def in_colour(picture: np.ndarray) -> np.ndarray:
    """Return a picture (H, W) or (H, W, 3) as one of red, green and blue."""
    return picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)


def as_grey(picture: np.ndarray) -> np.ndarray:
    """Return a picture in grey.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)

    Returns
    -------
    ndarray of uint8, shape (H, W)
        The luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B, rounded as Pillow does.
    """
    return picture if picture.ndim == 2 else np.asarray(Image.fromarray(picture).convert("L"))
