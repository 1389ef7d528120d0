"""From a picture in any of Pillow's modes to 8-bit red, green and blue over white, a strip at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

STRIP_PIXELS = 1 << 20
"""About how many pixels are converted at once: what a conversion needs is then small beside the picture."""

_WHITE_IS_ZERO = 0
_TAG_BITS, _TAG_PHOTOMETRIC = 258, 262


def flatten(picture: Image.Image, longest: int) -> Image.Image:
    """Convert a loaded picture to RGB, with its long side at most `longest`.

    Parameters
    ----------
    picture : PIL.Image.Image
        Loaded, in any mode.
    longest : int
        Pixels.

    Returns
    -------
    PIL.Image.Image
        Mode "RGB". What is transparent shows white. Sixteen-bit greys are divided by their largest
        possible value (so that none is clipped); 32-bit integers, and floating-point numbers that go
        beyond [0, 1], are stretched from their lowest to their highest value, as they have no agreed white.

    Notes
    -----
    A large picture is first reduced by a whole factor (the mean of each block of pixels), then resampled
    to its size. Each strip is made opaque before it is averaged, else the hidden colour of transparent
    pixels would bleed into their neighbours. Colour profiles are not applied.
    """
    to_8_bit = _converter(picture)
    factor = max(1, max(picture.size) // longest)
    reduced = Image.new("RGB", (-(-picture.width // factor), -(-picture.height // factor)))
    for top, strip in _strips(picture, factor):
        reduced.paste(_over_white(to_8_bit(strip)).reduce(factor), (0, top // factor))
    return reduced.resize(size_within(picture.size, longest), Image.Resampling.HAMMING)


def size_within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """Return a size of the same shape whose long side is at most `longest`, and the other at least 1."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _strips(picture: Image.Image, factor: int = 1) -> Iterator[tuple[int, Image.Image]]:
    # Whole blocks of `factor` rows, so that the strips reduce as the whole picture would.
    rows = factor * max(1, STRIP_PIXELS // (picture.width * factor))
    for top in range(0, picture.height, rows):
        yield top, picture.crop((0, top, picture.width, min(top + rows, picture.height)))


def _over_white(strip: Image.Image) -> Image.Image:
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    coloured = strip.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("RGB")


def _converter(picture: Image.Image) -> Callable[[Image.Image], Image.Image]:
    # Pillow's own conversion of the deep greys clips them at 255.
    if picture.mode not in ("F", "I") and not picture.mode.startswith("I;16"):
        return lambda strip: strip
    tags = getattr(picture, "tag_v2", {})
    if picture.mode.startswith("I;16"):
        low, high = 0.0, 2.0 ** tags.get(_TAG_BITS, (16,))[0] - 1
    else:
        low, high = _range(picture)
    if tags.get(_TAG_PHOTOMETRIC) == _WHITE_IS_ZERO:
        low, high = high, low
    transparent = picture.info.get("transparency")
    return lambda strip: _to_8_bit(np.asarray(strip), low, high, transparent)


def _to_8_bit(values: np.ndarray, low: float, high: float, transparent: object) -> Image.Image:
    span = high - low
    # In double precision: a 32-bit integer or the span of two floats would overflow single precision.
    with np.errstate(invalid="ignore"):  # an infinite value in a picture that is otherwise flat
        scaled = (values.astype(np.float64) - low) / (span if span else math.inf)
    grey = np.rint(255 * np.clip(np.nan_to_num(scaled, nan=0.0), 0, 1)).astype(np.uint8)
    if isinstance(transparent, int):
        grey[values == transparent] = 255
    return Image.fromarray(grey)


def _range(picture: Image.Image) -> tuple[float, float]:
    extremes = []
    for _, strip in _strips(picture):
        values = np.asarray(strip)
        finite = values[np.isfinite(values)]
        if finite.size:
            extremes += [float(finite.min()), float(finite.max())]
    low, high = (min(extremes), max(extremes)) if extremes else (0.0, 1.0)
    if picture.mode == "F" and low >= 0 and high <= 1:
        return 0.0, 1.0
    return low, high
