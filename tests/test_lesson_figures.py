"""The figures that the lesson of the page Inside states about mnist-classifier."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from scipy.stats import spearmanr

from cnnlab import datasets, pretrained
from cnnlab.explain import trust
from cnnlab.explain.pixels import integrated_gradients
from cnnlab.explain.probes import input_probe
from cnnlab.images import gallery
from cnnlab.inference import classifying
from cnnlab.inference.course_report import ANSWER, report_course
from cnnlab.inference.familiarity import threshold
from cnnlab.inference.image_points import points
from cnnlab.inference.wants_report import noise_of
from cnnlab.metrics.certainty import energies, softmax

NAME = "mnist-classifier"
FIVE = gallery.digit(5)[..., None]


@pytest.fixture(scope="module")
def network():
    return pretrained.trained(NAME)


@pytest.fixture(scope="module")
def course():
    return report_course(NAME, pretrained.stamp(NAME), FIVE, 0, 0, ANSWER, 0)


def test_through_time(course):
    shares = dict(zip(course.steps, course.probabilities, strict=True))
    assert course.steps.index(117) == 4  # as the lesson's link has it
    assert 117 / course.per_epoch == pytest.approx(0.25, abs=0.02)
    assert 100 * shares[0].min() == pytest.approx(8.7, abs=0.05)
    assert 100 * shares[0].max() == pytest.approx(11.1, abs=0.06)
    assert 100 * shares[117][5] == pytest.approx(63, abs=0.5)
    assert 100 * shares[606][5] == pytest.approx(99.8, abs=0.06)
    first, last = course.kernels[0].ravel(), course.kernels[-1].ravel()
    assert np.corrcoef(first, last)[0, 1] == pytest.approx(0.77, abs=0.005)


def test_shuffled_weights(network):
    """Integrated gradients from black: without their signs they stay, with them they go."""
    image = FIVE / np.float32(255)
    copy = keras.models.clone_model(network.model)
    copy.set_weights(network.model.get_weights())
    trust.shuffle(copy, 0, sum(bool(layer.weights) for layer in copy.layers))
    own, other = (_integrated(model, image) for model in (network.model, copy))
    assert spearmanr(np.abs(own).ravel(), np.abs(other).ravel())[0] == pytest.approx(0.99, abs=0.005)
    assert abs(spearmanr(own.ravel(), other.ravel())[0]) < 0.1


def _integrated(model, image):
    probe = input_probe(model)
    return integrated_gradients(lambda images: probe(images, 5)[1], image, 0 * image, 30)


def test_noise_is_called_an_8(network):
    noise = np.stack([noise_of(network.shape, seed) for seed in range(100)]) / np.float32(255)
    logits = classifying.logits(network, noise)
    shares = softmax(logits)
    assert (shares.argmax(axis=1) == 8).all()
    assert (shares.max(axis=1) > 0.99).mean() > 0.5
    assert (energies(logits) <= threshold(network)).sum() == pytest.approx(59, abs=1)


@pytest.mark.skipif(not datasets.is_here("mnist"), reason="MNIST's pictures are not here")
def test_nearest_neighbours(network):
    found = points(network)
    assert len(found.pictures) == 600
    assert 100 * found.alike["pixels"] == pytest.approx(86.5, abs=0.2)
    assert 100 * found.alike["features"] == pytest.approx(99.3, abs=0.2)
    assert 100 * found.axes["features"].shares[:2].sum() == pytest.approx(37, abs=0.5)
