"""Weights and gradients to take home, in the mode Softmax."""

from __future__ import annotations

import numpy as np

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.ops.dense_report import Answer, answer
from cnnlab.web.activations.softmax_layer import Layer
from cnnlab.web.activations.softmax_properties import CLASSES
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_


def downloads(picture: np.ndarray, layer: Layer) -> tuple[Download, ...]:
    """Return the files: a table of weights and gradients, all values, and the picture in hand."""

    def compute() -> Answer:
        return engine.call(answer, *layer.work)

    return (
        Download(
            N_("Weights and gradients (CSV)"),
            "softmax.csv",
            "text/csv",
            lambda: table(layer, compute()),
        ),
        Download(
            N_("Exact values (NPZ)"),
            "softmax.npz",
            "application/octet-stream",
            lambda: exporting.npz(arrays(layer, compute())),
        ),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )


def table(layer: Layer, found: Answer) -> bytes:
    """Write a line for each input and one for the biases, with a weight and a gradient for each class."""
    columns = ["input", "x", *(f"w_{name}" for name in CLASSES), *(f"dL/dw_{name}" for name in CLASSES)]
    slopes = found.slopes
    rows = [
        (f"x{place}", feature, *layer.weights[place], *slopes.by_weights[place])
        for place, feature in enumerate(layer.features)
    ]
    rows.append(("bias", 1, *layer.biases, *slopes.by_bias))
    lines = [",".join([name, *(f"{value:.9g}" for value in values)]) for name, *values in rows]
    return ("\n".join([",".join(columns), *lines]) + "\n").encode()


def arrays(layer: Layer, found: Answer) -> dict[str, np.ndarray]:
    """Return everything that is on the screen, by name."""
    slopes = found.slopes
    return {
        "features": layer.features,
        "weights": layer.weights,
        "biases": layer.biases,
        "true": np.array(layer.true),
        "temperature": np.array(layer.temperature),
        "logits": slopes.logits,
        "probabilities": slopes.probabilities,
        "loss": np.array(slopes.loss),
        "weight_gradients": slopes.by_weights,
        "bias_gradients": slopes.by_bias,
    }
