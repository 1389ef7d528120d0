"""What goes into a map adds up to what TensorFlow makes of it."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnlab.explain.stages import stages_of
from cnnlab.explain.steps import steps_of
from cnnlab.explain.workings import can_be_shown, working
from cnnlab.networks.classifier import build_classifier
from cnnlab.recipes.layers import PRESETS, Layer

SEPARABLE = (Layer("separable", 6, 3), Layer("average_pool", size=2), Layer("dense", 7))


def opened(layers, norm=False, shape=(20, 20, 3)):
    model = build_classifier(shape, 5, layers, batch_norm=norm, seed=4)
    random = np.random.default_rng(0)
    for layer in model.layers:
        layer.set_weights([each + random.uniform(0.05, 0.3, each.shape) for each in layer.get_weights()])
    steps = steps_of(model)
    image = random.random((1, *shape)).astype(np.float32)
    outputs = keras.Model(model.inputs[0], {step.name: model.get_layer(step.name).output for step in steps})
    given = outputs(image, training=False)
    return model, stages_of(steps), {name: np.asarray(each)[0] for name, each in given.items()}


@pytest.mark.parametrize("norm", [False, True])
@pytest.mark.parametrize(
    "layers", [PRESETS["lenet5"], PRESETS["residual"], PRESETS["dense"], SEPARABLE], ids=str
)
def test_parts_rest_and_bias_are_what_the_layer_gives(layers, norm):
    model, stages, values = opened(layers, norm)
    for stage in stages:
        if not can_be_shown(stage):
            assert stage.kind in ("input", "flatten")
            continue
        found = working(model, stage, values, 3, 4)
        assert len(found.channels) == min(4, len(found.shares))
        assert found.shares.sum() == pytest.approx(1)
        assert (np.diff(found.shares[found.channels]) <= 0).all()
        np.testing.assert_array_equal(found.results[-1], values[stage.last.name][..., 3])
        if stage.kind in ("max_pool", "average_pool"):
            np.testing.assert_array_equal(found.before[0], values[stage.main.sources[0]][..., 3])
            continue
        whole = found.parts.sum(axis=0, dtype=np.float64) + found.rest + found.bias
        np.testing.assert_allclose(whole, found.results[0], rtol=1e-4, atol=2e-4)


def test_a_dense_layer_that_takes_maps_has_kernels_as_large_as_they_are():
    model, stages, values = opened((Layer("conv", 4, 3), Layer("dense", 6)))
    found = working(model, stages[2], values, 1, 4)
    assert found.before.shape == found.kernels.shape == (4, 18, 18)
    np.testing.assert_allclose((found.before * found.kernels).sum(axis=(1, 2)), found.parts, rtol=1e-4)


def test_a_silent_layer_has_no_shares():
    model, stages, values = opened((Layer("conv", 4, 3), Layer("dense", 6)))
    silent = {name: np.zeros_like(each) for name, each in values.items()}
    found = working(model, stages[1], silent, 0, 2)
    assert found.shares.sum() == 0
    assert found.channels.tolist() == [0, 1]
