"""Trained networks found by name, read from runs in every state, and never taken from elsewhere."""

from __future__ import annotations

import os
import shutil

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.training.parts import parts_of
from tests import trained

RUN = "0" * 31 + "7"


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


@pytest.fixture
def run():
    """A run that has come to its end, as a copy of the trained network."""
    folder = run_folder(RUN)
    shutil.copytree(trained.models() / "digits-classifier", folder)
    return folder


def test_names_are_those_with_weights(tmp_path, monkeypatch):
    assert pretrained.names() == ("digits-classifier", "shapes-classifier")
    (tmp_path / "unfinished").mkdir()
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    assert pretrained.names() == ()


def test_a_shipped_network_says_what_it_said_at_the_end_of_its_training():
    network = pretrained.trained("digits-classifier")
    assert (network.shape, len(network.classes)) == ((28, 28, 1), 10)
    assert network.recipe == trained.DIGITS
    assert network.metrics["test_count"] == 397
    pictures = parts_of(trained.DIGITS).x_test[:50]
    with np.load(network.folder / "predictions.npz") as held:
        expected = held["test"][:50].astype(np.float32)
    given = trained.logits_of(pretrained.load("digits-classifier"), pictures.astype(np.float32) / 255)
    np.testing.assert_allclose(given, expected, atol=0.02, rtol=2e-3)


@pytest.mark.parametrize("name", ["", "nothing", "..", "../models", "digits-classifier/", "A" * 32, "a" * 31])
def test_no_other_name_becomes_a_path(name):
    for ask in (pretrained.trained, pretrained.load, pretrained.recipe_of, pretrained.stamp):
        with pytest.raises(LabError, match="no shipped model"):
            ask(name)


def test_a_run_that_has_learned_nothing():
    with pytest.raises(LabError, match="not learned anything yet"):
        pretrained.trained(RUN)
    with pytest.raises(LabError, match="no run of this name"):
        pretrained.recipe_of(RUN)
    assert pretrained.metrics_of(RUN) == {}


def test_a_run_that_was_lost_stands_at_its_checkpoint(run):
    expected = [np.array(each) for each in pretrained.trained(RUN).model.weights]
    (run / pretrained.WEIGHTS).unlink()
    (run / "metrics.json").unlink()
    lost = pretrained.trained(RUN)
    assert lost.metrics == {}
    for found, wanted in zip(lost.model.weights, expected, strict=True):
        np.testing.assert_array_equal(found, wanted)


def test_what_was_trained_further_is_read_anew(run):
    first = pretrained.trained(RUN)
    assert pretrained.trained(RUN) is first
    stamp = pretrained.stamp(RUN)
    later = (run / pretrained.WEIGHTS).stat().st_mtime_ns + 10**9
    os.utime(run / pretrained.CHECKPOINT, ns=(later, later))
    assert pretrained.stamp(RUN) == later != stamp
    assert pretrained.trained(RUN) is not first
    assert sum(key[0] == str(run) for key in pretrained._trained) == 1


def test_metrics_that_come_after_the_weights_are_found(run):
    kept = (run / "metrics.json").rename(run.parent / "kept")
    assert pretrained.trained(RUN).metrics == {}
    kept.rename(run / "metrics.json")
    assert pretrained.trained(RUN).metrics["test_count"] == 397


@pytest.mark.parametrize("name", [pretrained.WEIGHTS, pretrained.CHECKPOINT])
@pytest.mark.parametrize("content", [b"", b"not a network", b"PK\x03\x04 cut off"])
def test_damaged_weights_give_a_sentence(run, name, content):
    for each in (pretrained.WEIGHTS, pretrained.CHECKPOINT):
        (run / each).unlink()
    (run / name).write_bytes(content)
    with pytest.raises(LabError, match="cannot be read"):
        pretrained.trained(RUN)


class Trap:
    def __reduce__(self):
        return (os.mkdir, ("trapped",))


def test_a_pickle_in_a_checkpoint_is_never_opened(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (run / pretrained.WEIGHTS).unlink()
    np.savez(run / pretrained.CHECKPOINT, model_0=np.array([Trap()], dtype=object))
    with pytest.raises(LabError, match="cannot be read"):
        pretrained.trained(RUN)
    assert not (tmp_path / "trapped").exists()


def test_only_a_few_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(pretrained, "KEPT", 2)
    for number in range(3):
        name = f"{number:032x}"
        shutil.copytree(trained.models() / "shapes-classifier", run_folder(name))
        pretrained.trained(name)
        assert len(pretrained._trained) <= 2
    assert f"{2:032x}" in {each.name for each in pretrained._trained.values()}
