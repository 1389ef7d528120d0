"""Pictures on their way to the browser: as PNG, as a ``data:`` URL, enlarged; and their names."""

from __future__ import annotations

import base64
import hashlib
import io

import numpy as np
from PIL import Image

# On pictures of this size twice as quick as Pillow's usual level, for a few percent more bytes.
_LEVEL = 1


def as_bytes(pictures: np.ndarray) -> np.ndarray:
    """Return pictures as they are stored.

    Parameters
    ----------
    pictures : ndarray of float, shape (..., H, W, C)
        Values in [0, 1]; what is beyond is clipped.

    Returns
    -------
    ndarray of uint8
        The same shape, without the last axis where pictures are grey: (..., H, W).
    """
    pixels = np.rint(255 * np.clip(pictures, 0, 1)).astype(np.uint8)
    return pixels[..., 0] if pixels.shape[-1] == 1 else pixels


def as_floats(pixels: np.ndarray) -> np.ndarray:
    """Return pictures of bytes, of any shape, as float32 in [0, 1]."""
    return pixels.astype(np.float32) / np.float32(255)


def png(picture: np.ndarray) -> bytes:
    """Encode a picture as PNG, without loss.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W), (H, W, 3) or (H, W, 4)

    Returns
    -------
    bytes
    """
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=_LEVEL)
    return file.getvalue()


def data_url(picture: np.ndarray) -> str:
    """Encode a picture as a ``data:`` URL that an ``img`` element shows without another request.

    Parameters
    ----------
    picture : ndarray of uint8
        See :func:`png`.

    Returns
    -------
    str
    """
    return "data:image/png;base64," + base64.b64encode(png(picture)).decode("ascii")


def small_url(picture: np.ndarray, quality: int = 90) -> str:
    """Encode a picture that is only looked at as a ``data:`` URL of a JPEG: a tenth of the bytes of a PNG.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
    quality : int
        Of the JPEG, to 95.

    Returns
    -------
    str
    """
    file = io.BytesIO()
    # All colours at full size: fine strokes of pure colour would blur.
    Image.fromarray(picture).save(file, "JPEG", quality=quality, subsampling=0)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def enlarge(picture: np.ndarray, factor: int) -> np.ndarray:
    """Enlarge a picture by repeating each pixel, so that small maps are shown as the squares they are.

    Parameters
    ----------
    picture : ndarray, shape (H, W) or (H, W, C)
    factor : int
        1 or more.

    Returns
    -------
    ndarray
        Shape (factor H, factor W) or (factor H, factor W, C), of the same type.
    """
    return picture.repeat(factor, axis=0).repeat(factor, axis=1)


def picture_id(picture: np.ndarray) -> str:
    """Name a picture by what it shows: equal pixels have equal names.

    Parameters
    ----------
    picture : ndarray of uint8

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    digest = hashlib.blake2b(repr(picture.shape).encode(), digest_size=8)
    digest.update(np.ascontiguousarray(picture))
    return digest.hexdigest()
