"""A small network that learns to predict the maps of a large one."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import training
from cnnlab.errors import LabError
from cnnlab.networks.compact import compact_of, predictor_of
from cnnlab.networks.perceptual import STYLE_LAYERS, perceptual_of
from cnnlab.recipes import PerceptualRecipe, read, write
from cnnlab.training.distilling_judge import Judge
from cnnlab.training.distilling_steps import pieces_of, unexplained
from tests import stylizers

SCALES = (1.0, 2.0, 3.0, 4.0)


def recipe(**changes) -> PerceptualRecipe:
    data = stylizers.data()
    settings = {
        "content": str(data / "photos"),
        "style": str(data / "styles"),
        "perceptual": str(data / "vgg.npz"),
        "pieces": 6,
        "noisy": 0.5,
        "crop": 16,
        "filters": 4,
        "batch_size": 2,
        "steps": 10,
        "epochs": 2,
        "seed": 3,
    }
    return PerceptualRecipe(**settings | changes)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("perceptual")
    return folder, training.run(recipe(), folder)


def test_it_learns_and_says_how_well_it_predicts(run):
    _, metrics = run
    first, last = metrics["epochs"]
    assert last["loss"] < first["loss"]
    assert {f"test_r2_{name}" for name in STYLE_LAYERS} <= metrics.keys()
    assert metrics["test_loss"] == pytest.approx(
        np.mean([1 - metrics[f"test_r2_{name}"] for name in STYLE_LAYERS])
    )
    assert metrics["test_count"] == 2


def test_the_same_recipe_gives_the_same_run_and_one_that_was_stopped_goes_on(run, tmp_path):
    folder, _ = run
    events = []

    def report(event):
        events.append(event["kind"])
        return "epoch" not in events

    training.run(recipe(), tmp_path, report)
    training.run(recipe(), tmp_path)
    with np.load(folder / "checkpoint.npz") as whole, np.load(tmp_path / "checkpoint.npz") as parts:
        for name in set(whole.files) - {"course"}:
            np.testing.assert_array_equal(whole[name], parts[name])


def test_its_maps_have_the_sizes_of_the_teachers():
    picture = np.random.default_rng(0).random((1, 22, 17, 3), dtype=np.float32)
    small, large = compact_of(recipe())(picture), perceptual_of(stylizers.weights())(picture)
    predicted = predictor_of(recipe(), SCALES)(small)
    for ours, theirs, guess in zip(small, large, predicted, strict=True):
        assert ours.shape[:3] == theirs.shape[:3]
        assert guess.shape == theirs.shape
        assert float(ours.numpy().min()) >= 0


def test_the_share_that_is_missed():
    rng = np.random.default_rng(1)
    wanted = rng.random((2, 5, 4, 3)).astype(np.float32)
    mean = np.broadcast_to(wanted.mean(axis=(0, 1, 2)), wanted.shape)
    assert [float(each) for each in unexplained([wanted, mean], [wanted, wanted])] == pytest.approx(
        [0, 1], abs=1e-4
    )


def test_what_the_judge_finds_is_what_a_plain_loop_finds():
    from cnnlab.datasets import style_pictures

    chosen = recipe()
    pictures = style_pictures.load(chosen)
    model, predictor = compact_of(chosen), predictor_of(chosen, SCALES)
    teacher = perceptual_of(stylizers.weights())
    found = Judge(chosen, model, predictor, teacher, pictures).whole(lambda: None)
    shown = [*pictures.test_contents, *pictures.test_styles]
    squares = [style_pictures.square(each, 32)[None] / np.float32(255) for each in shown]
    guesses = [[each.numpy() for each in predictor(model(one))] for one in squares]
    truths = [[each.numpy() for each in teacher(one)] for one in squares]
    for place, name in enumerate(STYLE_LAYERS):
        guess, truth = (np.concatenate([each[place] for each in held]) for held in (guesses, truths))
        spread = ((truth - truth.mean(axis=(0, 1, 2))) ** 2).sum()
        assert found[f"r2_{name}"] == pytest.approx(1 - ((guess - truth) ** 2).sum() / spread, rel=1e-4)


def test_some_pieces_are_noisy():
    from cnnlab.datasets import style_pictures

    pictures = style_pictures.load(recipe())
    clean, noisy = (pieces_of(recipe(noisy=share), pictures, lambda: None) for share in (0, 0.5))
    changed = [not np.array_equal(one, other) for one, other in zip(clean, noisy, strict=True)]
    assert any(changed)
    assert not all(changed)


def test_a_recipe_goes_to_json_and_back():
    assert read(write(recipe())) == recipe()


@pytest.mark.parametrize("changes", [{"filters": 0}, {"noisy": 2}, {"precision": "int8"}, {"content": ""}])
def test_bad_settings_are_said(changes):
    with pytest.raises(LabError):
        recipe(**changes)
