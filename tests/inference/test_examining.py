"""The answers of a network: found where they have been kept, made where they have not."""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.datasets import stored
from cnnlab.errors import LabError
from cnnlab.inference import examining
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import answers, run

NAME = "digits-classifier"
RECIPE = ClassifierRecipe(
    layers=(Layer("average_pool", size=4), Layer("dense", 24)), examples=300, epochs=1, learning_rate=3e-3
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    run(RECIPE, folder)
    return folder


@pytest.fixture
def shipped(trained, tmp_path, monkeypatch):
    """A shipped model of our own, and a home that is empty."""
    monkeypatch.setattr(pretrained, "MODELS", tmp_path / "models")
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    return shutil.copytree(trained, tmp_path / "models" / NAME)


def test_what_the_training_has_kept_is_found(shipped):
    kept = answers.load(shipped / answers.NAME, "test")
    found = examining.find(NAME, "test")
    np.testing.assert_array_equal(found.logits, kept.logits)
    assert examining.find(NAME, "digits") is None


def test_what_is_not_there_is_made_once_and_equals_it(shipped):
    kept = answers.load(shipped / answers.NAME, "test")
    (shipped / answers.NAME).unlink()
    assert examining.find(NAME, "test") is None
    fractions = []
    examining.make(NAME, report=fractions.append)
    assert fractions[0] == 0
    assert fractions == sorted(fractions)
    assert max(fractions) <= 1
    made = examining.find(NAME, "test")
    np.testing.assert_allclose(made.logits, kept.logits, atol=1e-4)
    np.testing.assert_array_equal(made.labels, kept.labels)
    assert len(made.pictures) > 20
    assert len(examining.find(NAME, "validation").labels) == 30


def test_answers_of_older_weights_do_not_count(shipped):
    (shipped / answers.NAME).unlink()
    examining.make(NAME)
    later = (shipped / pretrained.WEIGHTS).stat().st_mtime + 1000
    os.utime(shipped / pretrained.WEIGHTS, (later, later))
    assert examining.find(NAME, "test") is None


def test_only_the_last_files_are_kept(shipped, monkeypatch):
    monkeypatch.setattr(examining, "MOST_FILES", 2)
    folder = examining.home() / "examined"
    folder.mkdir(parents=True)
    for age in range(4):
        (folder / f"{age}.npz").touch()
        os.utime(folder / f"{age}.npz", (age, age))
    examining.make(NAME)
    assert {file.stem for file in folder.iterdir()} == {NAME, "3"}


def test_no_other_name_becomes_a_path(shipped):
    for name in ("../secret", "", "/etc/passwd", "mnist-classifier"):
        with pytest.raises(LabError):
            examining.find(name, "test")


def test_a_full_disk_is_said_in_a_sentence(shipped, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answers, "save", full)
    with pytest.raises(LabError, match="disk"):
        examining.make(NAME)


def test_whether_a_data_set_is_here(monkeypatch):
    monkeypatch.setattr(stored, "is_here", lambda name: False)
    here = {data: examining.can_be_made(ClassifierRecipe(data=data), "test") for data in ("digits", "mnist")}
    assert here == {"digits": True, "mnist": False}
    assert examining.can_be_made(ClassifierRecipe(data="mnist"), "digits")
    assert not examining.can_be_made(ClassifierRecipe(data="shapes"), "digits")
