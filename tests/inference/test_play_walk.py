"""From one generated picture to another."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference import sampling
from cnnlab.inference.play_walk import FILM, between, draw_between, film, report_gan_walk
from tests.gans import NAME, models

PART = np.linspace(0, 1, 9)


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def test_on_the_arc_the_direction_turns_evenly():
    first, second = np.random.default_rng(0).standard_normal((2, 64))
    second *= np.linalg.norm(first) / np.linalg.norm(second)
    noise = between(first, second, PART, "arc")
    np.testing.assert_allclose(noise[[0, -1]], [first, second], rtol=1e-5, atol=1e-5)
    lengths = np.linalg.norm(noise, axis=1)
    np.testing.assert_allclose(lengths, np.linalg.norm(first), rtol=1e-5)
    units = noise / lengths[:, None]
    angles = np.arccos((units[1:] * units[:-1]).sum(axis=1))
    np.testing.assert_allclose(angles, angles[0], rtol=1e-2)


def test_the_straight_line_is_straight():
    first, second = np.random.default_rng(1).standard_normal((2, 8))
    expected = [first + each * (second - first) for each in PART]
    np.testing.assert_allclose(between(first, second, PART, "line"), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("factor", [0.0, 1.0, -1.0])
def test_noise_without_an_angle_goes_straight(factor):
    first = np.random.default_rng(2).standard_normal(8)
    noise = between(first, factor * first, PART, "arc")
    assert np.isfinite(noise).all()
    np.testing.assert_allclose(noise[-1], factor * first, atol=1e-5)


def test_the_ends_are_what_the_generator_makes_of_each_class():
    walk = report_gan_walk(NAME, 0, (3, 0), (8, 1), 2, 1.0, "arc", 9)
    for place, (label, seed) in ((0, (3, 0)), (-1, (8, 1))):
        expected = sampling.sample([label] * 3, seed=seed, model=NAME)[2, ..., 0]
        assert np.abs(walk.made[place] - 255.0 * expected).max() < 1
        np.testing.assert_array_equal(walk.blended[place], walk.made[place])
    middle = (walk.made[0].astype(float) + walk.made[-1]) / 2
    assert np.abs(walk.blended[4] - middle).max() <= 1


def test_half_way_the_embedding_is_the_mean_of_both():
    network = pretrained.trained(NAME)
    generator = network.model.get_layer("generator")
    noise = sampling.noises(network, 1, 0)
    made = draw_between(network, noise, 3, 8, np.array([0.5], np.float32))
    table = generator.get_layer("embedding").embeddings
    held = np.array(table)
    try:
        table.assign(np.tile((held[3] + held[8]) / 2, (10, 1)))
        expected = generator.predict_on_batch([noise, np.array([0])])
    finally:
        table.assign(held)
    np.testing.assert_allclose(made, expected, atol=1e-4)


def test_the_film_goes_there_and_back():
    with Image.open(io.BytesIO(film(NAME, 0, (3, 0), (8, 1), 0, 1.0, "arc"))) as picture:
        assert picture.n_frames == 2 * FILM - 2
        assert picture.size == (2 * 196 + 4 * 7, 196)


@pytest.mark.parametrize("change", [{"way": "round"}, {"frames": 8}, {"first": (10, 0)}])
def test_what_is_not_offered_is_refused(change):
    given = {
        "first": (3, 0),
        "second": (8, 1),
        "cell": 0,
        "truncation": 1.0,
        "way": "arc",
        "frames": 9,
    } | change
    with pytest.raises(LabError):
        report_gan_walk(NAME, 0, *given.values())
