"""The training of a stylizer from a recipe to a run: what is told, kept and continued; and what a step is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab import pretrained, training
from cnnlab.datasets import style_pictures
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.inference import stylize
from cnnlab.training import style_pieces, stylizing
from tests import stylizers


@pytest.fixture(autouse=True)
def small_squares(monkeypatch):
    task_of = stylizing.task_of
    monkeypatch.setattr(stylizing, "task_of", lambda *given: task_of(*given, side=stylizers.SIDE))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A run without a break, and what it told."""
    folder, told = tmp_path_factory.mktemp("stylizer"), []
    with pytest.MonkeyPatch.context() as patch:
        task_of = stylizing.task_of
        patch.setattr(stylizing, "task_of", lambda *given: task_of(*given, side=stylizers.SIDE))
        metrics = training.run(stylizers.recipe(own=0.3), folder, lambda event: told.append(event) or True)
    return folder, told, metrics


def arrays(folder):
    with np.load(folder / "checkpoint.npz") as held:
        return {name: held[name] for name in held.files if name != "course"}


def test_what_is_told(whole):
    folder, told, metrics = whole
    kinds = [event["kind"] for event in told]
    assert kinds[0] == "start"
    assert kinds.count("epoch") == 2
    assert {"examples.png", "styles.png"} <= {each.name for each in (folder / "pictures").iterdir()}
    looks = [event for event in told if event["kind"] == "look"]
    assert all((folder / "pictures" / event["stylized"]).is_file() for event in looks)
    epoch = metrics["epochs"][-1]
    assert {"loss", "content", "style", "variation", "val_content", "val_style"} <= epoch.keys()
    assert np.isfinite([metrics["test_content"], metrics["test_style"]]).all()
    assert metrics["test_count"] == 1


def test_it_learns(tmp_path):
    metrics = training.run(stylizers.recipe(steps=12, epochs=3, learning_rate=5e-3, styles=8), tmp_path)
    assert metrics["epochs"][-1]["loss"] < metrics["epochs"][0]["loss"]


def test_one_that_was_stopped_goes_on_as_if_it_had_not_been(whole, tmp_path):
    folder, *_ = whole
    recipe = stylizers.recipe(own=0.3)
    training.run(recipe, tmp_path, lambda event: event["kind"] != "epoch")
    training.run(recipe, tmp_path)
    wanted, found = arrays(folder), arrays(tmp_path)
    assert wanted.keys() == found.keys()
    for name, value in wanted.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-3, atol=1e-4, err_msg=name)


def test_a_step_is_the_same_whenever_it_is_taken():
    recipe = stylizers.recipe(batch_size=4, styles=50)
    pictures = style_pictures.load(recipe)
    one, again, other = (style_pieces.contents(recipe, pictures, step) for step in (5, 5, 6))
    assert one.shape == (2, 16, 16, 3)
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)
    np.testing.assert_array_equal(*(style_pieces.style_places(recipe, 5)[0] for _ in range(2)))
    np.testing.assert_array_equal(*(style_pieces.style_piece(recipe, pictures, 9) for _ in range(2)))


def test_what_cannot_be_had_is_one_sentence(tmp_path):
    with pytest.raises(LabError, match="nowhere"):
        training.run(stylizers.recipe(content=str(tmp_path / "nowhere")), tmp_path)
    with pytest.raises(LabError, match="VGG19"):
        training.run(stylizers.recipe(perceptual=str(tmp_path / "none.npz")), tmp_path)


def test_half_the_bits_are_nearly_as_exact(whole):
    _, _, metrics = whole
    first = metrics["epochs"][0]
    recipe = replace(stylizers.recipe(own=0.3, precision="bfloat16"))
    task = stylizing.stylizer_task(recipe, lambda: None, None)
    values = task.take(np.zeros((2, 2), np.int32), np.full(2, 1e-9, np.float32), 0)
    assert float(np.mean(values[1])) == pytest.approx(first["content"], rel=0.2)


def test_a_run_paints(whole, monkeypatch, tmp_path):
    folder, *_ = whole
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    name = "7" * 32
    run_folder(name).parent.mkdir(parents=True)
    run_folder(name).symlink_to(folder)
    content, style = np.random.default_rng(1).random((2, 21, 30, 3), np.float32)
    made = stylize(content, style, model=name)
    network = pretrained.trained(name)
    wanted = np.asarray(network.model([content[None], style[None]]))[0]
    np.testing.assert_allclose(made, wanted, atol=1e-4)
    np.testing.assert_allclose(stylize(content, style, 0.0, model=name), content, atol=1e-5)
    assert not np.allclose(stylize(content, style, 0.5, model=name), made)
    np.testing.assert_allclose(stylize(content, content, style2=style, mix=1.0, model=name), made, atol=1e-4)
    mask = np.zeros((21, 30))
    mask[:, :10] = 1
    part = stylize(content, style, mask=mask, model=name)
    np.testing.assert_allclose(part[:, :10], made[:, :10], atol=1e-5)
    np.testing.assert_array_equal(part[:, 10:], content[:, 10:])
    kept = stylize(content, style, keep_colour=True, model=name)
    inside = ((kept > 0) & (kept < 1)).all(axis=2)
    difference = (kept - content)[inside]
    np.testing.assert_allclose(difference, difference[:, :1].repeat(3, axis=1), atol=1e-5)
    assert stylize(content[:9, :8], style[:5, :4, 0], model=name).shape == (9, 8, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"content": np.zeros((20, 20, 4))},
        {"content": np.full((20, 20, 3), 2.0)},
        {"content": np.full((20, 20, 3), np.nan)},
        {"content": np.zeros((1025, 20, 3))},
        {"content": "a picture"},
        {"style": np.zeros((0, 4, 3))},
        {"strength": 1.5},
        {"mix": True},
        {"mask": np.zeros((3, 3))},
    ],
)
def test_what_cannot_be_painted_gets_a_sentence(whole, monkeypatch, tmp_path, change):
    folder, *_ = whole
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    name = "8" * 32
    run_folder(name).parent.mkdir(parents=True)
    run_folder(name).symlink_to(folder)
    given = {"content": np.zeros((20, 20, 3)), "style": np.zeros((20, 20, 3)), **change}
    with pytest.raises(LabError):
        stylize(**given, model=name)


def test_a_network_that_has_run_away_says_so(whole, monkeypatch, tmp_path):
    folder, *_ = whole
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    name = "9" * 32
    run_folder(name).parent.mkdir(parents=True)
    run_folder(name).symlink_to(folder)
    for weight in pretrained.trained(name).model.get_layer("decoder").weights:
        weight.assign(np.full(weight.shape, np.nan, np.float32))
    with pytest.raises(LabError, match="run away"):
        stylize(np.zeros((20, 20, 3)), np.zeros((20, 20, 3)), model=name)


def test_another_network_paints_nothing():
    with pytest.raises(LabError, match="no stylizer"):
        stylize(np.zeros((28, 28, 3)), np.zeros((28, 28, 3)), model="digits-classifier")


def test_the_shipped_network_judges_the_rough_epochs_and_the_perceptual_one_all_others(tmp_path):
    epochs = {
        rough: training.run(stylizers.recipe(rough=rough, steps=1), tmp_path / str(rough))["epochs"]
        for rough in (0, 1, 2)
    }
    first, second = ({rough: each[place]["style"] for rough, each in epochs.items()} for place in (0, 1))
    assert first[1] == first[2]
    assert first[0] != first[1]
    assert second[1] != second[2]
