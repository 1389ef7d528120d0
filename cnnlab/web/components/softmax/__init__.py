"""Logits, softmax, loss and gradients of a small dense layer, computed while its weights are dragged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab.images.colour import CLASSES, lut_base64
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "label": N_("From the logits to the loss, and back to the weights"),
    "logit": N_("Logit: z = w·x + b"),
    "fraction": N_("Probability: e to the z / T, over the sum of all three"),
    "error": "p − y",
    "error_help": N_("p − y is the error of each class: y is 1 for the true class and 0 for the others."),
    "gradient": N_("Gradient: (p − y)·x / T"),
    "true": N_("true class"),
    "products": N_("The nine products of class {name}: map × weights"),
    "sum": N_("sum"),
    "bias": N_("bias"),
    "point": N_(
        "Point at a class to see its nine products, or at a cell to see how its number comes about. Keys: Tab, arrows."
    ),
    "product": N_("Row {row}, column {column}: {x} × {w} = {product}"),
    "slope": N_("Class {name}, row {row}, column {column}: {error} · {x} / {temperature} = {gradient}"),
    "no_gradient": N_(
        "Class {name}, row {row}, column {column}: this weight gets no gradient, because its input is 0."
    ),
    "zeros": N_("Hatched: these weights get no gradient, because their input is 0."),
    "shifted": N_(
        "The largest logit, {largest}, is taken away from all three first, so that no power becomes too large to"
        " write; the shares stay the same."
    ),
    "total": N_("sum of the three"),
    "wins": N_("{winner} wins with {percent}, and it is the true class."),
    "loses": N_("{winner} wins with {percent}, but the true class is {name} with {own}."),
    "tie": N_("No class is ahead; the true class is {name} with {own}."),
    "loss": N_("Loss"),
    "cooler": N_("At T = {temperature} the winner takes {now} instead of the {plain} at T = 1."),
    "if_cooler": N_("At T = {temperature} the winner would take {now} instead of {plain}."),
    "covered": N_("Probabilities, loss and gradients are covered while a question is open."),
    "live": N_("{shares}. Loss {loss}."),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "softmax",
    "shared/bus.js",
    "shared/format.js",
    "shared/kernels.js",
    "shared/colour.js",
    "shared/softmax.js",
    "shared/dom.js",
    "shared/measure.js",
    "shared/clamp.js",
    "softmax/build.js",
    "softmax/rows.js",
    "softmax/products.js",
    "softmax/words.js",
    "softmax/softmax.js",
    css=("softmax/softmax.css", "shared/live.css"),
    html="<div class='softmax' role='group'></div>",
)


def softmax(
    key: str,
    bus: str,
    features: Sequence[float],
    templates: np.ndarray,
    biases: Sequence[float],
    *,
    id: str,  # noqa: A002 - the name that all components on a bus give it
    names: Sequence[str],
    truth: int,
    temperature: float,
    covered: bool = False,
) -> None:
    """Show what a dense layer with softmax makes of a map, and follow the kernel grid on the same bus.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    bus : str
        Name that the kernel grid, this component and the badge share.
    features : sequence of float
        The map, flattened.
    templates : ndarray, shape (n, h, w)
        The weights of each class, as they lie on the map. While the grid on the bus is dragged, its count.
    biases : sequence of float
        One for each class.
    id : str
        Stands for all of these settings; the badge must carry the same.
    names : sequence of str
        Of the classes.
    truth : int
        Index of the true class.
    temperature : float
    covered : bool
        A question is open: show the logits, and nothing that follows from them.
    """
    _MOUNT(
        key=key,
        data={
            "bus": bus,
            "id": id,
            "features": [float(each) for each in features],
            "templates": np.asarray(templates, float).tolist(),
            "biases": [float(each) for each in biases],
            "names": list(names),
            "truth": int(truth),
            "temperature": float(temperature),
            "covered": bool(covered),
            "colours": list(CLASSES[: len(names)]),
            "lut": lut_base64("diverging"),
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
