"""Integrated gradients and SmoothGrad."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.datasets import load
from cnnlab.errors import LabError
from cnnlab.explain.pixels import completeness_gap, gradient_times_input, integrated_gradients, smooth_grad
from cnnlab.explain.probes import input_probe
from cnnlab.images import gallery, preparing
from tests.explain.networks import smooth, without_bias

random = np.random.default_rng(0)


def gradient_for(probe, target):
    return lambda images: probe(images, target)[1]


def test_from_black_it_is_gradient_times_input_where_all_is_linear_by_parts():
    """Without a bias the way from black to a picture bends nowhere."""
    model = without_bias()
    probe = input_probe(model)
    image = random.random((9, 9, 1), np.float32)
    for target in range(3):
        gradient = gradient_for(probe, target)
        integrated = integrated_gradients(gradient, image, np.zeros_like(image), 10)
        np.testing.assert_allclose(integrated, gradient_times_input(gradient, image), rtol=1e-4, atol=1e-6)
        assert integrated.sum() == pytest.approx(float(model(image[None])[0, target]), rel=1e-4)


@pytest.mark.parametrize(("steps", "limit"), [(50, 0.05), (200, 0.01)])
@pytest.mark.parametrize("name", pretrained.names("classifier"))
def test_it_explains_the_whole_difference(name, steps, limit):
    assert max(gaps(name, pictures_for(name), steps)) < limit


def test_a_deep_network_may_need_more_steps():
    """On the way to this silhouette its score falls and rises far more than it differs in the end."""
    horse = [sample("horse")]
    [at_50], [at_200], [at_400] = (gaps("cifar10-classifier", horse, steps) for steps in (50, 200, 400))
    assert at_50 < 0.05
    assert 0.01 < at_200 < 0.02
    assert at_400 < 0.002


def gaps(name, images, steps):
    """What integrated gradients from black leave unexplained of the score of the answer, for each picture."""
    network = pretrained.trained(name)
    factor = 1.0 if network.recipe.scale_inputs else 255.0
    probe = input_probe(network.model, factor)
    found = []
    for image in images:
        target = int(network.model(image[None] * factor).numpy().argmax())
        baseline = np.zeros_like(image)
        integrated = integrated_gradients(gradient_for(probe, target), image, baseline, steps)
        score, empty = probe(np.stack([image, baseline]), target)[0]
        found.append(completeness_gap(integrated, score, empty))
    return found


def pictures_for(name):
    # CIFAR-10's pictures need not be here: the first of the laboratory's own.
    if name == "cifar10-classifier":
        return [sample(each) for each in gallery.SAMPLES[:6]]
    data = load("shapes" if name == "shapes-classifier" else "digits")
    return list(data.x_test[:12].astype(np.float32) / 255)


def sample(name):
    pixels = preparing.fit(gallery.sample(name, 128), 32, "colour", "square") / np.float32(255)
    return np.broadcast_to(pixels.reshape(32, 32, -1), (32, 32, 3))  # Some of them are grey.


def test_more_steps_come_nearer():
    probe = input_probe(smooth(), 3.0)
    images = random.random((10, 8, 8, 1), np.float32)
    baseline = np.zeros_like(images[0])

    def gap(image, steps):
        score, empty = probe(np.stack([image, baseline]), 0)[0]
        found = integrated_gradients(gradient_for(probe, 0), image, baseline, steps)
        return completeness_gap(found, score, empty)

    gaps = [np.median([gap(image, steps) for image in images]) for steps in (1, 4, 64)]
    assert gaps[0] > gaps[1] > gaps[2]
    assert gaps[2] < 1e-3


def test_the_gap_of_what_explains_nothing():
    assert completeness_gap(np.zeros(3), 2.0, 1.0) == 1
    assert completeness_gap(np.ones(3), 1.0, 1.0) == float("inf")
    assert completeness_gap(np.zeros(3), 1.0, 1.0) == 0


def test_smooth_grad_is_the_mean_gradient_of_noisy_copies():
    weights = random.normal(size=(6, 5, 1))
    image = random.random((6, 5, 1), np.float32)
    # The gradient of the sum of w x^2 / 2 is w x: the noise has the mean 0, and goes.
    smoothed = smooth_grad(lambda images: weights * images, image, 0.1, 4000, seed=3)
    np.testing.assert_allclose(smoothed, weights * image, atol=0.02)
    assert (smoothed == smooth_grad(lambda images: weights * images, image, 0.1, 4000, seed=3)).all()
    assert (smoothed != smooth_grad(lambda images: weights * images, image, 0.1, 4000, seed=4)).any()


def test_the_noise_is_as_wide_as_asked_for():
    seen = []
    image = np.linspace(-1, 3, 40 * 40, dtype=np.float32).reshape(40, 40, 1)
    smooth_grad(lambda images: seen.append(images) or images, image, 0.2, 20)
    assert np.std(seen[0] - image) == pytest.approx(0.2 * 4, rel=0.02)


@pytest.mark.parametrize(
    "ask", [lambda f, x: integrated_gradients(f, x, x, 0), lambda f, x: smooth_grad(f, x, count=0)]
)
def test_nothing_cannot_be_averaged(ask):
    with pytest.raises(LabError, match="at least one"):
        ask(lambda images: images, np.zeros((2, 2, 1)))
