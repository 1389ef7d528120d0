"""The sample pictures: photographs that come with the libraries, and test pictures that teach."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images import flattening, handwriting, patterns
from cnnlab.images.handwriting import DIGITS, WRITERS, digit
from cnnlab.images.preparing import LARGEST, SMALLEST
from cnnlab.images.shipped_files import shipped_file

__all__ = ["CREDITS", "DEFAULT", "DIGITS", "SAMPLES", "WRITERS", "digit", "sample"]


class _Photograph(NamedTuple):
    file: str
    credit: str
    package: str = "skimage"


# What the libraries themselves state: the docstrings of skimage.data, and sklearn/datasets/images/README.txt.
_PHOTOGRAPHS = {
    "coffee": _Photograph(
        "data/coffee.png", "Rachel Michetti, courtesy of Pikolo Espresso Bar; CC0; from scikit-image."
    ),
    "cat": _Photograph("data/chelsea.png", "Stefan van der Walt; CC0; from scikit-image."),
    "pagoda": _Photograph(
        "datasets/images/china.jpg",
        "danielbuechele, flickr.com/photos/danielbuechele/6061409035; CC BY 2.0; from scikit-learn.",
        "sklearn",
    ),
    "flower": _Photograph(
        "datasets/images/flower.jpg",
        "vultilion, flickr.com/photos/vultilion/6056698931; CC BY 2.0; from scikit-learn.",
        "sklearn",
    ),
    "rocket": _Photograph("data/rocket.jpg", "SpaceX; public domain; from scikit-image."),
    "photographer": _Photograph("data/camera.png", "Lav Varshney; CC0; from scikit-image."),
    "astronaut": _Photograph("data/astronaut.png", "NASA: Eileen Collins; public domain; from scikit-image."),
    "coins": _Photograph(
        "data/coins.png", "Brooklyn Museum; no known copyright restrictions; from scikit-image."
    ),
    "clock": _Photograph("data/clock_motion.png", "Stefan van der Walt; public domain; from scikit-image."),
    "moon": _Photograph("data/moon.png", "From scikit-image."),
    "galaxies": _Photograph("data/hubble_deep_field.jpg", "NASA, Hubble; public domain; from scikit-image."),
    "retina": _Photograph("data/retina.jpg", "Mikael Häggström; CC0; from scikit-image."),
    "tissue": _Photograph(
        "data/ihc.png",
        "Center for Microscopy and Molecular Imaging; no known copyright restrictions; from scikit-image.",
    ),
    "cell": _Photograph("data/cell.png", "Paul Müller and others; CC0; from scikit-image."),
    "horse": _Photograph("data/horse.png", "Andreas Preuss, openclipart.org; CC0; from scikit-image."),
    "page": _Photograph("data/page.png", "From scikit-image."),
    "text": _Photograph("data/text.png", "Wikipedia, Corner.png; public domain; from scikit-image."),
    "brick": _Photograph("data/brick.png", "CC0Textures; CC0; from scikit-image."),
    "grass": _Photograph("data/grass.png", "linolafett, deviantart.com; CC0; from scikit-image."),
    "gravel": _Photograph("data/gravel.png", "CC0Textures; CC0; from scikit-image."),
}

_PATTERNS: dict[str, Callable[[int], np.ndarray]] = {
    "impulse": patterns.impulse,
    "step_edge": patterns.step_edge,
    "gradient": patterns.gradient,
    "checkerboard": patterns.checkerboard,
    "bars": patterns.bars,
    "disc": patterns.disc,
    "zone_plate": patterns.zone_plate,
    "flat": patterns.flat,
    "digit": lambda size: handwriting.large_digit(3, size=size),
}

SAMPLES = (*_PHOTOGRAPHS, *_PATTERNS)
"""Ids of the sample pictures, in the order in which they are shown."""

DEFAULT = "coffee"
"""The first picture: round and straight edges in all directions, strong colours, and nobody's face."""

CREDITS = {name: photograph.credit for name, photograph in _PHOTOGRAPHS.items()} | {
    "digit": handwriting.CREDIT
}
"""Who made a sample and on what terms it is used; the generated ones need none."""

_USUAL_SIZE = 256


def sample(name: str, size: int | None = None) -> np.ndarray:
    """Return a sample picture.

    Parameters
    ----------
    name : str
        One of :data:`SAMPLES`.
    size : int, optional
        Pixels of the side of a generated picture, 16 to 512; 256 by default. Photographs do not heed it:
        they come whole, with at most 512 pixels on the long side, for :func:`cnnlab.images.preparing.fit`.

    Returns
    -------
    ndarray of uint8, shape (H, W) or (H, W, 3)
        Read-only.

    Raises
    ------
    LabError
        For a name or a size that does not exist.
    """
    if name in _PHOTOGRAPHS:
        return _photograph(name)
    if name not in _PATTERNS:
        raise LabError('There is no sample picture called "{name}". Choose one from the gallery.', name=name)
    size = _USUAL_SIZE if size is None else size
    if not SMALLEST <= size <= LARGEST:
        raise LabError(
            "A sample picture cannot have {size} pixels on a side; choose {least} to {most}.",
            size=size,
            least=SMALLEST,
            most=LARGEST,
        )
    return _read_only(_PATTERNS[name](size))


# As many as a class is likely to look at in turn; one takes up to 0.8 MB.
@functools.lru_cache(maxsize=8)
def _photograph(name: str) -> np.ndarray:
    photograph = _PHOTOGRAPHS[name]
    with Image.open(shipped_file(photograph.package, photograph.file)) as picture:
        picture.load()
        coloured = flattening.flatten(picture, LARGEST)
    red, green, blue = coloured.split()
    # The horse is a grey picture that is stored in colour.
    grey = red.tobytes() == green.tobytes() == blue.tobytes()
    return _read_only(np.asarray(red if grey else coloured))


def _read_only(pixels: np.ndarray) -> np.ndarray:
    pixels.setflags(write=False)
    return pixels
