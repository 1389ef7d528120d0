"""All that the mode Time machine asks about a picture: what the network at each kept step makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlab import pretrained
from cnnlab.explain.class_maps import grad_cam
from cnnlab.images.sheet import by_activity
from cnnlab.inference import course_stock, feature_maps
from cnnlab.inference.checkpoints import Copies, copies
from cnnlab.inference.course_network import at_each_step
from cnnlab.inference.course_steps import steps_per_epoch
from cnnlab.inference.examples import given
from cnnlab.inference.feature_maps import Shown
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained

MOST_KERNELS = 32
MOST_MAPS = 12
ANSWER = -1
"""In place of a class: the true one where it is known, else what the network says at the end."""


@dataclass(frozen=True, eq=False)
class CourseReport:
    """What a network makes of a picture at several moments of its training.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W, C)
    truth : int or None
    steps : tuple of int, K of them
    left_out : tuple of int
        Steps whose copies cannot be read.
    per_epoch : float or None
        Steps of an epoch, where that is known.
    probabilities : ndarray of float32, shape (K, classes)
        NaN where the weights are no longer numbers.
    target : int
        The class that the class maps are about.
    kernels : ndarray of float32, shape (K, n, rows, columns, channels), or None
        Of the first layer with weights; None where that is no convolution over one or three channels.
    kernel_count : int
        How many it has; at most `MOST_KERNELS` are given.
    layers : tuple of Shown
        Those that have maps.
    layer : Shown or None
        The one whose maps follow.
    units : ndarray of int, shape (m,)
        Its maps that are the most active at the end, the most active first.
    maps : ndarray of float16, shape (K, m, rows, columns), or None
    class_maps : ndarray of float32, shape (K, rows, columns), or None
        Grad-CAM at the last layer that has maps.
    class_layer : str
        Its name; "" where there is none.
    places : ndarray of float32, shape (K, 2), or None
        Where the picture lies on the maps of `course_stock`; None while these are not there.
    """

    seen: np.ndarray
    truth: int | None
    steps: tuple[int, ...]
    left_out: tuple[int, ...]
    per_epoch: float | None
    probabilities: np.ndarray
    target: int
    kernels: np.ndarray | None
    kernel_count: int
    layers: tuple[Shown, ...]
    layer: Shown | None
    units: np.ndarray
    maps: np.ndarray | None
    class_maps: np.ndarray | None
    class_layer: str
    places: np.ndarray | None


def report_course(
    name: str,
    stamp: int,
    picture: np.ndarray | None,
    number: int,
    layer: int,
    target: int,
    made: int,
) -> CourseReport:
    """Show a picture to the network as it was at each kept step.

    Parameters
    ----------
    name, stamp, picture, number
        As for `cnnlab.inference.use_report.report_use`.
    layer : int
        Number of the layer in the recipe whose maps are wanted; 0, or one that has none: the first.
    target : int
        Class of the class maps; `ANSWER`, or one that there is not: the true class, or the last answer.
    made : int
        `course_stock.made`: the question is another one when the maps of all pictures are there.

    Returns
    -------
    CourseReport

    Raises
    ------
    LabError
        There is no such network, no copies of it were kept, or the picture has another size.
    """
    network = pretrained.trained(name)
    seen, truth = given(network, picture, number)
    held = copies(network)
    look = at_each_step(network)
    image = seen[None].astype(np.float32) / np.float32(255)
    if not 0 <= target < len(network.classes):
        target = truth if truth is not None else _last_answer(look, held, image)
    found = [look(weights, image, target) for weights in held.weights]
    shown = tuple(each for each in feature_maps.layers(network) if len(each.shape) == 3)
    chosen = next((each for each in shown if each.name.startswith(f"{layer}_")), shown[0] if shown else None)
    units, maps = _maps(found, chosen)
    kernels, count = _kernels(network, held)
    logits = np.stack([each["logits"][0] for each in found])
    return CourseReport(
        seen,
        truth,
        held.steps,
        held.left_out,
        steps_per_epoch(network, held.steps),
        softmax(logits),
        target,
        kernels,
        count,
        shown,
        chosen,
        units,
        maps,
        _class_maps(found),
        look.class_layer,
        course_stock.places(name, [each["features"][0] for each in found]) if made else None,
    )


def _last_answer(look: Any, held: Copies, image: np.ndarray) -> int:
    return int(np.nan_to_num(look(held.weights[-1], image, 0)["logits"][0], nan=-np.inf).argmax())


def _maps(found: list[dict], chosen: Shown | None) -> tuple[np.ndarray, np.ndarray | None]:
    if chosen is None:
        return np.zeros(0, int), None
    last = np.nan_to_num(found[-1][chosen.name][0].numpy())
    units = by_activity(last)[:MOST_MAPS]
    maps = np.stack([np.moveaxis(each[chosen.name][0].numpy()[..., units], 2, 0) for each in found])
    return units, np.clip(np.nan_to_num(maps), -6e4, 6e4).astype(np.float16)


def _class_maps(found: list[dict]) -> np.ndarray | None:
    if "gradients" not in found[0]:
        return None
    return np.stack(
        [np.nan_to_num(grad_cam(each["maps"][0].numpy(), each["gradients"][0].numpy())) for each in found]
    )


def _kernels(network: Trained, held: Copies) -> tuple[np.ndarray | None, int]:
    first = next((layer for layer in network.model.layers if layer.trainable_weights), None)
    if type(first).__name__ != "Conv2D" or first.kernel.shape[2] not in (1, 3):
        return None, 0
    [place] = [place for place, each in enumerate(network.model.weights) if each is first.kernel]
    kernels = np.stack([np.moveaxis(weights[place], 3, 0)[:MOST_KERNELS] for weights in held.weights])
    return np.nan_to_num(kernels), first.kernel.shape[3]
