"""The steps of both players: each changes its own weights alone, and the average follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.images import gallery
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.gan import LOSSES
from cnnlab.training.gan_losses import critic_loss, generator_loss
from cnnlab.training.gan_steps import MEASURES, Moves, game, players_of

SMALL = GanRecipe(filters=4, noise=6, batch_size=8, learning_rate=1e-3, critic_rate=2e-3)
DIGITS = np.stack([gallery.digit(n % 10) for n in range(16)])[..., None]
LABELS = np.arange(16, dtype=np.int32) % 10
SEED = tf.constant([0, 5])


def held(model):
    return [np.array(variable) for variable in model.trainable_variables]


def changed(before, after):
    return any(not np.array_equal(one, other) for one, other in zip(before, after, strict=True))


def batch():
    return tf.constant(DIGITS[:8], tf.float32) / 255, tf.constant(LABELS[:8])


@pytest.mark.parametrize("network", ["conditional", "dense"])
def test_each_player_changes_its_own_weights_alone(network):
    recipe = replace(SMALL, network=network)
    players = players_of(recipe, (28, 28, 1), 10)
    moves = Moves(recipe, players)
    before = held(players.generator), held(players.discriminator)
    moves.critic(*batch(), SEED)
    between = held(players.generator), held(players.discriminator)
    assert not changed(before[0], between[0])
    assert changed(before[1], between[1])
    moves.generator(batch()[1], SEED)
    assert changed(between[0], held(players.generator))
    assert not changed(between[1], held(players.discriminator))


@pytest.mark.parametrize("loss", LOSSES)
def test_what_a_step_tells_is_what_the_networks_say(loss):
    """Computed once more, layer by layer, before the step is taken."""
    recipe = replace(SMALL, loss=loss, spectral=False, penalty=0.0, critic_rate=0.0)
    players = players_of(recipe, (28, 28, 1), 10)
    moves = Moves(recipe, players)
    real, labels = batch()
    fake = players.generator([moves.noise(SEED), labels])
    scores = [players.discriminator([each, labels])[:, 0] for each in (real, fake)]
    told, of_real, of_fake = moves.critic(real, labels, SEED)
    np.testing.assert_allclose(of_real, scores[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(of_fake, scores[1], rtol=1e-4, atol=1e-5)
    assert float(told) == pytest.approx(float(critic_loss(loss, *scores)), rel=1e-4, abs=1e-5)
    wanted = float(generator_loss(loss, scores[1]))
    assert float(moves.generator(labels, SEED)) == pytest.approx(wanted, rel=1e-4, abs=1e-5)


def test_a_step_of_one_hundredth_goes_the_right_way():
    recipe = replace(SMALL, spectral=False, loss="non_saturating")
    players = players_of(recipe, (28, 28, 1), 10)
    moves = Moves(recipe, players)
    first, *_ = moves.critic(*batch(), SEED)
    second, *_ = moves.critic(*batch(), SEED)
    assert float(second) < float(first)
    first = moves.generator(batch()[1], SEED)
    assert float(moves.generator(batch()[1], SEED)) < float(first)


@pytest.mark.parametrize("more", [{"loss": "wasserstein"}, {"r1": 5.0}, {"translation": 3}])
def test_penalties_and_translation_change_what_is_learned(more):
    before = replace(SMALL, penalty=0.0, spectral=False, loss=more.get("loss", "hinge"))
    after = replace(SMALL, spectral=False, **more)
    weights = []
    for recipe in (before, after):
        players = players_of(recipe, (28, 28, 1), 10)
        Moves(recipe, players).critic(*batch(), SEED)
        weights.append(held(players.discriminator))
    assert changed(*weights)


@pytest.fixture(scope="module")
def played():
    """Three steps with two of the discriminator each."""
    recipe = replace(SMALL, average=0.5, critic_steps=2)
    players = players_of(recipe, (28, 28, 1), 10)
    take = game(recipe, players, DIGITS, LABELS)
    indices = np.arange(24, dtype=np.int32).reshape(3, 8) % 16
    path, values = [], []
    for step in range(3):
        found = take(indices[step : step + 1], np.float32([1e-3]), np.int32(step))
        values.append([float(each[0]) for each in found])
        path.append(held(players.generator))
    return recipe, players, path, values


def test_the_averaged_generator_is_what_its_decay_says(played):
    recipe, players, path, _ = played
    mean = [np.zeros_like(each) for each in path[0]]
    first = players_of(recipe, (28, 28, 1), 10)
    mean = held(first.generator)
    for done, weights in enumerate(path, 1):
        decay = min(0.5, done / (done + 10))
        mean = [decay * kept + (1 - decay) * now for kept, now in zip(mean, weights, strict=True)]
    for wanted, found in zip(mean, held(players.model.get_layer("generator")), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-6)


def test_as_many_steps_in_one_call_are_the_same(played):
    recipe, players, _, values = played
    again = players_of(recipe, (28, 28, 1), 10)
    take = game(recipe, again, DIGITS, LABELS)
    indices = np.arange(24, dtype=np.int32).reshape(3, 8) % 16
    found = take(indices, np.full(3, 1e-3, np.float32), np.int32(0))
    assert len(found) == len(MEASURES)
    np.testing.assert_allclose(np.transpose([each.numpy() for each in found]), values, rtol=1e-4, atol=1e-5)
    for one, other in zip(held(again.generator), held(players.generator), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-5)
