"""The training of a network for one style from a recipe to a run: what is told, kept and continued."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import pretrained, training
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.images import embedded
from cnnlab.inference import stylize
from cnnlab.recipes import StylizerRecipe
from cnnlab.training import Halted, one_style, one_style_pictures, perceptual
from tests import one_styles, stylizers


@pytest.fixture(autouse=True)
def small(monkeypatch):
    one_styles.make_small(monkeypatch)


@pytest.fixture(scope="module")
def own_style():
    rng = np.random.default_rng(5)
    return embedded.embed(rng.integers(0, 256, (30, 40, 3), dtype=np.uint8))


@pytest.fixture(scope="module")
def whole(tmp_path_factory, own_style):
    """A run without a break, and what it told."""
    folder, told = tmp_path_factory.mktemp("one-style"), []
    with pytest.MonkeyPatch.context() as patch:
        one_styles.make_small(patch)
        metrics = training.run(
            one_styles.recipe(style=own_style), folder, lambda event: told.append(event) or True
        )
    return folder, told, metrics


def arrays(folder):
    with np.load(folder / "checkpoint.npz") as held:
        return {name: held[name] for name in held.files if name != "course"}


def test_what_is_told(whole):
    folder, told, metrics = whole
    kinds = [event["kind"] for event in told]
    assert kinds[0] == "start"
    assert kinds.count("epoch") == 2
    looks = [event for event in told if event["kind"] == "look"]
    assert all((folder / "pictures" / each["stylized"]).is_file() for each in looks)
    epoch = metrics["epochs"][-1]
    assert {"loss", "content", "style", "variation", "val_content", "val_style", "val_loss"} <= epoch.keys()
    assert metrics["test_style"] == pytest.approx(epoch["val_style"], rel=1e-4)
    assert metrics["before_style"] != metrics["test_style"]


def test_vgg19_is_fetched_from_the_one_place_and_a_stop_ends_that(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path / "data"))
    told = []

    def fetch_file(address, target, md5, most, report):
        for part in range(1, 10):
            told.append(part)
            report(part / 10)

    monkeypatch.setattr(perceptual, "fetch_file", fetch_file)
    asked = []
    with pytest.raises(Halted):
        training.run(
            one_styles.recipe(perceptual="vgg19"),
            tmp_path / "run",
            go_on=lambda: asked.append(0) or len(asked) < 4,
        )
    assert told == [1, 2, 3]


def test_vgg19_in_the_folder_of_the_data_is_what_the_losses_are_measured_with(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(perceptual, "fetch_file", None)
    np.savez(tmp_path / perceptual.STORED, **stylizers.weights())
    perceptual._vgg19.cache_clear()
    try:
        judge = one_style.perceptual_for(one_styles.recipe(perceptual="vgg19"))
        assert [each.shape[-1] for each in judge.outputs] == [64, 128, 256, 256]
        assert one_style.perceptual_for(one_styles.recipe(perceptual="vgg19")) is judge
    finally:
        perceptual._vgg19.cache_clear()


def test_one_that_runs_away_ends_with_a_sentence_and_shows_no_black_pictures(monkeypatch, tmp_path):
    start_of = one_style.start_of

    def broken(recipe, style):
        model = start_of(recipe, style)
        model.get_layer("style").set_weights([np.full_like(model.get_layer("style").code, np.nan)])
        return model

    monkeypatch.setattr(one_style, "start_of", broken)
    with pytest.raises(LabError, match="run away"):
        training.run(one_styles.recipe(), tmp_path)
    assert not list(tmp_path.glob("pictures/stylized-*"))


def test_it_learns(tmp_path):
    metrics = training.run(one_styles.recipe(steps=12, epochs=3, learning_rate=5e-3), tmp_path)
    assert metrics["test_loss"] < 0.9 * metrics["before_loss"]


def test_one_that_was_stopped_goes_on_as_if_it_had_not_been(whole, own_style, tmp_path):
    folder, *_ = whole
    recipe = one_styles.recipe(style=own_style)
    training.run(recipe, tmp_path, lambda event: event["kind"] != "epoch")
    metrics = training.run(recipe, tmp_path)
    wanted, found = arrays(folder), arrays(tmp_path)
    assert wanted.keys() == found.keys()
    for name, value in wanted.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-3, atol=1e-4, err_msg=name)
    assert metrics["before_style"] == pytest.approx(whole[2]["before_style"], rel=1e-4)


def test_what_is_tested_with_is_never_learned_from():
    assert not set(one_style_pictures.LEARNED) & set(one_style_pictures.ASIDE)
    recipe = one_styles.recipe()
    photographs = one_style_pictures.photographs_of(recipe)
    one, again, other = (one_style_pictures.pieces(recipe, photographs, step) for step in (4, 4, 5))
    assert one.shape == (2, 16, 16, 3)
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


def test_a_picture_of_ones_own_is_learned_from_and_shown(own_style):
    recipe = one_styles.recipe(picture=own_style)
    assert len(one_style_pictures.photographs_of(recipe)) == len(one_style_pictures.LEARNED) + 1
    squares = one_style_pictures.squares_of(recipe, 24)
    assert squares.shape == (len(one_style_pictures.ASIDE) + 1, 24, 24, 3)


def test_the_shipped_stylizer_is_the_start(monkeypatch, tmp_path):
    from cnnlab.networks.stylizer import stylizer_of

    theirs = StylizerRecipe(filters=4, blocks=1, hidden=8, seed=9)
    model = stylizer_of(theirs)
    shipped = pretrained.Trained("stylizer", model, theirs, (1, 1, 3), (), {}, tmp_path)
    monkeypatch.setattr(pretrained, "trained", lambda name: shipped)
    recipe = one_styles.recipe(start="stylizer")
    style = one_style_pictures.style_of(recipe)
    started = one_style.start_of(recipe, style)
    content = np.random.default_rng(0).random((1, 24, 32, 3)).astype(np.float32)
    wanted = model([content, style[None] / np.float32(255)])
    np.testing.assert_allclose(started(content), wanted, atol=1e-4)
    assert not started.get_layer("encoder").trainable_variables
    with pytest.raises(LabError, match="same"):
        one_style.start_of(one_styles.recipe(start="stylizer", filters=8), style)


def test_a_run_paints_in_its_style(whole, monkeypatch, tmp_path):
    folder, *_ = whole
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    name = "6" * 32
    run_folder(name).parent.mkdir(parents=True)
    run_folder(name).symlink_to(folder)
    content, other = np.random.default_rng(1).random((2, 21, 30, 3)).astype(np.float32)
    made = stylize(content, None, model=name)
    np.testing.assert_allclose(made, np.asarray(pretrained.trained(name).model(content[None]))[0], atol=1e-4)
    np.testing.assert_array_equal(stylize(content, other, model=name), made)
    np.testing.assert_allclose(stylize(content, None, 0.0, model=name), content, atol=1e-5)
    assert not np.allclose(stylize(content, None, 0.5, model=name), made)
    assert stylize(content[:9, :8], None, model=name).shape == (9, 8, 3)


def test_a_network_for_all_styles_needs_one():
    with pytest.raises(LabError):
        stylize(np.zeros((20, 20, 3)), None, model="digits-classifier")


def test_what_the_start_makes_of_the_photographs(monkeypatch, tmp_path):
    from cnnlab.inference.one_style_start import started
    from cnnlab.networks.stylizer import stylizer_of

    theirs = StylizerRecipe(filters=4, blocks=1, hidden=8)
    shipped = pretrained.Trained("stylizer", stylizer_of(theirs), theirs, (1, 1, 3), (), {}, tmp_path)
    monkeypatch.setattr(pretrained, "trained", lambda name: shipped)
    made = started("glass", 0, "")
    assert made.shape == (160, 3 * 160, 3)
    assert made.std() > 0
