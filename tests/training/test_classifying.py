from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Layer, read
from cnnlab.recipes.classifier import LOSSES, OPTIMIZERS
from cnnlab.training import run
from cnnlab.training.parts import parts_of
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
    assert [event["epoch"] for event in events if event["kind"] == "epoch"] == [1, 2]
    assert events[0]["kind"] == "start"
    assert events[0]["parameters"] == metrics["parameters"]
    steps = [event["step"] for event in events]
    assert steps == sorted(steps)
    assert steps[-1] == events[0]["steps"]
    assert all(json.loads(json.dumps(event)) == event for event in events)


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


def test_a_reporter_ends_the_training(tmp_path):
    calls = []

    def stop(event):
        calls.append(event)
        return False

    metrics = run(SMALL, tmp_path, stop)
    assert len(calls) == 1
    assert metrics["epochs"] == []
    assert metrics["ended"] == "stopped"


def test_early_stopping_brings_the_best_weights_back(tmp_path):
    recipe = replace(SMALL, examples=300, epochs=40, learning_rate=0.02, early_stopping=3)
    metrics = run(recipe, tmp_path)
    losses = [epoch["val_loss"] for epoch in metrics["epochs"]]
    assert len(losses) < 40
    assert min(losses) == losses[-4]
    assert metrics["ended"] == "early"
    np.testing.assert_allclose(validation_loss(recipe, tmp_path), min(losses), rtol=1e-4)


def validation_loss(recipe, folder):
    """Measure the weights that were left, by Keras alone."""
    import keras

    parts = parts_of(recipe)
    model = network_of(recipe, parts.x_train.shape[1:], 10)
    model.load_weights(folder / "model.weights.h5")
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model.evaluate(parts.x_validation / np.float32(255), parts.y_validation, verbose=0)


def test_a_step_is_kerass_own(tmp_path):
    import keras

    recipe = replace(
        SMALL, examples=71, validation=0.1, batch_size=64, epochs=1, optimizer="momentum", l2=1e-3
    )
    run(recipe, tmp_path)
    parts = parts_of(recipe)
    model = network_of(recipe, parts.x_train.shape[1:], 10)
    model.compile(
        keras.optimizers.SGD(recipe.learning_rate, momentum=0.9),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    assert len(parts.y_train) == 64
    model.train_on_batch(parts.x_train / np.float32(255), parts.y_train)
    ours = network_of(recipe, parts.x_train.shape[1:], 10)
    ours.load_weights(tmp_path / "model.weights.h5")
    for left, right in zip(ours.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(left, right, atol=1e-6)
