"""Several maps to take home, in the modes Stack and Kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

LABELS = (N_("Map 1 (PNG)"), N_("Map 2 (PNG)"), N_("Map 3 (PNG)"), N_("Map 4 (PNG)"))


def downloads(
    picture: np.ndarray, count: int, maps: Callable[[], Sequence[np.ndarray]], archive: str
) -> tuple[Download, ...]:
    """Return the files: each map as a picture, all as exact values, and the picture in hand.

    Parameters
    ----------
    picture : ndarray of uint8
        What is in hand, which the program of the Code tab reads.
    count : int
        How many maps there are, at most four.
    maps : callable
        Computes them, when a file is asked for: arrays of float32, shape (H, W) or (H, W, 3).
    archive : str
        Name of the file with the exact values.
    """
    return (
        *(
            Download(label, f"map_{index + 1}.png", "image/png", partial(_png, maps, index))
            for index, label in enumerate(LABELS[:count])
        ),
        Download(
            N_("Exact values (NPZ)"),
            archive,
            "application/octet-stream",
            lambda: engine.call(
                exporting.npz, {f"map_{number}": each for number, each in enumerate(maps(), 1)}
            ),
        ),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )


def _png(maps: Callable[[], Sequence[np.ndarray]], index: int) -> bytes:
    return exporting.map_png(maps()[index])
