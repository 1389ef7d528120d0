"""The ways to explain a class, by name, and what they are set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.explain import class_maps, pixels
from cnnlab.explain.occlusion import occlusion
from cnnlab.explain.probes import Probe, input_probe, layer_probe
from cnnlab.images.covering import COVERS
from cnnlab.inference.feature_maps import last_of
from cnnlab.inference.keeping import keep_few
from cnnlab.networks.plan import Planned, plan
from cnnlab.pretrained import Trained
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.features import factor

METHODS = ("grad_cam", "layer_cam", "integrated", "gradient_input", "smooth", "occlusion")
OF_MAPS = ("grad_cam", "layer_cam")
"""Those that need a layer with maps."""
CONVOLUTIONS = ("conv", "separable", "residual")
SIGNS = ("usual", "signed", "absolute")
SEED = 0
"""Of the noise."""


@dataclass(frozen=True)
class Asking:
    """What is to be explained, and how.

    Parameters
    ----------
    target : int
        Index of the class; -1, or one that the network has not: the surest.
    methods : tuple of str
        Of `METHODS`.
    layer : int
        Number in the recipe of the layer whose maps are used, from 1; 0, or one without maps: the last convolution.
    nothing : str
        One of `COVERS`: where integrated gradients begin, and what covers.
    steps : int
        Of integrated gradients.
    noise : float
        Of SmoothGrad, as a share of the picture's range.
    copies : int
        Of SmoothGrad.
    size, stride : int
        Of the square that covers; the stride is at most the size.
    """

    target: int = -1
    methods: tuple[str, ...] = ("grad_cam", "integrated")
    layer: int = 0
    nothing: str = "black"
    steps: int = 50
    noise: float = 0.2
    copies: int = 30
    size: int = 6
    stride: int = 2

    def __post_init__(self) -> None:
        for name, values, options in (
            ("methods", self.methods, METHODS),
            ("nothing", (self.nothing,), COVERS),
        ):
            if not set(values) <= set(options):
                raise LabError(
                    'The setting "{name}" cannot be that. Choose one of: {options}.',
                    name=name,
                    options=", ".join(options),
                )

    def square(self, shape: tuple[int, ...]) -> tuple[int, int]:
        """Return the size and the stride of the square for a picture, which may be smaller than the square."""
        size = min(self.size, *shape[:2])
        return size, min(self.stride, size)


def map_layers(recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: int) -> dict[int, Planned]:
    """Return the layers that have maps, by their number; needs no TensorFlow."""
    planned = plan(shape, classes, recipe.layers, batch_norm=recipe.batch_norm)
    return {
        number: each
        for number, each in enumerate(planned, 1)
        if len(each.shape) == 3 and each.kind != "flatten"
    }


def chosen_layer(layers: dict[int, Planned], number: int) -> int | None:
    """Return the number of the layer that is used: the last convolution by default, None where none has maps."""
    if number in layers:
        return number
    last = [place for place, each in layers.items() if each.kind in CONVOLUTIONS] or list(layers)
    return last[-1] if last else None


@dataclass(frozen=True, eq=False)
class Subject:
    """A network about a picture and a class, with all that the methods ask of it.

    Attributes
    ----------
    image, blank : ndarray of float32, shape (H, W, C)
        In [0, 1]: the picture, and what stands for nothing.
    target : int
    scores : callable
        From images (N, H, W, C) to the logits of the class.
    of_input : Probe
    of_layer : Probe, or None where the network has no maps
    """

    image: np.ndarray
    blank: np.ndarray
    target: int
    scores: Callable[[np.ndarray], np.ndarray]
    of_input: Probe
    of_layer: Probe | None

    def gradient(self, images: np.ndarray) -> np.ndarray:
        """Return the gradients of the logit with respect to images."""
        return self.of_input(images, self.target)[1]


def input_probe_of(network: Trained) -> Probe:
    """Return the compiled gradient with respect to the picture."""
    if "why" not in network.kept:
        network.kept["why"] = input_probe(network.model, factor(network.recipe))
    return network.kept["why"]


def layer_probe_of(network: Trained, planned: Planned | None) -> Probe | None:
    """Return the compiled gradient with respect to a layer's maps; None for no layer."""
    if planned is None:
        return None

    def make() -> Probe:
        layer = last_of(network.model, planned.name).name
        return layer_probe(network.model, layer, factor(network.recipe))

    return keep_few(network, "layer_probes", planned.name, make)


def explain(method: str, subject: Subject, asking: Asking) -> np.ndarray:
    """Return an explanation as it comes.

    Returns
    -------
    ndarray of float
        (h, w) for a class map, (H, W) for occlusion, (H, W, C) for all others.
    """
    return _WAYS[method](subject, asking)


def _class_map(
    rule: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> Callable[[Subject, Asking], np.ndarray]:
    def explained(subject: Subject, asking: Asking) -> np.ndarray:
        _, maps, gradients = subject.of_layer(subject.image[None], subject.target)
        return rule(maps[0], gradients[0])

    return explained


def _occlusion(subject: Subject, asking: Asking) -> np.ndarray:
    size, stride = asking.square(subject.image.shape)
    return occlusion(subject.scores, subject.image, size, stride, subject.blank)


_WAYS = {
    "grad_cam": _class_map(class_maps.grad_cam),
    "layer_cam": _class_map(class_maps.layer_cam),
    "integrated": lambda subject, asking: pixels.integrated_gradients(
        subject.gradient, subject.image, subject.blank, asking.steps
    ),
    "gradient_input": lambda subject, asking: pixels.gradient_times_input(subject.gradient, subject.image),
    "smooth": lambda subject, asking: pixels.smooth_grad(
        subject.gradient, subject.image, asking.noise, asking.copies, SEED
    ),
    "occlusion": _occlusion,
}


def is_signed(method: str, sign: str) -> bool:
    """Tell whether a method is shown with signs: by default all but class maps and SmoothGrad."""
    return method not in OF_MAPS and (sign == "signed" or (sign == "usual" and method != "smooth"))


def flat(method: str, values: np.ndarray, sign: str) -> np.ndarray:
    """Return an explanation as one value for each place, shape (rows, columns).

    Parameters
    ----------
    method : str
    values : ndarray
        As `explain` returns them.
    sign : str
        One of `SIGNS`. With signs the channels of a pixel are added; without, their absolute values.
    """
    signed = is_signed(method, sign)
    if values.ndim == 2:
        return values if signed or method in OF_MAPS else np.abs(values)
    return (values if signed else np.abs(values)).sum(axis=-1)


def over(picture_shape: tuple[int, ...], values: np.ndarray) -> np.ndarray:
    """Return a map at the picture's size: a class map is stretched over it."""
    rows, columns = picture_shape[:2]
    return values if values.shape == (rows, columns) else class_maps.stretched(values, rows, columns)
