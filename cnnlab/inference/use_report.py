"""All that the mode Use asks of a network, in one call."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images.varying import WAYS, varied
from cnnlab.inference import classifying, feature_maps
from cnnlab.inference.examples import given
from cnnlab.inference.familiarity import threshold
from cnnlab.inference.feature_maps import Shown
from cnnlab.metrics.certainty import energies, softmax
from cnnlab.pretrained import Trained

TIMES = 9
"""One picture is classified so many times to measure how long it takes."""


@dataclass(frozen=True)
class Question:
    """What is to be done with the picture, and what is to be seen of the network.

    Parameters
    ----------
    turn : float
        Degrees, anticlockwise.
    shift : int
        Pixels to the right.
    noise : float
        Standard deviation, where 1 is white.
    vary : str
        One of `cnnlab.images.varying.WAYS`: which of these is tried at all amounts.
    layer : int
        Number of the layer in the recipe, from 1, whose maps are wanted; 0, or one that has none: the first.
    before : bool
        Its values before the activation function.
    """

    turn: float = 0.0
    shift: int = 0
    noise: float = 0.0
    vary: str = "turn"
    layer: int = 0
    before: bool = False

    def __post_init__(self) -> None:
        if self.vary not in WAYS:
            raise LabError(
                'The setting "{name}" cannot be that. Choose one of: {options}.',
                name="vary",
                options=", ".join(WAYS),
            )


@dataclass(frozen=True, eq=False)
class UseReport:
    """What a network says to a picture.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W, C)
        The picture as the network gets it, turned, shifted and noisy as wanted.
    truth : int or None
        Its class, where that is known.
    logits, probabilities : ndarray of float32, shape (classes,)
    energy : float
        Minus the logarithm of the sum of all exp(logit).
    threshold : float or None
        What 95 in 100 validation pictures stay below; None where that was not measured.
    layers : tuple of Shown
    layer : Shown
        The one whose values follow.
    values : ndarray of float32, shape (rows, columns, maps) or (values,)
        At most `feature_maps.MOST` maps.
    amounts : ndarray of float, shape (K,)
        Of what is varied.
    course : ndarray of float32, shape (K, classes)
        The probabilities at these amounts.
    upside_down : ndarray of float32, shape (classes,)
        The probabilities of the picture turned by 180 degrees.
    milliseconds : float
        For one picture, the quickest of several.
    device : str
        "CPU" or "GPU".
    """

    seen: np.ndarray
    truth: int | None
    logits: np.ndarray
    probabilities: np.ndarray
    energy: float
    threshold: float | None
    layers: tuple[Shown, ...]
    layer: Shown
    values: np.ndarray
    amounts: np.ndarray
    course: np.ndarray
    upside_down: np.ndarray
    milliseconds: float
    device: str


def report_use(
    name: str, stamp: int, picture: np.ndarray | None, number: int, question: Question
) -> UseReport:
    """Show a network a picture.

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
    question : Question

    Returns
    -------
    UseReport

    Raises
    ------
    LabError
        There is no such network, or the picture has another size.
    """
    network = pretrained.trained(name)
    picture, truth = given(network, picture, number)
    settings = {"turn": question.turn, "shift": question.shift, "noise": question.noise}
    seen = varied(picture, **settings)
    upside_down = varied(picture, **{**settings, "turn": question.turn + 180})
    images = np.stack([seen, upside_down]).astype(np.float32) / np.float32(255)
    amounts, course = _course(network, picture, settings, question.vary)
    logits = classifying.logits(network, images)
    shares = softmax(logits)
    layers = feature_maps.layers(network)
    layer = next((each for each in layers if each.name.startswith(f"{question.layer}_")), layers[0])
    shown = feature_maps.values(network, images[0], layer.name, question.before)
    return UseReport(
        seen,
        truth,
        logits[0],
        shares[0],
        float(energies(logits[:1])[0]),
        threshold(network),
        layers,
        layer,
        shown[..., : feature_maps.MOST] if shown.ndim == 3 else shown,
        amounts,
        course,
        shares[1],
        _milliseconds(network, images[:1]),
        _device(),
    )


def _course(
    network: Trained, picture: np.ndarray, settings: dict[str, float], vary: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return what is tried of a way to vary a picture, and the probabilities at each.

    The last one is kept: while the slider of what is varied moves, all of it stays as it was.
    """
    others = {name: value for name, value in settings.items() if name != vary}
    asked = (picture.tobytes(), vary, *others.values())
    held = network.kept.get("course")
    if held is None or held[0] != asked:
        amounts = amounts_of(vary, network.shape[1])
        pictures = [varied(picture, **others, **{vary: amount}) for amount in amounts.tolist()]
        images = np.stack(pictures).astype(np.float32) / np.float32(255)
        held = network.kept["course"] = (asked, amounts, softmax(classifying.logits(network, images)))
    return held[1:]


def amounts_of(way: str, width: int) -> np.ndarray:
    """Return the amounts that are tried of a way to vary a picture so many pixels wide."""
    if way == "turn":
        return np.linspace(-180, 180, 49)
    if way == "shift":
        return np.arange(-(width // 2), width // 2 + 1)
    return np.linspace(0, 1, 26)


def _milliseconds(network: Trained, image: np.ndarray) -> float:
    """Return the time for one picture; it is measured once, so that the number stands still."""
    if "milliseconds" not in network.kept:
        times = []
        classifying.logits(network, image)
        for _ in range(TIMES):
            began = time.perf_counter()
            classifying.logits(network, image)
            times.append(time.perf_counter() - began)
        network.kept["milliseconds"] = 1000 * min(times)
    return network.kept["milliseconds"]


def _device() -> str:
    from cnnlab.training.telling import device

    return device()
