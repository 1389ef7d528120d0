"""A picture on its way to the components of a page: it travels by itself, so that new settings do not send it again."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import numpy as np

from cnnlab.images import encoding
from cnnlab.web import memo
from cnnlab.web.components import register

_MOUNT = register("picture", "shared/bus.js", "shared/picture.js", html="<div class='picture' hidden></div>")


def publish(key: str, bus: str, picture: Mapping[str, str | int]) -> None:
    """Hand a picture to every component on a bus.

    Parameters
    ----------
    key : str
        Streamlit's key of the component that carries it.
    bus : str
    picture : mapping
        ``id`` (changes with the pixels), ``src`` (``"data:image/png;base64,..."``, 8 bits, without alpha),
        ``height``, ``width``, ``channels`` (1 or 3).
    """
    _MOUNT(key=key, data={"bus": bus, "picture": dict(picture)})


def describe(pixels: np.ndarray) -> dict[str, str | int]:
    """Return a picture as `publish` takes it; that of the same pixels is not encoded again.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    """
    name = encoding.picture_id(pixels)

    def encoded() -> dict[str, str | int]:
        return {
            "id": name,
            "src": encoding.data_url(pixels),
            "height": pixels.shape[0],
            "width": pixels.shape[1],
            "channels": 1 if pixels.ndim == 2 else pixels.shape[2],
        }

    return memo.last("described_picture", name, encoded)


def describe_values(values: np.ndarray, pixels: bool) -> dict[str, str | int | bool]:
    """Return a map of numbers as `publish` takes it: ``values`` (base64 of float32) in place of ``src``.

    Parameters
    ----------
    values : ndarray of float, shape (H, W)
    pixels : bool
        Whether they are the brightness of pixels, from 0 to 1: then they are shown as such.
    """
    values = np.ascontiguousarray(values, dtype="<f4")
    return {
        "id": encoding.picture_id(values),
        "values": base64.b64encode(values.tobytes()).decode("ascii"),
        "height": values.shape[0],
        "width": values.shape[1],
        "channels": 1,
        "pixels": pixels,
    }
