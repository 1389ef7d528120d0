"""The benchmark of painting, and the sheet of pictures in styles: with a small network, each once."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
import tensorflow as tf
from PIL import Image

from benchmarks import style_optimiser, style_quality, style_sheet, style_speed
from cnnlab import datasets, pretrained
from cnnlab.datasets import style_pictures
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.inference import stylize
from cnnlab.metrics.style import content_loss, style_loss
from cnnlab.networks.perceptual import convolutions, perceptual_of
from cnnlab.recipes import write
from cnnlab.training.painting import painter_for
from cnnlab.training.painting_losses import weights_of
from tests import stylizers


@pytest.fixture
def network(monkeypatch, tmp_path):
    """A run of a stylizer with its first weights."""
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    name, recipe = "4" * 32, replace(stylizers.recipe(), filters=4)
    run_folder(name).mkdir(parents=True)
    pretrained.built(recipe, datasets.about(recipe.data)).save_weights(run_folder(name) / pretrained.WEIGHTS)
    (run_folder(name) / "recipe.json").write_text(write(recipe), "utf-8")
    return name


def test_the_benchmark_says_seconds_and_a_ratio(network, capsys):
    met = style_speed.run(2, (32, 64), network, stylizers.weights(), 64)
    said = capsys.readouterr().out
    assert said.count(" s (") == 2
    assert "stylize, 64 × 64" in said
    assert ("NOT MET" in said) != met


def test_weights_by_chance_do_for_the_time():
    assert len(style_speed._drawn()) == 2 * len(convolutions())


def test_the_quality_is_that_of_each_unseen_style_and_of_the_paintings_among_them(network, monkeypatch):
    seen = perceptual_of(stylizers.weights())
    monkeypatch.setattr(style_quality.perceptual, "network", lambda name: seen)
    monkeypatch.setattr(style_quality, "SIDE", 32)
    recipe = pretrained.recipe_of(network)
    names = [file.stem for file in style_pictures.files_of(recipe.style, "style")[1]]
    monkeypatch.setattr(style_quality, "PHOTOGRAPHS", frozenset(names[:1]))
    found = style_quality.measure(network, 2)
    assert [each.name for each in found] == names
    assert [each.painted for each in found] == [False, *[True] * (len(names) - 1)]
    pictures = style_pictures.load(recipe)
    content, style = (
        style_pictures.square(each[0], 32).astype("f4") / np.float32(255)
        for each in (pictures.test_contents, pictures.test_styles)
    )
    made, ours, theirs = (
        [each.numpy()[0] for each in seen(picture[None])]
        for picture in (stylize(content, style, model=network), content, style)
    )
    one = style_quality.measure(network, 1)[0]
    assert one.content == pytest.approx(content_loss(made[-1], ours[-1]))
    assert one.style == pytest.approx(style_loss(made, theirs))
    assert style_quality.means(found)["style"] == pytest.approx(np.mean([each.style for each in found]))


def test_a_race_is_won_by_who_reaches_the_loss_of_the_other():
    random = np.random.default_rng(7)
    content, style = (random.random((6, 6, 3)).repeat(8, axis=0).repeat(8, axis=1) for _ in range(2))
    found = style_optimiser.race(stylizers.weights(), content, style, 96, 4, 30)
    assert found.recipe.sides == (48, 64, 96)
    assert found.recipe.steps == (6, 6, 30)
    assert found.recipe.decay_steps == 30
    assert found.loss < found.goal
    assert found.loss < found.start
    assert found.ratio == found.ours / found.theirs
    assert replace(found, loss=2 * found.goal).ratio == float("inf")


def test_the_tutorials_way_is_plain_adam():
    """Against the formula of Kingma and Ba (2015), with the slopes of the same objective."""
    recipe = style_optimiser.recipe_of(48, 2)
    painter = painter_for(recipe, perceptual_of(stylizers.weights()))
    content, style = np.random.default_rng(4).random((2, 1, 24, 20, 3)).astype(np.float32)
    _, made = style_optimiser._tutorial(painter, recipe, content, style, 2)
    targets, weights = painter.objective.targets(content, style), weights_of(recipe)
    pixels, mean, square = content, 0.0, 0.0
    for step in (1, 2):
        with tf.GradientTape() as tape:
            given = tf.constant(pixels)
            tape.watch(given)
            loss = 1e8 * tf.reduce_sum(
                np.asarray(weights, np.float32) * painter.objective.parts(given, targets)
            )
        slope = tape.gradient(loss, given).numpy()
        mean, square = 0.99 * mean + 0.01 * slope, 0.999 * square + 0.001 * slope**2
        move = mean / (1 - 0.99**step) / (np.sqrt(square / (1 - 0.999**step)) + 0.1)
        pixels = np.clip(pixels - np.float32(0.02) * move, 0, 1).astype(np.float32)
    assert np.abs(made - pixels).mean() < 1e-4


def test_a_sheet_has_the_photographs_above_and_the_styles_at_the_left(network):
    folder = stylizers.data()
    contents = style_sheet.pictures([str(folder / "photos"), "coffee"], "content", 2)
    wanted = style_sheet.pictures(["glass", str(folder / "styles" / "styles-0.png")], "style", 6)
    assert [len(contents), len(wanted)] == [2, 2]
    made = style_sheet.sheet(contents, wanted, 32, network)
    size = 32 + style_sheet.GAP
    assert made.shape == (3 * size - style_sheet.GAP, 3 * size - style_sheet.GAP, 3)
    assert (made[:32, :32] == 255).all()
    np.testing.assert_array_equal(made[:32, size : size + 32], style_sheet.middle(contents[0], 32))
    np.testing.assert_array_equal(made[size : size + 32, :32], style_sheet.middle(wanted[0], 32))
    assert made[size : size + 32, size : size + 32].std() > 0
    with pytest.raises(LabError, match="nowhere"):
        style_sheet.pictures(["nowhere"], "content", 6)


def test_a_sheet_fits_into_its_bytes():
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    file = style_sheet.small_jpeg(noise, 20_000)
    assert len(file) <= 20_000
    assert Image.open(io.BytesIO(file)).format == "JPEG"
