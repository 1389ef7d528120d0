from __future__ import annotations

import numpy as np
import pytest

from cnnlab.ops.dense import loss_and_gradients, step
from cnnlab.ops.dense_report import answer, descend, starting_weights


def test_the_starting_weights_repeat_themselves_and_lie_within_glorots_limit():
    drawn = starting_weights(3, 9, 3)
    assert drawn.shape == (9, 3)
    np.testing.assert_array_equal(drawn, starting_weights(3, 9, 3))
    assert not np.array_equal(drawn, starting_weights(4, 9, 3))
    many = starting_weights(0, 300, 300)
    limit = np.sqrt(6 / 600)
    assert np.abs(many).max() <= limit + 0.005
    assert np.abs(many).max() > 0.95 * limit - 0.005
    # Two decimals, so that what is read is what is meant.
    np.testing.assert_array_equal(drawn, np.round(drawn.astype(float), 2).astype(np.float32))


def test_a_descent_is_so_many_steps():
    work = (
        np.linspace(0, 1, 9, dtype=np.float32),
        starting_weights(1, 9, 3),
        np.zeros(3, np.float32),
        2,
        0.7,
    )
    found = descend(*work, 0.2, 4)
    weights, bias = work[1], work[2]
    losses = [loss_and_gradients(*work).loss]
    for _ in range(4):
        weights, bias = step(work[0], weights, bias, 2, 0.7, 0.2)
        losses.append(loss_and_gradients(work[0], weights, bias, 2, 0.7).loss)
    np.testing.assert_array_equal(found.weights, weights)
    np.testing.assert_array_equal(found.bias, bias)
    assert found.losses == pytest.approx(losses, abs=1e-6)
    assert list(found.losses) == sorted(found.losses, reverse=True)


@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
@pytest.mark.parametrize("size", [0.5, 100.0])
def test_double_precision_stays_within_the_tolerance(size, temperature):
    rng = np.random.default_rng(5)
    for _ in range(50):
        features = rng.random(9).astype(np.float32)
        weights = rng.uniform(-size, size, (9, 3)).astype(np.float32)
        bias = rng.uniform(-size, size, 3).astype(np.float32)
        found = answer(features, weights, bias, 0, temperature)
        z = features.astype(float) @ weights.astype(float) + bias
        powers = np.exp((z - z.max()) / temperature)
        p = powers / powers.sum()
        by_weights = np.outer(features, p - [1, 0, 0]) / temperature
        for ours, exact in [
            (found.slopes.logits, z),
            (found.slopes.probabilities, p),
            (found.slopes.loss, np.log(powers.sum()) - (z[0] - z.max()) / temperature),
            (found.slopes.by_weights, by_weights),
        ]:
            assert np.abs(ours - exact).max() <= found.tolerance
