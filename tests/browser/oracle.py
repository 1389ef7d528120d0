"""What the scope should show, computed by NumPy from the picture that the page has sent."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

MODES = {"same": "constant", "circular": "wrap", "reflect": "reflect", "replicate": "edge"}


def picture_of(tab, bus: str = "convolution") -> np.ndarray:
    """Decode the picture that the page has sent to the scope: float64 in [0, 1], (H, W) or (H, W, 3)."""
    source = tab.on_bus("picture", bus)["src"]
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2])))) / 255


def value(
    picture: np.ndarray,
    kernel: Sequence[Sequence[float]],
    row: int,
    column: int,
    *,
    stride: int = 1,
    dilation: int = 1,
    padding: str = "valid",
) -> float:
    """Return the sum of the products of one window."""
    weights = np.asarray(kernel, float)
    if padding != "valid":
        amounts = [_same(n, k, stride, dilation) for n, k in zip(picture.shape, weights.shape, strict=True)]
        picture = np.pad(picture, amounts, mode=MODES[padding])
    rows = row * stride + dilation * np.arange(weights.shape[0])
    columns = column * stride + dilation * np.arange(weights.shape[1])
    return float((picture[np.ix_(rows, columns)] * weights).sum())


def _same(size: int, kernel: int, stride: int, dilation: int) -> tuple[int, int]:
    """Return TensorFlow's SAME padding: as many outputs as strides begin, the odd pixel at the end."""
    outputs = -(-size // stride)
    amount = max((outputs - 1) * stride + dilation * (kernel - 1) + 1 - size, 0)
    return amount // 2, amount - amount // 2
