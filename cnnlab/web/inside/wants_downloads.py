"""What can be taken home from the mode What it looks for."""

from __future__ import annotations

import io

import numpy as np

from cnnlab.images import encoding, exporting
from cnnlab.inference.wants_report import Grown, WantsReport
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

SIDE = 168
"""Pixels that a picture of the sheet and of the film has at least."""
PERIOD, HELD = 90, 1500
"""Milliseconds of one moment of the film, and of the last."""


def downloads(name: str, report: WantsReport, grown: Grown | None) -> tuple[Download, ...]:
    """Return the files: the pictures, how they grew, all numbers, and the network's weights."""
    held = report.early if grown is None else grown
    return (
        Download(
            N_("Pictures (PNG)"), "wanted.png", "image/png", lambda: encoding.png(sheet(held.pictures[-1]))
        ),
        Download(N_("How they grew (GIF)"), "growth.gif", "image/gif", lambda: film(held)),
        Download(
            N_("Pictures and values (NPZ)"), "growth.npz", "application/octet-stream", lambda: arrays(held)
        ),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(name),
        ),
    )


def sheet(pictures: np.ndarray) -> np.ndarray:
    """Put pictures (uint8, (R, H, W, C)) side by side, enlarged."""
    wide = np.concatenate(list(pictures), axis=1)
    wide = wide[..., 0] if wide.shape[2] == 1 else wide
    return encoding.enlarge(wide, max(1, round(SIDE / pictures.shape[1])))


def film(grown: Grown) -> bytes:
    """Return an animated GIF."""
    from PIL import Image

    first, *others = (Image.fromarray(sheet(moment)) for moment in grown.pictures)
    held = [PERIOD] * len(others) + [HELD]
    buffer = io.BytesIO()
    first.save(buffer, "GIF", save_all=True, append_images=others, duration=held, loop=0)
    return buffer.getvalue()


def arrays(grown: Grown) -> bytes:
    """Return all numbers as a NumPy archive."""
    return exporting.npz(
        {
            "steps": grown.steps,
            "pictures": grown.pictures,
            "values": grown.values,
            "probabilities": grown.probabilities,
            "energies": grown.energies,
        }
    )
