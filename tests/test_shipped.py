"""The models that come with the laboratory: what their cards promise, measured again on a sample."""

from __future__ import annotations

import re
from math import sqrt

import numpy as np
import pytest

from cnnlab import datasets, pretrained
from cnnlab.datasets import digits, shapes, stored
from cnnlab.inference import classify
from cnnlab.inference.classifying import logits
from cnnlab.metrics.certainty import energy_threshold
from cnnlab.metrics.classification import wilson
from cnnlab.networks.plan import plan
from cnnlab.training import answers

NAMES = ("cifar10-classifier", "digits-classifier", "mnist-classifier", "shapes-classifier")
LEAST = {"mnist-classifier": 0.994, "cifar10-classifier": 0.85}
SAMPLE = 1000
DIGITS = 1797

# Logits are kept with the precision of half a float at the least, and other processors add up in another order.
CLOSE = {"atol": 0.03, "rtol": 4e-3}


def metrics(name):
    return pretrained.metrics_of(name)


def kept(name, part="test"):
    return answers.load(pretrained.folder_of(name) / answers.NAME, part)


def share(held):
    return float((held.logits.argmax(axis=1) == held.labels).mean())


def asked_again(name, places):
    """Give a network some of its test pictures; return what it says and the true classes."""
    network = pretrained.trained(name)
    recipe = network.recipe
    if recipe.data == "shapes":  # those pictures alone: to draw all takes seconds
        pictures = shapes.some("test", places, recipe.clutter, recipe.noise, recipe.cue)
        labels = shapes.labels_of("test")[places]
    else:
        data = datasets.load(recipe.data)
        pictures, labels = data.x_test[places], data.y_test[places]
    return logits(network, pictures / np.float32(255)), labels


def a_sample(name, count):
    total = metrics(name)["test_count"]
    return np.sort(np.random.default_rng(0).choice(total, min(count, total), replace=False))


def here(name):
    data = pretrained.recipe_of(name).data
    if data in stored.CLASSES and not stored.is_here(data):
        pytest.skip(f"the pictures of {data} are not on this computer")


def test_these_are_shipped():
    assert pretrained.names("classifier") == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_as_good_as_was_promised(name):
    found = metrics(name)
    assert found["test_accuracy"] >= LEAST.get(name, 0.9)
    assert found["ended"] in ("done", "early")
    counts = {"digits-classifier": digits.TEST, "shapes-classifier": shapes.TEST}
    assert found["test_count"] == counts.get(name, 10_000)
    if name == "mnist-classifier":
        assert found["digits_count"] == DIGITS
        assert found["digits_accuracy"] >= 0.97


@pytest.mark.parametrize("name", NAMES)
def test_its_figures_are_those_of_its_answers(name):
    found, test, validation = metrics(name), kept(name), kept(name, "validation")
    assert len(test.labels) == found["test_count"]
    assert share(test) == pytest.approx(found["test_accuracy"], abs=1e-9)
    assert share(validation) == pytest.approx(found["val_accuracy"], abs=1e-9)
    confusion = np.array(found["confusion"])
    assert confusion.sum() == found["test_count"]
    assert np.trace(confusion) == round(found["test_accuracy"] * found["test_count"])
    np.testing.assert_array_equal(confusion.sum(axis=1), np.bincount(test.labels, minlength=10))
    assert found["test_interval"] == pytest.approx(
        wilson(int(np.trace(confusion)), len(test.labels)), rel=1e-5
    )
    assert found["energy_threshold"] == pytest.approx(energy_threshold(validation.logits), rel=1e-3)


def measured(name):
    """The part of a card that says what was measured."""
    card = (pretrained.folder_of(name) / "card.md").read_text("utf-8")
    return card[card.index("**Measured") : card.index("**Where it fails")]


def said(text):
    """The percentages in a text that are given with decimals, in their order, and how exactly each is."""
    found = re.findall(r"(\d+)\.(\d+)(?= %| and \d+\.\d+ %)", text)
    return [(float(f"{whole}.{decimals}"), 0.51 * 10.0 ** -len(decimals)) for whole, decimals in found]


def assert_said(figures, known):
    """Each figure that is known stands there, rounded."""
    assert len(figures) >= len(known)
    for (figure, room), value in zip(figures, known, strict=False):
        assert abs(100 * value - figure) <= room, (figure, value)


@pytest.mark.parametrize("name", NAMES)
def test_the_card_says_what_was_measured(name):
    found, text = metrics(name), measured(name)
    known = [found["test_accuracy"]]
    if name == "mnist-classifier":
        held = kept(name, "digits")
        known += [
            found["digits_accuracy"],
            (held.logits.argmax(axis=1) == held.labels)[-digits.TEST :].mean(),
        ]
    assert_said(said(text), known)
    intervals = re.findall(r"with 95 % certainty, (between .*? %)", text)
    assert len(intervals) == (name in ("digits-classifier", "cifar10-classifier"))
    for interval in intervals:
        assert_said(said(interval), found["test_interval"])
    card = (pretrained.folder_of(name) / "card.md").read_text("utf-8")
    for number in (found["test_count"], found["parameters"]):
        assert f"{number:,}" in card
    assert f"python -m cnnlab run models/{name}/recipe.json" in card


def test_the_card_says_how_digits_classifier_does_with_digits_of_another_kind():
    claim = re.search(r"Of MNIST's 10,000 test pictures,.*", measured("digits-classifier"))
    assert claim
    [(figure, _)] = said(claim[0])
    if not stored.is_here("mnist"):
        pytest.skip("the pictures of mnist are not on this computer")
    data = stored.load("mnist")
    places = np.random.default_rng(0).choice(len(data.x_test), SAMPLE, replace=False)
    given = classify(data.x_test[places] / np.float32(255), "digits-classifier")
    right = (given.argmax(axis=1) == data.y_test[places]).mean()
    assert right == pytest.approx(figure / 100, abs=4 * sqrt(0.25 / SAMPLE))


@pytest.mark.parametrize("name", NAMES)
def test_its_recipe_is_that_of_the_network(name):
    recipe = pretrained.recipe_of(name)
    assert recipe.data == name.removesuffix("-classifier")
    network = pretrained.trained(name)
    found = metrics(name)
    assert network.model.count_params() == found["parameters"]
    planned = plan(network.shape, len(network.classes), recipe.layers, batch_norm=recipe.batch_norm)
    assert sum(layer.multiply_adds for layer in planned) == found["multiply_adds"]
    assert len(found["epochs"]) == recipe.epochs or recipe.early_stopping


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("digits-classifier", digits.TEST),
        ("shapes-classifier", 300),
        ("mnist-classifier", SAMPLE),
        ("cifar10-classifier", SAMPLE),
    ],
)
def test_asked_again_it_says_the_same_and_is_as_often_right(name, count):
    here(name)
    places = a_sample(name, count)
    given, labels = asked_again(name, places)
    held = kept(name)
    np.testing.assert_array_equal(labels.reshape(-1), held.labels[places])
    np.testing.assert_allclose(given, held.logits[places], **CLOSE)
    right, promised = (given.argmax(axis=1) == labels).mean(), metrics(name)["test_accuracy"]
    # All of them give the figure itself; a sample strays from it by chance.
    strays = 4 * sqrt(promised * (1 - promised) / count) if count < len(held.labels) else 0
    assert abs(right - promised) <= strays + 2 / count


def test_mnist_classifier_reads_the_digits_that_are_always_here():
    data = digits.load()
    pictures = np.concatenate([data.x_train, data.x_test]) / np.float32(255)
    labels = np.concatenate([data.y_train, data.y_test])
    given = classify(pictures, "mnist-classifier")
    assert given.shape == (DIGITS, 10)
    right = (given.argmax(axis=1) == labels).mean()
    assert right == pytest.approx(metrics("mnist-classifier")["digits_accuracy"], abs=0.003)
    assert right >= 0.97


# ---- the ten moments of the training of mnist-classifier


@pytest.fixture(scope="module")
def moments():
    """Step and weights, in the order of the training."""
    files = list((pretrained.folder_of("mnist-classifier") / "checkpoints").iterdir())
    assert sum(file.stat().st_size for file in files) <= 3_000_000
    assert {file.suffix for file in files} == {".npz"}
    found = []
    for file in sorted(files, key=lambda file: int(file.stem)):
        with np.load(file, allow_pickle=False) as held:
            found.append((int(file.stem), [held[str(number)] for number in range(len(held.files))]))
    return found


def test_ten_small_copies_of_its_weights(moments):
    assert len(moments) == 10
    assert moments[0][0] == 0
    weights = pretrained.load("mnist-classifier").weights
    for _, arrays in moments:
        assert [array.shape for array in arrays] == [tuple(each.shape) for each in weights]
        assert {array.dtype for array in arrays} == {np.dtype(np.float16)}
        assert all(np.isfinite(array).all() for array in arrays)
    recipe = pretrained.recipe_of("mnist-classifier")
    trained_on = 60_000 - round(recipe.validation * 60_000)
    assert moments[-1][0] == recipe.epochs * (trained_on // recipe.batch_size)


def test_the_last_copy_is_the_network_itself(moments):
    for held, weight in zip(moments[-1][1], pretrained.load("mnist-classifier").weights, strict=True):
        np.testing.assert_array_equal(held, np.asarray(weight, np.float16))


def test_along_the_copies_it_learns_to_read(moments):
    from cnnlab.networks.classifier import network_of

    model = network_of(pretrained.recipe_of("mnist-classifier"), (28, 28, 1), 10)
    data = digits.load()
    shares = []
    for _, arrays in (moments[0], moments[len(moments) // 2], moments[-1]):
        model.set_weights([array.astype(np.float32) for array in arrays])
        given = np.asarray(model(data.x_test / np.float32(255), training=False))
        shares.append((given.argmax(axis=1) == data.y_test).mean())
    assert shares[0] < 0.4
    assert shares == sorted(shares)
    held = kept("mnist-classifier", "digits")
    known = (held.logits.argmax(axis=1) == held.labels)[-digits.TEST :].mean()
    assert shares[-1] == pytest.approx(known, abs=0.01)  # half a float is enough
