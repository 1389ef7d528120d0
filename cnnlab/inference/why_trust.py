"""Whether an explanation is to be trusted: what erasing does, deletion and insertion, shuffled weights."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.explain import trust
from cnnlab.images.covering import cover
from cnnlab.inference import classifying, why_budget
from cnnlab.inference.budget import passes_within
from cnnlab.inference.examples import given
from cnnlab.inference.sound import sound
from cnnlab.inference.why_methods import (
    Asking,
    Subject,
    explain,
    flat,
    input_probe_of,
    layer_probe_of,
)
from cnnlab.inference.why_report import asked, possible, target_of
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained


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

    How many points and random orders there are depends on how large the network is.

    Attributes
    ----------
    shares : ndarray of float, shape (points,)
        Of the pixels, from 0 to 1.
    deletion, insertion : dict of str to ndarray of float, shape (points,)
        For each method: in the order of what it points at.
    random_deletion, random_insertion : ndarray of float, shape (orders, points)
        In random orders.
    """

    shares: np.ndarray
    deletion: dict[str, np.ndarray]
    insertion: dict[str, np.ndarray]
    random_deletion: np.ndarray
    random_insertion: np.ndarray


def report_curves(
    name: str, stamp: int, picture: np.ndarray | None, number: int, asking: Asking, maps: np.ndarray
) -> Curves:
    """Take the pixels away and bring them back, in the order of each explanation and in random ones.

    Parameters
    ----------
    name, stamp, picture, number, asking
        As for `report_why`.
    maps : ndarray of float, shape (methods, H, W)
        For each of the methods its explanation, as it is shown.
    """
    network = sound(name)
    seen, _ = given(network, picture, number)
    image, blank = (each.astype(np.float32) / np.float32(255) for each in (seen, cover(seen, asking.nothing)))
    ends = classifying.logits(network, np.stack([image, blank]))
    target = target_of(asking, ends[0])
    count, points = why_budget.curves_within(len(maps), passes_within(network))

    def score(first: np.ndarray, last: np.ndarray) -> trust.Score:
        # All curves have both ends in common: only what lies between is asked.
        def probability(images: np.ndarray) -> np.ndarray:
            between = classifying.logits(network, images[1:-1])
            return softmax(np.stack([first, *between, last]))[:, target]

        return probability

    orders = [trust.order_of(each) for each in maps]
    orders += [trust.random_order(seen.shape[0] * seen.shape[1], seed) for seed in range(count)]
    gone, come = (
        np.stack([follow(score(*found), image, blank, order, points) for order in orders])
        for follow, found in ((trust.deletion, ends), (trust.insertion, ends[::-1]))
    )
    few = len(maps)
    return Curves(
        np.linspace(0, 1, points + 1),
        dict(zip(asking.methods, gone, strict=False)),
        dict(zip(asking.methods, come, strict=False)),
        gone[few:],
        come[few:],
    )


@dataclass(frozen=True, eq=False)
class Shuffled:
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
        Rank correlation with the network's own map, as it is shown and without signs; NaN where one of the two
        has the same value everywhere.
    """

    name: str
    probability: float
    maps: dict[str, np.ndarray]
    correlations: dict[str, float]
    unsigned: dict[str, float]


@dataclass(frozen=True, eq=False)
class Cascade:
    """The explanations of ever more shuffled networks.

    Attributes
    ----------
    stages : tuple of Shuffled
        The network itself, then the networks with ever more shuffled layers, the last one with all.
    asking : Asking
        What was asked in the end: lighter than elsewhere, and of a large network less (`why_budget.cascade_within`).
    possible : tuple of str
        The methods that there would be in a smaller network.
    wanted : int
        Shuffled networks that would be shown of a smaller one.
    """

    stages: tuple[Shuffled, ...]
    asking: Asking
    possible: tuple[str, ...]
    wanted: int


def report_shuffled(
    name: str, stamp: int, picture: np.ndarray | None, number: int, asking: Asking, sign: str, seed: int
) -> Cascade:
    """Explain the same class by networks whose weights have been shuffled, from the output on.

    Parameters
    ----------
    name, stamp, picture, number, asking
        As for `report_why`.
    sign : str
        How explanations are read: one of `cnnlab.inference.why_methods.SIGNS`.
    seed : int
        Of the shuffling.
    """
    network = sound(name)
    seen, _ = given(network, picture, number)
    _, subject, layer = asked(network, seen, asking)
    methods, cuts = possible(asking.methods, layer), _cuts(network)
    wanted = min(why_budget.STAGES, len(cuts))
    asking, stages = why_budget.cascade_within(
        replace(asking, methods=methods), network.shape, passes_within(network), wanted
    )
    own = {method: explain(method, subject, asking) for method in asking.methods}
    found = [_stage("", network, subject, own, own, sign)]
    copy = _copy(network)
    other = replace(
        subject,
        scores=lambda images: classifying.logits(copy, images)[:, subject.target],
        of_input=input_probe_of(copy),
        of_layer=layer_probe_of(copy, layer),
    )
    for place in _evenly(len(cuts), stages):
        first, count = cuts[place]
        copy.model.set_weights(network.model.get_weights())
        trust.shuffle(copy.model, seed, count)
        maps = {method: explain(method, other, asking) for method in asking.methods}
        found.append(_stage(first, copy, other, maps, own, sign))
    return Cascade(tuple(found), asking, methods, wanted)


def _stage(name: str, network: Trained, subject: Subject, found: dict, own: dict, sign: str) -> Shuffled:
    logits = classifying.logits(network, subject.image[None])

    def alike(sign: str) -> dict[str, float]:
        return {
            method: trust.rank_correlation(flat(method, own[method], sign), flat(method, found[method], sign))
            for method in found
        }

    return Shuffled(
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
    """Return, from the output on, the first layer of the plan that is shuffled, and how many of Keras's that makes."""
    cuts: dict[str, int] = {}
    for count, each in enumerate(
        [layer.name for layer in reversed(network.model.layers) if layer.weights], 1
    ):
        number = each.partition("_")[0]
        name = f"{number}_{network.recipe.layers[int(number) - 1].kind}" if number.isdigit() else each
        cuts[name] = count
    return list(cuts.items())


def _evenly(length: int, count: int) -> np.ndarray:
    """Return so many places of a list, evenly chosen: the last one, which is all layers, and if it may be the first."""
    if count == 1:
        return np.array([length - 1])
    return np.linspace(0, length - 1, count).round().astype(int)
