"""Who goes on from a checkpoint gets what an uninterrupted training gets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import checkpoint, run

SMALL = ClassifierRecipe(
    layers=(Layer("conv", 4), Layer("max_pool", size=2), Layer("dense", 16)),
    examples=400,
    batch_size=16,
    epochs=3,
    dropout=0.3,
    batch_norm=True,
    shift=2,
    rotate=5.0,
    schedule="one_cycle",
    optimizer="adamw",
    weight_decay=0.01,
)


def stop_at(step):
    return lambda event: not (event["kind"] in ("steps", "epoch") and event["step"] >= step)


def weights(folder):
    with np.load(folder / checkpoint.NAME) as held:
        return {name: held[name] for name in held.files if name != "course"}


@pytest.mark.parametrize("step", [1, 10, 22, 30, 66])
def test_stopped_and_resumed_is_the_same_as_in_one_go(tmp_path, step, monkeypatch):
    # Every call is told of, so that the training stops where it should, also within an epoch.
    monkeypatch.setattr("cnnlab.training.telling.PERIOD", 0.0)
    whole = run(SMALL, tmp_path / "whole")
    stopped = run(SMALL, tmp_path / "parts", stop_at(step))
    assert stopped["ended"] == "stopped"
    assert len(stopped["epochs"]) < 3
    resumed = run(SMALL, tmp_path / "parts")
    assert resumed["ended"] == "done"
    for left, right in zip(whole["epochs"], resumed["epochs"], strict=True):
        assert left == pytest.approx(right, rel=1e-5)
    ours = weights(tmp_path / "parts")
    for name, value in weights(tmp_path / "whole").items():
        np.testing.assert_array_equal(ours[name], value, err_msg=name)


def test_longer_continues_the_count_of_epochs(tmp_path):
    recipe = replace(SMALL, schedule="constant", epochs=2)
    run(recipe, tmp_path / "a")
    longer = run(replace(recipe, epochs=4), tmp_path / "a")
    at_once = run(replace(recipe, epochs=4), tmp_path / "b")
    for left, right in zip(longer["epochs"], at_once["epochs"], strict=True):
        assert left == pytest.approx(right, rel=1e-5)
    assert len(longer["epochs"]) == 4


def test_early_stopping_remembers_the_best_across_a_stop(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnlab.training.telling.PERIOD", 0.0)
    recipe = replace(SMALL, epochs=12, learning_rate=0.05, early_stopping=2, schedule="constant")
    whole = run(recipe, tmp_path / "whole")
    run(recipe, tmp_path / "parts", stop_at(60))
    assert run(recipe, tmp_path / "parts")["epochs"] == whole["epochs"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\x93NUMPY"])
def test_a_damaged_checkpoint_counts_as_none(tmp_path, content):
    (tmp_path / checkpoint.NAME).write_bytes(content)
    assert run(replace(SMALL, epochs=1), tmp_path)["ended"] == "done"


def test_a_checkpoint_of_another_network_counts_as_none(tmp_path):
    run(replace(SMALL, epochs=1), tmp_path)
    other = replace(SMALL, epochs=1, layers=(Layer("conv", 5), Layer("dense", 16)))
    assert len(run(other, tmp_path)["epochs"]) == 1


def test_a_checkpoint_of_another_recipe_is_not_gone_on_from(tmp_path):
    run(replace(SMALL, epochs=1), tmp_path)
    other = replace(SMALL, epochs=2, learning_rate=0.01)
    assert run(other, tmp_path)["epochs"] == run(other, tmp_path / "alone")["epochs"]


def test_what_was_measured_goes_when_the_training_goes_on(tmp_path):
    run(replace(SMALL, epochs=1), tmp_path)

    def die(event):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(replace(SMALL, epochs=2), tmp_path, die)
    assert not (tmp_path / "metrics.json").exists()
    assert not (tmp_path / "predictions.npz").exists()


def test_the_curve_does_not_depend_on_how_many_steps_a_call_takes(tmp_path, monkeypatch):
    recipe = replace(SMALL, epochs=1)
    many = run(recipe, tmp_path / "many")
    monkeypatch.setattr("cnnlab.training.loop.MOST_STEPS", 1)
    assert run(recipe, tmp_path / "one")["epochs"] == many["epochs"]


def test_a_reader_never_finds_half_a_checkpoint(tmp_path, monkeypatch):
    run(replace(SMALL, epochs=1), tmp_path)
    before = (tmp_path / checkpoint.NAME).read_bytes()

    save = np.savez

    def full(file, **arrays):
        if "course" in arrays:
            file.write(b"half")
            raise OSError(28, "No space left on device")
        save(file, **arrays)

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="space"):
        run(replace(SMALL, epochs=2), tmp_path)
    assert (tmp_path / checkpoint.NAME).read_bytes() == before
