"""A picture before the discriminator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.inference import play_critic, sampling
from cnnlab.inference.classifying import classify
from cnnlab.inference.play_critic import READ, gains_of, mend, places_of, report_critic
from cnnlab.inference.play_report import judged_count
from cnnlab.pretrained import Trained
from cnnlab.recipes import GanRecipe
from tests.gans import NAME, models

FIVE = gallery.digit(5)[..., None]


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def test_the_scores_are_those_of_the_discriminator():
    report = report_critic(NAME, 0, FIVE, 3, 2, 4, 1.0)
    network = pretrained.trained(NAME)
    discriminator = network.model.get_layer("discriminator")
    expected = discriminator.predict_on_batch([FIVE[None] / np.float32(255), np.array([3])])
    assert report.score == pytest.approx(float(expected[0, 0]), abs=1e-4)
    twin = sampling.sample([3] * 5, seed=2, model=NAME)[4:]
    np.testing.assert_array_equal(report.twin, np.rint(255 * twin[0, ..., 0]))
    assert report.twin_score == pytest.approx(
        float(discriminator.predict_on_batch([twin, np.array([3])])[0, 0]), abs=1e-4
    )


def test_it_is_judged_as_what_the_classifier_reads():
    report = report_critic(NAME, 0, FIVE, READ, 0, 0, 1.0)
    read = int(classify(FIVE[None] / np.float32(255), "digits-classifier").argmax())
    assert report.claimed == report.read == read
    assert report.score == pytest.approx(report_critic(NAME, 0, FIVE, read, 0, 0, 1.0).score)


def test_it_stands_among_real_test_pictures():
    report = report_critic(NAME, 0, FIVE, 5, 0, 0, 1.0)
    data = datasets.load("digits")
    assert report.source == "test"
    assert len(report.real) == len(report.made) == len(data.y_test)
    expected, _ = sampling.score(pretrained.trained(NAME), data.x_test / np.float32(255), data.y_test)
    np.testing.assert_allclose(report.real, np.sort(expected), atol=1e-4)


def test_a_large_network_is_asked_about_fewer():
    small, large = (
        Trained("any", None, GanRecipe(filters=filters, noise=512), (32, 32, 3), ("a",) * 10, {}, None)
        for filters in (8, 128)
    )
    assert judged_count(small, play_critic.OTHERS) == play_critic.OTHERS
    assert 16 <= judged_count(large, play_critic.OTHERS) < 100


def test_shares_below_a_score_are_counted():
    report = report_critic(NAME, 0, FIVE, 5, 0, 0, 1.0)
    some = replace(report, real=np.array([0, 1, 2, 3.0]), made=np.array([-1, 0.5]))
    assert some.above(2.0) == (0.5, 1.0)
    assert some.above(-9.0) == (0.0, 0.0)
    assert replace(some, real=np.zeros(0)).above(0.0)[0] is None


def test_gains_are_slopes_times_what_a_pixel_can_change():
    random = np.random.default_rng(1)
    image, slopes = random.random((6, 7, 3)), random.standard_normal((6, 7, 3))
    gains = gains_of(image, slopes)
    for row, column in np.ndindex(6, 7):
        expected = 0.0
        for value, slope in zip(image[row, column], slopes[row, column], strict=True):
            expected += slope * (1 - value) if slope > 0 else slope * value
        assert gains[row, column] == pytest.approx(expected)


def test_the_places_that_gain_most_are_named():
    gains = np.zeros((28, 28))
    assert places_of(gains) == (None, None)
    gains[2, 25], gains[26, 14] = 0.5, -0.2
    gains[13:15, 13:15] = 0.1
    assert places_of(gains) == (2, 7)


def test_mending_raises_the_score_and_stays_a_picture():
    network = pretrained.trained(NAME)
    image = FIVE / np.float32(255)
    mended = mend(network, image, np.array([5]), 1e9)
    assert len(mended.scores) == play_critic.STEPS + 1
    assert mended.scores[-1] > mended.scores[0]
    # Each step is so long at the most.
    change = (mended.picture - FIVE[..., 0].astype(float)) / 255
    assert 0 < np.linalg.norm(change) <= play_critic.STEPS * play_critic.LENGTH + 0.1
    final, _ = sampling.score(network, mended.picture[None, ..., None] / np.float32(255), np.array([5]))
    assert float(final[0]) == pytest.approx(float(mended.scores[-1]), abs=0.05)


def test_what_is_good_enough_is_left_alone():
    mended = mend(pretrained.trained(NAME), FIVE / np.float32(255), np.array([5]), -1e9)
    np.testing.assert_array_equal(mended.picture, FIVE[..., 0])
    assert len(mended.scores) == 1


@pytest.mark.parametrize("picture", [FIVE[:-1], FIVE / 255.0])
def test_another_size_is_refused(picture):
    with pytest.raises(LabError, match="28 × 28"):
        report_critic(NAME, 0, picture, 5, 0, 0, 1.0)
