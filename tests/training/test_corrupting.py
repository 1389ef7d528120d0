"""What a compiled step does to pictures, against what the page does to them."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.images import gallery
from cnnlab.images.corruption import corrupt
from cnnlab.metrics.pictures import psnr
from cnnlab.recipes.autoencoder import MIXED, NOISES, AutoencoderRecipe
from cnnlab.training.corrupting import hole_maker, noiser
from cnnlab.training.script_spoiling import spoiling

DIGITS = np.stack([gallery.digit(n % 10, n // 10) for n in range(40)])[..., None].astype(np.float32) / 255


def spoilt(kind, level, pictures=DIGITS, seed=1):
    recipe = AutoencoderRecipe(network="denoiser", noise=kind, least=level, most=level)
    found, told = noiser(recipe)(tf.constant(pictures), tf.constant([0, seed], tf.int32))
    return found.numpy(), told.numpy()


@pytest.mark.parametrize("kind", NOISES)
@pytest.mark.parametrize("level", [0.3, 0.6])
def test_it_does_as_much_harm_as_on_the_page(kind, level):
    ours, _ = spoilt(kind, level)
    page = np.stack([corrupt(picture, kind, level, seed) for seed, picture in enumerate(DIGITS)])
    # A blur and JPEG draw nothing; of the others many pixels are compared.
    assert psnr(ours, DIGITS) == pytest.approx(psnr(page, DIGITS), abs=0.35)
    if kind == "blur":
        np.testing.assert_allclose(ours, page, atol=0.02)
    assert ours.min() >= 0
    assert ours.max() <= 1


def test_the_network_is_told_the_deviation_of_gaussian_noise_and_else_the_mean_change():
    _, told = spoilt("gaussian", 0.2)
    assert told.shape == (40, 1, 1, 1)
    np.testing.assert_allclose(told, 0.2, rtol=1e-6)
    found, told = spoilt("speckle", 0.4)
    np.testing.assert_allclose(told.ravel(), np.sqrt(((found - DIGITS) ** 2).mean(axis=(1, 2, 3))), rtol=1e-5)


def test_mixed_has_all_kinds_and_mostly_gaussian():
    recipe = AutoencoderRecipe(network="denoiser", noise=MIXED, least=0.3, most=0.3)
    spoil = tf.function(noiser(recipe))
    amounts = []
    for seed in range(60):
        _, told = spoil(tf.constant(DIGITS[:4]), tf.constant([5, seed], tf.int32))
        amounts.append(float(told[0, 0, 0, 0]))
    gaussian = np.isclose(amounts, 0.3)
    assert 0.4 < gaussian.mean() < 0.8
    assert len(np.unique(np.round(np.array(amounts)[~gaussian], 4))) > 10


@pytest.mark.parametrize("kind", NOISES)
def test_no_noise_leaves_pictures_as_they_are(kind):
    found, _ = spoilt(kind, 0.0)
    np.testing.assert_allclose(found, DIGITS, atol=0.1 if kind == "jpeg" else 1e-6)
    written: dict = {"tf": tf}
    exec(spoiling(AutoencoderRecipe(network="denoiser", noise=kind, least=0.0, most=0.0)), written)
    np.testing.assert_allclose(written["spoiled"](tf.constant(DIGITS), tf.constant([0, 1])), found, atol=1e-6)


@pytest.mark.parametrize("kind", NOISES)
def test_the_same_seed_gives_the_same(kind):
    np.testing.assert_array_equal(spoilt(kind, 0.5)[0], spoilt(kind, 0.5)[0])
    if kind not in ("blur", "jpeg"):
        assert (spoilt(kind, 0.5)[0] != spoilt(kind, 0.5, seed=2)[0]).any()


def test_colour_goes_through_too():
    colours = np.random.default_rng(0).random((3, 32, 32, 3)).astype(np.float32)
    for kind in NOISES:
        found, _ = spoilt(kind, 0.4, colours)
        assert found.shape == colours.shape
        assert np.isfinite(found).all()


def test_holes_are_of_every_kind_and_different_for_each_picture():
    make = tf.function(hole_maker(AutoencoderRecipe(network="inpainter", hole=12)))
    shares, bands = [], 0
    for seed in range(40):
        mask = make(tf.constant(DIGITS), tf.constant([7, seed], tf.int32)).numpy()
        assert mask.shape == (40, 28, 28, 1)
        assert set(np.unique(mask)) <= {0.0, 1.0}
        shares.append(mask.mean(axis=(1, 2, 3)))
        bands += int((mask[..., 0].all(axis=2).any(axis=1) | mask[..., 0].all(axis=1).any(axis=1)).all())
    shares = np.concatenate(shares)
    assert (shares > 0).mean() > 0.95
    assert shares.max() < 0.9
    assert shares.std() > 0.05
    assert bands >= 2


def test_a_rectangle_is_no_longer_than_it_may_be():
    make = tf.function(hole_maker(AutoencoderRecipe(network="inpainter", hole=6)))
    found = 0
    for seed in range(30):
        mask = make(tf.constant(DIGITS), tf.constant([7, seed], tf.int32)).numpy()[..., 0] > 0
        high, wide = mask.any(axis=2).sum(axis=1), mask.any(axis=1).sum(axis=1)
        solid = mask.sum(axis=(1, 2)) == high * wide
        if solid.all() and wide.max() < 28 and high.max() < 28:
            found += 1
            assert max(high.max(), wide.max()) <= 6 + 1
    assert found >= 5


@pytest.mark.parametrize("network", ["denoiser", "inpainter"])
@pytest.mark.parametrize("kind", [MIXED, *NOISES])
def test_a_program_does_the_same(network, kind):
    recipe = AutoencoderRecipe(network=network, noise=kind, least=0.1, most=0.6)
    written: dict = {"tf": tf}
    exec(compile(spoiling(recipe), "program", "exec"), written)
    for number in range(1 if network == "denoiser" and kind != MIXED else 12):
        pictures, seed = tf.constant(DIGITS[:6]), tf.constant([3, number], tf.int32)
        if network == "inpainter":
            made, ours = written["holes"](pictures, seed), hole_maker(recipe)(pictures, seed)
        else:
            made, (ours, _) = written["spoiled"](pictures, seed), noiser(recipe)(pictures, seed)
        np.testing.assert_allclose(made, ours, atol=1e-6)


def test_photographs_with_gaussian_noise_have_a_level_each():
    recipe = AutoencoderRecipe(data="photos", network="photo_denoiser", noise="gaussian", least=0.1, most=0.3)
    pictures = np.full((200, 16, 16, 3), 0.5, np.float32)
    found, told = (each.numpy() for each in noiser(recipe)(tf.constant(pictures), tf.constant([0, 1])))
    np.testing.assert_allclose((found - pictures).std(axis=(1, 2, 3)), told.ravel(), rtol=0.12)
    assert told.min() < 0.12
    assert told.max() > 0.28
    assert told.mean() == pytest.approx(0.2, abs=0.02)
