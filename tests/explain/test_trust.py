"""Deletion and insertion curves, rank correlation, shuffled weights."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from cnnlab import pretrained
from cnnlab.datasets import load
from cnnlab.explain.class_maps import grad_cam
from cnnlab.explain.pixels import integrated_gradients
from cnnlab.explain.probes import input_probe, layer_probe
from cnnlab.explain.trust import area, deletion, insertion, order_of, random_order, rank_correlation, shuffled
from cnnlab.metrics.certainty import softmax
from tests.explain.networks import pooled, sequential

random = np.random.default_rng(0)


def total(images):
    return images.sum(axis=(1, 2, 3))


def test_pixels_go_one_after_another():
    image = np.array([[[1.0], [2.0]], [[4.0], [8.0]]])
    order = order_of(image[..., 0])
    assert order.tolist() == [3, 2, 1, 0]
    assert deletion(total, image, np.zeros(1), order, 4).tolist() == [15, 7, 3, 1, 0]
    assert insertion(total, image, np.zeros_like(image), order, 4).tolist() == [0, 8, 12, 14, 15]
    assert deletion(total, image, np.zeros(1), order, 2).tolist() == [15, 3, 0]


def test_equals_come_in_a_random_order_after_what_is_larger():
    explanation = np.zeros((20, 20))
    explanation[3, 4:8] = [1, 4, 3, 2]
    order = order_of(explanation)
    assert order[:4].tolist() == [65, 66, 67, 64]
    assert sorted(order) == list(range(400))
    rest = order[4:]
    # Row by row the first half would all lie in the upper half.
    assert 0.35 < (rest[:198] < 200).mean() < 0.65
    np.testing.assert_array_equal(order, order_of(explanation))
    assert not any((random_order(400, seed)[4:] == rest).all() for seed in range(20))


def test_the_best_order_has_the_smallest_area():
    image = random.random((6, 7, 2))
    best = area(deletion(total, image, np.zeros(1), order_of(image.sum(axis=-1)), 42))
    others = [area(deletion(total, image, np.zeros(1), random_order(42, seed), 42)) for seed in range(20)]
    assert best < min(others)


def test_the_area_is_that_of_trapezoids():
    assert area(np.array([1.0, 0.5, 0.0])) == pytest.approx(0.5)
    assert area(np.array([1.0, 0.0, 0.0, 0.0])) == pytest.approx(1 / 6)


def test_the_correlation_is_scipys():
    first, second = random.integers(0, 6, (2, 8, 9)).astype(float)
    assert rank_correlation(first, second) == pytest.approx(
        spearmanr(first.ravel(), second.ravel()).statistic
    )
    assert np.isnan(rank_correlation(first, np.ones((8, 9))))


@pytest.mark.parametrize("make", [pooled, sequential], ids=lambda make: make.__name__)
def test_weights_are_shuffled_from_the_output_on(make):
    model = make()
    before = [each.copy() for each in model.get_weights()]
    other = shuffled(model, seed=5, count=2)
    for old, kept in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, kept)
    first, last, logits = (other.get_layer(name).get_weights()[0] for name in ("first", "last", "logits"))
    np.testing.assert_array_equal(first, model.get_layer("first").get_weights()[0])
    for name, weights in (("last", last), ("logits", logits)):
        own = model.get_layer(name).get_weights()[0]
        assert (weights != own).any()
        np.testing.assert_array_equal(np.sort(weights, axis=None), np.sort(own, axis=None))
    again = shuffled(model, seed=5, count=2)
    assert all((a == b).all() for a, b in zip(other.get_weights(), again.get_weights(), strict=True))
    assert (shuffled(model, seed=5).get_layer("first").get_weights()[0] != first).any()


@pytest.fixture(scope="module")
def mnist():
    network = pretrained.trained("mnist-classifier")
    return network.model, load("digits").x_test[:20].astype(np.float32) / 255


def class_map(model, image, target):
    layer = [layer.name for layer in model.layers if len(layer.output.shape) == 4][-1]
    _, maps, gradients = layer_probe(model, layer)(image[None], target)
    return grad_cam(maps[0], gradients[0])


def pixel_map(model, image, target):
    probe = input_probe(model)
    return integrated_gradients(lambda images: probe(images, target)[1], image, np.zeros_like(image))


def alike(mnist, explain, seen=lambda explanation: explanation):
    """Return for each picture how alike the explanations of the network and of a shuffled copy are."""
    model, images = mnist
    other = shuffled(model, seed=0)
    found = []
    for image in images:
        target = int(model(image[None]).numpy().argmax())
        found.append(rank_correlation(*(seen(explain(each, image, target)) for each in (model, other))))
    found = np.array(found)[~np.isnan(found)]
    assert len(found) >= 10
    return found


@pytest.mark.parametrize("explain", [class_map, pixel_map], ids=lambda explain: explain.__name__)
def test_explanations_change_when_what_was_learned_is_gone(mnist, explain):
    """The sanity check of Adebayo and others: a map that stays the same explains the picture, not the network."""
    assert alike(mnist, explain).mean() < 0.5


def test_without_its_signs_a_map_of_pixels_is_the_picture_again(mnist):
    """Times the picture: what is black stays without a colour, whatever the network has learned."""
    assert alike(mnist, pixel_map, np.abs).mean() > 0.9


def test_what_integrated_gradients_find_matters_more_than_chance(mnist):
    model, images = mnist

    def areas(image):
        target = int(model(image[None]).numpy().argmax())
        probe = input_probe(model)
        found = integrated_gradients(lambda x: probe(x, target)[1], image, np.zeros_like(image))

        def probability(several):
            return softmax(model(several).numpy())[:, target]

        orders = [order_of(found[..., 0]), *(random_order(found[..., 0].size, seed) for seed in range(5))]
        return [area(deletion(probability, image, np.zeros(1, np.float32), order, 28)) for order in orders]

    all_areas = np.array([areas(image) for image in images])
    assert (all_areas[:, 0] < all_areas[:, 1:].mean(axis=1)).mean() >= 0.9
