from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.metrics import certainty


def random_logits(seed: int, count: int = 200, classes: int = 7) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, count)
    logits = rng.normal(size=(count, classes)) * rng.choice([0.1, 1, 10]) + 2 * np.eye(classes)[labels]
    return labels, logits


@pytest.mark.parametrize("seed", range(5))
def test_probabilities_loss_and_energy(seed):
    import tensorflow as tf

    labels, logits = random_logits(seed)
    shares = certainty.softmax(logits)
    np.testing.assert_allclose(shares, tf.nn.softmax(logits), atol=1e-12)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
    assert certainty.log_loss(labels, logits) == pytest.approx(float(tf.reduce_mean(losses)), rel=1e-9)
    np.testing.assert_allclose(certainty.energies(logits), -tf.reduce_logsumexp(logits, axis=1))
    beyond = certainty.energies(logits) > certainty.energy_threshold(logits)
    assert np.count_nonzero(beyond) == 10  # 5 % of 200


def test_huge_logits_do_not_overflow():
    logits = np.array([[1e4, -1e4, 0], [3e4, 3e4, 3e4]], np.float32)
    assert np.isfinite(certainty.softmax(logits)).all()
    np.testing.assert_allclose(certainty.energies(logits), [-1e4, -(3e4 + np.log(3))])
    assert certainty.log_loss(np.array([1, 2]), logits) == pytest.approx((2e4 + np.log(3)) / 2)


def test_entropy_in_bits():
    shares = np.array([[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25]])
    np.testing.assert_allclose(certainty.entropies(shares), [0, 1, 2])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80))
def test_reliability_like_a_plain_loop(pairs):
    confidence, right = (np.array(side) for side in zip(*pairs, strict=True))
    found = certainty.reliability(confidence, right)
    error = 0.0
    for index in range(10):
        inside = [(sure, hit) for sure, hit in pairs if max(int(np.ceil(sure * 10)) - 1, 0) == index]
        assert found.count[index] == len(inside)
        assert found.right[index] == sum(hit for _, hit in inside)
        if inside:
            mean = np.mean([sure for sure, _ in inside])
            assert found.confidence[index] == pytest.approx(mean)
            error += len(inside) / len(pairs) * abs(mean - np.mean([hit for _, hit in inside]))
        else:
            assert np.isnan(found.confidence[index])
    assert found.error == pytest.approx(error, abs=1e-9)
    assert found.excess == pytest.approx(confidence.mean() - right.mean(), abs=1e-9)
    assert abs(found.excess) <= found.error + 1e-9


def test_answers_as_likely_as_they_say_are_well_calibrated():
    rng = np.random.default_rng(2)
    confidence = rng.uniform(0.1, 1, 50_000)
    honest = certainty.reliability(confidence, rng.random(50_000) < confidence)
    boastful = certainty.reliability(confidence, rng.random(50_000) < confidence**2)
    assert honest.error < 0.015
    assert boastful.error > 0.1
    assert boastful.excess > 0.1


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40),
    st.lists(st.floats(0, 1), min_size=1, max_size=8),
)
def test_what_is_answered_like_a_plain_loop(pairs, thresholds):
    confidence, right = (np.array(side) for side in zip(*pairs, strict=True))
    given_, hits = certainty.answered(confidence, right, np.array(thresholds))
    for place, threshold in enumerate(thresholds):
        kept = [hit for sure, hit in pairs if sure >= threshold]
        assert (given_[place], hits[place]) == (len(kept), sum(kept))
