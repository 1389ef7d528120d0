"""Two networks of points: a call that holds nobody's state, what it reports, and in which words."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace

import numpy as np
import pytest

from cnnlab.datasets.points import COUNT, modes, real_points
from cnnlab.errors import LabError
from cnnlab.inference.points_advance import MOST, advance
from cnnlab.inference.points_report import (
    GRID,
    LATTICE,
    SHOWN,
    found_modes,
    lattice_noise,
    plane_places,
    separation,
    shown_noise,
)
from cnnlab.inference.points_state import CURVE, add_rows, begin, order_of
from cnnlab.inference.points_verdict import verdict
from cnnlab.networks.points import parts
from cnnlab.recipes.gan import LOSSES
from cnnlab.recipes.points import SHAPES, PointsSpec

SMALL = PointsSpec(units=8, layers=1)
DRAWN = ((-0.5, 0.25), (0.0, 1.0), (1.2, -1.2))


def arrays(value) -> dict[str, bytes]:
    return {each.name: pickle.dumps(getattr(value, each.name)) for each in fields(value)}


def forward(network: str, state, points: np.ndarray, spec: PointsSpec) -> np.ndarray:
    """The network in NumPy."""
    pieces = parts(network, getattr(state, network)[0], spec.units, spec.layers)
    for kernel, bias in zip(pieces[:-2:2], pieces[1:-2:2], strict=True):
        points = points @ kernel + bias
        points = np.where(points > 0, points, 0.2 * points)
    return points @ pieces[-2] + pieces[-1]


@pytest.mark.parametrize("loss", LOSSES)
def test_ten_moves_are_four_and_then_six_to_the_last_bit(loss):
    spec = replace(SMALL, loss=loss, discriminator_steps=2)
    whole = advance(spec, None, 10)
    halves = advance(spec, copy.deepcopy(advance(spec, None, 4).state), 6)
    assert arrays(whole.state) == arrays(halves.state)
    assert arrays(whole.report) == arrays(halves.report)
    assert (whole.state.generator_steps, whole.state.discriminator_steps, whole.state.since) == (3, 7, 1)
    # A state that was asked about is as it was before.
    again = advance(spec, advance(spec, None, 4).state, 6)
    assert arrays(again.state) == arrays(whole.state)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("noise", ["normal", "uniform"])
def test_the_report_is_that_of_the_state(loss, noise):
    spec = replace(SMALL, loss=loss, noise=noise, shape="ring", seed=5)
    now = advance(spec, None, 30)
    state, report = now.state, now.report
    np.testing.assert_allclose(
        report.generated, forward("generator", state, shown_noise(spec), spec), atol=1e-5
    )
    lattice = forward("generator", state, lattice_noise(noise).reshape(-1, 2), spec)
    np.testing.assert_allclose(report.lattice.reshape(-1, 2), lattice, atol=1e-5)
    scores = forward("discriminator", state, plane_places().reshape(-1, 2), spec)[:, 0]
    says = 1 / (1 + np.exp(-scores)) if spec.probable else scores
    np.testing.assert_allclose(report.surface.reshape(-1), says, atol=1e-5)
    assert report.surface.shape == (GRID, GRID)
    assert report.lattice.shape == (LATTICE, LATTICE, 2)
    assert (report.value is not None) == (loss == "minimax")
    # A small way along its push, a point's own loss falls by the square of its length.
    wrong = forward("discriminator", state, report.generated, spec)[:, 0].astype(float)
    moved = forward("discriminator", state, report.generated + 1e-3 * report.pushes, spec)[:, 0].astype(float)
    steep = np.linalg.norm(report.pushes, axis=1) > 1e-3
    assert (own(loss, moved) < own(loss, wrong))[steep].mean() > 0.98
    assert report.push == pytest.approx(np.linalg.norm(report.pushes, axis=1).mean(), rel=1e-5)


def own(loss: str, scores: np.ndarray) -> np.ndarray:
    if loss == "minimax":
        return -np.log1p(np.exp(scores))
    if loss == "non_saturating":
        return np.log1p(np.exp(-scores))
    return (scores - 1) ** 2 if loss == "least_squares" else -scores


def test_the_value_of_the_game_begins_near_its_equilibrium_and_is_the_loss_of_the_discriminator():
    report = advance(replace(SMALL, loss="minimax"), None, 0).report
    scores = [forward("discriminator", begin(SMALL), each, SMALL) for each in (report.real, report.generated)]
    right, wrong = (1 / (1 + np.exp(-each)) for each in scores)
    assert report.value == pytest.approx(np.log(right).mean() + np.log(1 - wrong).mean(), rel=1e-4)


def test_one_network_alone_leaves_the_other_as_it_is():
    first = advance(SMALL, None, 6).state
    for only, still in (("discriminator", "generator"), ("generator", "discriminator")):
        later = advance(SMALL, first, 3, only).state
        np.testing.assert_array_equal(getattr(later, still), getattr(first, still))
        assert (getattr(later, only) != getattr(first, only)).any()
        assert later.moved == only
        assert getattr(later, f"{only}_steps") == getattr(first, f"{only}_steps") + 3


def test_turns():
    state = begin(SMALL)
    assert order_of(state, 1, 4).tolist() == [0, 1, 0, 1]
    assert order_of(state, 3, 5).tolist() == [0, 0, 0, 1, 0]
    assert order_of(replace(state, since=2), 1, 3).tolist() == [1, 0, 1]
    assert order_of(state, 1, 2, "generator").tolist() == [1, 1]


def test_the_curve_is_thinned_by_the_steps_alone():
    rows = np.zeros((1000, 5))
    rows[:, 0] = np.arange(1, 1001)
    whole, every = add_rows(np.zeros((0, 5)), 1, rows)
    part, stride = np.zeros((0, 5)), 1
    for start in range(0, 1000, 7):
        part, stride = add_rows(part, stride, rows[start : start + 7])
    assert every == stride == 4
    np.testing.assert_array_equal(whole, part)
    assert len(whole) <= CURVE


def test_a_call_may_end_early_and_the_next_goes_on():
    part = advance(SMALL, None, 400, budget=0.0)
    assert 0 < part.state.generator_steps < 200
    left = 400 - part.state.generator_steps - part.state.discriminator_steps
    assert arrays(advance(SMALL, part.state, left).state) == arrays(advance(SMALL, None, 400).state)


def test_running_away_ends_at_the_last_numbers_that_are_some():
    state = begin(SMALL)
    state = replace(state, discriminator=np.where(state.discriminator, np.float32(3e38), np.float32(0)))
    now = advance(replace(SMALL, loss="least_squares"), state, 5)
    assert now.exploded
    assert now.state.generator_steps == 0
    assert verdict(now) == "exploded"


@pytest.mark.parametrize("shape", SHAPES)
def test_real_points(shape):
    spec = PointsSpec(shape=shape, drawn=DRAWN if shape == "drawn" else ())
    points = real_points(spec)
    np.testing.assert_array_equal(points, real_points(spec))
    assert points.dtype == np.float32
    assert np.abs(points).max() < 1.6
    assert len(points) == (3 if shape == "drawn" else COUNT)
    if shape not in ("drawn",):
        assert (real_points(replace(spec, seed=1)) != points).any()
    centres = modes(shape)
    assert len(centres) == {"mixture": 8, "grid": 9}.get(shape, 0)
    assert all(found_modes(shape, points[:SHOWN]))


def test_groups_and_pairs():
    centres = modes("mixture")
    assert found_modes("mixture", np.repeat(centres[:3], 80, axis=0)) == (True,) * 3 + (False,) * 5
    # A few points do not make a group.
    few = np.concatenate([np.repeat(centres[:1], 250, axis=0), np.repeat(centres[1:2], 6, axis=0)])
    assert sum(found_modes("mixture", few)) == 1
    rng = np.random.default_rng(0)
    right, wrong = rng.integers(0, 5, 40), rng.integers(0, 6, 30)
    pairs = (right[:, None] > wrong) + 0.5 * (right[:, None] == wrong)
    assert separation(right, wrong) == pytest.approx(pairs.mean())


def test_a_generator_that_is_faster_by_far_leaves_groups_out_and_an_even_pair_does_not():
    chased = [
        advance(PointsSpec(discriminator_rate=0.001, generator_rate=0.01, seed=seed), None, 800)
        for seed in range(2)
    ]
    assert [verdict(now) for now in chased] == ["crowd"] * 2
    assert all(sum(now.report.found) <= 1 for now in chased)
    healthy = PointsSpec()
    state = advance(healthy, None, MOST).state
    now = advance(healthy, state, MOST)
    assert sum(now.report.found) >= 7
    assert now.report.recall > 0.9


@pytest.mark.parametrize(
    "wrong",
    [
        {"shape": "square"},
        {"loss": None},
        {"noise": 3},
        {"units": 3},
        {"units": 8.5},
        {"layers": 4},
        {"discriminator_rate": float("nan")},
        {"generator_rate": 1.0},
        {"discriminator_steps": 0},
        {"seed": -1},
        {"shape": "drawn"},
        {"drawn": ((0.0, 2.0),)},
        {"drawn": ((0.0, float("nan")),)},
        {"drawn": ((0.0,),)},
        {"drawn": [(0.0, 0.0)]},
        {"drawn": ((0.0, 0.0),) * 201},
        {"drawn": (("0", 0.0),)},
    ],
)
def test_wrong_settings_are_refused_in_words(wrong):
    with pytest.raises(LabError):
        PointsSpec(**wrong)


def test_wrong_questions_are_refused_in_words():
    for moves, only in ((-1, ""), (MOST + 1, ""), (1.5, ""), (1, "both")):
        with pytest.raises(LabError):
            advance(SMALL, None, moves, only)
    with pytest.raises(LabError):
        advance(PointsSpec(units=16), begin(SMALL), 1)


def test_one_compiled_function_serves_all_rates_seeds_and_shapes():
    from cnnlab.training.points_steps import compiled_moves

    compiled_moves.cache_clear()
    for seed, rate, shape in ((0, 0.01, "ring"), (4, 0.001, "grid"), (9, 0.1, "line")):
        advance(replace(SMALL, seed=seed, generator_rate=rate, shape=shape), None, 5)
    assert compiled_moves.cache_info().currsize == 1
    take = compiled_moves(SMALL.loss, SMALL.noise, SMALL.units, SMALL.layers)
    assert take.experimental_get_tracing_count() == 1
