from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics as sk

from cnnlab import datasets
from cnnlab.datasets import Dataset
from cnnlab.networks.classifier import network_of
from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import answers, measuring
from cnnlab.training.measuring import finite, measure
from cnnlab.training.parts import parts_of

SMALL = ClassifierRecipe(layers=(Layer("average_pool", size=4), Layer("dense", 24)), examples=300)


def measured(recipe, folder) -> tuple[dict, object, object]:
    parts = parts_of(recipe)
    model = network_of(recipe, parts.x_train.shape[1:], len(parts.classes))
    return measure(recipe, folder, model, parts), model, parts


def test_the_figures_are_those_of_scikit_learn(tmp_path):
    found, model, parts = measured(SMALL, tmp_path)
    shares = np.exp(model(parts.x_test / 255.0).numpy().astype(np.float64))
    shares /= shares.sum(axis=1, keepdims=True)
    said = shares.argmax(axis=1)
    assert found["test_accuracy"] == sk.accuracy_score(parts.y_test, said)
    assert found["test_count"] == len(parts.y_test)
    assert found["confusion"] == sk.confusion_matrix(parts.y_test, said, labels=range(10)).tolist()
    assert found["test_loss"] == pytest.approx(sk.log_loss(parts.y_test, shares, labels=range(10)), rel=1e-4)
    assert found["test_interval"][0] < found["test_accuracy"] < found["test_interval"][1]
    assert sum(found["calibration"]["count"]) == len(parts.y_test)
    validation = model(parts.x_validation / 255.0).numpy()
    assert found["val_accuracy"] == sk.accuracy_score(parts.y_validation, validation.argmax(axis=1))
    below = -np.log(np.exp(validation).sum(axis=1)) <= found["energy_threshold"] + 1e-6
    assert below.mean() == pytest.approx(0.95, abs=0.04)
    layers = plan((28, 28, 1), 10, SMALL.layers)
    assert found["parameters"] == model.count_params()
    assert found["multiply_adds"] == sum(layer.multiply_adds for layer in layers)
    assert found["device"] in ("CPU", "GPU")
    assert set(found["versions"]) == {"python", "tensorflow", "keras", "numpy"}
    # Plain numbers that any program reads.
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_answers_are_kept_with_some_pictures(tmp_path):
    _, model, parts = measured(SMALL, tmp_path)
    kept = answers.load(tmp_path / answers.NAME, "test")
    np.testing.assert_allclose(kept.logits, model(parts.x_test / 255.0).numpy(), atol=1e-4)
    np.testing.assert_array_equal(kept.labels, parts.y_test)
    np.testing.assert_array_equal(kept.pictures, parts.x_test[kept.shown])
    assert len(kept.shown) > 20
    assert len(answers.load(tmp_path / answers.NAME, "validation").pictures) == 0


def test_moved_pictures_are_measured_straight_too(tmp_path):
    found, model, _ = measured(replace(SMALL, test_shift=6), tmp_path)
    data = datasets.load("digits")
    straight = model(data.x_test / 255.0).numpy().argmax(axis=1)
    assert found["straight_accuracy"] == sk.accuracy_score(data.y_test, straight)
    assert found["straight_count"] == found["test_count"]
    assert "straight_accuracy" not in measured(SMALL, tmp_path)[0]


def test_a_network_for_mnist_is_tried_on_scikit_learns_digits(tmp_path, monkeypatch):
    digits = datasets.load("digits")
    stand_in = Dataset("mnist", digits.x_train, digits.y_train, digits.x_test, digits.y_test, digits.classes)
    monkeypatch.setattr(datasets, "load", lambda name: stand_in)
    found, model, _ = measured(replace(SMALL, data="mnist"), tmp_path)
    x, y = measuring.all_digits()
    assert len(y) == 1797
    assert found["digits_count"] == 1797
    assert found["digits_accuracy"] == sk.accuracy_score(y, model(x / 255.0).numpy().argmax(axis=1))
    assert len(answers.load(tmp_path / answers.NAME, "digits").pictures) > 20


def test_a_network_that_has_burst_is_measured_all_the_same(tmp_path):
    parts = parts_of(SMALL)
    model = network_of(SMALL, (28, 28, 1), 10)
    model.set_weights([np.full_like(weight, np.nan) for weight in model.get_weights()])
    found = measure(SMALL, tmp_path, model, parts)
    assert 0 <= found["test_accuracy"] < 0.2
    assert found["test_loss"] == pytest.approx(np.log(10), rel=1e-5)
    json.dumps(found, allow_nan=False)
    assert np.isfinite(finite(np.array([[np.nan, np.inf, -np.inf]]))).all()
