"""What the tests of the mode Instant share."""

from __future__ import annotations

import base64

import numpy as np

from cnnlab.images import encoding

QUICK = "style_mode=instant&style_size=256&picture=cat"


def sound(app):
    assert not app.exception
    assert not app.error
    return app


def values(pixels: np.ndarray) -> np.ndarray:
    return pixels.astype(np.float32) / np.float32(255)


def brushed(content: np.ndarray, painted: np.ndarray) -> str:
    bits = base64.b64encode(np.packbits(painted)).decode()
    return f"{encoding.picture_id(content)}:{bits}"
