"""All that the mode Why this class asks of a network for its maps, in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.images.covering import cover
from cnnlab.inference import classifying, why_budget
from cnnlab.inference.budget import passes_within
from cnnlab.inference.examples import given
from cnnlab.inference.sound import sound
from cnnlab.inference.why_methods import (
    OF_MAPS,
    Asking,
    Subject,
    chosen_layer,
    explain,
    input_probe_of,
    layer_probe_of,
    map_layers,
)
from cnnlab.metrics.certainty import softmax
from cnnlab.networks.plan import Planned
from cnnlab.pretrained import Trained


@dataclass(frozen=True, eq=False)
class WhyReport:
    """Explanations of a class.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W, C)
        The picture as the network gets it.
    truth : int or None
        Its class, where that is known.
    logits, probabilities : ndarray of float32, shape (classes,)
    target : int
        The class that is explained.
    nothing : float
        The logit of the class for the picture that stands for nothing.
    layer : Planned or None
        The one whose maps are used; None where the network has none.
    asking : Asking
        What was asked in the end: of a large network less than was wished (`cnnlab.inference.why_budget`).
    found : dict of str to ndarray
        Explanations as `cnnlab.inference.why_methods.explain` returns them; without class maps where `layer` is None.
    """

    seen: np.ndarray
    truth: int | None
    logits: np.ndarray
    probabilities: np.ndarray
    target: int
    nothing: float
    layer: Planned | None
    asking: Asking
    found: dict[str, np.ndarray]


def report_why(name: str, stamp: int, picture: np.ndarray | None, number: int, asking: Asking) -> WhyReport:
    """Explain a class of a picture.

    Parameters
    ----------
    name : str
        Of a shipped network, or the id of a run.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the network has learned more.
    picture : ndarray of uint8, shape (H, W, C), or None
        At the network's size; None: one of the test pictures.
    number : int
        Which of these.
    asking : Asking

    Raises
    ------
    LabError
        There is no such network, or the picture has another size.
    """
    network = sound(name)
    seen, truth = given(network, picture, number)
    logits, subject, layer = asked(network, seen, asking)
    asking = replace(asking, methods=possible(asking.methods, layer))
    asking = why_budget.within(asking, network.shape, passes_within(network) - 2)
    return WhyReport(
        seen,
        truth,
        logits[0],
        softmax(logits)[0],
        subject.target,
        float(logits[1, subject.target]),
        layer,
        asking,
        {method: explain(method, subject, asking) for method in asking.methods},
    )


def possible(methods: tuple[str, ...], layer: Planned | None) -> tuple[str, ...]:
    """Return those of some methods that can be had: class maps need a layer with maps."""
    return tuple(method for method in methods if layer is not None or method not in OF_MAPS)


def target_of(asking: Asking, logits: np.ndarray) -> int:
    """Return the class that is explained to a picture with these logits."""
    return asking.target if 0 <= asking.target < len(logits) else int(logits.argmax())


def asked(network: Trained, seen: np.ndarray, asking: Asking) -> tuple[np.ndarray, Subject, Planned | None]:
    """Return the logits of a picture and of nothing (2, classes), what the methods ask, and the layer that is used."""
    image, blank = (each.astype(np.float32) / np.float32(255) for each in (seen, cover(seen, asking.nothing)))
    logits = classifying.logits(network, np.stack([image, blank]))
    classes, target = logits.shape[1], target_of(asking, logits[0])
    layers = map_layers(network.recipe, network.shape, classes)
    number = chosen_layer(layers, asking.layer)
    layer = None if number is None else layers[number]
    subject = Subject(
        image,
        blank,
        target,
        lambda images: classifying.logits(network, images)[:, target],
        input_probe_of(network),
        layer_probe_of(network, layer),
    )
    return logits, subject, layer
