"""The Code tab of the mode Step by step: it makes the same picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab.networks.compact import compact_of
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
    assert Image.open("painting.png").size == made.picture.shape[1::-1]


def test_the_program_with_vgg19_is_one():
    text = steps_program.program(replace(RECIPE, network="vgg19"))
    compile(text, "program", "exec")
    assert "perceptual.weights.h5" not in text
