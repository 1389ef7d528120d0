"""Whether generated pictures are copies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.inference import play_copies, sampling
from cnnlab.inference.play_copies import report_copies
from cnnlab.training.adversarial import pictures_of
from cnnlab.training.features import look
from tests.gans import NAME, SMALL, models, write_run


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", models())


def silent(*args, **more) -> None:
    """Take a report."""


def test_the_nearest_is_the_nearest_by_the_classifiers_features():
    told = []
    report = report_copies(NAME, 0, -1, 3, 1.0, report=lambda share, **more: told.append(share))
    data = datasets.load("digits")
    classifier = pretrained.trained("digits-classifier")
    images = sampling.sample(np.arange(16) % 10, seed=3, model=NAME)
    mine, theirs = look(classifier, images)[0], look(classifier, data.x_train)[0]
    apart = np.linalg.norm(mine[:, None].astype(float) - theirs, axis=2)
    np.testing.assert_allclose(report.distances, apart.min(axis=1), rtol=1e-4)
    np.testing.assert_array_equal(report.near, data.x_train[apart.argmin(axis=1), ..., 0])
    np.testing.assert_array_equal(report.labels, data.y_train[apart.argmin(axis=1)])
    assert report.count == len(data.y_train)
    usual = np.linalg.norm(look(classifier, data.x_test)[0][:, None].astype(float) - theirs, axis=2).min(
        axis=1
    )
    np.testing.assert_allclose(report.usual, np.sort(usual), rtol=1e-3, atol=1e-3)
    assert told == sorted(told)
    assert all(0 <= share <= 1 for share in told)


def test_a_copy_is_found(monkeypatch):
    data = datasets.load("digits")
    chosen = np.arange(16) * 80
    monkeypatch.setattr(
        play_copies.sampling, "draw", lambda *args: data.x_train[chosen].astype(np.float32) / np.float32(255)
    )
    report = report_copies(NAME, 0, -1, 3, 1.0, report=silent)
    np.testing.assert_array_equal(report.pictures, report.near)
    np.testing.assert_allclose(report.distances, 0, atol=1e-3)
    np.testing.assert_allclose(report.pixels, 0, atol=1e-6)


def test_without_a_classifier_there_is_a_sentence(monkeypatch):
    monkeypatch.setattr(play_copies, "classifier_of", lambda network: None)
    with pytest.raises(LabError, match="No classifier"):
        report_copies(NAME, 0, -1, 3, 1.0, report=silent)


def test_where_the_training_pictures_are_not_here_others_are_shown(monkeypatch):
    held = play_copies.stock(pretrained.trained(NAME))
    monkeypatch.setattr(play_copies.datasets, "is_here", lambda name: False)
    monkeypatch.setattr(play_copies, "stock", lambda network: held)
    report = report_copies(NAME, 0, -1, 3, 1.0, report=silent)
    assert report.usual is None
    assert report.count == len(held.labels)
    monkeypatch.undo()
    monkeypatch.setattr(pretrained, "MODELS", models())
    later = report_copies(NAME, 0, -1, 3, 1.0, report=silent)
    assert later.count == len(datasets.load("digits").y_train)
    assert later.usual is not None


def test_only_what_a_run_has_learned_from_is_searched(monkeypatch, tmp_path):
    """A training of few examples learns from a part that its seed draws."""
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    recipe = replace(SMALL, examples=60, seed=5)
    report = report_copies(write_run(tmp_path, 1, recipe), 0, -1, 3, 1.0, report=silent)
    learned = pictures_of(recipe).x_train[..., 0]
    assert report.count == len(learned) == 60
    assert all((learned == near).all(axis=(1, 2)).any() for near in report.near)
    whole = report_copies(NAME, 0, -1, 3, 1.0, report=silent)
    assert np.median(report.usual) > np.median(whole.usual)
