from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d
from scipy.special import softmax

from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.images.turning import turned
from cnnlab.ops.global_report import VARIANTS, refusal, report_global, variants
from cnnlab.ops.line_network import DIRECTIONS, POOLINGS, SIZE, classify_lines, line_kernels, weights

ANGLES = {"horizontal": 0, "rising": 45, "vertical": 90, "falling": 135}


def grating(degrees, period, phase=0.0, contrast=1.0, shape=(64, 64)):
    """Waves whose crests run in a direction, anticlockwise from the right."""
    down, right = np.mgrid[: shape[0], : shape[1]]
    along = np.radians(degrees)
    across = right * np.sin(along) + down * np.cos(along)
    return (0.5 + 0.5 * contrast * np.cos(2 * np.pi * across / period + phase)).astype(np.float32)


def test_a_kernel_is_the_mean_on_its_line_less_the_mean_beside_it():
    kernels = line_kernels()
    np.testing.assert_allclose(kernels.sum((1, 2)), 0, atol=1e-6)
    patch = np.random.default_rng(0).random((5, 5))
    lines = {
        "vertical": [(0, 2), (1, 2), (2, 2), (3, 2), (4, 2)],
        "horizontal": [(2, 0), (2, 1), (2, 2), (2, 3), (2, 4)],
        "rising": [(3, 1), (2, 2), (1, 3)],
        "falling": [(1, 1), (2, 2), (3, 3)],
    }
    corners = [(0, 0), (0, 4), (4, 0), (4, 4)]
    for kernel, name in zip(kernels, DIRECTIONS, strict=True):
        on, beside = np.zeros((5, 5), bool), np.ones((5, 5), bool)
        for place in lines[name]:
            on[place], beside[place] = True, False
        for place in corners:
            beside[place] = False
        assert (kernel * patch).sum() == pytest.approx(patch[on].mean() - patch[beside].mean(), abs=1e-6)
        # A line on black gives 1.
        assert (kernel * on).sum() == pytest.approx(1, abs=1e-6)


@settings(max_examples=100)
@given(
    st.integers(5, 14),
    st.integers(5, 14),
    st.sampled_from(POOLINGS),
    st.floats(1, 300),
    st.integers(0, 99),
)
def test_the_network_is_what_its_layers_are(rows, columns, pooling, scale, seed):
    picture = np.random.default_rng(seed).random((rows, columns), np.float32)
    found = classify_lines(picture, pooling, scale)
    expected = [np.maximum(correlate2d(picture, kernel, "valid"), 0) for kernel in line_kernels()]
    means, maxima = (np.array([f(each) for each in expected]) for f in (np.mean, np.max))
    np.testing.assert_allclose(np.moveaxis(found.maps, -1, 0), expected, atol=1e-5)
    np.testing.assert_allclose(found.means, means, atol=1e-5)
    np.testing.assert_allclose(found.maxima, maxima, atol=1e-5)
    logits = scale * means if pooling == "average" else scale / 10 * maxima
    np.testing.assert_allclose(found.fractions, softmax(logits), atol=2e-3)
    assert found.fractions.sum() == pytest.approx(1, abs=1e-5)
    assert found.winner == found.fractions.argmax()


@settings(max_examples=200)
@given(
    st.sampled_from(DIRECTIONS),
    st.floats(-18, 18),
    st.floats(3, 16),
    st.floats(0, 6.3),
    st.floats(0.2, 1),
    st.booleans(),
)
def test_gratings_of_known_direction(name, off, period, phase, contrast, hard):
    picture = grating(ANGLES[name] + off, period, phase, contrast)
    if hard:
        picture = (picture > 0.5).astype(np.float32)
    assert DIRECTIONS[classify_lines(picture, "average", 200).winner] == name


@pytest.mark.parametrize(
    ("degrees", "name"),
    [(0, "vertical"), (45, "falling"), (90, "horizontal"), (135, "rising"), (180, "vertical")],
)
def test_turned_bars(degrees, name):
    # Upright bars turned anticlockwise lean to the left, so they fall to the right.
    report = report_global(turned(gallery.sample("bars", 128), degrees), "average", 200)
    for variant in ("whole", "strip"):
        answer = report.answers[variant]
        assert DIRECTIONS[answer.winner] == name
        assert answer.fractions[answer.winner] > 0.95


def test_the_brick_wall_runs_upright():
    from cnnlab.images import preparing

    pixels = preparing.fit(gallery.sample("brick"), 256, "grey")
    report = report_global(pixels, "average", 200)
    assert {DIRECTIONS[answer.winner] for answer in report.answers.values()} == {"vertical"}


@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("level", [0, 77, 255])
def test_without_lines_all_answers_are_equally_likely(level, pooling):
    answer = report_global(np.full((20, 30), level, np.uint8), pooling, 500).answers["whole"]
    np.testing.assert_allclose(answer.fractions, 0.25, atol=1e-4)


@settings(max_examples=30)
@given(st.integers(5, 40), st.integers(5, 40))
def test_always_four_numbers_and_a_refusal(rows, columns):
    pixels = np.random.default_rng(rows * columns).integers(0, 256, (rows, columns), np.uint8)
    report = report_global(pixels, "average", 200)
    third = rows // 3
    sizes = {
        "whole": (rows, columns),
        "half": (rows // 2, columns // 2),
        "strip": (rows - 2 * third, columns),
    }
    expected = {name for name in VARIANTS if name == "whole" or min(sizes[name]) >= SIZE}
    assert set(report.answers) == expected
    assert set(report.refusals) == expected - {"whole"}
    for name, answer in report.answers.items():
        assert answer.picture.shape == sizes[name]
        assert answer.fractions.shape == answer.means.shape == answer.maxima.shape == (4,)
        flattened = (sizes[name][0] - SIZE + 1) * (sizes[name][1] - SIZE + 1) * 4
        assert answer.maps.size == flattened
        if name != "whole":
            assert str(report.answers["whole"].maps.size) in report.refusals[name]
            assert str(flattened) in report.refusals[name]


def test_half_is_the_mean_of_two_by_two():
    picture = np.random.default_rng(0).random((7, 9), np.float32)
    half = picture[:6, :8].reshape(3, 2, 4, 2).mean((1, 3))
    np.testing.assert_allclose(variants(picture)["half"], half, atol=1e-6)
    assert set(variants(picture[:1])) == {"whole", "strip"}


def test_a_dense_layer_takes_what_it_was_made_for():
    assert refusal(24, 24) == ""
    assert "incompatible" in refusal(24, 25)


def test_the_weights_are_those_that_keras_counts():
    import keras

    def network(end):
        layers = [
            keras.Input((12, 9, 1)),
            keras.layers.Conv2D(4, SIZE, use_bias=False),
            end,
            keras.layers.Dense(4, use_bias=False),
        ]
        return keras.Sequential(layers).count_params()

    counted = weights((12 - SIZE + 1, 9 - SIZE + 1))
    assert network(keras.layers.GlobalAveragePooling2D()) == counted.kernels + counted.with_pooling
    assert network(keras.layers.Flatten()) == counted.kernels + counted.with_flatten
    assert counted.with_flatten == 4 * counted.flattened


@pytest.mark.parametrize("shape", [(4, 30), (30, 1)])
def test_a_picture_smaller_than_the_kernels_gets_a_sentence(shape):
    with pytest.raises(LabError, match="Choose"):
        report_global(np.zeros(shape, np.uint8), "average", 200)
