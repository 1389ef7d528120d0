from __future__ import annotations

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.dense import cross_entropy, dense, flatten, loss_and_gradients, softmax, step

MANY = settings(max_examples=150, deadline=None)


@st.composite
def layers(draw, largest: float = 3.0):
    """Features, weights and biases of a layer of any size, with a true class."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n_in, n_out = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    values = [
        rng.uniform(-largest, largest, shape).astype(np.float32) for shape in (n_in, (n_in, n_out), n_out)
    ]
    return (*values, int(rng.integers(n_out)))


logits = st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=8)
temperatures = st.floats(0.05, 20)


def loss_of(features, weights, bias, true, temperature) -> float:
    """The loss in double precision, by SciPy."""
    z = (features.astype(float) @ weights.astype(float) + bias) / temperature
    return float(-scipy.special.log_softmax(z)[true])


@MANY
@given(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 4)), st.booleans())
def test_flatten_is_keras_flatten(shape, channels):
    import keras

    maps = np.arange(np.prod(shape[: 3 if channels else 2]), dtype=np.float32).reshape(
        shape[: 3 if channels else 2]
    )
    np.testing.assert_array_equal(flatten(maps), np.asarray(keras.layers.Flatten()(maps[None]))[0])


@MANY
@given(layers())
def test_dense_is_the_sum_of_products(layer):
    features, weights, bias, _ = layer
    expected = [
        sum(float(x) * float(w) for x, w in zip(features, column, strict=True)) + float(b)
        for column, b in zip(weights.T, bias, strict=True)
    ]
    np.testing.assert_allclose(dense(features, weights, bias), expected, atol=1e-4)


@pytest.mark.parametrize("lead", [(), (4,), (2, 3)])
def test_dense_is_keras_dense(lead):
    import keras

    rng = np.random.default_rng(3)
    features = rng.normal(size=(*lead, 7)).astype(np.float32)
    weights, bias = rng.normal(size=(7, 4)).astype(np.float32), rng.normal(size=4).astype(np.float32)
    layer = keras.layers.Dense(4)
    layer.build((None, 7))
    layer.set_weights([weights, bias])
    found = dense(features, weights, bias)
    assert found.shape == (*lead, 4)
    np.testing.assert_allclose(
        found, np.asarray(layer(features.reshape(-1, 7))).reshape(found.shape), atol=1e-5
    )


@MANY
@given(logits, temperatures)
def test_softmax_is_scipys(values, temperature):
    found = softmax(values, temperature)
    assert np.isfinite(found).all()
    assert found.sum() == pytest.approx(1, abs=1e-5)
    z = np.array(values, np.float32).astype(float)
    # The logits are 32-bit numbers: their difference, over a low temperature, is known to so many digits.
    slack = 1e-5 + 2e-7 * float(np.ptp(z)) / temperature
    np.testing.assert_allclose(found, scipy.special.softmax(z / temperature), atol=min(slack, 0.05))


@MANY
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=6), st.integers(-1000, 1000), temperatures)
def test_softmax_does_not_see_what_all_logits_share(values, shift, temperature):
    shifted = [value + shift for value in values]
    np.testing.assert_array_equal(softmax(values, temperature), softmax(shifted, temperature))


def test_softmax_works_along_the_last_axis():
    values = np.random.default_rng(0).normal(size=(2, 3, 4)).astype(np.float32)
    np.testing.assert_allclose(softmax(values, 0.7), scipy.special.softmax(values / 0.7, axis=-1), atol=1e-6)


def test_a_low_temperature_favours_the_largest_and_a_high_one_evens_out():
    largest = [softmax([2.0, 1.0, 0.0], t)[0] for t in (0.01, 0.5, 1, 2, 1000)]
    assert largest == sorted(largest, reverse=True)
    assert largest[0] == pytest.approx(1)
    assert largest[-1] == pytest.approx(1 / 3, abs=1e-3)


@MANY
@given(logits, temperatures, st.data())
def test_cross_entropy_is_minus_the_log_of_softmax(values, temperature, data):
    true = data.draw(st.integers(0, len(values) - 1))
    z = np.array(values, np.float32).astype(float)
    expected = -scipy.special.log_softmax(z / temperature)[true]
    assert cross_entropy(values, true, temperature) == pytest.approx(expected, rel=1e-4, abs=1e-4)


@MANY
@given(layers(), st.floats(0.2, 5))
def test_the_gradient_is_p_minus_y_over_t_times_the_feature(layer, temperature):
    features, weights, bias, true = layer
    found = loss_and_gradients(*layer, temperature)
    z = features.astype(float) @ weights.astype(float) + bias
    error = scipy.special.softmax(z / temperature) - np.eye(len(bias))[true]
    close = {"atol": 1e-4}
    np.testing.assert_allclose(found.logits, z, **close)
    np.testing.assert_allclose(found.probabilities, error + np.eye(len(bias))[true], **close)
    np.testing.assert_allclose(found.by_logits, error / temperature, **close)
    np.testing.assert_allclose(found.by_bias, error / temperature, **close)
    np.testing.assert_allclose(found.by_weights, np.outer(features, error) / temperature, atol=3e-4)
    assert found.loss == pytest.approx(loss_of(*layer, temperature), abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(layers(largest=1.5), st.floats(0.5, 3))
def test_the_gradients_are_the_central_differences(layer, temperature):
    features, weights, bias, true = layer
    found = loss_and_gradients(*layer, temperature)
    nudge = 1e-5
    for place in np.ndindex(weights.shape):
        moved = []
        for way in (nudge, -nudge):
            other = weights.astype(float)
            other[place] += way
            moved.append(loss_of(features, other, bias, true, temperature))
        assert found.by_weights[place] == pytest.approx((moved[0] - moved[1]) / (2 * nudge), abs=1e-4)
    for k in range(len(bias)):
        moved = [
            loss_of(features, weights, bias.astype(float) + way * np.eye(len(bias))[k], true, temperature)
            for way in (nudge, -nudge)
        ]
        assert found.by_bias[k] == pytest.approx((moved[0] - moved[1]) / (2 * nudge), abs=1e-4)


def test_a_feature_of_zero_gives_its_weights_no_gradient():
    found = loss_and_gradients([0.0, 2.0, 0.0], np.ones((3, 2)), [0.0, 1.0], 0)
    assert not found.by_weights[[0, 2]].any()
    assert found.by_weights[1].all()


@MANY
@given(layers(), st.floats(0.1, 5), st.floats(0.01, 2))
def test_a_step_goes_against_the_gradient_and_lowers_the_loss(layer, temperature, rate):
    features, weights, bias, true = layer
    before = loss_and_gradients(*layer, temperature)
    new_weights, new_bias = step(*layer, temperature, rate)
    np.testing.assert_allclose(new_weights, weights - rate * before.by_weights, atol=1e-5)
    np.testing.assert_allclose(new_bias, bias - rate * before.by_bias, atol=1e-5)
    # For one example every step helps, however large: each wrong logit falls against the true one.
    after = loss_of(features, new_weights, new_bias, true, temperature)
    assert after <= loss_of(*layer, temperature) + 1e-5


@pytest.mark.parametrize("size", [1e4, 1e30])
def test_softmax_of_extreme_logits(size):
    np.testing.assert_array_equal(softmax([size, -size, 0.0], 0.1), [1, 0, 0])


def test_extreme_logits_have_a_finite_loss_and_gradient():
    found = loss_and_gradients([1.0], [[1e4, -1e4]], [0.0, 0.0], 1, 0.1)
    assert found.loss == pytest.approx(2e5)
    assert found.by_bias == pytest.approx([10, -10])


GOOD = ([1.0, 2.0], [[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: flatten([1.0, 2.0]), "Flatten needs a map"),
        (lambda: flatten([[np.nan]]), "Flatten needs a map"),
        (lambda: flatten(np.zeros((0, 3))), "Flatten needs a map"),
        (lambda: dense([1.0], GOOD[1], GOOD[2]), "1 features and 2 rows"),
        (lambda: dense(1.0, GOOD[1], GOOD[2]), "1 features and 2 rows"),
        (lambda: dense(GOOD[0], [1.0, 2.0], GOOD[2]), "need to be a table"),
        (lambda: dense(GOOD[0], GOOD[1], [0.0]), "1 biases for 2 outputs"),
        (lambda: dense([np.inf, 0.0], GOOD[1], GOOD[2]), "finite numbers"),
        (lambda: dense([3e38, 3e38], [[1.0], [1.0]], [0.0]), "too large"),
        (lambda: softmax([]), "several numbers"),
        (lambda: softmax(1.0), "several numbers"),
        (lambda: softmax([np.nan, 1.0]), "several numbers"),
        (lambda: softmax([1.0], 0.0), "temperature"),
        (lambda: softmax([1.0], -1.0), "temperature"),
        (lambda: softmax([1.0], np.nan), "temperature"),
        (lambda: softmax([1.0], np.inf), "temperature"),
        (lambda: softmax([1.0], 1e-40), "temperature"),
        (lambda: softmax([1.0], "1"), "temperature"),
        (lambda: cross_entropy([1.0, 2.0], 2), "from 0 to 1"),
        (lambda: cross_entropy([1.0, 2.0], -1), "from 0 to 1"),
        (lambda: cross_entropy([1.0, 2.0], True), "from 0 to 1"),
        (lambda: cross_entropy([1.0, 2.0], 0.0), "from 0 to 1"),
        (lambda: cross_entropy([[1.0, 2.0]], 0), "one list"),
        (lambda: cross_entropy([3e38, -3e38], 1, 1e-3), "too large"),
        (lambda: loss_and_gradients([GOOD[0]], GOOD[1], GOOD[2], 0), "one list"),
        (lambda: loss_and_gradients(*GOOD, 5), "from 0 to 1"),
        (lambda: step(*GOOD, 0, rate=0.0), "learning rate"),
        (lambda: step(*GOOD, 0, rate=np.nan), "learning rate"),
    ],
)
def test_what_cannot_be_computed_gets_a_sentence(call, says):
    with pytest.raises(LabError, match=says):
        call()
