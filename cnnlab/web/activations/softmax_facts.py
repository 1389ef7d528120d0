"""The facts of the mode Softmax."""

from __future__ import annotations

import numpy as np

from cnnlab.ops.dense import Slopes
from cnnlab.web.activations.softmax_properties import CLASSES
from cnnlab.web.activations.softmax_text import SIDE
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number


def show_facts(slopes: Slopes, covered: bool) -> None:
    """Show parameters, sum of the probabilities, loss and largest gradient, as TensorFlow has computed them.

    Parameters
    ----------
    slopes : Slopes
    covered : bool
        A question is open: only what does not answer it.
    """
    inputs, classes = slopes.by_weights.shape
    parameters = (
        t("Parameters"),
        str(inputs * classes + classes),
        t("{inputs} · {classes} weights + {classes} biases", inputs=inputs, classes=classes),
    )
    if covered:
        facts([parameters])
        return
    place, winner = np.unravel_index(np.abs(slopes.by_weights).argmax(), slopes.by_weights.shape)
    largest = slopes.by_weights[place, winner]
    where = t(
        "class {name}, row {row}, column {column}",
        name=CLASSES[winner],
        row=int(place) // SIDE,
        column=int(place) % SIDE,
    )
    facts(
        [
            parameters,
            (t("Sum of the probabilities"), number(float(slopes.probabilities.sum(dtype=np.float64)), 6)),
            (t("Loss"), number(slopes.loss, 4)),
            (t("Largest gradient"), number(float(largest)), where if largest else ""),
        ]
    )
