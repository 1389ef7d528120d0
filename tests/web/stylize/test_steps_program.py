"""The Code tab of the mode Step by step: it makes the same picture."""

from __future__ import annotations

from dataclasses import replace

import keras
import numpy as np
import pytest
from PIL import Image

from cnnlab.images import as_bytes
from cnnlab.networks.compact import compact_of
from cnnlab.networks.perceptual import keras_weights, perceptual_of
from cnnlab.recipes import PerceptualRecipe, write
from cnnlab.training.painting import paint_steps
from cnnlab.web.stylize import steps_program
from tests.paintings import RECIPE, pictures

SMALL = PerceptualRecipe(filters=4)


@pytest.mark.parametrize(
    "recipe",
    [
        RECIPE,
        replace(RECIPE, decay_steps=0),
        replace(RECIPE, precision="bfloat16"),
        replace(RECIPE, start="noise", content_weight=0.0, style_layers=("relu1_1", "relu3_1"), steps=(0, 2)),
    ],
)
def test_the_program_makes_the_same_picture(recipe, tmp_path, monkeypatch):
    network = compact_of(SMALL)
    network.save_weights(tmp_path / "perceptual.weights.h5")
    weights, network = network.get_weights(), compact_of(SMALL, recipe.precision)
    network.set_weights(weights)
    (tmp_path / "perceptual").mkdir()
    (tmp_path / "perceptual" / "recipe.json").write_text(write(SMALL), "utf-8")
    monkeypatch.setattr(steps_program, "MODELS", tmp_path)
    content, style = pictures()
    Image.fromarray(content).save(tmp_path / "content.png")
    Image.fromarray(style).save(tmp_path / "style.png")
    made = paint_steps(content / np.float32(255), style / np.float32(255), recipe, network)
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(steps_program.program(recipe), "program", "exec"), left)
    # Where neighbours are equal, the last digit decides which way total variation pulls.
    apart = np.abs(left["picture"] - made.picture)
    assert apart.mean() < 2e-3
    assert apart.max() < 0.1
    with Image.open("painting.png") as saved:
        np.testing.assert_array_equal(np.asarray(saved), as_bytes(left["picture"]))


def test_the_program_with_vgg19_looks_at_pictures_as_the_page_does(tmp_path, monkeypatch):
    """With a VGG19 whose weights are drawn by chance: nothing is fetched."""
    keras.utils.set_random_seed(3)
    vgg = keras.applications.VGG19(include_top=False, weights=None)
    monkeypatch.setattr(keras.applications, "VGG19", lambda include_top, weights: vgg)
    recipe = replace(RECIPE, network="vgg19", sides=(24,), steps=(2,))
    text = steps_program.program(recipe)
    assert "perceptual.weights.h5" not in text
    content, style = pictures()
    Image.fromarray(content).save(tmp_path / "content.png")
    Image.fromarray(style).save(tmp_path / "style.png")
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(text, "program", "exec"), left)
    noise = np.random.default_rng(0).random((1, 20, 24, 3)).astype(np.float32)
    ours = perceptual_of(keras_weights())(noise)
    for mine, theirs in zip(left["network"](noise), ours, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-3, atol=1e-3 * float(np.abs(theirs).max()))
    assert left["picture"].shape == (17, 24, 3)
