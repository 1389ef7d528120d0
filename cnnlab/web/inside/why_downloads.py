"""What can be taken home from the mode Why this class."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.inference.why_report import WhyReport
from cnnlab.inference.why_trust import Curves, report_curves
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_
from cnnlab.web.inside import why_curves, why_view
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside.asking import Asked

ENLARGED = 16
LABELS = (N_("First explanation (PNG)"), N_("Second explanation (PNG)"))


def downloads(now: Asked, report: WhyReport) -> tuple[Download, ...]:
    """Return the files: the picture, the maps as they are seen and as numbers, the curves, the weights."""
    sign, strength = p.SIGN.value, float(p.STRENGTH.value)

    def overlay(method: str) -> bytes:
        painted = why_view.overlay(report.seen, method, report.found[method], sign, strength)
        return encoding.png(encoding.enlarge(painted, ENLARGED))

    def numbers() -> bytes:
        return engine.call(
            exporting.npz,
            {"picture": report.seen, "logits": report.logits, "class": np.array(report.target)}
            | report.found,
        )

    def curves() -> bytes:
        return table(engine.call(report_curves, *now.work, *why_curves.question(report)))

    return (
        Download(
            N_("What the network sees (PNG)"),
            "picture.png",
            "image/png",
            lambda: encoding.png(why_view.picture(report.seen)),
        ),
        *(
            Download(label, f"{method.replace('_', '-')}.png", "image/png", partial(overlay, method))
            for label, method in zip(LABELS, report.found, strict=False)
        ),
        Download(
            N_("Explanations as numbers (NPZ)"), "explanations.npz", "application/octet-stream", numbers
        ),
        Download(N_("Deletion and insertion (CSV)"), "curves.csv", "text/csv", curves),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(now.network.name),
        ),
    )


def table(found: Curves) -> bytes:
    """Return the curves as comma-separated values, a line for each share of the pixels."""
    columns = {"share": found.shares}
    for name, curves, others in (
        ("deletion", found.deletion, found.random_deletion),
        ("insertion", found.insertion, found.random_insertion),
    ):
        columns |= {f"{name}_{method}": curve for method, curve in curves.items()}
        columns |= {
            f"{name}_random_mean": others.mean(axis=0),
            f"{name}_random_lowest": others.min(axis=0),
            f"{name}_random_highest": others.max(axis=0),
        }
    lines = [",".join(columns)]
    lines += [",".join(f"{value:.7g}" for value in row) for row in zip(*columns.values(), strict=True)]
    return ("\n".join(lines) + "\n").encode()
