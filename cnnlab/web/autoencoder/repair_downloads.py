"""What can be taken home from the mode Repair."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.inference.repair_case import picture_of
from cnnlab.inference.repair_report import repaired_arrays
from cnnlab.web.autoencoder.repair_asking import Asked
from cnnlab.web.autoencoder.repair_view import flat
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_


def downloads(now: Asked) -> tuple[Download, ...]:
    """Return the files: the pictures at their full size, the exact values, the weights."""

    def picture() -> bytes:
        return encoding.png(flat(engine.call(picture_of, now.picture, now.number, *now.of_run)))

    def png(name: str) -> bytes:
        return encoding.png(flat(colour.grey(_arrays(now)[name])))

    return (
        Download(N_("Repaired picture (PNG)"), "repaired.png", "image/png", partial(png, "repaired")),
        Download(N_("Damaged picture (PNG)"), "damaged.png", "image/png", partial(png, "broken")),
        Download(N_("Original picture (PNG)"), "picture.png", "image/png", picture),
        Download(
            N_("Exact values (NPZ)"),
            "repair.npz",
            "application/octet-stream",
            lambda: engine.call(exporting.npz, _arrays(now)),
        ),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(now.network),
        ),
    )


def _arrays(now: Asked) -> dict[str, np.ndarray]:
    return engine.call(repaired_arrays, *now.work)
