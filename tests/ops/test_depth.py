"""Many dense layers: gradients against NumPy and differences, statistics, theory, verdicts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.special as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.depth import (
    BATCH,
    CLASSES,
    EDGE,
    INITIALISATIONS,
    DepthRun,
    DepthSpec,
    deviation,
    draw,
    propagate,
    run,
)
from cnnlab.ops.depth_report import report_depth
from cnnlab.ops.depth_verdict import judge

# TensorFlow holds this slope as float32, whatever the values are; sums that nearly cancel out show it.
LEAKY = float(np.float32(0.3))
# Each function and its slope, written out.
CURVES = {
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "leaky_relu": (lambda z: np.where(z > 0, z, LEAKY * z), lambda z: np.where(z > 0, 1, LEAKY)),
    "elu": (lambda z: np.where(z > 0, z, 0.7 * np.expm1(z)), lambda z: np.where(z > 0, 1, 0.7 * np.exp(z))),
    "gelu": (
        lambda z: z * sp.ndtr(z),
        lambda z: sp.ndtr(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi),
    ),
    "sigmoid": (sp.expit, lambda z: sp.expit(z) * (1 - sp.expit(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "softplus": (lambda z: np.logaddexp(0, z), sp.expit),
    "swish": (lambda z: z * sp.expit(z), lambda z: sp.expit(z) * (1 + z * (1 - sp.expit(z)))),
    "linear": (lambda z: z, np.ones_like),
}


def by_numpy(inputs, labels, weights, activation):
    """The same pass, backwards by the chain rule written out: norms, and every layer's values and slopes."""
    curve, slope = CURVES[activation]
    values, slopes = [inputs], []
    for each in weights[:-1]:
        sums = values[-1] @ each
        values.append(curve(sums))
        slopes.append(slope(sums))
    logits = values[-1] @ weights[-1]
    loss = np.mean(sp.logsumexp(logits, axis=1) - logits[np.arange(len(labels)), labels])
    back = (sp.softmax(logits, axis=1) - np.eye(logits.shape[1])[labels]) / len(labels) @ weights[-1].T
    gradient, of_weights = [], []
    for place in reversed(range(len(slopes))):
        gradient.insert(0, np.linalg.norm(back))
        of_weights.insert(0, np.linalg.norm(values[place].T @ (back * slopes[place])))
        back = back * slopes[place] @ weights[place].T
    return loss, np.array(gradient), np.array(of_weights), values[1:], np.array(slopes)


def small(seed, layers, units, batch=7, classes=3):
    rng = np.random.default_rng(seed)
    shapes = [(units, units)] * layers + [(units, classes)]
    weights = [rng.normal(size=shape) / np.sqrt(units) for shape in shapes]
    return rng.normal(size=(batch, units)), rng.integers(classes, size=batch), weights


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(CURVES)), st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 8))
@example("leaky_relu", 721, 4, 1)
def test_equals_the_chain_rule_written_out(activation, seed, layers, units):
    inputs, labels, weights = small(seed, layers, units)
    found = propagate(inputs, labels, weights, activation, 0.3, 0.7)
    loss, gradient, of_weights, values, slopes = by_numpy(inputs, labels, weights, activation)
    np.testing.assert_allclose(found.loss, loss, rtol=1e-7)
    np.testing.assert_allclose(found.gradient, gradient, rtol=1e-6, atol=1e-14)
    np.testing.assert_allclose(found.gradient_of_weights, of_weights, rtol=1e-6, atol=1e-14)
    np.testing.assert_allclose(found.spread, [each.std() for each in values], rtol=1e-6, atol=1e-14)
    np.testing.assert_allclose(found.slope, np.sqrt((slopes**2).mean(axis=(1, 2))), rtol=1e-6, atol=1e-14)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "gelu", "softplus"])
def test_equals_a_central_difference(activation):
    inputs, labels, weights = small(5, 3, 4)
    found = propagate(inputs, labels, weights, activation)
    for layer in range(3):
        slopes = np.zeros_like(weights[layer])
        for place in np.ndindex(slopes.shape):
            sides = []
            for step in (1e-5, -1e-5):
                moved = [each.copy() for each in weights]
                moved[layer][place] += step
                sides.append(propagate(inputs, labels, moved, activation).loss)
            slopes[place] = (sides[0] - sides[1]) / 2e-5
        np.testing.assert_allclose(found.gradient_of_weights[layer], np.linalg.norm(slopes), rtol=1e-6)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["relu", "sigmoid", "tanh"]), st.integers(0, 10**6), st.floats(0.1, 8))
def test_what_is_counted(activation, seed, scale):
    inputs, labels, weights = small(seed, 3, 5)
    weights = [each * scale for each in weights]
    found = propagate(inputs, labels, weights, activation)
    *_, values, slopes = by_numpy(inputs, labels, weights, activation)
    sizes = slopes / (0.25 if activation == "sigmoid" else 1)
    np.testing.assert_allclose(found.dead, [(each < 1e-3).all(axis=0).mean() for each in sizes])
    flat = [0 if activation == "relu" else (each < 0.1).mean() for each in sizes]
    np.testing.assert_allclose(found.saturated, flat)
    np.testing.assert_allclose(found.histogram.sum(axis=1), 1)
    edges = np.concatenate([[-np.inf], np.arange(-EDGE + 0.5, EDGE) / 10, [np.inf]])
    counted = [np.histogram(each, edges)[0] / each.size for each in values]
    np.testing.assert_allclose(found.histogram, counted, atol=1e-12)


def test_the_deviations():
    assert deviation("glorot", 100, 100) == pytest.approx(0.1)
    assert deviation("glorot", 100, 10) == pytest.approx((2 / 110) ** 0.5)
    assert deviation("he", 200, 10) == pytest.approx(0.1)
    assert deviation("small", 100, 100) == pytest.approx(0.05)
    assert deviation("large", 100, 100) == pytest.approx(0.4)


def test_the_seed_decides_everything_but_the_scale():
    glorot, he = (draw(DepthSpec(initialisation=name, seed=3)) for name in ("glorot", "he"))
    np.testing.assert_array_equal(glorot.inputs, he.inputs)
    np.testing.assert_array_equal(glorot.labels, he.labels)
    np.testing.assert_allclose(glorot.weights[4] * 2**0.5, he.weights[4], rtol=1e-6)
    assert glorot.inputs.shape == (BATCH, 100)
    assert [each.shape for each in glorot.weights] == [(100, 100)] * 20 + [(100, CLASSES)]
    assert glorot.weights[3].std() == pytest.approx(0.1, rel=0.03)
    assert (draw(DepthSpec(seed=4)).inputs != he.inputs).any()


@pytest.mark.parametrize(
    "wrong",
    [
        {"layers": 0},
        {"layers": 31},
        {"layers": 2.5},
        {"layers": True},
        {"units": 0},
        {"units": "3"},
        {"initialisation": "zero"},
        {"initialisation": None},
        {"activation": "foo"},
        {"activation": "softmax"},
        {"slope": float("nan")},
        {"alpha": 11},
        {"seed": -1},
    ],
)
def test_wrong_settings_get_a_sentence(wrong):
    with pytest.raises(LabError):
        DepthSpec(**wrong)


CASES = {
    ("sigmoid", "glorot"): "vanishing",
    ("sigmoid", "he"): "vanishing",
    ("relu", "he"): "healthy",
    ("relu", "small"): "vanishing",
    ("relu", "large"): "exploding",
    ("relu", "glorot"): "weakening",
    ("leaky_relu", "he"): "healthy",
    ("tanh", "glorot"): "healthy",
    ("tanh", "large"): "saturated",
    ("linear", "glorot"): "healthy",
    ("linear", "large"): "exploding",
}


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize(("activation", "initialisation"), CASES)
def test_known_cases(activation, initialisation, seed):
    found = run(DepthSpec(activation=activation, initialisation=initialisation, seed=seed))
    assert judge(found).kind == CASES[activation, initialisation]


def stack(gradient=(1.0, 1.0, 1.0, 1.0), **other) -> DepthRun:
    ones = np.ones(len(gradient))
    shares = 0 * ones
    values = {
        "spread": ones,
        "gradient_of_weights": ones,
        "dead": shares,
        "saturated": shares,
        **{name: np.array(each, float) for name, each in other.items()},
    }
    return DepthRun(
        gradient=np.array(gradient, float), histogram=np.zeros((4, 61)), slope=ones, loss=0.0, **values
    )


@pytest.mark.parametrize(
    ("found", "kind", "layer"),
    [
        (stack(), "healthy", 0),
        (stack([1e-9, 0.9e-3, 0.1, 1]), "vanishing", 2),
        (stack([0, 0, 0, 1]), "vanishing", 3),
        (stack([1.1e-3, 0.01, 0.1, 1]), "weakening", 1),
        (stack([0.11, 0.1, 0.1, 1]), "healthy", 0),
        (stack([9.9, 1, 1, 1]), "healthy", 0),
        (stack([999, 9, 3, 1]), "growing", 1),
        (stack([1e9, 1e6, 1001, 1]), "exploding", 3),
        (stack([1, 2000, 1, 1]), "exploding", 2),
        (stack(dead=[0, 0.75, 0.76, 1]), "dead", 3),
        (stack([0, 0, 0, 1], dead=[0, 0, 1, 0]), "dead", 3),
        (stack(saturated=[0.5, 0.51, 0.6, 0]), "saturated", 2),
        (stack(saturated=[0, 0.9, 0, 0], dead=[0, 0, 0, 0.9]), "dead", 4),
        (stack(spread=[1, 1, np.inf, np.nan]), "infinite", 3),
        (stack([np.nan, np.inf, 1, 1]), "infinite", 2),
        (stack(gradient_of_weights=[np.nan, 1, 1, 1]), "infinite", 1),
    ],
)
def test_the_rules(found, kind, layer):
    verdict = judge(found)
    assert (verdict.kind, verdict.layer) == (kind, layer)


@pytest.mark.parametrize("activation", ["relu", "linear", "softplus"])
def test_numbers_out_of_range_are_no_crash(activation):
    inputs, labels, weights = small(0, 12, 6)
    huge = [(1e6 * each).astype(np.float32) for each in weights]
    found = propagate(inputs.astype(np.float32), labels, huge, activation)
    verdict = judge(found)
    assert verdict.kind == "infinite"
    assert 6 <= verdict.layer <= 8  # 10 ** 6 a layer, and 32-bit numbers end at 3.4e38
    assert np.isfinite(found.histogram).all()


@pytest.mark.parametrize("initialisation", INITIALISATIONS)
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "sigmoid", "linear"])
def test_theory_says_what_is_measured(activation, initialisation):
    report = report_depth(DepthSpec(activation=activation, initialisation=initialisation))
    assert report.per_layer == pytest.approx(report.theory_per_layer, rel=0.03)
    assert report.run.ratio == pytest.approx(report.per_layer**19, rel=1e-6)


def test_what_he_and_glorot_were_made_for():
    assert report_depth(DepthSpec()).theory_per_layer == pytest.approx(1, abs=0.01)
    assert report_depth(
        DepthSpec(activation="linear", initialisation="glorot")
    ).theory_per_layer == pytest.approx(1)


@pytest.mark.parametrize(
    ("spec", "helps"),
    [
        (DepthSpec(), None),
        (DepthSpec(initialisation="small"), ("relu", "he")),
        (DepthSpec(activation="tanh", initialisation="large"), ("tanh", "glorot")),
        (DepthSpec(activation="linear", initialisation="he"), ("linear", "glorot")),
        (DepthSpec(activation="leaky_relu", slope=1.0), ("leaky_relu", "glorot")),
        (DepthSpec(activation="gelu", initialisation="glorot"), ("gelu", "he")),
        (DepthSpec(activation="sigmoid", initialisation="glorot"), ("relu", "he")),
        (DepthSpec(layers=30, units=10, initialisation="small"), None),
    ],
)
def test_what_helps(spec, helps):
    report = report_depth(spec)
    if helps is None:
        assert report.remedy is None
        return
    found = report.remedy
    assert (found.activation, found.initialisation) == helps
    better = report_depth(replace(spec, activation=found.activation, initialisation=found.initialisation))
    assert better.verdict.sound
    assert better.run.ratio == pytest.approx(found.ratio)


def test_a_single_layer():
    report = report_depth(DepthSpec(layers=1))
    assert report.run.ratio == 1
    assert report.per_layer is None
    assert report.theory_per_layer is None
    assert report.verdict.sound
