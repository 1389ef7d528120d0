"""A stop is heard also where nothing is told: while pictures are drawn, looked at, and measured."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cnnlab.datasets import shapes
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import Halted, checkpoint, run

DIGITS = ClassifierRecipe(
    layers=(Layer("conv", 2), Layer("max_pool", size=4)),
    examples=400,
    validation=0.5,
    batch_size=50,
    epochs=2,
)
SHAPES = ClassifierRecipe(data="shapes", clutter=0.123)
"""Of pictures that no other test has drawn: those are kept."""


def test_while_pictures_are_drawn(tmp_path):
    kept = {"metrics.json": "1", "checkpoint.npz": "2"}
    for name, text in kept.items():
        (tmp_path / name).write_text(text)
    asked = []
    with pytest.raises(Halted):
        run(SHAPES, tmp_path, None, lambda: len(asked.append(1) or asked) < 50)
    assert len(asked) == 50
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == kept


def test_what_watches_changes_no_picture_and_none_is_drawn_twice(monkeypatch):
    monkeypatch.setattr(shapes, "TRAIN", 20)
    monkeypatch.setattr(shapes, "TEST", 10)
    asked = []
    shapes.load.cache_clear()
    watched = shapes.load(0.5, 0.1, 0.0, watch=shapes.Watch(lambda: asked.append(1)))
    assert len(asked) == 30
    assert shapes.load(0.5, 0.1, 0.0, watch=shapes.Watch(None)) is watched
    shapes.load.cache_clear()
    alone = shapes.load(0.5, 0.1, 0.0)
    shapes.load.cache_clear()
    np.testing.assert_array_equal(alone.x_train, watched.x_train)


def test_at_the_look_at_validation_pictures_and_it_goes_on_with_that_look(tmp_path):
    metrics = run(DIGITS, tmp_path, None, lambda: False)
    assert (metrics["ended"], metrics["epochs"]) == ("stopped", [])
    with np.load(tmp_path / checkpoint.NAME) as held:
        assert (
            json.loads(held["course"].tobytes())["done"] == 4
        )  # all steps of the epoch: those are never lost
    longer, whole = run(DIGITS, tmp_path), run(DIGITS, tmp_path / "whole")
    assert longer["ended"] == whole["ended"] == "done"
    assert longer["epochs"] == whole["epochs"]
    assert longer["test_accuracy"] == whole["test_accuracy"]


def test_while_it_is_measured_it_comes_to_its_end(tmp_path):
    epochs, asked = [], []

    def go_on():
        if len(epochs) == DIGITS.epochs:
            asked.append(1)
            return False
        return True

    metrics = run(
        DIGITS, tmp_path, lambda event: epochs.append(1) if event["kind"] == "epoch" else None, go_on
    )
    assert len(asked) == 2  # once for the test pictures, once for those for validation
    assert metrics["ended"] == "done"
    assert (tmp_path / "metrics.json").is_file()


def test_the_longest_looks_are_taken_in_portions(tmp_path):
    from cnnlab.networks.classifier import network_of
    from cnnlab.training.steps import logits_of

    model, pictures, asked = network_of(DIGITS, (28, 28, 1), 10), np.zeros((1100, 28, 28, 1), np.uint8), []
    assert logits_of(model, DIGITS, pictures, watch=lambda: asked.append(1)).shape == (1100, 10)
    assert len(asked) == 3
