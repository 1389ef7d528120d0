from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.networks.perceptual import STYLE_LAYERS, perceptual_of, read_weights
from cnnlab.networks.stylizer import stylizer_of
from cnnlab.networks.stylizer_layers import (
    PERIOD,
    AdaptiveNormalization,
    Grain,
    Limited,
    Mirrored,
    Statistics,
)
from cnnlab.recipes import StylizerRecipe
from tests import stylizers

RANDOM = np.random.default_rng(2)
SMALL = StylizerRecipe(filters=4, blocks=1, hidden=8)


@pytest.fixture(scope="module")
def model():
    return stylizer_of(SMALL)


@pytest.mark.parametrize("size", [(16, 16), (17, 31), (45, 24), (64, 50)])
def test_any_size_goes_in_and_comes_out(model, size):
    content, style = RANDOM.random((2, *size, 3), np.float32), RANDOM.random((2, 19, 40, 3), np.float32)
    made = np.asarray(model([content, style]))
    assert made.shape == content.shape
    assert made.min() >= 0
    assert made.max() <= 1
    assert np.isfinite(made).all()


def test_it_is_made_of_three_that_are_of_use_alone(model):
    encoder, code, decoder = (model.get_layer(name) for name in ("encoder", "code", "decoder"))
    content, style = (tf.constant(RANDOM.random((1, *size, 3), np.float32)) for size in ((20, 24), (30, 30)))
    wanted = code([style, *encoder(style)])
    np.testing.assert_allclose(wanted[0, :3], tf.reduce_mean(style, (0, 1, 2)), rtol=1e-4)
    made = decoder([content, *encoder(content), wanted])
    np.testing.assert_allclose(made, model([content, style]), atol=1e-5)


def test_the_same_seed_gives_the_same_first_weights(model):
    for one, other in zip(model.weights, stylizer_of(SMALL).weights, strict=True):
        np.testing.assert_array_equal(one, other)


def test_it_is_as_small_as_it_has_to_be():
    assert stylizer_of(StylizerRecipe()).count_params() <= 1_500_000


@pytest.mark.parametrize("width", [1, 2])
def test_mirrored(width):
    maps = RANDOM.random((2, 4, 5, 3), np.float32)
    wanted = np.pad(maps, ((0, 0), (width, width), (width, width), (0, 0)), mode="reflect")
    np.testing.assert_array_equal(Mirrored(width)(maps), wanted)
    dynamic = tf.function(Mirrored(width), input_signature=[tf.TensorSpec((None, None, None, 3))])
    np.testing.assert_array_equal(dynamic(maps), wanted)


def test_adaptive_normalisation_gives_the_statistics_that_are_wished():
    maps, other = RANDOM.random((2, 9, 8, 4), np.float32), 3 * RANDOM.random((2, 5, 6, 4), np.float32) - 1
    wanted = Statistics()(other)
    np.testing.assert_allclose(wanted[:, :4], other.mean(axis=(1, 2)), rtol=1e-5)
    np.testing.assert_allclose(wanted[:, 4:], other.std(axis=(1, 2)), rtol=1e-4)
    made = np.asarray(AdaptiveNormalization()([tf.constant(maps), wanted]))
    np.testing.assert_allclose(made.mean(axis=(1, 2)), other.mean(axis=(1, 2)), atol=1e-4)
    np.testing.assert_allclose(made.std(axis=(1, 2)), other.std(axis=(1, 2)), rtol=1e-3)


def test_what_is_cut_off_still_learns():
    values = tf.Variable([-0.5, 0.5, 1.5])
    with tf.GradientTape() as tape:
        made = Limited()(values)
    np.testing.assert_array_equal(made, [0, 0.5, 1])
    np.testing.assert_array_equal(tape.gradient(made, values), [1, 1, 1])


def test_the_perceptual_network_is_keras_s_own():
    """Weights and preparation of Keras's VGG19, which is built without a download."""
    import keras

    whole = keras.applications.VGG19(include_top=False, weights=None)
    weights = stylizers.weights()
    for name in {each.partition("/")[0] for each in weights}:
        whole.get_layer(name).set_weights([weights[f"{name}/kernel"], weights[f"{name}/bias"]])
    picture = RANDOM.random((1, 16, 20, 3), np.float32)
    prepared = keras.applications.vgg19.preprocess_input(255 * picture)
    wanted = keras.Model(whole.input, [whole.get_layer(name).output for name in STYLE_LAYERS])(prepared)
    found = perceptual_of(weights)(picture)
    halved = perceptual_of(weights, "bfloat16")(picture)
    for ours, theirs, half in zip(found, wanted, halved, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-2)
        np.testing.assert_allclose(tf.cast(half, tf.float32), theirs, atol=0.03 * float(np.max(theirs)))


def test_weights_are_read_or_there_is_a_sentence(tmp_path):
    from cnnlab.errors import LabError

    assert set(read_weights(stylizers.data() / "vgg.npz")) == set(stylizers.weights())
    (tmp_path / "empty.npz").write_bytes(b"PK")
    np.savez(tmp_path / "wrong.npz", **{**stylizers.weights(), "block2_conv1/bias": np.zeros(3)})
    for name in ("missing.npz", "empty.npz", "wrong.npz"):
        with pytest.raises(LabError, match="VGG19"):
            read_weights(tmp_path / name)


def test_grain_is_the_same_noise_at_each_place_times_an_amount_for_each_map():
    maps, amounts = np.zeros((2, 70, 9, 3), np.float32), np.array([[0, 1, 2], [-1, 0, 0.5]], np.float32)
    made = np.asarray(Grain(1)([maps, amounts]))
    noise = made[0, :, :, 1]
    np.testing.assert_allclose(made, amounts[:, None, None, :] * noise[None, :, :, None], rtol=1e-6)
    np.testing.assert_array_equal(noise[PERIOD:], noise[: 70 - PERIOD])
    assert abs(noise.mean()) < 0.2
    assert 0.8 < noise.std() < 1.2
    assert not np.allclose(noise, np.asarray(Grain(2)([maps, amounts]))[0, :, :, 1])
    dynamic = tf.function(
        Grain(1), input_signature=[[tf.TensorSpec((None, None, None, 3)), tf.TensorSpec((None, 3))]]
    )
    np.testing.assert_array_equal(dynamic([maps, amounts]), made)


def test_an_even_area_becomes_a_texture_where_the_style_wants_grain(model):
    """Without grain every value far from the edges would see the same, and be the same."""
    decoder = stylizer_of(SMALL).get_layer("decoder")
    encoder, code = (model.get_layer(name) for name in ("encoder", "code"))
    content, style = RANDOM.random((1, 64, 400, 3), np.float32), RANDOM.random((1, 32, 32, 3), np.float32)
    content[:, :, 64:] = 0.5
    content, style = tf.constant(content), tf.constant(style)
    given = [content, *encoder(content), code([style, *encoder(style)])]
    before = np.asarray(decoder(given))[0, 28:36, 300:308]
    layer = decoder.get_layer("mix_1_style")
    units = layer.units // 3
    layer.bias.assign(np.r_[np.zeros(2 * units), np.ones(units)])
    after = np.asarray(decoder(given))[0, 28:36, 300:308]
    assert after.std(axis=(0, 1)).mean() > 5 * before.std(axis=(0, 1)).mean()
