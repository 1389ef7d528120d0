"""What a value can see: where its gradient is not zero, in networks whose every weight counts."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnnlab.explain.fields import field_box
from cnnlab.explain.steps import steps_of
from cnnlab.networks.classifier import build_classifier
from cnnlab.recipes.layers import Layer

random = np.random.default_rng(1)
PLAIN = (
    Layer("conv", 3, 5),
    Layer("average_pool", size=2),
    Layer("conv", 4, 3, 2, "same"),
    Layer("flatten"),
    Layer("dense", 4),
)
ODD = (
    Layer("separable", 4, 3, 2, "same"),
    Layer("average_pool", size=2, stride=1, padding="same"),
    Layer("conv", 4, 4, 2, "same"),
    Layer("average_pool", size=3, stride=2, padding="same"),
    Layer("dense", 5),
)
RESIDUAL = (Layer("conv", 4, 5), Layer("residual", 4, stride=2), Layer("residual", 4), Layer("global_pool"))
NETWORKS = {"plain": (28, 26, 1), "odd": (17, 14, 2), "residual": (20, 24, 2)}


def positive(name: str) -> keras.Model:
    """A network in which nothing cancels and no function is flat: all weights are above zero."""
    layers = {"plain": PLAIN, "odd": ODD, "residual": RESIDUAL}[name]
    model = build_classifier(NETWORKS[name], 3, layers, activation="softplus", batch_norm=name == "residual")
    model.set_weights([0.02 + 0.1 * random.random(each.shape) for each in model.get_weights()])
    return model


def seen_by(look: keras.Model, image: np.ndarray, place: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of the pixels that a value's gradient has to do with."""
    given = tf.convert_to_tensor(image[None])
    with tf.GradientTape() as tape:
        tape.watch(given)
        value = look(given, training=False)[(0, *place)]
    matters = np.abs(tape.gradient(value, given).numpy()[0]).max(axis=2) > 0
    rows, columns = np.flatnonzero(matters.any(axis=1)), np.flatnonzero(matters.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


@pytest.mark.parametrize("name", NETWORKS)
def test_the_box_is_where_the_gradient_is(name):
    model = positive(name)
    steps = steps_of(model)
    image = random.random(NETWORKS[name], np.float32)
    for step in steps[1:]:
        look = keras.Model(model.inputs[0], model.get_layer(step.name).output)
        corners = [tuple(0 for _ in step.shape), tuple(length - 1 for length in step.shape)]
        for place in (*corners, tuple(int(random.integers(0, length)) for length in step.shape)):
            row, column = place[:2] if len(place) == 3 else (0, 0)
            box = field_box(model, steps, step.name, row, column, place[-1])
            assert box == seen_by(look, image, place), (step, place)


def test_a_maximum_sees_as_much_as_a_mean():
    boxes = []
    for kind in ("max_pool", "average_pool"):
        layers = (Layer("conv", 2, 3), Layer(kind, size=3, stride=2, padding="same"), Layer("conv", 2, 3))
        model = build_classifier((19, 22, 1), 3, layers)
        steps = steps_of(model)
        boxes.append([field_box(model, steps, "3_conv", row, 2 * row) for row in range(4)])
    assert boxes[0] == boxes[1]


def test_a_network_on_digits_does_not_see_the_last_rows():
    layers = (Layer("conv", 2, 3), Layer("max_pool", size=2), Layer("conv", 2, 3), Layer("max_pool", size=2))
    model = build_classifier((28, 28, 1), 3, layers)
    assert field_box(model, steps_of(model), "logits", 0, 0) == (0, 0, 26, 26)
