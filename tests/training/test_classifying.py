from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.datasets import load
from cnnlab.recipes import ClassifierRecipe, Layer, read
from cnnlab.recipes.classifier import LOSSES, OPTIMIZERS
from cnnlab.training import run
from cnnlab.training.classifying import split
from cnnlab.training.steps import make_loss

SMALL = ClassifierRecipe(
    layers=(Layer("conv", 8), Layer("max_pool", size=2), Layer("dense", 32)),
    batch_size=32,
    epochs=2,
    learning_rate=3e-3,
)


def test_it_learns_and_leaves_what_it_promises(tmp_path):
    events = []
    metrics = run(SMALL, tmp_path, events.append)
    assert metrics["test_accuracy"] > 0.8
    assert json.loads((tmp_path / "metrics.json").read_text()) == metrics
    assert read((tmp_path / "recipe.json").read_text()) == SMALL
    assert (tmp_path / "model.weights.h5").stat().st_size > 10_000
    assert [event["epoch"] for event in events if "epoch" in event] == [1, 2]
    steps = [event["step"] for event in events if "step" in event]
    assert steps == sorted(steps)
    assert steps[-1] == events[0]["steps"]


@pytest.mark.parametrize("changes", [{}, {"dropout": 0.3, "shift": 2, "rotate": 5.0, "batch_norm": True}])
def test_the_same_recipe_gives_the_same_run(tmp_path, changes):
    recipe = replace(SMALL, examples=400, **changes)
    first, again = (run(recipe, tmp_path / name) for name in ("first", "again"))
    assert first["epochs"] == again["epochs"]
    assert first["test_accuracy"] == again["test_accuracy"]
    other = run(replace(recipe, seed=1), tmp_path / "other")
    assert other["epochs"] != first["epochs"]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimiser_lowers_the_loss(tmp_path, optimizer):
    rate = {"sgd": 0.1, "momentum": 0.02, "nesterov": 0.02}.get(optimizer, 3e-3)
    metrics = run(replace(SMALL, optimizer=optimizer, learning_rate=rate), tmp_path)
    assert metrics["epochs"][-1]["loss"] < 0.8 * metrics["epochs"][0]["loss"]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_losses_like_keras(loss, smoothing):
    import keras

    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(20, 5)).astype(np.float32), rng.integers(0, 5, 20)
    found = make_loss(replace(SMALL, loss=loss, label_smoothing=smoothing), 5)(labels, logits).numpy()
    wanted = np.eye(5)[labels] * (1 - smoothing) + smoothing / 5
    expected = {
        "categorical_crossentropy": lambda: keras.losses.categorical_crossentropy(
            wanted, logits, from_logits=True
        ),
        "binary_crossentropy": lambda: 5 * keras.losses.binary_crossentropy(wanted, logits, from_logits=True),
        "mean_squared_error": lambda: keras.losses.mean_squared_error(wanted, tf.nn.softmax(logits)),
    }[loss]()
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_the_parts_do_not_overlap_and_the_test_set_takes_no_part():
    data = load("digits")
    parts = split(data, replace(SMALL, examples=1000, validation=0.2))
    assert len(parts["train"][1]) == 800
    assert len(parts["validation"][1]) == 200
    shown = {picture.tobytes() for x, _ in parts.values() for picture in x}
    known = {picture.tobytes() for picture in data.x_train}
    assert shown <= known
    assert len(shown) == len({picture.tobytes() for picture in parts["train"][0]}) + len(
        {picture.tobytes() for picture in parts["validation"][0]}
    )


def test_shuffled_labels_are_the_same_ones_in_another_order():
    data = load("digits")
    plain, dealt = (split(data, replace(SMALL, shuffle_labels=each)) for each in (False, True))
    assert sorted(plain["train"][1]) == sorted(dealt["train"][1])
    assert (plain["train"][1] != dealt["train"][1]).mean() > 0.8
    np.testing.assert_array_equal(plain["validation"][1], dealt["validation"][1])


def test_a_reporter_ends_the_training(tmp_path):
    calls = []

    def stop(event):
        calls.append(event)
        return False

    metrics = run(SMALL, tmp_path, stop)
    assert len(calls) == 1
    assert metrics["epochs"] == []


def test_early_stopping_brings_the_best_weights_back(tmp_path):
    recipe = replace(SMALL, examples=300, epochs=40, learning_rate=0.02, early_stopping=3)
    metrics = run(recipe, tmp_path)
    losses = [epoch["val_loss"] for epoch in metrics["epochs"]]
    assert len(losses) < 40
    assert min(losses) == losses[-4]
