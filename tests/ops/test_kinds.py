from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.ops.kinds import KINDS, apply_kind

IMAGE = np.random.default_rng(5).random((14, 12, 3)).astype(np.float32)


def keras_layers():
    from keras import layers

    return {
        "ordinary": layers.Conv2D(4, 3, padding="same"),
        "dilated": layers.Conv2D(4, 3, padding="same", dilation_rate=2),
        "pointwise": layers.Conv2D(4, 1),
        "depthwise": layers.DepthwiseConv2D(3, padding="same"),
        "separable": layers.SeparableConv2D(4, 3, padding="same"),
        "transposed": layers.Conv2DTranspose(3, 3, strides=2),
    }


def keras_weights(kind):
    """Put a kind's kernels into the shapes that Keras gives them."""
    kernels = list(kind.kernels)
    if kind.name in ("depthwise", "separable"):
        kernels[0] = np.repeat(kernels[0][..., None, None], 3, axis=2)
    if kind.name == "transposed":
        kernels[0] = kernels[0].transpose(0, 1, 3, 2)
    return [*kernels, np.zeros(kind.maps.shape[2])]


@pytest.mark.parametrize("name", KINDS)
def test_equals_the_layer_of_keras(name):
    kind, layer = apply_kind(IMAGE, name), keras_layers()[name]
    layer.build((None, *IMAGE.shape))
    layer.set_weights(keras_weights(kind))
    np.testing.assert_allclose(kind.maps, layer(IMAGE[None])[0].numpy(), atol=1e-5)
    assert kind.parameters == layer.count_params()
    assert kind.name == name


def test_multiply_adds_beside_the_ordinary_one():
    pixels = 14 * 12
    counts = {name: apply_kind(IMAGE, name).multiply_adds for name in KINDS}
    assert counts == {
        "ordinary": pixels * 9 * 3 * 4,
        "pointwise": pixels * 3 * 4,
        "depthwise": pixels * 9 * 3,
        "separable": pixels * (9 * 3 + 3 * 4),
        "dilated": pixels * 9 * 3 * 4,
        "transposed": pixels * 9 * 3 * 3,
    }


def test_maps_show_what_they_are_said_to_show():
    red = np.zeros((9, 9, 3))
    red[..., 0] = 1
    middle = apply_kind(red, "ordinary").maps[4, 4]
    np.testing.assert_allclose(middle, [1 / 3, 0, 0, 1], atol=1e-6)
    np.testing.assert_allclose(apply_kind(red, "pointwise").maps[4, 4], [1 / 3, 1, -0.5, 1], atol=1e-6)
    ramp = np.repeat(np.linspace(0, 0.8, 9)[None, :, None], 9, axis=0) * np.array([1, 0, 0])
    np.testing.assert_allclose(apply_kind(ramp, "depthwise").maps[4, 4], [0.2, 0, 0], atol=1e-6)


@pytest.mark.parametrize(("kernel_size", "even"), [(2, True), (3, False), (4, True), (5, False)])
def test_transposed_keeps_an_even_picture_even_only_where_the_stride_divides_the_kernel(kernel_size, even):
    maps = apply_kind(np.full((9, 9, 3), 0.5), "transposed", kernel_size=kernel_size).maps
    inside = maps[kernel_size:-kernel_size, kernel_size:-kernel_size]
    assert (np.ptp(inside) < 1e-6) == even
    assert inside[:-1, :-1].mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(
    ("image", "name", "settings", "says"),
    [
        (np.ones((9, 9)), "ordinary", {}, "three channels"),
        (np.ones((9, 9, 4)), "ordinary", {}, "three channels"),
        (IMAGE, "grouped", {}, "no kind"),
        (IMAGE, "dilated", {"dilation": 0}, "dilation"),
        (IMAGE, "transposed", {"stride": "2"}, "two whole numbers"),
        (IMAGE, "transposed", {"kernel_size": 16}, "cannot have that size"),
    ],
)
def test_wrong_settings_get_a_sentence(image, name, settings, says):
    with pytest.raises(LabError, match=says):
        apply_kind(image, name, **settings)
