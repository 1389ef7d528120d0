"""What the mode Rebuild gives to take home."""

from __future__ import annotations

import io

import numpy as np

from cnnlab.images import as_bytes, encoding
from cnnlab.inference.rebuild_report import RebuildReport, report_rebuild
from cnnlab.web.autoencoder.rebuild_view import error_of
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.compute import ask_again
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

ENLARGED = 8


def downloads(work: tuple) -> tuple[Download, ...]:
    """Return the downloads for what was asked."""
    return (
        Download(N_("Picture, rebuilt and error (PNG)"), "rebuilt.png", "image/png", lambda: _png(work)),
        Download(
            N_("Picture, code and rebuilt (NPZ)"),
            "rebuilt.npz",
            "application/octet-stream",
            lambda: _npz(work),
        ),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(work[0]),
        ),
    )


def _report(work: tuple) -> RebuildReport:
    return ask_again(report_rebuild, *work)


def _png(work: tuple) -> bytes:
    report = _report(work)
    image = report.seen.astype(np.float32) / np.float32(255)
    shown = [as_bytes(image), as_bytes(report.made.picture), error_of(report.made.picture, image, True)]
    colours = [each if each.ndim == 3 else np.repeat(each[..., None], 3, axis=2) for each in shown]
    return encoding.png(encoding.enlarge(np.concatenate(colours, axis=1), ENLARGED))


def _npz(work: tuple) -> bytes:
    report = _report(work)
    file = io.BytesIO()
    np.savez(file, picture=report.seen, code=report.made.code, rebuilt=report.made.picture)
    return file.getvalue()
