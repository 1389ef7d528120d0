"""The training of a GAN from a recipe to a run: what is told, kept, continued and wished."""

from __future__ import annotations

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import tensorflow as tf

from cnnlab import pretrained, training
from cnnlab.errors import LabError
from cnnlab.recipes import GanRecipe, read, write
from cnnlab.training import adversarial, gan_looks, wishes

RECIPE = GanRecipe(examples=64, batch_size=16, epochs=2, filters=4, noise=6, average=0.9)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A run without a break, and what it told."""
    folder, told = tmp_path_factory.mktemp("gan"), []
    metrics = training.run(RECIPE, folder, lambda event: told.append(event) or True)
    return folder, told, metrics


def arrays(folder):
    with np.load(folder / "checkpoint.npz") as held:
        return {name: held[name] for name in held.files if name != "course"}


def test_recipes_travel_as_json():
    assert read(write(RECIPE)) == RECIPE
    with pytest.raises(LabError):
        GanRecipe(loss="saturating")


def test_what_is_told(whole):
    folder, told, metrics = whole
    kinds = [event["kind"] for event in told]
    assert kinds[0] == "start"
    assert kinds.count("epoch") == 2
    looks = [event for event in told if event["kind"] == "look"]
    assert all((folder / "pictures" / event["generated"]).is_file() for event in looks)
    last = looks[-1]["scores"]
    assert sum(last["real"]) == sum(last["fake"]) == RECIPE.batch_size
    assert len(last["edges"]) == len(last["real"]) + 1
    judged = next(event["judged"] for event in looks if "judged" in event)
    assert 0 <= judged["asked_right"] <= 1
    assert judged["frechet"] > judged["frechet_real"] > 0
    assert sum(judged["histogram"]) == judged["count"]
    assert metrics["epochs"][0]["critic_loss"] == pytest.approx(told_epoch(told)["critic_loss"])
    assert (
        metrics["parameters"] == pretrained.built(RECIPE, pretrained.datasets.about("digits")).count_params()
    )


def looks(told):
    return [event for event in told if event["kind"] == "look"]


def told_epoch(told):
    return next(event for event in told if event["kind"] == "epoch")


def test_one_that_was_stopped_goes_on_as_if_it_had_not_been(whole, tmp_path):
    folder, *_ = whole
    told = [], []
    training.run(RECIPE, tmp_path, lambda event: told[0].append(event) or event["kind"] != "epoch")
    training.run(RECIPE, tmp_path, lambda event: told[1].append(event) or True)
    # The scores of the last step are known before the next one.
    assert looks(told[1])[0]["scores"] == looks(told[0])[-1]["scores"]
    wanted, found = arrays(folder), arrays(tmp_path)
    assert wanted.keys() == found.keys()
    assert any(name.startswith("beside_") for name in found)
    for name, value in wanted.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-3, atol=1e-5, err_msg=name)


def test_weights_are_those_of_the_averaged_generator(whole):
    folder, *_ = whole
    model = pretrained.built(RECIPE, pretrained.datasets.about("digits"))
    model.load_weights(folder / "model.weights.h5")
    held = arrays(folder)
    for place, variable in enumerate(model.variables):
        np.testing.assert_array_equal(variable, held[f"model_{place}"])


def test_wishes_take_effect_while_it_goes_on(tmp_path):
    told = []

    def report(event):
        told.append(event)
        if event["kind"] == "start":
            wishes.save(tmp_path, {"critic_rate": 0.5, "critic_steps": 3, "colour": 1})
        return True

    metrics = training.run(replace(RECIPE, epochs=1), tmp_path, report)
    heeded = [event for event in told if event["kind"] == "heeded"]
    assert [(each["critic_rate"], each["critic_steps"]) for each in heeded] == [(0.5, 3)]
    assert heeded[0]["learning_rate"] == RECIPE.learning_rate
    assert metrics["wishes"] == {"learning_rate": RECIPE.learning_rate, "critic_rate": 0.5, "critic_steps": 3}


@pytest.mark.parametrize(
    "wish", [{"critic_rate": -1}, {"learning_rate": float("nan")}, {"critic_steps": 1.5}]
)
def test_what_cannot_be_wished_is_refused(wish, tmp_path):
    with pytest.raises(LabError):
        wishes.save(tmp_path, wish)
    assert not list(tmp_path.iterdir())


def test_a_file_of_wishes_that_is_damaged_is_no_wish(tmp_path):
    (tmp_path / wishes.NAME).write_text("[1", "utf-8")
    assert wishes.Wishes(tmp_path).new() == {}


def test_a_rate_that_runs_away_ends_in_a_run_and_not_in_an_error(tmp_path):
    wild = replace(RECIPE, learning_rate=10.0, critic_rate=10.0, spectral=False, loss="wasserstein", epochs=1)
    metrics = training.run(wild, tmp_path)
    assert metrics["ended"] == "done"


@pytest.mark.parametrize(
    ("real", "fake"),
    [
        ([0.5, 0.5], [0.5, 0.5]),
        ([1.0, 1.0], [0.99999994, 0.99999994]),
        ([1000.0, 1000.00006], [1000.0, 1000.0]),
        ([3e38, 0.0], [-3e38, 0.0]),
        ([0.0, 0.0], [1e-9, 0.0]),
        ([0.2, 0.9], [0.1, 0.4]),
    ],
)
def test_scores_make_a_histogram_however_near_or_far_they_are(real, fake):
    players = SimpleNamespace(scores=tuple(tf.constant(each) for each in (real, fake)))
    told = gan_looks.scores_told(replace(RECIPE, loss="hinge"), players)
    assert (np.diff(told["edges"]) > 0).all()
    assert sum(told["real"]) == sum(told["fake"]) == 2
    least = min(real + fake)
    assert told["edges"][0] <= least + 1e-3 * abs(least)
    json.dumps(told, allow_nan=False)


def test_examples_are_drawn_by_the_seed():
    one, same, other = (adversarial.pictures_of(replace(RECIPE, seed=seed)).x_train for seed in (0, 0, 1))
    assert len(one) == RECIPE.examples
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)
