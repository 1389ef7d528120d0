"""Sixteen pictures out of noise, one of them moved, and files to take home."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference import sampling
from cnnlab.inference.classifying import classify
from cnnlab.inference.play_files import arrays_file
from cnnlab.inference.play_report import ALL, COUNT, REACH, move, report_play
from cnnlab.training import exporting_gan
from tests.gans import NAME, models


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def bytes_of(images):
    return np.rint(255 * images[..., 0]).astype(np.uint8)


@pytest.mark.parametrize(("asked", "labels"), [(7, [7] * 16), (ALL, [*range(10), *range(6)])])
def test_the_pictures_are_those_that_sample_makes(asked, labels):
    report = report_play(NAME, 0, asked, 5, 0.7)
    np.testing.assert_array_equal(
        report.pictures, bytes_of(sampling.sample(labels, seed=5, model=NAME, truncation=0.7))
    )
    assert report.labels.tolist() == labels


def test_what_the_networks_say_is_what_they_say_when_asked_directly():
    report = report_play(NAME, 0, 3, 1, 1.0)
    model = pretrained.trained(NAME).model
    made, scores = model.predict_on_batch([report.noise, report.labels])
    np.testing.assert_array_equal(report.pictures, bytes_of(made))
    np.testing.assert_allclose(report.scores, scores[:, 0], rtol=1e-3, atol=1e-4)
    shares = classify(np.clip(made, 0, 1), "digits-classifier")
    np.testing.assert_allclose(report.shares, shares, atol=1e-3)
    assert report.right == int((shares.argmax(axis=1) == 3).sum())


def test_a_small_truncation_makes_pictures_alike():
    spreads = [report_play(NAME, 0, 3, 0, truncation).measured.spread for truncation in (0.0, 0.5, 1.0)]
    assert spreads[0] == pytest.approx(0, abs=1e-6)
    assert spreads[0] < spreads[1] < spreads[2] == 1


def test_what_is_asked_for_is_counted():
    measured = report_play(NAME, 0, ALL, 0, 1.0).measured
    labels = np.arange(measured.count) % 10
    noise = sampling.noises(pretrained.trained(NAME), measured.count, 71)
    read = classify(sampling.draw(pretrained.trained(NAME), noise, labels), "digits-classifier").argmax(
        axis=1
    )
    assert measured.right == pytest.approx((read == labels).mean())


def test_what_is_not_moved_stays_as_it_is():
    report = report_play(NAME, 0, ALL, 2, 1.0)
    for cell in (0, COUNT - 1):
        found = move(NAME, 0, ALL, 2, 1.0, cell, 1, (0.0, 0.0))
        np.testing.assert_array_equal(found.pixels, report.pictures[cell])
        assert found.score == pytest.approx(report.scores[cell], abs=1e-4)
        np.testing.assert_allclose(found.shares, report.shares[cell], atol=1e-3)


def test_it_is_moved_along_the_directions_of_the_first_layer():
    network = pretrained.trained(NAME)
    report = report_play(NAME, 0, 4, 2, 0.5)
    along, _ = sampling.directions(network, 8)
    noise = report.noise[6] + 1.5 * along[2] - 3 * along[3]
    expected = bytes_of(sampling.draw(network, noise[None], np.array([4])))[0]
    np.testing.assert_array_equal(move(NAME, 0, 4, 2, 0.5, 6, 1, (1.5, -3.0)).pixels, expected)
    assert (expected != report.pictures[6]).any()


@pytest.mark.parametrize(
    "change", [{"asked": 10}, {"seed": -1}, {"truncation": 3.0}, {"name": "mnist-classifier"}, {"name": "x"}]
)
def test_what_does_not_fit_is_said(change):
    given = {"name": NAME, "stamp": 0, "asked": 1, "seed": 0, "truncation": 1.0} | change
    with pytest.raises(LabError):
        report_play(*given.values())


@pytest.mark.parametrize("places", [(REACH + 1, 0.0), (float("nan"), 0.0)])
def test_nothing_is_moved_beyond_all_bounds(places):
    with pytest.raises(LabError, match="at most"):
        move(NAME, 0, 1, 0, 1.0, 0, 0, places)


def test_the_generator_opens_without_this_laboratory(tmp_path):
    import keras

    held = exporting_gan.export(NAME, "keras")
    with zipfile.ZipFile(io.BytesIO(held)) as archive:
        assert b"cnnlab" not in archive.read("config.json")
    (tmp_path / "generator.keras").write_bytes(held)
    generator = keras.saving.load_model(tmp_path / "generator.keras", custom_objects=None)
    report = report_play(NAME, 0, ALL, 4, 1.0)
    made = generator.predict([report.noise, report.labels], verbose=0)
    np.testing.assert_array_equal(bytes_of(made), report.pictures)


def test_what_was_made_can_be_taken_home():
    report = report_play(NAME, 0, 2, 4, 0.5)
    with np.load(io.BytesIO(arrays_file(NAME, 0, 2, 4, 0.5))) as held:
        np.testing.assert_array_equal(bytes_of(held["pictures"]), report.pictures)
        np.testing.assert_array_equal(held["noise"], report.noise)
        np.testing.assert_array_equal(held["labels"], report.labels)
        np.testing.assert_allclose(held["scores"], report.scores, atol=1e-5)
