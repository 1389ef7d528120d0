"""What can be taken home from the mode Layers."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.explain.stages import Stage
from cnnlab.images import encoding, exporting
from cnnlab.inference.layers_report import LayersReport, report_layers, report_values
from cnnlab.web.classifier.use_downloads import weights
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_
from cnnlab.web.inside.layer_gallery import sheet_of


def downloads(work: tuple, stage: Stage) -> tuple[Download, ...]:
    """Return the files: the picture, all maps of the layer as one, the values of all layers, the weights.

    Parameters
    ----------
    work : tuple
        The arguments of `report_layers`.
    stage : Stage
        The one that is opened.
    """

    def report() -> LayersReport:
        return engine.call(report_layers, *work)

    def seen() -> bytes:
        pixels = report().seen
        return encoding.png(pixels[..., 0] if pixels.shape[2] == 1 else pixels)

    def values() -> bytes:
        return engine.call(exporting.npz, engine.call(report_values, *work[:4]))

    atlas = Download(
        N_("All maps of the layer (PNG)"), "maps.png", "image/png", lambda: encoding.png(sheet_of(report()))
    )
    return (
        Download(N_("What the network sees (PNG)"), "picture.png", "image/png", seen),
        *([atlas] if len(stage.shape) == 3 and stage.kind != "input" else []),
        Download(N_("Values of all layers (NPZ)"), "layers.npz", "application/octet-stream", values),
        Download(
            N_("Weights (model.weights.h5)"),
            "model.weights.h5",
            "application/octet-stream",
            lambda: weights(work[0]),
        ),
    )
