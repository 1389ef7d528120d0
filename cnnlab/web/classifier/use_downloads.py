"""What can be taken home from the mode Use."""

from __future__ import annotations

import numpy as np

from cnnlab import engine, pretrained
from cnnlab.errors import LabError
from cnnlab.images import encoding, exporting
from cnnlab.inference.use_report import UseReport, report_use
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_


def downloads(work: tuple, names: list[str]) -> tuple[Download, ...]:
    """Return the files: what the network sees, its answer, the maps, and its weights.

    Parameters
    ----------
    work : tuple
        The arguments of `report_use`.
    names : list of str
        Of the classes.
    """

    def report() -> UseReport:
        return engine.call(report_use, *work)

    def seen() -> bytes:
        pixels = report().seen
        return encoding.png(pixels[..., 0] if pixels.shape[2] == 1 else pixels)

    def maps() -> bytes:
        found = report()
        return engine.call(
            exporting.npz,
            {"input": found.seen, found.layer.name: found.values, "logits": found.logits},
        )

    name = work[0]
    return (
        Download(N_("What the network sees (PNG)"), "picture.png", "image/png", seen),
        Download(N_("Probabilities (CSV)"), "probabilities.csv", "text/csv", lambda: table(report(), names)),
        Download(N_("Maps of the layer (NPZ)"), "maps.npz", "application/octet-stream", maps),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(name),
        ),
    )


def table(report: UseReport, names: list[str]) -> bytes:
    """Return class, logit and probability as comma-separated values, a line for each class."""
    lines = ["class,logit,probability"]
    for name, logit, share in zip(names, report.logits, report.probabilities, strict=True):
        quoted = '"' + name.replace('"', '""') + '"'
        lines.append(f"{quoted},{np.float32(logit):.7g},{np.float32(share):.7g}")
    return ("\n".join(lines) + "\n").encode()


def weights(name: str) -> bytes:
    """Return the weights of a network as Keras saves them.

    Raises
    ------
    LabError
        The run has not come to its end.
    """
    file = pretrained.folder_of(name) / pretrained.WEIGHTS
    if not file.is_file():
        raise LabError("The weights are written when the training ends. Wait for that, or stop it.")
    return file.read_bytes()
