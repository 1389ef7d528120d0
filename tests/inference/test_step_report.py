"""One step of a GAN at a time."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference import sampling
from cnnlab.inference.step_moves import MOST, RATES, Move, moves_of, readable
from cnnlab.inference.step_report import BATCH, report_steps
from tests import gans

NAME, SEED = "mnist-gan", 3


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", gans.models())


def test_the_first_sight_is_what_the_network_gives():
    network = pretrained.trained(NAME)
    report = report_steps(NAME, "", SEED)
    noise = tf.random.stateless_normal((BATCH, network.recipe.noise), [SEED, 0]).numpy()
    made = sampling.draw(network, noise, report.labels)
    np.testing.assert_allclose(report.before, made, atol=1e-5)
    np.testing.assert_array_equal(report.before, report.after)
    (stage,) = report.stages
    of_real, _ = sampling.score(network, report.real / np.float32(255), report.labels)
    of_fake, _ = sampling.score(network, made, report.labels)
    np.testing.assert_allclose(stage.real, of_real, atol=1e-4)
    np.testing.assert_allclose(stage.fake, of_fake, atol=1e-4)
    hinge = np.maximum(0, 1 - of_real).mean() + np.maximum(0, 1 + of_fake).mean()
    assert stage.critic_loss == pytest.approx(hinge, abs=1e-4)
    assert stage.generator_loss == pytest.approx(-of_fake.mean(), abs=1e-4)
    assert report.gradients == ()


def test_a_step_of_the_discriminator_changes_scores_and_no_picture():
    report = report_steps(NAME, "D0", SEED)
    before, after = report.stages
    assert after.critic_loss < before.critic_loss
    np.testing.assert_array_equal(report.before, report.after)
    assert {name for name, _ in report.gradients} == {"down_1", "down_2", "down_3", "of_label", "verdict"}
    assert report.moved > 0


def test_a_step_of_the_generator_changes_pictures_and_no_score_of_a_real_one():
    report = report_steps(NAME, "G1", SEED)
    before, after = report.stages
    np.testing.assert_array_equal(before.real, after.real)
    assert after.fake.mean() > before.fake.mean()
    assert np.abs(report.after - report.before).max() > 0


def test_gradients_are_those_of_the_loss():
    network = pretrained.trained(NAME)
    report = report_steps(NAME, "G2", SEED)
    generator, discriminator = (network.model.get_layer(name) for name in ("generator", "discriminator"))
    noise = tf.random.stateless_normal((BATCH, network.recipe.noise), [SEED, 0])
    with tf.GradientTape() as tape:
        labels = tf.constant(report.labels)
        made = generator([noise, labels])
        loss = -tf.reduce_mean(discriminator([made, labels]))
    layer = generator.get_layer("conv_1")
    found = tape.gradient(loss, layer.trainable_variables)
    length = np.sqrt(sum(float(tf.reduce_sum(each**2)) for each in found))
    assert dict(report.gradients)["conv_1"] == pytest.approx(length, rel=1e-3)


def test_a_longer_game_begins_as_the_shorter_one_and_changes_no_network():
    network = pretrained.trained(NAME)
    had = [np.array(each) for each in network.model.variables]
    longer, shorter = report_steps(NAME, "D2G3D2", SEED), report_steps(NAME, "D2G3", SEED)
    assert len(longer.stages) == 4
    for one, other in zip(longer.stages, shorter.stages, strict=False):
        np.testing.assert_allclose(one.fake, other.fake, atol=1e-5)
    np.testing.assert_allclose(longer.after, shorter.after, atol=1e-5)
    for was, now in zip(had, network.model.variables, strict=True):
        np.testing.assert_array_equal(was, np.asarray(now))


def test_adam_moves_each_weight_by_the_rate_in_its_first_step():
    moved = [report_steps(NAME, f"G{place}", SEED).moved for place in (0, 2)]
    assert moved[1] / moved[0] == pytest.approx(RATES[2] / RATES[0], rel=0.05)


@pytest.mark.parametrize("text", ["D", "D9", "d2", "D2 G2", "X2", "D2" * (MOST + 1), "D-1"])
def test_what_is_no_list_of_steps_is_refused(text):
    assert not readable(text)
    with pytest.raises(LabError):
        report_steps(NAME, text, SEED)


def test_steps_are_read():
    assert moves_of("D0G3") == (Move("D", 1e-4), Move("G", 3e-3))
    assert moves_of("") == ()
    assert readable("D2" * MOST)


@pytest.mark.parametrize("seed", [-1, 10**9])
def test_a_seed_out_of_bounds_is_refused(seed):
    with pytest.raises(LabError):
        report_steps(NAME, "", seed)


def test_a_classifier_is_no_gan():
    with pytest.raises(LabError, match="no GAN"):
        report_steps("digits-classifier", "", 0)
