"""Pictures one after another as one file."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image


def gif(pictures: Sequence[np.ndarray], milliseconds: int = 120, last: int = 2000, scale: int = 1) -> bytes:
    """Return pictures as an animated GIF that begins anew when it has ended.

    Parameters
    ----------
    pictures : sequence of ndarray of uint8, shape (H, W) or (H, W, 3)
        At least one, all of one size.
    milliseconds : int
        That each of them stands.
    last : int
        That the last one stands.
    scale : int
        Pixels along a side that each pixel becomes.

    Returns
    -------
    bytes
    """
    frames = []
    for each in pictures:
        frame = Image.fromarray(each)
        frames.append(frame.resize((frame.width * scale, frame.height * scale), Image.Resampling.NEAREST))
    file = io.BytesIO()
    durations = [milliseconds] * (len(frames) - 1) + [last]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0)
    return file.getvalue()
