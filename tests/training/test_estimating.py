"""How long a training takes is measured on its own batches; the preview shows what training gets."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.recipes import AutoencoderRecipe, ClassifierRecipe, GanRecipe, Layer
from cnnlab.training.augmentation import augmenter
from cnnlab.training.augmentation_preview import preview
from cnnlab.training.estimating import Cost, measure_cost, plain
from cnnlab.training.one_style_pictures import ASIDE, LEARNED
from tests import one_styles

TINY = ClassifierRecipe(
    layers=(Layer("conv", 4, 5, stride=3), Layer("flatten")), examples=300, batch_size=16, epochs=2
)


def test_it_is_measured_and_reported():
    said = []
    cost = measure_cost(TINY, lambda share: said.append(share))
    assert said == sorted(said)
    assert 0 < cost.step < cost.ready
    assert 0 < cost.picture < cost.step
    assert (cost.pictures, cost.test) == (300, 397)
    # Twice the epochs: the steps and the looks at the pictures for validation once more.
    longer = cost.seconds(replace(TINY, epochs=4)) - cost.seconds(TINY)
    assert longer == pytest.approx(2 * (16 * cost.step + 30 * cost.picture))


def test_a_report_that_ends_it_ends_it():
    class Ended(Exception):
        pass

    def report(share):
        if share > 0.5:
            raise Ended

    with pytest.raises(Ended):
        measure_cost(TINY, report)


def test_what_changes_the_time_is_kept_and_the_rest_is_not():
    usual = ClassifierRecipe()
    other = ClassifierRecipe(
        examples=100,
        epochs=9,
        learning_rate=3.0,
        seed=4,
        schedule="cosine",
        l1=0.1,
        l2=0.3,
        shift=9,
        rotate=90.0,
        zoom=0.4,
        coarse=0.9,
        dropout=0.7,
    )
    same = {"data", "layers", "activation", "batch_norm", "loss", "optimizer", "batch_size", "flip"}
    for name in same:
        assert getattr(plain(other), name) == getattr(other, name)
    assert plain(other) == plain(
        replace(other, l1=0.2, shift=3, rotate=15.0, zoom=0.1, coarse=0.5, dropout=0.2)
    )
    assert plain(other) != plain(usual)
    assert plain(plain(other)) == plain(other)
    assert {
        field.name
        for field in fields(usual)
        if getattr(plain(other), field.name) != getattr(usual, field.name)
    } == {
        "l1",
        "l2",
        "shift",
        "rotate",
        "zoom",
        "coarse",
        "dropout",
    }


@pytest.mark.parametrize(
    ("examples", "validation", "batch"), [(0, 0.1, 128), (50, 0.5, 128), (2, 0.02, 4096)]
)
def test_sizes_are_those_of_the_training(examples, validation, batch):
    cost = Cost(0, 0, 0, 0, 1400, 397, "CPU")
    recipe = ClassifierRecipe(examples=examples, validation=validation, batch_size=batch)
    learned, aside, steps = cost.sizes(recipe)
    assert learned + aside == (examples or 1400)
    assert steps == max(1, learned // batch)


def test_the_preview_is_what_the_training_gets():
    recipe = replace(TINY, shift=3, rotate=20.0, zoom=0.2, seed=5)
    before, after = preview(recipe, 8)
    assert before.shape == after.shape == (8, 28, 28, 1)
    again = augmenter(recipe)(tf.constant(before, tf.float32) / 255, tf.constant([5, 0])).numpy()
    np.testing.assert_allclose(after / 255, np.clip(again, 0, 1), atol=0.5 / 255 + 1e-6)
    assert np.abs(after.astype(int) - before).mean() > 1


TINY_AUTOENCODER = AutoencoderRecipe(
    network="denoiser", filters=4, examples=300, validation=0.2, batch_size=16, epochs=2
)


def test_an_autoencoder_is_measured_too():
    cost = measure_cost(TINY_AUTOENCODER, lambda share: None)
    assert 0 < cost.step < cost.ready
    # Five kinds of noise and the likeness: to measure a picture takes longer than to look at it.
    assert 0 < cost.picture < cost.measured
    assert (cost.pictures, cost.test) == (300, 397)
    assert cost.sizes(TINY_AUTOENCODER) == (240, 60, 15)
    looked = 2 * (15 * cost.step + 60 * cost.picture)
    assert cost.seconds(TINY_AUTOENCODER) == pytest.approx(cost.ready + looked + 457 * cost.measured)


def test_what_changes_the_time_of_a_gans_step():
    """Whether there is a penalty, and not how large it is."""
    usual = plain(GanRecipe())
    assert plain(GanRecipe(penalty=3.0, seed=4, average=0.5, critic_rate=0.1)) == usual
    assert plain(GanRecipe(r1=0.01)) == plain(GanRecipe(r1=300.0)) != usual
    bounded = GanRecipe(loss="wasserstein")
    assert plain(bounded) == plain(replace(bounded, penalty=0.5)) != plain(replace(bounded, penalty=0.0))


def test_what_changes_the_time_of_an_autoencoders_step():
    usual = AutoencoderRecipe()
    assert plain(replace(usual, epochs=9, beta=3.0, warm_up=2.0, seed=4, learning_rate=0.1, hole=5)) == usual
    for change in (
        {"code": 8},
        {"filters": 8},
        {"network": "denoiser"},
        {"noise": "jpeg"},
        {"data": "shapes"},
    ):
        other = replace(usual, **change)
        assert plain(other) == other


def test_a_network_for_one_style_is_measured_too(monkeypatch):
    one_styles.make_small(monkeypatch)
    recipe = one_styles.recipe(steps=5, epochs=4)
    cost = measure_cost(recipe, lambda share: None)
    assert cost.sizes(recipe) == (len(LEARNED), len(ASIDE), 5)
    longer = cost.seconds(replace(recipe, epochs=6)) - cost.seconds(recipe)
    assert longer == pytest.approx(2 * (5 * cost.step + 3 * cost.picture))
    same = replace(recipe, style="glass", style_weight=3.0, seed=5, epochs=9, steps=7)
    assert plain(same) == plain(recipe)
    for change in ({"crop": 24}, {"batch_size": 1}, {"start": "stylizer"}, {"perceptual": "vgg19"}):
        assert plain(replace(recipe, **change)) != plain(recipe)
