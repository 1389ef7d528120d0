"""What can be taken home from the mode Repair."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from cnnlab import engine
from cnnlab.images import colour, encoding
from cnnlab.inference.repair_case import picture_of
from cnnlab.inference.repair_report import repaired_arrays, repaired_file
from cnnlab.web import long_results
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
        return encoding.png(flat(colour.grey(_asked(now, repaired_arrays)[name])))

    return (
        Download(N_("Repaired picture (PNG)"), "repaired.png", "image/png", partial(png, "repaired")),
        Download(N_("Damaged picture (PNG)"), "damaged.png", "image/png", partial(png, "broken")),
        Download(N_("Original picture (PNG)"), "picture.png", "image/png", picture),
        Download(
            N_("Exact values (NPZ)"),
            "repair.npz",
            "application/octet-stream",
            lambda: _asked(now, repaired_file),
        ),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(now.network),
        ),
    )


def _asked(now: Asked, function: Callable) -> Any:
    """Ask about the pictures; about large ones not the worker that has to answer everybody's sliders."""
    if now.slow:
        return engine.call_long(function, *now.work).result(long_results.PATIENCE)
    return engine.call(function, *now.work)
