"""What a unit, a layer or a class of a trained network wants to see, beside the real pictures that it likes most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cnnlab.explain.exciting import most_exciting
from cnnlab.explain.maximising import TOGETHER, Climber, Wish, Wished, climb, maximise
from cnnlab.inference import classifying
from cnnlab.inference.budget import passes_within
from cnnlab.inference.examples import given
from cnnlab.inference.familiarity import threshold
from cnnlab.inference.keeping import keep_few
from cnnlab.inference.sound import sound
from cnnlab.inference.stock import stock
from cnnlab.inference.want import OF_PICTURE, Want, most_pictures
from cnnlab.inference.wanted_values import excitements, layer_of
from cnnlab.metrics.certainty import energies, softmax
from cnnlab.pretrained import Trained
from cnnlab.training.features import factor

EARLY = 24
"""Steps that are taken at once, before the rest is asked for."""
SECONDS = 0.55
"""What these may take; with a large network, or many pictures, there are fewer steps."""
FRAMES = 25
"""Moments of the growth that are kept at most."""
REAL = 7
"""Real pictures that are shown."""


@dataclass(frozen=True, eq=False)
class Grown:
    """Pictures on their way, at F moments.

    Attributes
    ----------
    steps : ndarray of int, shape (F,)
    pictures : ndarray of uint8, shape (F, R, H, W, C)
    values : ndarray of float32, shape (F, R)
        What the unit makes of them: of a map the mean, before its activation function; of a layer the mean square,
        after it.
    probabilities : ndarray of float32, shape (F, R, classes)
    energies : ndarray of float32, shape (F, R)
    """

    steps: np.ndarray
    pictures: np.ndarray
    values: np.ndarray
    probabilities: np.ndarray
    energies: np.ndarray


@dataclass(frozen=True, eq=False)
class WantsReport:
    """The first steps, and what is to be compared with them.

    Attributes
    ----------
    want : Want
        As it was asked, with the class or unit that it has come to, and as many pictures as there is room for.
    early : Grown
        The first `EARLY` steps, or fewer; with a very large network the noise alone.
    seen : ndarray of uint8, shape (H, W, C)
        The picture that the network is given.
    seen_value : float
    seen_probabilities : ndarray of float32, shape (classes,)
    real : ndarray of uint8, shape (K, H, W, C)
        The real pictures that excite the unit most, the most exciting first.
    real_values : ndarray of float32, shape (K,)
    real_labels : ndarray of int or None
        Their classes, where they have any.
    real_energy : float
        The lowest of all real pictures that were looked through.
    looked_through : int
        How many these are.
    source : str
        Where they come from: see `cnnlab.inference.stock.Stock`.
    noise : ndarray of uint8, shape (H, W, C)
        Each value equally likely.
    noise_probabilities : ndarray of float32, shape (classes,)
    noise_energy : float
    threshold : float or None
        Energy above which a picture looks like none of the classes.
    """

    want: Want
    early: Grown
    seen: np.ndarray
    seen_value: float
    seen_probabilities: np.ndarray
    real: np.ndarray
    real_values: np.ndarray
    real_labels: np.ndarray | None
    real_energy: float
    looked_through: int
    source: str
    noise: np.ndarray
    noise_probabilities: np.ndarray
    noise_energy: float
    threshold: float | None


def report_wants(
    name: str, stamp: int, picture: np.ndarray | None, number: int, want: Want, noise_seed: int
) -> WantsReport:
    """Take the first steps towards what a unit wants, and find the real pictures that it likes most.

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
    want : Want
    noise_seed : int
        Of the noise that is given to the network as if it were a picture.

    Raises
    ------
    LabError
        There is no such network, or the picture has another size.
    """
    network = sound(name)
    seen, _ = given(network, picture, number)
    noise = noise_of(network.shape, noise_seed)
    logits = classifying.logits(network, _as_images(np.stack([seen, noise])))
    probabilities = softmax(logits)
    want = _settled(network, want, int(logits[0].argmax()))
    found = stock(network)
    values, kept_energies = excitements(network, want.kind, want.layer)
    place = 0 if want.kind == "layer" else want.unit
    best = most_exciting(values[:, place : place + 1], REAL)
    order = best.pictures[0]
    seen_value = excitements(network, want.kind, want.layer, seen[None])[0][0, place]
    return WantsReport(
        want,
        _early(network, want),
        seen,
        float(seen_value),
        probabilities[0],
        found.pictures[order],
        best.values[0].astype(np.float32),
        None if found.labels is None else found.labels[order],
        float(kept_energies.min()),
        len(values),
        found.source,
        noise,
        probabilities[1],
        float(energies(logits[1:])[0]),
        threshold(network),
    )


def grow(name: str, stamp: int, want: Want, report: Callable[..., None]) -> int:
    """Take all steps towards what a unit wants; all that comes of it is in the reports: see `gathered`.

    Parameters
    ----------
    name, stamp
        As for `report_wants`.
    want : Want
        As a `WantsReport` has it, with its class or unit settled.
    report : callable
        Called for each moment that is kept: ``step=``, ``pictures=`` (uint8), ``values=``, ``probabilities=``,
        ``energies=``.

    Returns
    -------
    int
        The steps that were taken.
    """
    network = sound(name)
    want = _settled(network, want, 0)
    for frame in _frames(network, want):
        report(
            float(frame.steps[0]) / want.steps,
            step=int(frame.steps[0]),
            pictures=frame.pictures[0],
            values=frame.values[0],
            probabilities=frame.probabilities[0],
            energies=frame.energies[0],
        )
    return want.steps


def gathered(moments: Sequence[Mapping]) -> Grown:
    """Return the moments that `grow` has reported as one."""
    return Grown(
        np.array([each["step"] for each in moments]),
        *(
            np.stack([each[name] for each in moments])
            for name in ("pictures", "values", "probabilities", "energies")
        ),
    )


def early_steps(passes: int, want: Want) -> int:
    """Return how many steps are taken at once: at most `EARLY`, for so many passes through the network.

    A step goes through the network and back, which counts as three passes; each moment that is looked at takes two.
    """
    steps = min(EARLY, want.steps)
    while steps > 0 and want.restarts * (3 * steps + 2 * (1 + -(-steps // TOGETHER))) > passes:
        steps -= 1
    return steps


def noise_of(shape: tuple[int, int, int], seed: int) -> np.ndarray:
    """Return noise as a picture (uint8): each value of each pixel equally likely."""
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def wish_of(network: Trained, want: Want) -> Wish:
    """Return what is wanted as Keras's layers have it."""
    return Wish(
        layer_of(network, want.kind, want.layer),
        None if want.kind == "layer" else want.unit,
        steps=want.steps,
        restarts=want.restarts,
        jitter=want.jitter,
        smooth=want.smooth,
        dark=want.dark,
        seed=want.seed,
    )


def _settled(network: Trained, want: Want, surest: int) -> Want:
    """Return what is wanted with a unit that there is, else the first, and with as many pictures as there may be."""
    # The noise at least is looked at at once: two passes for each picture.
    restarts = min(want.restarts, most_pictures(network.shape), max(1, passes_within(network, SECONDS) // 2))
    want = replace(want, restarts=restarts)
    if want.kind == "layer":
        return want
    unit = surest if want.kind == "class" and want.unit == OF_PICTURE else want.unit
    layer = network.model.get_layer(layer_of(network, want.kind, want.layer))
    return replace(want, unit=unit if 0 <= unit < layer.output.shape[-1] else 0)


def _early(network: Trained, want: Want) -> Grown:
    steps = early_steps(passes_within(network, SECONDS), want)
    frames = _frames(network, replace(want, steps=max(1, steps)))
    return _gather(frames if steps else [next(frames)])


def _frames(network: Trained, want: Want) -> Iterator[Grown]:
    """Yield the moments that are kept, each as a `Grown` of one."""
    wish = wish_of(network, want)
    wished = maximise(
        network.model,
        wish,
        factor(network.recipe),
        _climber(network, wish.layer, wish.unit is None),
    )
    last = -(-want.steps // TOGETHER)
    kept = set(np.linspace(0, last, min(FRAMES, last + 1)).round().astype(int).tolist())
    for number, frame in enumerate(wished):
        if number in kept:
            yield _said(network, frame)


def _said(network: Trained, frame: Wished) -> Grown:
    logits = classifying.logits(network, frame.pictures)
    return Grown(
        np.array([frame.step]),
        np.round(255 * frame.pictures).astype(np.uint8)[None],
        frame.values[None],
        softmax(logits)[None].astype(np.float32),
        energies(logits)[None].astype(np.float32),
    )


def _gather(frames: Iterable[Grown]) -> Grown:
    columns = zip(
        *((each.steps, each.pictures, each.values, each.probabilities, each.energies) for each in frames),
        strict=True,
    )
    return Grown(*map(np.concatenate, columns))


def _climber(network: Trained, layer: str, whole: bool) -> Climber:
    """Return the compiled steps of a layer; the last few are kept."""
    return keep_few(
        network,
        "climbers",
        (layer, whole),
        lambda: climb(network.model, layer, whole, factor(network.recipe)),
    )


def _as_images(pictures: np.ndarray) -> np.ndarray:
    return pictures.astype(np.float32) / np.float32(255)
