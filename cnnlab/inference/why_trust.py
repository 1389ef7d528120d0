"""Whether an explanation is to be trusted: what erasing does, deletion and insertion, shuffled weights."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.explain import trust
from cnnlab.images.covering import cover
from cnnlab.inference import classifying
from cnnlab.inference.examples import given
from cnnlab.inference.sound import sound
from cnnlab.inference.why_methods import (
    Subject,
    Wish,
    explain,
    flat,
    input_probe_of,
    layer_probe_of,
    over,
)
from cnnlab.inference.why_report import asked, possible
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained

POINTS = 28
"""Steps of a curve."""
ORDERS = 10
"""Random orders that an explanation is compared with."""
STAGES = 6
"""Shuffled networks that are shown at the most."""
LIGHTER = {"steps": 30, "copies": 20}
"""What the methods are set to at the most where they are asked of several networks; and strides are 2 or more."""


def report_erased(
    name: str, stamp: int, picture: np.ndarray | None, number: int, mask: np.ndarray, nothing: str
) -> np.ndarray:
    """Return the logits (2, classes) of a picture, and of what is left of it.

    Parameters
    ----------
    name, stamp, picture, number
        As for `report_why`.
    mask : ndarray of bool, shape (H, W)
        True where the picture is erased.
    nothing : str
        What it is erased to: one of `cnnlab.images.covering.COVERS`.
    """
    network = sound(name)
    seen, _ = given(network, picture, number)
    left = np.where(mask[..., None], cover(seen, nothing), seen)
    return classifying.logits(network, np.stack([seen, left]).astype(np.float32) / np.float32(255))


@dataclass(frozen=True, eq=False)
class Curves:
    """The probability of the class while pixels go, and while they come.

    Attributes
    ----------
    shares : ndarray of float, shape (POINTS + 1,)
        Of the pixels.
    deletion, insertion : dict of str to ndarray of float, shape (POINTS + 1,)
        For each method: in the order of what it points at.
    random_deletion, random_insertion : ndarray of float, shape (ORDERS, POINTS + 1)
        In random orders.
    """

    shares: np.ndarray
    deletion: dict[str, np.ndarray]
    insertion: dict[str, np.ndarray]
    random_deletion: np.ndarray
    random_insertion: np.ndarray


def report_curves(
    name: str, stamp: int, picture: np.ndarray | None, number: int, wish: Wish, sign: str
) -> Curves:
    """Take the pixels away and bring them back, in the order of each explanation and in random ones.

    Parameters
    ----------
    name, stamp, picture, number, wish
        As for `report_why`.
    sign : str
        How explanations are read: one of `cnnlab.inference.why_methods.SIGNS`.
    """
    network = sound(name)
    seen, _ = given(network, picture, number)
    _, subject, layer = asked(network, seen, wish)
    methods = possible(wish.methods, layer)
    orders = [
        trust.order_of(over(seen.shape, flat(method, explain(method, subject, wish), sign)))
        for method in methods
    ]
    orders += [trust.random_order(seen.shape[0] * seen.shape[1], seed) for seed in range(ORDERS)]

    def probability(images: np.ndarray) -> np.ndarray:
        return softmax(classifying.logits(network, images))[:, subject.target]

    image, blank = subject.image, subject.blank
    gone = np.stack([trust.deletion(probability, image, blank, order, POINTS) for order in orders])
    come = np.stack([trust.insertion(probability, image, blank, order, POINTS) for order in orders])
    few = len(methods)
    return Curves(
        np.linspace(0, 1, POINTS + 1),
        dict(zip(methods, gone, strict=False)),
        dict(zip(methods, come, strict=False)),
        gone[few:],
        come[few:],
    )


@dataclass(frozen=True, eq=False)
class Stage:
    """The explanations of one shuffled network.

    Attributes
    ----------
    name : str
        Of the first layer that is shuffled, as in the plan; all after it are, too. "" for the network itself.
    probability : float
        Of the class.
    maps : dict of str to ndarray of float, shape (rows, columns)
        For each method, one value for each place.
    correlations, unsigned : dict of str to float
        Rank correlation with the network's own map, as it is shown and without signs; NaN where a map is empty.
    """

    name: str
    probability: float
    maps: dict[str, np.ndarray]
    correlations: dict[str, float]
    unsigned: dict[str, float]


def report_shuffled(
    name: str, stamp: int, picture: np.ndarray | None, number: int, wish: Wish, sign: str, seed: int
) -> tuple[Stage, ...]:
    """Explain the same class by networks whose weights have been shuffled, from the output on.

    Parameters
    ----------
    name, stamp, picture, number, wish, sign
        As for `report_curves`; the methods work with somewhat fewer steps than elsewhere (`LIGHTER`).
    seed : int
        Of the shuffling.

    Returns
    -------
    tuple of Stage
        The network itself, then the networks with ever more shuffled layers, the last one with all.
    """
    network = sound(name)
    seen, _ = given(network, picture, number)
    wish = replace(
        wish,
        steps=min(wish.steps, LIGHTER["steps"]),
        copies=min(wish.copies, LIGHTER["copies"]),
        stride=max(wish.stride, 2),
    )
    _, subject, layer = asked(network, seen, wish)
    methods = possible(wish.methods, layer)
    own = {method: explain(method, subject, wish) for method in methods}
    stages = [_stage("", network, subject, own, own, sign)]
    copy = _copy(network)
    other = replace(
        subject,
        scores=lambda images: classifying.logits(copy, images)[:, subject.target],
        of_input=input_probe_of(copy),
        of_layer=layer_probe_of(copy, layer),
    )
    for first, count in _cuts(network):
        copy.model.set_weights(network.model.get_weights())
        trust.shuffle(copy.model, seed, count)
        found = {method: explain(method, other, wish) for method in methods}
        stages.append(_stage(first, copy, other, found, own, sign))
    return tuple(stages)


def _stage(name: str, network: Trained, subject: Subject, found: dict, own: dict, sign: str) -> Stage:
    logits = classifying.logits(network, subject.image[None])

    def alike(sign: str) -> dict[str, float]:
        return {
            method: trust.rank_correlation(flat(method, own[method], sign), flat(method, found[method], sign))
            for method in found
        }

    return Stage(
        name,
        float(softmax(logits)[0, subject.target]),
        {method: flat(method, values, sign) for method, values in found.items()},
        alike(sign),
        alike("absolute"),
    )


def _copy(network: Trained) -> Trained:
    """Return a copy of a network that may be changed; it is made once, and what is compiled of it stays good."""
    import keras

    if "why_copy" not in network.kept:
        network.kept["why_copy"] = replace(network, model=keras.models.clone_model(network.model), kept={})
    return network.kept["why_copy"]


def _cuts(network: Trained) -> list[tuple[str, int]]:
    """Return for each stage the first layer of the plan that is shuffled, and how many of Keras's that makes.

    From the output on; where there are many, evenly chosen with the last, which is all.
    """
    cuts: dict[str, int] = {}
    for count, each in enumerate(
        [layer.name for layer in reversed(network.model.layers) if layer.weights], 1
    ):
        number = each.partition("_")[0]
        name = f"{number}_{network.recipe.layers[int(number) - 1].kind}" if number.isdigit() else each
        cuts[name] = count
    chosen = np.unique(np.linspace(0, len(cuts) - 1, min(STAGES, len(cuts))).round().astype(int))
    return [list(cuts.items())[place] for place in chosen]
