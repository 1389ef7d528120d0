"""Single moves of two networks of points, against NumPy in double precision: losses, gradients by differences, Adam."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.datasets.points import real_points
from cnnlab.inference.points_state import begin
from cnnlab.networks.points import parts
from cnnlab.recipes.points import LOSSES, PointsSpec
from cnnlab.training.points_constants import BATCH, PENALTY
from cnnlab.training.points_steps import compiled_moves

SIZE = {"units": 5, "layers": 2}
RATES = (0.004, 0.002)
"""Of generator and discriminator."""


def run(network: str, weights: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What a network gives, and the slope of each of its outputs by each input, layer by layer."""
    arrays = [each.astype(float) for each in parts(network, weights, **SIZE)]
    values, slopes = points, np.tile(np.eye(2), (len(points), 1, 1))
    for kernel, bias in zip(arrays[:-2:2], arrays[1:-2:2], strict=True):
        values, slopes = values @ kernel + bias, slopes @ kernel
        factor = np.where(values > 0, 1, 0.2)
        values, slopes = values * factor, slopes * factor[:, None]
    return values @ arrays[-2] + arrays[-1], slopes @ arrays[-2]


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def wanted(loss: str, right: np.ndarray, wrong: np.ndarray) -> tuple[float, float]:
    """Both losses as the papers have them, written with probabilities where they are."""
    if loss == "least_squares":
        return 0.5 * ((right - 1) ** 2).mean() + 0.5 * (wrong**2).mean(), 0.5 * ((wrong - 1) ** 2).mean()
    if loss == "hinge":
        return np.maximum(0, 1 - right).mean() + np.maximum(0, 1 + wrong).mean(), -wrong.mean()
    if loss == "wasserstein":
        return wrong.mean() - right.mean(), -wrong.mean()
    real, made = sigmoid(right), sigmoid(wrong)
    discriminator = -np.log(real).mean() - np.log(1 - made).mean()
    return discriminator, np.log(1 - made).mean() if loss == "minimax" else -np.log(made).mean()


def gradient(function, weights: np.ndarray, reach: float = 1e-6) -> np.ndarray:
    """Central differences."""
    found = np.empty(len(weights))
    for index in range(len(weights)):
        step = np.zeros(len(weights))
        step[index] = reach
        found[index] = (function(weights + step) - function(weights - step)) / (2 * reach)
    return found


def adam(network: np.ndarray, slope: np.ndarray, rate: float) -> np.ndarray:
    """The first step: both moments begin at 0, and are corrected for that."""
    first, second = 0.5 * slope, 0.001 * slope**2
    corrected = (first / 0.5) / (np.sqrt(second / 0.001) + 1e-7 / np.sqrt(0.001))
    return np.stack([network[0] - rate * corrected, first, second])


@pytest.mark.parametrize("noise", ["normal", "uniform"])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_step_of_each_network(loss, noise):
    spec = PointsSpec(loss=loss, noise=noise, seed=3, **SIZE)
    state, real = begin(spec), real_points(spec)
    take = compiled_moves(loss, noise, spec.units, spec.layers)
    generator, discriminator, record = (
        each.numpy()
        for each in take(
            tf.constant(state.generator),
            tf.constant(state.discriminator),
            tf.constant([0, 0]),
            tf.constant([0, 1]),
            tf.constant(real),
            tf.constant(3),
            tf.constant(RATES),
        )
    )

    def drawn(move: int) -> np.ndarray:
        if noise == "uniform":
            values = tf.random.stateless_uniform((BATCH, 2), [3, 4 * move], -1.0, 1.0, alg="philox")
        else:
            values = tf.random.stateless_normal((BATCH, 2), [3, 4 * move], alg="philox")
        return values.numpy().astype(float)

    made = run("generator", state.generator[0].astype(float), drawn(0))[0]
    chosen = tf.random.stateless_uniform((BATCH,), [3, 1], 0, len(real), tf.int32, alg="philox").numpy()
    seen = real[chosen].astype(float)
    shares = tf.random.stateless_uniform((BATCH, 1), [3, 2], alg="philox").numpy()

    def of_discriminator(weights):
        right, wrong = run("discriminator", weights, seen)[0], run("discriminator", weights, made)[0]
        total = wanted(loss, right, wrong)[0]
        if loss == "wasserstein":
            slopes = run("discriminator", weights, shares * seen + (1 - shares) * made)[1][:, :, 0]
            total += PENALTY * ((np.linalg.norm(slopes, axis=1) - 1) ** 2).mean()
        return total

    before = state.discriminator[0].astype(float)
    slope = gradient(of_discriminator, before)
    assert record[0][0] == pytest.approx(of_discriminator(before), rel=1e-5)
    # Half of the gradient; a difference may reach over the kink of a leaky ReLU.
    np.testing.assert_allclose(2 * discriminator[1], slope, rtol=2e-3, atol=1e-4)
    np.testing.assert_allclose(
        discriminator, adam(state.discriminator, 2 * discriminator[1], RATES[1]), rtol=1e-4, atol=1e-7
    )

    def of_generator(weights):
        points = run("generator", weights, drawn(1))[0]
        scores = run("discriminator", discriminator[0].astype(float), points)[0]
        return wanted(loss, scores, scores)[1]

    before = state.generator[0].astype(float)
    slope = gradient(of_generator, before)
    assert record[1][0] == pytest.approx(of_generator(before), rel=1e-4)
    # Half of the gradient; a difference may reach over the kink of a leaky ReLU.
    np.testing.assert_allclose(2 * generator[1], slope, rtol=2e-3, atol=1e-4)
    np.testing.assert_allclose(
        generator, adam(state.generator, 2 * generator[1], RATES[0]), rtol=1e-4, atol=1e-7
    )
    says = sigmoid if loss in ("minimax", "non_saturating") else lambda values: values
    right, wrong = (run("discriminator", state.discriminator[0], each)[0] for each in (seen, made))
    np.testing.assert_allclose(record[0][1:], [says(right).mean(), says(wrong).mean()], atol=1e-5)
