"""Experiments: recipes that differ in one thing, so that its effect can be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from cnnlab.recipes.classifier import ClassifierRecipe
from cnnlab.recipes.gan import GanRecipe
from cnnlab.recipes.layers import PRESETS, Layer

MNIST_EXAMPLES = 4000
"""How many of MNIST's pictures stand in for all of a small data set."""


@dataclass(frozen=True)
class Arm:
    """One of the trainings of an experiment.

    Attributes
    ----------
    name : str
        Stable id within the experiment.
    recipe : ClassifierRecipe or GanRecipe
    """

    name: str
    recipe: ClassifierRecipe | GanRecipe


@dataclass(frozen=True)
class Experiment:
    """Trainings that are to be compared.

    Attributes
    ----------
    name : str
        Stable id.
    arms : tuple of Arm
        From two to six; the first is what the others are compared with.
    """

    name: str
    arms: tuple[Arm, ...]


_POOL = Layer("max_pool", size=2)


def _experiment(name: str, base: ClassifierRecipe, arms: dict[str, dict[str, Any]]) -> Experiment:
    return Experiment(name, tuple(Arm(arm, replace(base, **changes)) for arm, changes in arms.items()))


def _network(first: int = 16, second: int = 32) -> tuple[Layer, ...]:
    """Return two convolutions with same padding, each followed by a pooling, and a dense layer."""
    convolutions = (Layer("conv", units, 3, padding="same") for units in (first, second))
    return (next(convolutions), _POOL, next(convolutions), _POOL, Layer("flatten"), Layer("dense", 64))


def _shrunk(pool: str | None) -> tuple[Layer, ...]:
    """Return the same network with another way to halve the maps; None: the convolution's own stride."""
    layers: list[Layer] = []
    for units in (16, 32):
        layers.append(Layer("conv", units, 3, stride=0 if pool else 2, padding="same"))
        layers += [Layer(pool, size=2)] if pool else []
    return (*layers, Layer("flatten"), Layer("dense", 64))


def _light(kind: str, maps: tuple[int, int, int], size: int = 3) -> tuple[Layer, ...]:
    """Return a network that has its weights in its kernels: it ends in the mean of each map."""
    first, second, third = (Layer(kind, units, size, padding="same") for units in maps)
    return (first, _POOL, second, _POOL, third, Layer("global_pool"))


_BASE = ClassifierRecipe(data="digits", layers=_network(), batch_size=32)
_LITTLE = replace(_BASE, examples=200, validation=0.5, epochs=60)
_DEEP = (
    Layer("conv", 8, 3, padding="same"),
    _POOL,
    *(Layer("conv", 16, 3, padding="same"),) * 3,
    _POOL,
    Layer("flatten"),
    Layer("dense", 64),
)

EXPERIMENTS = {
    each.name: each
    for each in (
        _experiment(
            "little_data",
            _LITTLE,
            {
                "nothing": {},
                "dropout": {"dropout": 0.5},
                "l1": {"l1": 3e-4},
                "l2": {"l2": 3e-3},
                "augmentation": {"shift": 2, "rotate": 12, "zoom": 0.15},
                "more": {"examples": 1000, "validation": 0.1, "epochs": 15},
            },
        ),
        _experiment(
            "kernel_size",
            replace(_BASE, epochs=12, learning_rate=3e-3),
            {f"size_{size}": {"layers": _light("conv", (8, 16, 32), size)} for size in (1, 3, 5, 7)},
        ),
        _experiment(
            "kernel_count",
            replace(_BASE, epochs=6),
            {
                "quarter": {"layers": _network(2, 4)},
                "once": {"layers": _network(8, 16)},
                "four": {"layers": _network(32, 64)},
            },
        ),
        _experiment(
            "stride_pooling",
            replace(_BASE, epochs=8),
            {
                "max": {"layers": _shrunk("max_pool")},
                "average": {"layers": _shrunk("average_pool")},
                "stride": {"layers": _shrunk(None)},
            },
        ),
        _experiment(
            "optimisers",
            replace(_BASE, epochs=8),
            {
                "sgd": {"optimizer": "sgd", "learning_rate": 0.03},
                "momentum": {"optimizer": "momentum", "learning_rate": 0.03},
                "nesterov": {"optimizer": "nesterov", "learning_rate": 0.03},
                "rmsprop": {"optimizer": "rmsprop"},
                "adam": {},
                "adamw": {"optimizer": "adamw", "weight_decay": 0.05},
            },
        ),
        _experiment(
            "batch_size",
            replace(_BASE, epochs=8),
            {
                "batch_16": {"batch_size": 16},
                "batch_64": {"batch_size": 64},
                "batch_128": {"batch_size": 128},
                "batch_512": {"batch_size": 512},
                "retuned": {"batch_size": 512, "learning_rate": 8e-3},
            },
        ),
        _experiment(
            "sigmoid_relu",
            replace(_BASE, epochs=10, layers=_DEEP),
            {
                "relu": {},
                "sigmoid": {"activation": "sigmoid"},
                "sigmoid_norm": {"activation": "sigmoid", "batch_norm": True},
            },
        ),
        _experiment(
            "smaller",
            replace(_BASE, epochs=10, learning_rate=3e-3, schedule="cosine", batch_norm=True),
            {
                "full": {"layers": _light("conv", (16, 32, 64))},
                "separable": {"layers": _light("separable", (16, 32, 64))},
                "half": {"layers": _light("conv", (8, 16, 32))},
            },
        ),
        _experiment(
            "rate_too_high",
            replace(_BASE, epochs=8, optimizer="momentum", learning_rate=0.05),
            {
                "right": {},
                "low": {"learning_rate": 5e-4},
                "high": {"learning_rate": 0.5},
            },
        ),
        _experiment(
            "unscaled",
            replace(_BASE, epochs=8, optimizer="momentum", learning_rate=0.02),
            {
                "scaled": {},
                "unscaled": {"scale_inputs": False},
                "slow": {"scale_inputs": False, "learning_rate": 2e-5},
                "normalised": {"scale_inputs": False, "batch_norm": True},
            },
        ),
        _experiment(
            "shuffled",
            replace(_BASE, examples=400, validation=0.5, epochs=40, batch_size=16, learning_rate=2e-3),
            {"true": {}, "shuffled": {"shuffle_labels": True}},
        ),
        _experiment(
            "dense_conv",
            replace(_BASE, epochs=10, test_shift=3),
            {
                "dense": {"layers": PRESETS["dense"]},
                "conv": {},
                # Few weights: it takes larger steps, and more of them, to learn as well.
                "pooled": {"layers": _light("conv", (8, 16, 32)), "learning_rate": 3e-3, "epochs": 16},
                "dense_shift": {"layers": PRESETS["dense"], "shift": 3},
                "conv_shift": {"shift": 3},
            },
        ),
        _experiment(
            "shortcut",
            replace(_BASE, data="shapes", examples=3000, validation=0.1, epochs=8, batch_size=32),
            {
                "cue": {"cue": 1.0},
                "half": {"cue": 0.5},
                "moved": {"cue": 1.0, "shift": 8},
                "plain": {},
            },
        ),
    )
}
"""By name, in the order in which they are shown."""


def with_data(experiment: Experiment, data: str = "", seed: int = 0) -> Experiment:
    """Return an experiment on MNIST's digits instead of scikit-learn's, or from another start.

    Parameters
    ----------
    experiment : Experiment
    data : {"", "mnist"}
        "": as it is. An experiment on shapes stays on shapes.
    seed : int

    Returns
    -------
    Experiment
        On MNIST with about as many steps, so that it takes about as long.
    """
    arms = tuple(Arm(arm.name, replace(_moved(arm.recipe, data), seed=seed)) for arm in experiment.arms)
    return replace(experiment, arms=arms)


def _moved(recipe: ClassifierRecipe, data: str) -> ClassifierRecipe:
    if data != "mnist" or recipe.data != "digits":
        return recipe
    if recipe.examples:
        return replace(recipe, data=data)
    return replace(
        recipe, data=data, examples=MNIST_EXAMPLES, epochs=ceil(recipe.epochs * 1400 / MNIST_EXAMPLES)
    )
