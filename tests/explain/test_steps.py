"""A network as steps, and how each value came about: against what Keras computes."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.explain.origins import origin, partial_maps
from cnnlab.explain.steps import Step, steps_of
from cnnlab.networks.classifier import build_classifier
from cnnlab.recipes.layers import PRESETS, Layer
from tests.explain.networks import pooled, sequential

random = np.random.default_rng(0)
ODD = (
    Layer("separable", 5, 3, 2, "same"),
    Layer("average_pool", size=2, stride=1, padding="same"),
    Layer("conv", 4, 4, 2, "same"),
    Layer("max_pool", size=3, stride=2, padding="same"),
    Layer("dense", 6),
)


@pytest.mark.parametrize("make", [pooled, sequential], ids=lambda make: make.__name__)
def test_each_step_knows_where_its_values_come_from(make):
    model = make()
    first, *others = steps_of(model)
    pool = others[2].name
    assert (first.kind, first.shape, first.sources) == ("input", (12, 10, 3), ())
    assert others == [
        Step("first", "conv", (first.name,), (10, 8, 8), "relu"),
        Step("last", "conv", ("first",), (10, 8, 6), "relu"),
        Step(pool, "global_pool", ("last",), (6,)),
        Step("logits", "dense", (pool,), (4,)),
    ]


def test_a_way_around_ends_where_it_is_added():
    model = build_classifier((32, 32, 3), 10, PRESETS["residual"], batch_norm=True, dropout=0.3)
    steps = {step.name: step for step in steps_of(model)}
    assert steps["3_residual_around"].sources == ("2_max_pool",)
    assert steps["3_residual_add"].sources == ("3_residual_b_norm", "3_residual_around")
    assert not [name for name in steps if "dropout" in name]
    assert steps["logits"].sources == ("5_global_pool",)


def test_without_a_change_of_shape_the_way_around_is_empty():
    model = build_classifier((16, 16, 8), 3, (Layer("residual", 8), Layer("global_pool")))
    steps = {step.name: step for step in steps_of(model)}
    assert steps["1_residual_add"].sources == ("1_residual_b", "input")


def values_of(model, image):
    steps = steps_of(model)
    look = keras.Model(model.inputs[0], [model.get_layer(step.name).output for step in steps[1:]])
    given = [each.numpy()[0] for each in look(image[None], training=False)]
    return {steps[0].name: image, **{step.name: each for step, each in zip(steps[1:], given, strict=True)}}


def changed(model):
    """Give a network weights with which everything matters, those of its normalisation too."""
    model.set_weights(
        [
            np.abs(random.normal(1, 0.3, each.shape))
            if "variance" in variable.path
            else random.normal(0, 0.4, each.shape)
            for each, variable in zip(model.get_weights(), model.weights, strict=True)
        ]
    )
    return model


NETWORKS = {
    "article": lambda: build_classifier((28, 28, 1), 10, PRESETS["article"]),
    "lenet5": lambda: build_classifier((28, 28, 1), 10, PRESETS["lenet5"], activation="tanh"),
    "residual": lambda: build_classifier((32, 32, 3), 10, PRESETS["residual"], batch_norm=True),
    "dense": lambda: build_classifier((28, 28, 1), 10, PRESETS["dense"], dropout=0.5),
    "odd": lambda: build_classifier((17, 14, 2), 5, ODD, activation="swish"),
    "sequential": sequential,
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_value_is_explained_as_keras_computes_it(name):
    model = changed(NETWORKS[name]())
    image = random.random(model.inputs[0].shape[1:], np.float32)
    values = values_of(model, image)
    for step in steps_of(model)[1:]:
        largest = float(np.abs(values[step.name]).max())
        corners = [[0] * len(step.shape), [length - 1 for length in step.shape]]
        for place in [*corners, *random.integers(0, step.shape, (6, len(step.shape))).tolist()]:
            found = origin(model, step, values, place)
            assert found.value == pytest.approx(
                float(values[step.name][tuple(place)]), abs=2e-5 * max(1, largest)
            ), step
            if found.kernel is not None:
                products = (found.patch * found.kernel).sum(axis=(0, 1)) * (
                    1 if found.mix is None else found.mix
                )
                np.testing.assert_allclose(found.terms, products)
            if step.kind not in ("max_pool", "average_pool", "global_pool"):
                assert found.before == pytest.approx(found.scale * found.terms.sum() + found.bias)


@pytest.mark.parametrize("name", ["article", "odd"])
def test_the_maps_of_the_channels_add_up_to_the_map(name):
    model = changed(NETWORKS[name]())
    image = random.random(model.inputs[0].shape[1:], np.float32)
    values = values_of(model, image)
    for step in steps_of(model):
        if step.kind not in ("conv", "separable"):
            continue
        unit = step.shape[2] - 1
        maps = partial_maps(model, step, values[step.sources[0]], unit)
        bias = model.get_layer(step.name).get_weights()[-1][unit]
        np.testing.assert_allclose(
            maps.sum(axis=2) + bias, values[step.name][..., unit], rtol=1e-3, atol=1e-4
        )
        row, column = 1, 2
        found = origin(model, step, values, (row, column, unit))
        np.testing.assert_allclose(maps[row, column], found.terms, rtol=1e-3, atol=1e-4)


def test_shipped_networks_are_explained():
    for name in pretrained.names("classifier"):
        model = pretrained.load(name)
        assert {step.kind for step in steps_of(model)} <= {
            "input",
            "conv",
            "norm",
            "activation",
            "max_pool",
            "average_pool",
            "global_pool",
            "flatten",
            "dense",
            "add",
        }
