"""What is measured of a network when its training has ended."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets import digits
from cnnlab.metrics.certainty import energy_threshold, log_loss, reliability, softmax
from cnnlab.metrics.classification import confusion, wilson
from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training import answers
from cnnlab.training.parts import Parts, load_for
from cnnlab.training.steps import logits_of
from cnnlab.training.telling import device

LOOKED_AT = ("test", "digits")
"""Parts of which some pictures are kept."""
LARGEST = 1e30


def measure(
    recipe: ClassifierRecipe,
    folder: Path,
    model: keras.Model,
    parts: Parts,
    watch: Callable[[], object] | None = None,
) -> dict:
    """Measure a network on the pictures that had no part in its training, and keep its answers.

    Parameters
    ----------
    recipe : ClassifierRecipe
    folder : Path
        Gets ``predictions.npz``, see `cnnlab.training.answers`.
    model : keras.Model
    parts : Parts
    watch : callable, optional
        Called between two batches; may raise to leave it.

    Returns
    -------
    dict
        Plain numbers and texts, as they stand in ``metrics.json``. ``test_...``: on the test pictures, as the
        recipe has moved them; ``straight_accuracy`` is then that of the unmoved ones. ``digits_...``: on all
        1,797 digits of scikit-learn, for a network that was trained on MNIST.
    """
    tested = tested_on(recipe, parts)
    logits = {name: finite(logits_of(model, recipe, x, watch=watch)) for name, (x, _) in tested.items()}
    answers.save(folder / answers.NAME, kept(tested, logits))
    shape, classes = parts.x_train.shape[1:], len(parts.classes)
    found = _test_figures(logits["test"], parts.y_test)
    for name, label in (("validation", "val"), ("digits", "digits"), ("straight", "straight")):
        if name in tested:
            found |= _figures(label, logits[name], tested[name][1])
    return {
        **found,
        "energy_threshold": _short(energy_threshold(logits["validation"])),
        "parameters": model.count_params(),
        "multiply_adds": sum(
            layer.multiply_adds for layer in plan(shape, classes, recipe.layers, batch_norm=recipe.batch_norm)
        ),
        **circumstances(),
    }


def circumstances() -> dict:
    """Return what a measurement was made with, as it stands in ``metrics.json``."""
    return {
        "device": device(),
        "threads": tf.config.threading.get_intra_op_parallelism_threads() or os.cpu_count(),
        "versions": {
            "python": platform.python_version(),
            "tensorflow": tf.__version__,
            "keras": keras.__version__,
            "numpy": np.__version__,
        },
    }


def tested_on(recipe: ClassifierRecipe, parts: Parts | None) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return the pictures and labels that a network is measured on, by the name of the part.

    Parameters
    ----------
    recipe : ClassifierRecipe
    parts : Parts or None
        None where the recipe's own pictures cannot be had: what is left are those of scikit-learn.
    """
    tested = {}
    if parts is not None:
        tested |= {
            "test": (parts.x_test, parts.y_test),
            "validation": (parts.x_validation, parts.y_validation),
        }
    if recipe.data == answers.DIGITS_FOR:
        tested["digits"] = all_digits()
    if parts is not None and recipe.test_shift:
        tested["straight"] = (load_for(recipe).x_test, parts.y_test)
    return tested


def kept(
    tested: dict[str, tuple[np.ndarray, np.ndarray]], logits: dict[str, np.ndarray]
) -> dict[str, answers.Answers]:
    """Return what is kept of the answers of each part."""
    return {
        name: answers.answers_of(y, logits[name], x if name in LOOKED_AT else None)
        for name, (x, y) in tested.items()
        if name != "straight"
    }


def all_digits() -> tuple[np.ndarray, np.ndarray]:
    """Return all of scikit-learn's digits, training and test together: (1797, 28, 28, 1) and (1797,)."""
    data = digits.load()
    return np.concatenate([data.x_train, data.x_test]), np.concatenate([data.y_train, data.y_test])


def finite(logits: np.ndarray) -> np.ndarray:
    """Return logits that can be reckoned with: one that has burst gives NaN: it knows nothing."""
    return np.nan_to_num(logits, nan=0.0, posinf=LARGEST, neginf=-LARGEST)


def _figures(name: str, logits: np.ndarray, labels: np.ndarray) -> dict:
    right = int((logits.argmax(axis=1) == labels).sum())
    return {f"{name}_accuracy": right / len(labels), f"{name}_count": len(labels)}


def _test_figures(logits: np.ndarray, labels: np.ndarray) -> dict:
    """Return all that is known of the test pictures."""
    found = _figures("test", logits, labels)
    right = logits.argmax(axis=1) == labels
    bins = reliability(softmax(logits.astype(np.float64)).max(axis=1), right)
    return {
        **found,
        "test_interval": [_short(end) for end in wilson(int(right.sum()), len(labels))],
        "test_loss": _short(log_loss(labels, logits.astype(np.float64))),
        "confusion": confusion(labels, logits.argmax(axis=1), logits.shape[1]).tolist(),
        "calibration": {
            "count": bins.count.tolist(),
            "right": bins.right.tolist(),
            "confidence": [None if np.isnan(value) else _short(value) for value in bins.confidence],
            "error": _short(bins.error),
            "excess": _short(bins.excess),
        },
    }


def _short(value: float) -> float:
    return float(f"{float(value):.6g}")
