"""Classifiers from lists of layers."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import keras
from keras import layers as kl

from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import Layer

MOMENTUM = 0.9
"""Of batch normalisation: Keras's own, 0.99, lags behind in trainings of a few hundred steps."""


def build_classifier(
    shape: tuple[int, int, int],
    classes: int,
    layers: Sequence[Layer],
    *,
    activation: str = "relu",
    batch_norm: bool = False,
    dropout: float = 0.0,
    l1: float = 0.0,
    l2: float = 0.0,
    seed: int = 0,
) -> keras.Model:
    """Build a classifier that gives logits.

    Parameters
    ----------
    shape : (rows, columns, channels)
    classes : int
    layers : sequence of Layer
    activation, batch_norm, dropout, l1, l2, seed
        As in `cnnlab.recipes.ClassifierRecipe`.

    Returns
    -------
    keras.Model
        From (N, rows, columns, channels) to logits (N, classes). A layer of the list has the name
        ``<number>_<kind>``, counted from 1.

    Raises
    ------
    LabError
        With the number of the first layer that is impossible, and why.
    """
    plan(shape, classes, layers)
    penalty = {"kernel_regularizer": keras.regularizers.L1L2(l1, l2)} if l1 or l2 else {}
    common = _Common(activation, batch_norm, dropout, penalty, seed)
    inputs = x = keras.Input(shape, name="input")
    for number, layer in enumerate(layers, 1):
        x = _BUILDERS[layer.kind](x, layer, f"{number}_{layer.kind}", common)
    if len(x.shape) == 4:
        x = kl.Flatten(name="flatten")(x)
    x = common.drop(x, "output")
    logits = kl.Dense(classes, name="logits", kernel_initializer=common.first(), **penalty)
    return keras.Model(inputs, logits(x))


def network_of(recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: int) -> keras.Model:
    """Build the network of a recipe, with its first weights, for pictures of a shape."""
    return build_classifier(
        shape,
        classes,
        recipe.layers,
        activation=recipe.activation,
        batch_norm=recipe.batch_norm,
        dropout=recipe.dropout,
        l1=recipe.l1,
        l2=recipe.l2,
        seed=recipe.seed,
    )


class _Common:
    """What all layers of a network share."""

    def __init__(self, activation: str, batch_norm: bool, dropout: float, penalty: dict, seed: int) -> None:
        self.activation, self.batch_norm, self.dropout = activation, batch_norm, dropout
        self.penalty = penalty
        # The numbers that Keras's layers draw after `keras.utils.set_random_seed`; but that generator belongs to
        # the whole process, and in a worker other threads draw from it at the same time.
        self._random = random.Random(seed)
        # Each layer that drops has a seed of its own: with one for all, layers of one width would drop the same units.
        self._drops = itertools.count(seed)

    def first(self) -> keras.Initializer:
        """Return what gives a layer its first weights; each layer with weights takes the next number."""
        return keras.initializers.GlorotUniform(self._random.randint(1, int(1e9)))

    def activate(self, x, name: str, normalised: bool = True):
        if normalised and self.batch_norm:
            x = kl.BatchNormalization(momentum=MOMENTUM, name=f"{name}_norm")(x)
        return kl.Activation(self.activation, name=f"{name}_{self.activation}")(x)

    def drop(self, x, name: str):
        if not self.dropout:
            return x
        return kl.Dropout(self.dropout, seed=next(self._drops), name=f"{name}_dropout")(x)


def _conv(x, layer: Layer, name: str, common: _Common):
    make, parts = kl.Conv2D, ("kernel",)
    if layer.kind == "separable":
        make, parts = kl.SeparableConv2D, ("depthwise", "pointwise")
    first = {f"{part}_initializer": common.first() for part in parts}
    penalty = {f"{part}_regularizer": each for part in parts for each in common.penalty.values()}
    x = make(
        layer.units,
        layer.size,
        strides=layer.stride or 1,
        padding=layer.padding,
        use_bias=not common.batch_norm,
        name=name,
        **first,
        **penalty,
    )(x)
    return common.activate(x, name)


def _pool(x, layer: Layer, name: str, common: _Common):
    make = kl.MaxPooling2D if layer.kind == "max_pool" else kl.AveragePooling2D
    return make(layer.size, layer.stride or layer.size, padding=layer.padding, name=name)(x)


def _dense(x, layer: Layer, name: str, common: _Common):
    if len(x.shape) == 4:
        x = kl.Flatten(name=f"{name}_flatten")(x)
    x = common.drop(x, name)
    x = kl.Dense(layer.units, kernel_initializer=common.first(), name=name, **common.penalty)(x)
    return common.activate(x, name, normalised=False)


def _residual(x, layer: Layer, name: str, common: _Common):
    """Two 3 x 3 convolutions, and a way around them (1 x 1 where the shape changes)."""
    stride = layer.stride or 1
    around = x
    if stride > 1 or x.shape[-1] != layer.units:
        around = kl.Conv2D(
            layer.units,
            1,
            strides=stride,
            kernel_initializer=common.first(),
            name=f"{name}_around",
            **common.penalty,
        )(x)
    for part, step in (("a", stride), ("b", 1)):
        x = kl.Conv2D(
            layer.units,
            3,
            strides=step,
            padding="same",
            use_bias=not common.batch_norm,
            kernel_initializer=common.first(),
            name=f"{name}_{part}",
            **common.penalty,
        )(x)
        if part == "a":
            x = common.activate(x, f"{name}_{part}")
        elif common.batch_norm:
            x = kl.BatchNormalization(momentum=MOMENTUM, name=f"{name}_{part}_norm")(x)
    return common.activate(kl.Add(name=f"{name}_add")([x, around]), name, normalised=False)


_BUILDERS = {
    "conv": _conv,
    "separable": _conv,
    "residual": _residual,
    "max_pool": _pool,
    "average_pool": _pool,
    "global_pool": lambda x, layer, name, common: kl.GlobalAveragePooling2D(name=name)(x),
    "flatten": lambda x, layer, name, common: kl.Flatten(name=name)(x),
    "dense": _dense,
}
