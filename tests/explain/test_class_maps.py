"""CAM, Grad-CAM and LayerCAM, against each other and against plain loops."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.explain.class_maps import cam, grad_cam, layer_cam, stretched
from cnnlab.explain.probes import layer_probe
from tests.explain.networks import pooled, sequential

random = np.random.default_rng(0)


@pytest.mark.parametrize("make", [pooled, sequential], ids=lambda make: make.__name__)
def test_grad_cam_is_cam_behind_an_average(make):
    """Equation 3 of the paper: with global average pooling and one dense layer both are the same."""
    model = make()
    images = random.random((4, 12, 10, 3), np.float32)
    for target in range(4):
        _, maps, gradients = layer_probe(model, "last")(images, target)
        weights, bias = model.get_layer("logits").get_weights()
        plain = cam(maps, weights[:, target])
        np.testing.assert_allclose(
            grad_cam(maps, gradients) * maps[0, ..., 0].size, np.maximum(plain, 0), atol=1e-5
        )
        np.testing.assert_allclose(
            plain.mean(axis=(1, 2)) + bias[target], model(images).numpy()[:, target], rtol=1e-4, atol=1e-6
        )


def test_both_as_plain_loops():
    maps, gradients = random.normal(size=(2, 5, 4, 3))
    weights = [sum(gradients[r, c, k] for r in range(5) for c in range(4)) / 20 for k in range(3)]
    for row in range(5):
        for column in range(4):
            grad = sum(weights[k] * maps[row, column, k] for k in range(3))
            layer = sum(max(gradients[row, column, k], 0) * maps[row, column, k] for k in range(3))
            assert grad_cam(maps, gradients)[row, column] == pytest.approx(max(grad, 0))
            assert layer_cam(maps, gradients)[row, column] == pytest.approx(max(layer, 0))


@pytest.mark.parametrize(
    ("small", "large"), [((3, 3), (28, 28)), ((8, 5), (32, 32)), ((1, 1), (7, 6)), ((6, 6), (6, 6))]
)
def test_a_stretched_map_is_bilinear(small, large):
    import tensorflow as tf

    values = random.random(small)
    expected = tf.image.resize(values[..., None], large, "bilinear")[..., 0]
    np.testing.assert_allclose(stretched(values, *large), expected, atol=1e-6)
