"""Scores and gradients, against TensorFlow's own tape and against small differences."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.explain.probes import input_probe, layer_probe
from tests.explain.networks import pooled, sequential, smooth, without_bias

random = np.random.default_rng(0)


@pytest.mark.parametrize("make", [pooled, sequential, without_bias], ids=lambda make: make.__name__)
def test_scores_are_the_logits(make):
    model = make()
    images = random.random((5, *model.inputs[0].shape[1:]), np.float32)
    for target in (0, 2):
        scores, gradients = input_probe(model)(images, target)
        np.testing.assert_allclose(scores, model(images).numpy()[:, target], rtol=1e-5, atol=1e-6)
        assert gradients.shape == images.shape


def test_gradients_are_what_small_steps_find():
    model = smooth()
    image = random.random((8, 8, 1), np.float32)
    probe = input_probe(model, 2.0)
    _, gradients = probe(image[None], 1)
    step = 1e-2
    for row, column in ((0, 0), (3, 5), (7, 7)):
        moved = np.stack([image, image])
        moved[0, row, column] += step
        moved[1, row, column] -= step
        up, down = probe(moved, 1)[0]
        assert gradients[0, row, column, 0] == pytest.approx((up - down) / (2 * step), rel=1e-2, abs=1e-4)


def test_many_images_are_taken_in_parts():
    model = smooth()
    images = random.random((150, 8, 8, 1), np.float32)
    scores, gradients = input_probe(model)(images, 0)
    one, its = input_probe(model)(images[149:], 0)
    assert scores[149] == pytest.approx(one[0], abs=1e-6)
    np.testing.assert_allclose(gradients[149], its[0], atol=1e-6)


@pytest.mark.parametrize("make", [pooled, sequential], ids=lambda make: make.__name__)
@pytest.mark.parametrize("layer", ["first", "last"])
def test_a_layers_gradients_are_those_of_what_follows(make, layer):
    model = make()
    images = random.random((3, 12, 10, 3), np.float32)
    scores, values, gradients = layer_probe(model, layer)(images, 3)
    np.testing.assert_allclose(scores, model(images).numpy()[:, 3], rtol=1e-5, atol=1e-6)
    rest = model.layers[[each.name for each in model.layers].index(layer) + 1 :]
    with tf.GradientTape() as tape:
        x = start = tf.constant(values)
        tape.watch(start)
        for each in rest:
            x = each(x)
        score = x[:, 3]
    np.testing.assert_allclose(gradients, tape.gradient(score, start).numpy(), rtol=1e-4, atol=1e-7)


def test_a_layer_before_all_weights_has_gradients_too():
    model = without_bias()
    images = random.random((2, 9, 9, 1), np.float32)
    _, values, gradients = layer_probe(model, model.layers[0].name)(images, 0)
    np.testing.assert_array_equal(values, images)
    np.testing.assert_allclose(gradients, input_probe(model)(images, 0)[1], rtol=1e-5)


def test_a_layer_that_is_not_there():
    with pytest.raises(ValueError, match="nowhere"):
        layer_probe(pooled(), "nowhere")
