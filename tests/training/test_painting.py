"""Paintings by optimisation: losses against plain loops, steps against plain Adam, sizes, and early ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.errors import LabError
from cnnlab.training import painting, painting_losses, painting_steps
from tests.paintings import RECIPE, network, pictures

PACE = painting_steps.Pace(rate=0.01, beta=0.9, decay=0, averaging=0.5)
CONTENT, STYLE = (each / np.float32(255) for each in pictures())


def plain_gram(maps):
    rows, columns, channels = maps.shape
    found = np.zeros((channels, channels))
    for row in range(rows):
        for column in range(columns):
            for one in range(channels):
                for other in range(channels):
                    found[one, other] += maps[row, column, one] * maps[row, column, other]
    return found / (rows * columns)


def plain_relative(made, wanted):
    pairs = list(zip(made.ravel().tolist(), wanted.ravel().tolist(), strict=True))
    return sum((a - b) ** 2 for a, b in pairs) / sum(b**2 for _, b in pairs)


def plain_variation(picture):
    across = [abs(a - b) for row in picture for a, b in zip(row[1:].ravel(), row[:-1].ravel(), strict=True)]
    down = np.abs(picture[1:] - picture[:-1]).ravel().tolist()
    return sum(across) / len(across) + sum(down) / len(down)


def objective():
    return painting_losses.objective_of(network(), ("relu1_1", "relu3_4"), ("relu2_1", "relu3_4"))


def at(side):
    return [painting.brought_to(each, side)[None] for each in (CONTENT, STYLE)]


def test_the_parts_are_those_of_plain_loops():
    found = objective()
    content, style = at(24)
    made = np.random.default_rng(1).uniform(size=content.shape).astype(np.float32)
    parts = found.parts(tf.constant(made), found.targets(content, style)).numpy()
    ours, of_content, of_style = (
        [m[0] for m in network().predict(p, verbose=0)] for p in (made, content, style)
    )
    wanted = [
        plain_relative(ours[0], of_content[0]),
        plain_relative(ours[3], of_content[3]),
        plain_relative(plain_gram(ours[1]), plain_gram(of_style[1])),
        plain_relative(plain_gram(ours[3]), plain_gram(of_style[3])),
        plain_variation(made[0]),
    ]
    assert parts == pytest.approx(wanted, rel=1e-4)
    assert found.names[1:3] == (("content", "relu3_4"), ("style", "relu2_1"))
    same = found.parts(tf.constant(content), found.targets(content, content)).numpy()
    assert same[:-1] == pytest.approx(0, abs=1e-9)


def test_a_step_goes_down_the_slope_as_adam_does():
    """The slope is taken from differences, one pixel after the other."""
    found, (content, style) = objective(), at(24)
    painter, targets = painting_steps.painter_of(found), found.targets(content, style)
    weights = np.array([1, 0.5, 20, 10, 0.3], np.float32)
    start = np.random.default_rng(2).uniform(0.3, 0.7, content.shape[1:]).astype(np.float32)
    one = painting_steps.advanced(painter, painting_steps.first(start), targets, weights, 1, PACE)
    slope = one.mean.numpy()[0] / (1 - PACE.beta)

    def total(picture):
        return float(weights @ painter.look(picture[None], targets).numpy())

    for place in ((3, 4, 0), (10, 20, 2), (16, 0, 1)):
        nudge = np.zeros_like(start)
        nudge[place] = 0.003
        difference = (total(start + nudge) - total(start - nudge)) / 0.006
        assert slope[place] == pytest.approx(difference * start.size / 3, rel=0.05, abs=0.5)
    # Adam's first step has the size of the learning rate everywhere.
    np.testing.assert_allclose(one.pixels.numpy()[0], start - 0.01 * np.sign(slope), atol=1e-5)
    np.testing.assert_allclose(one.shown(0.5).numpy(), one.pixels.numpy(), atol=1e-6)


def test_a_second_step_and_the_average_by_hand():
    found, (content, style) = objective(), at(24)
    painter, targets = painting_steps.painter_of(found), found.targets(content, style)
    weights = np.array([1, 1, 10, 10, 0.1], np.float32)
    settings = targets, weights, 1, replace(PACE, rate=0.02, decay=2, averaging=0.8)
    one = painting_steps.advanced(painter, painting_steps.first(content[0]), *settings)
    two = painting_steps.advanced(painter, one, *settings)
    b1 = b2 = PACE.beta
    first = one.mean.numpy() / (1 - b1)
    second = (two.mean.numpy() - b1 * one.mean.numpy()) / (1 - b1)
    mean = (b1 * (1 - b1) * first + (1 - b1) * second) / (1 - b1**2)
    square = (b2 * (1 - b2) * first**2 + (1 - b2) * second**2) / (1 - b2**2)
    # Of the rate, half a cosine over two steps leaves all at first, and then a half.
    wanted = np.clip(one.pixels.numpy() - 0.01 * mean / (np.sqrt(square) + 1e-8), 0, 1)
    np.testing.assert_allclose(two.pixels.numpy(), wanted, atol=2e-4)
    average = (0.8 * one.pixels.numpy() + two.pixels.numpy()) / 1.8
    np.testing.assert_allclose(two.shown(0.8).numpy(), average, atol=1e-5)


def test_moments_go_to_the_next_size():
    pixels, mean, square = (tf.constant(np.full((1, 4, 6, 3), value, "f4")) for value in (0.4, 2.0, 3.0))
    picture = painting_steps.Picture(pixels, mean, square, pixels * 0.5, 9, 1)
    larger = painting_steps.enlarged(picture, 0.5, (8, 12), 0.1)
    assert larger.pixels.shape == (1, 8, 12, 3)
    np.testing.assert_allclose(larger.pixels, 0.5, atol=1e-6)  # the average 0.4, and the detail
    np.testing.assert_allclose(larger.mean, 2.0)
    np.testing.assert_allclose(larger.square, 3.0)
    assert (larger.step, larger.here) == (9, 0)


def test_the_same_recipe_gives_the_same_picture_however_often_it_is_looked_at():
    seen = []
    often = painting.paint_steps(CONTENT, STYLE, RECIPE, network(), seen.append, every=0)
    once = painting.paint_steps(CONTENT, STYLE, RECIPE, network())
    np.testing.assert_allclose(often.picture, once.picture, atol=1e-4)
    assert [each.taken for each in seen][:2] == [(0, 0), (1, 0)]
    assert seen[-1].taken == RECIPE.steps
    assert seen[-1].step == 7
    assert once.picture.shape == (round(32 * 5 / 7), 32, 3)
    assert once.loss < seen[0].loss
    weights = painting_losses.weights_of(RECIPE)
    assert once.loss == pytest.approx(sum(np.multiply(weights, list(once.parts.values()))))


def test_who_ends_it_early_gets_what_fewer_steps_give(monkeypatch):
    monkeypatch.setattr(painting, "PERIOD", 0.0)
    ended = painting.paint_steps(CONTENT, STYLE, RECIPE, network(), lambda moment: moment.step < 5, every=0)
    assert ended.taken == (4, 1)
    again = painting.paint_steps(CONTENT, STYLE, replace(RECIPE, steps=ended.taken), network())
    np.testing.assert_allclose(ended.picture, again.picture, atol=1e-4)


def test_noise_is_that_of_the_seed_and_layers_without_weight_do_not_count():
    recipe = replace(
        RECIPE, start="noise", steps=(0, 0), content_weight=0.0, style_layers=("relu3_1", "relu1_1")
    )
    one, other = (
        painting.paint_steps(CONTENT, STYLE, replace(recipe, seed=seed), network()) for seed in (1, 2)
    )
    assert np.abs(one.picture - other.picture).mean() > 0.02
    assert list(one.parts) == [("style", "relu1_1"), ("style", "relu3_1"), ("variation", "")]


def test_a_picture_that_is_too_narrow_is_refused():
    with pytest.raises(LabError, match="narrow"):
        painting.paint_steps(CONTENT[:10], STYLE, RECIPE, network())
