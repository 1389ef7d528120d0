"""From the bytes of a file that somebody sent to a picture, or to a sentence that says what is wrong."""

from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import numpy as np
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from cnnlab.errors import LabError
from cnnlab.images import flattening
from cnnlab.images.admission import readable_kind

MEGAPIXELS = 50
SHORTEST_SIDE, LONGEST_SIDE = 8, 12_000
WORKING_SIDE = 1024
"""Pixels of the long side to which a picture is reduced before anything else is done with it."""

DECODERS = 2
"""How many pictures are decoded at once in a process: a bound for callers with threads; a worker has one."""
LARGE = 12_000_000
"""Pixels above which they are decoded one after the other: at 50 million, WebP takes 750 MB for a moment."""
PATIENCE = 20.0
"""Seconds that a picture waits for its turn."""

# Pillow's own classes: `Image.open` warns through the process-wide `warnings` where a size is suspicious,
# tries decoders that are not wanted here, and lets the file's name or order of loading play a part.
_READERS = {
    "PNG": PngImagePlugin.PngImageFile,
    "JPEG": JpegImagePlugin.JpegImageFile,
    "WebP": WebPImagePlugin.WebPImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
}

# What Pillow raises for bytes that are not a sound picture. Its readers interpret the file as they go, so
# that nonsense surfaces as whatever the interpretation trips over:
_UNSOUND = (
    OSError,  # too short, wrong checksum, a decoder's own failure; UnidentifiedImageError too
    SyntaxError,  # "this is not such a file", said by the readers themselves
    EOFError,  # no frame
    struct.error,  # numbers cut off
    zlib.error,  # compressed metadata
    ValueError,  # a number out of range, a text that is none, a tile outside of the picture
    TypeError,  # a tag that is missing or of another type
    AttributeError,  # a part that was never read, because its segment is missing
    LookupError,  # a table with too few entries, an unknown code
    ArithmeticError,  # overflow, division by a resolution of zero
    RuntimeError,  # not implemented, nested too deeply
    AssertionError,  # the readers' own
    Warning,  # in a process that was told to turn warnings into errors
)

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TAG_ORIENTATION, _TAGS_TILE = 0x0112, (322, 323)

_turns = threading.BoundedSemaphore(DECODERS)
_large = threading.Lock()


def decode(data: bytes) -> np.ndarray:
    """Decode a picture file.

    Parameters
    ----------
    data : bytes
        A PNG, JPEG, WebP, BMP, GIF (of which the first frame is taken) or TIFF file (the first page), of at
        most 20 MB and 50 megapixels, with sides of 8 to 12,000 pixels.

    Returns
    -------
    ndarray of float32, shape (H, W, 3)
        Red, green and blue in [0, 1], upright, over white where it was transparent; the long side has at
        most 1,024 pixels.

    Raises
    ------
    LabError
        For anything that is not a sound picture of such a kind and size.
    """
    return decode_bytes(data).astype(np.float32) / np.float32(255)


def decode_bytes(data: bytes) -> np.ndarray:
    """Decode a picture file to bytes: as :func:`decode`, but uint8 of 0 to 255.

    Parameters
    ----------
    data : bytes
        See :func:`decode`.

    Returns
    -------
    ndarray of uint8, shape (H, W, 3)

    Raises
    ------
    LabError
        See :func:`decode`.
    """
    kind = readable_kind(data)
    with _turn(), _sound(kind):
        picture = _READERS[kind](io.BytesIO(data))
        _check_size(*picture.size)
        _check_tiles(picture)
        with _large if picture.width * picture.height > LARGE else nullcontext():
            return np.asarray(_read(picture))


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise LabError("Too many pictures are being read at this moment. Try again in a few seconds.")
    try:
        yield
    finally:
        _turns.release()


@contextmanager
def _sound(kind: str) -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        # Some readers look at the size themselves, before it can be asked for.
        raise LabError(
            "The picture has far more than {most} million pixels. Save it smaller.", most=MEGAPIXELS
        ) from error
    except MemoryError as error:
        raise LabError(
            "There is not enough memory to read this picture. Save it with fewer pixels and try again."
        ) from error
    except _UNSOUND as error:
        raise LabError(
            "The {kind} file is damaged, or breaks off before its end. "
            "Copy or save it once more and try again.",
            kind=kind,
        ) from error


def _check_size(width: int, height: int) -> None:
    if width * height > MEGAPIXELS * 1_000_000:
        raise LabError(
            "The picture has {width} x {height} pixels, which is more than {most} million. Save it smaller.",
            width=width,
            height=height,
            most=MEGAPIXELS,
        )
    if max(width, height) > LONGEST_SIDE:
        raise LabError(
            "The picture has {width} x {height} pixels; no side may have more than {most}. "
            "Cut a part out of it, or save it smaller.",
            width=width,
            height=height,
            most=LONGEST_SIDE,
        )
    if min(width, height) < SHORTEST_SIDE:
        raise LabError(
            "The picture has {width} x {height} pixels; each side needs at least {least}. "
            "Choose a larger picture.",
            width=width,
            height=height,
            least=SHORTEST_SIDE,
        )


def _check_tiles(picture: Image.Image) -> None:
    # A small TIFF may say that it is stored in one tile of a gigabyte, which would be decoded as a whole.
    tags = getattr(picture, "tag_v2", {})
    if (
        all(tag in tags for tag in _TAGS_TILE)
        and tags[_TAGS_TILE[0]] * tags[_TAGS_TILE[1]] > MEGAPIXELS * 1_000_000
    ):
        raise ValueError("tile larger than any picture")


def _read(picture: Image.Image) -> Image.Image:
    # A JPEG can be decoded at a half, a quarter or an eighth of its size; twice the size that is wanted at
    # least, so that the last reduction is ours and even. Other kinds ignore it.
    twice = flattening.size_within(picture.size, 2 * WORKING_SIDE)
    picture.draft(None, twice)
    picture.load()
    # After loading: a PNG may say at its end how it was held, and TIFF has been turned by then.
    orientation = picture.getexif().get(_TAG_ORIENTATION)
    flat = flattening.flatten(picture, WORKING_SIDE)
    return flat.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else flat
