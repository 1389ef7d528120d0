"""The program that learns one style does: it is executed, and its losses are compared with ours."""

from __future__ import annotations

import ast
import io
import zipfile

import numpy as np
import pytest

from cnnlab.recipes.classifier import SCHEDULES
from cnnlab.recipes.one_style import PERCEPTUAL, STARTS
from cnnlab.training import run
from cnnlab.training.one_style_archive import archive
from cnnlab.training.one_style_script import script
from tests import one_styles


def test_it_learns_as_our_run_does(tmp_path, monkeypatch):
    one_styles.make_small(monkeypatch)
    recipe = one_styles.recipe(style="glass", learning_rate=3e-3)
    metrics = run(recipe, tmp_path / "ours")
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile(io.BytesIO(archive(recipe))) as packed:
        packed.extractall(tmp_path)
    names: dict = {}
    exec(compile((tmp_path / "train.py").read_text(), "program", "exec"), names)
    for measure, found in names["history"].items():
        ours = [epoch[measure] for epoch in metrics["epochs"]]
        np.testing.assert_allclose(found, ours, rtol=2e-3, atol=2e-4, err_msg=measure)
    assert (tmp_path / "style.keras").exists()
    assert (tmp_path / "painted.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("perceptual", PERCEPTUAL)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_recipe_gives_a_sound_program(start, perceptual, schedule):
    ast.parse(script(one_styles.recipe(start=start, perceptual=perceptual, schedule=schedule)))
