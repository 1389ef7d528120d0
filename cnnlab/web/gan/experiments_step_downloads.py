"""What the view of single steps gives to take home."""

from __future__ import annotations

import csv
import io
from functools import partial

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_bytes, encoding
from cnnlab.inference.step_report import StepReport
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

ENLARGED = 4


def downloads(name: str, report: StepReport) -> tuple[Download, ...]:
    """Return the files; the weights only where there is a file of them."""
    found = (
        Download(N_("Real, before and after (PNG)"), "gan_step.png", "image/png", partial(_png, report)),
        Download(
            N_("Pictures, labels and scores (NPZ)"),
            "gan_step.npz",
            "application/octet-stream",
            partial(_npz, report),
        ),
        Download(N_("Scores after each step (CSV)"), "gan_steps.csv", "text/csv", partial(_csv, report)),
    )
    if not (pretrained.folder_of(name) / pretrained.WEIGHTS).is_file():
        return found
    return (
        *found,
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            partial(weights, name),
        ),
    )


def _png(report: StepReport) -> bytes:
    rows = [as_bytes(report.real / np.float32(255)), as_bytes(report.before), as_bytes(report.after)]
    return encoding.png(
        encoding.enlarge(np.concatenate([np.concatenate(list(row), axis=1) for row in rows]), ENLARGED)
    )


def _npz(report: StepReport) -> bytes:
    file = io.BytesIO()
    np.savez(
        file,
        real=report.real,
        labels=report.labels,
        before=report.before,
        after=report.after,
        real_scores=np.stack([stage.real for stage in report.stages]),
        fake_scores=np.stack([stage.fake for stage in report.stages]),
    )
    return file.getvalue()


def _csv(report: StepReport) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    count = len(report.labels)
    heads = [f"{kind}_{place}" for kind in ("real", "generated") for place in range(1, count + 1)]
    lines.writerow(["step", "critic_loss", "generator_loss", *heads])
    for number, stage in enumerate(report.stages):
        lines.writerow(
            [number, stage.critic_loss, stage.generator_loss, *stage.real.tolist(), *stage.fake.tolist()]
        )
    return text.getvalue().encode("utf-8-sig")
