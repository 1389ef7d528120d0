"""What generators make of noise, and how discriminators judge, against Keras asked plainly."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.inference import sample, sampling
from cnnlab.networks.gan import gan_of
from cnnlab.pretrained import Trained
from cnnlab.recipes import ClassifierRecipe, GanRecipe

CLASSES = tuple("0123456789")


def network(kind="conditional", **more):
    recipe = GanRecipe(network=kind, filters=4, noise=6, **more)
    model = gan_of(recipe, (28, 28, 1), 10)
    return Trained("small", model, recipe, (28, 28, 1), CLASSES, {}, None)


@pytest.fixture(scope="module")
def small():
    return network()


@pytest.fixture
def named(small, monkeypatch):
    monkeypatch.setattr("cnnlab.pretrained.trained", lambda name: small)


@pytest.mark.usefixtures("named")
def test_samples_are_the_generators(small):
    labels = np.arange(300) % 10
    made = sample(labels, seed=4, truncation=0.5)
    assert made.shape == (300, 28, 28, 1)
    assert made.dtype == np.float32
    noise = 0.5 * np.random.default_rng(4).standard_normal((300, 6), np.float32)
    wanted = small.model.get_layer("generator")([noise, labels.astype(np.int32)])
    np.testing.assert_allclose(made, wanted, atol=1e-5)
    np.testing.assert_allclose(sample(labels[:7], seed=4, truncation=0.5), made[:7], atol=1e-5)
    assert not np.allclose(sample(labels[:7], seed=5), sample(labels[:7], seed=4))
    assert sample([]).shape == (0, 28, 28, 1)


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    ("labels", "more"),
    [
        ([10], {}),
        ([-1], {}),
        ([0.5], {}),
        ([[1]], {}),
        (["a"], {}),
        ([1], {"seed": -1}),
        ([1], {"seed": 0.5}),
        ([1], {"truncation": float("nan")}),
        ([1], {"truncation": 3}),
        ([1], {"truncation": "much"}),
    ],
)
def test_what_cannot_be_made_is_said(labels, more):
    with pytest.raises(LabError):
        sample(labels, **more)


@pytest.mark.parametrize("kind", ["conditional", "dcgan", "dense"])
def test_slopes_are_those_of_the_score(kind):
    """Against differences: one pixel made a little brighter."""
    held = network(kind)
    images = np.random.default_rng(0).random((3, 28, 28, 1), np.float32)
    labels = np.array([2, 5, 5])
    scores, slopes = sampling.score(held, images, labels)
    assert slopes.shape == images.shape
    for row, column in ((14, 14), (3, 20)):
        brighter = images.astype(np.float64)
        brighter[:, row, column] += 1e-2
        after, _ = sampling.score(held, np.clip(brighter, 0, 1).astype(np.float32), labels)
        moved = np.clip(brighter, 0, 1)[:, row, column, 0] - images[:, row, column, 0]
        np.testing.assert_allclose((after - scores) / moved, slopes[:, row, column, 0], rtol=0.1, atol=2e-2)


def test_directions_are_the_strongest_of_the_first_layer(small):
    found, strengths = sampling.directions(small, 3)
    weights = np.asarray(small.model.get_layer("generator").get_layer("lay_out").kernel)[:6]
    np.testing.assert_allclose(found @ found.T, np.eye(3), atol=1e-5)
    values = np.linalg.eigvalsh((weights @ weights.T).astype(np.float64))[::-1][:3]
    np.testing.assert_allclose(strengths**2, values, rtol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(found @ weights, axis=1), strengths, rtol=1e-4)


@pytest.mark.parametrize(("rows", "columns"), [(6, 40), (40, 6)])
def test_directions_are_left_singular_vectors(rows, columns):
    kernel = np.random.default_rng(2).normal(size=(rows + 4, columns)).astype(np.float32)
    layer = SimpleNamespace(name="lay_out", kernel=kernel)
    model = SimpleNamespace(get_layer=lambda name: SimpleNamespace(layers=[layer]))
    held = Trained("wide", model, GanRecipe(noise=rows), (28, 28, 1), CLASSES, {}, None)
    found, strengths = sampling.directions(held, 4)
    left, values, _ = np.linalg.svd(kernel[:rows].astype(np.float64), full_matrices=False)
    np.testing.assert_allclose(strengths, values[:4], rtol=1e-4)
    np.testing.assert_allclose(np.abs((found * left.T[:4]).sum(axis=1)), 1, atol=1e-4)


def test_other_networks_are_refused(small):
    classifier = Trained("c", small.model, ClassifierRecipe(), (28, 28, 1), CLASSES, {}, None)
    for ask in (
        lambda: sampling.noises(classifier, 1, 0),
        lambda: sampling.draw(classifier, np.zeros((1, 6)), [0]),
        lambda: sampling.score(classifier, np.zeros((1, 28, 28, 1)), [0]),
        lambda: sampling.directions(classifier, 2),
        lambda: sampling.draw(small, np.zeros((1, 5)), [0]),
        lambda: sampling.draw(small, np.full((1, 6), np.nan), [0]),
        lambda: sampling.score(small, np.zeros((2, 28, 28, 1)), [0]),
        lambda: sampling.score(small, np.full((1, 28, 28, 1), 2.0), [0]),
    ):
        with pytest.raises(LabError):
            ask()
