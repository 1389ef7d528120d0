"""What autoencoders minimise, against plain NumPy; and that they learn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from scipy.stats import norm

from cnnlab.images import gallery
from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.recipes.autoencoder import LOSSES
from cnnlab.training import codes, run
from cnnlab.training.rebuilding import objective_of

SMALL = AutoencoderRecipe(
    examples=200, batch_size=50, epochs=2, filters=4, hidden=8, code=3, learning_rate=5e-3
)
DIGITS = np.stack([gallery.digit(n % 10) for n in range(6)])[..., None].astype(np.float32) / 255
SEED = tf.constant([0, 5], tf.int32)


def values(recipe):
    model = autoencoder_of(recipe, (28, 28, 1))
    found = objective_of(recipe, model)(tf.constant(DIGITS), SEED, False)
    return model, [float(each) for each in found]


def cross_entropy(wanted, made):
    made = np.clip(made, 1e-7, 1 - 1e-7)
    return -(wanted * np.log(made) + (1 - wanted) * np.log(1 - made))


@pytest.mark.parametrize("loss", ["mean_squared_error", "binary_crossentropy"])
def test_the_loss_of_a_plain_one(loss):
    model, (reconstruction, divergence, error) = values(replace(SMALL, loss=loss))
    made = np.asarray(model(DIGITS))
    squares = np.mean((made - DIGITS) ** 2)
    assert error == pytest.approx(squares, rel=1e-5)
    assert divergence == 0
    wanted = squares if loss == "mean_squared_error" else cross_entropy(DIGITS, made).mean()
    assert reconstruction == pytest.approx(wanted, rel=1e-4)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_bound_of_a_variational_one(loss):
    recipe = replace(SMALL, network="variational", loss=loss)
    model, (reconstruction, divergence, _) = values(recipe)
    found = np.asarray(model.get_layer("encoder")(DIGITS), np.float64)
    mean, variance = found[:, :3], np.exp(found[:, 3:])
    # Of two normal distributions, in nats.
    wanted = 0.5 * (mean**2 + variance - np.log(variance) - 1).sum(axis=1).mean()
    assert divergence == pytest.approx(wanted, rel=1e-4)
    noise = tf.random.stateless_normal((6, 3), SEED).numpy()
    made = np.asarray(model.get_layer("decoder")((mean + np.sqrt(variance) * noise).astype(np.float32)))
    # Of the squared error all of a normal distribution's density, with a variance of 1/2.
    gaussian = -norm.logpdf(DIGITS, made, np.sqrt(0.5))
    costs = gaussian if loss == "mean_squared_error" else cross_entropy(DIGITS, made)
    assert reconstruction == pytest.approx(costs.sum(axis=(1, 2, 3)).mean(), rel=1e-4)


def test_the_squared_error_is_learned_from_as_it_is():
    """What a bound has besides does not depend on the weights."""
    recipe = replace(SMALL, network="variational", loss="mean_squared_error")
    model = autoencoder_of(recipe, (28, 28, 1))
    with tf.GradientTape(persistent=True) as tape:
        reconstruction, _, error = objective_of(recipe, model)(tf.constant(DIGITS), SEED, True)
        summed = 784 * error
    for own, plain in zip(
        tape.gradient(reconstruction, model.trainable_variables),
        tape.gradient(summed, model.trainable_variables),
        strict=True,
    ):
        np.testing.assert_allclose(own, plain, rtol=1e-5, atol=1e-6)


def test_a_hole_counts_where_it_is():
    recipe = replace(SMALL, network="inpainter")
    model = autoencoder_of(recipe, (28, 28, 1))
    objective = objective_of(recipe, model)
    _, _, error = objective(tf.constant(DIGITS), SEED, False)
    from cnnlab.training.corrupting import hole_maker

    mask = hole_maker(recipe)(tf.constant(DIGITS), SEED).numpy()
    made = np.asarray(model([DIGITS * (1 - mask), mask]))
    assert float(error) == pytest.approx((mask * (made - DIGITS) ** 2).sum() / (mask.sum() + 1), rel=1e-4)


@pytest.mark.parametrize("network", ["autoencoder", "variational", "article", "denoiser", "inpainter"])
def test_each_learns_and_is_measured(network, tmp_path):
    # Each batch has other holes, so what they cost goes up and down.
    recipe = replace(SMALL, network=network, epochs=12 if network == "inpainter" else 3)
    told = []
    metrics = run(recipe, tmp_path, told.append)
    epochs = metrics["epochs"]
    assert epochs[-1]["loss"] < epochs[0]["loss"]
    assert {"val_loss", "val_reconstruction", "val_divergence", "val_error"} <= set(epochs[0])
    assert metrics["test_count"] == 397
    looks = [event for event in told if event["kind"] == "look"]
    assert all((tmp_path / "pictures" / look["rebuilt"]).is_file() for look in looks)
    assert (tmp_path / codes.NAME).is_file() == recipe.coded
    wanted = {
        "variational": "test_nats",
        "denoiser": "test_gaussian_psnr",
        "inpainter": "test_hole_psnr",
    }.get(network, "test_psnr")
    assert np.isfinite(metrics[wanted])
    if network == "variational":
        assert metrics["test_nats"] == pytest.approx(
            metrics["test_reconstruction"] + metrics["test_divergence"], rel=1e-5
        )


def test_beta_rises_through_the_warm_up(tmp_path):
    recipe = replace(SMALL, network="variational", beta=2.0, warm_up=1.0, epochs=2)
    told = []
    run(recipe, tmp_path, told.append)
    first, last = (event for event in told if event["kind"] == "epoch")
    assert first["loss"] < first["reconstruction"] + 2 * first["divergence"]
    assert last["loss"] == pytest.approx(last["reconstruction"] + 2 * last["divergence"], rel=1e-3)
    assert last["val_loss"] == pytest.approx(
        last["val_reconstruction"] + 2 * last["val_divergence"], rel=1e-4
    )


def test_a_code_of_two_tells_where_pictures_lie(tmp_path):
    told = []
    run(replace(SMALL, code=2, epochs=1), tmp_path, told.append)
    start = next(event for event in told if event["kind"] == "start")
    looks = [event for event in told if event["kind"] == "look"]
    assert len(start["labels"]) == len(looks[0]["codes"]) == 10  # as many as there are for validation
    assert looks[0]["codes"] != looks[-1]["codes"]


def test_a_single_picture_to_learn_from_is_survived(tmp_path):
    run(replace(SMALL, examples=2, batch_size=2, epochs=1), tmp_path)
    assert not (tmp_path / codes.NAME).exists()
