"""The program that reproduces a GAN's run does: it is executed, and its losses are compared with ours."""

from __future__ import annotations

import ast
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import datasets, pretrained
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.classifier import SCHEDULES
from cnnlab.recipes.gan import LOSSES, NETWORKS, UPSAMPLING
from cnnlab.training import run
from cnnlab.training.gan_script import script
from cnnlab.training.gan_steps import MEASURES
from cnnlab.training.picture_archive import gan_archive

SMALL = GanRecipe(examples=24, batch_size=8, epochs=2, filters=4, noise=6, seed=5)
RECIPES = {
    "conditional, hinge": replace(SMALL, translation=2),
    "dense, minimax, few": replace(
        SMALL, network="dense", loss="minimax", examples=5, spectral=False, schedule="one_cycle", average=0.0
    ),
    "Wasserstein, three steps": replace(
        SMALL, network="dcgan", loss="wasserstein", spectral=False, critic_steps=3, penalty=5.0
    ),
    "transposed, R1, shapes": replace(
        SMALL,
        network="dcgan",
        upsampling="transposed",
        data="shapes",
        loss="least_squares",
        r1=2.0,
        momentum=0.5,
    ),
}


@pytest.mark.parametrize("name", RECIPES)
def test_it_learns_as_our_run_does(tmp_path, monkeypatch, name):
    recipe = RECIPES[name]
    metrics = run(recipe, tmp_path / "ours")
    monkeypatch.chdir(tmp_path)
    if recipe.data == "shapes":
        (tmp_path / "pictures.npz").write_bytes(gan_archive(recipe))
    names: dict = {}
    exec(compile(script(recipe), "program", "exec"), names)
    for measure in MEASURES:
        ours = [epoch[measure] for epoch in metrics["epochs"]]
        np.testing.assert_allclose(names["history"][measure], ours, rtol=2e-3, atol=2e-4, err_msg=measure)
    # What it keeps is what the run has kept: the averaged generator.
    ours = pretrained.built(recipe, datasets.about(recipe.data))
    ours.load_weights(tmp_path / "ours" / "model.weights.h5")
    for mine, theirs in zip(ours.get_layer("generator").variables, names["averaged"].variables, strict=True):
        np.testing.assert_allclose(theirs, mine, atol=5e-4)
    assert (tmp_path / "generator.keras").exists()
    assert (tmp_path / "generated.png").read_bytes().startswith(b"\x89PNG")


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        GanRecipe,
        data=st.sampled_from(("digits", "shapes", "mnist", "cifar10")),
        network=st.sampled_from(NETWORKS),
        upsampling=st.sampled_from(UPSAMPLING),
        loss=st.sampled_from(LOSSES),
        spectral=st.booleans(),
        penalty=st.sampled_from((0.0, 10.0)),
        r1=st.sampled_from((0.0, 1.0)),
        translation=st.integers(0, 2),
        critic_steps=st.integers(1, 3),
        schedule=st.sampled_from(SCHEDULES),
        examples=st.sampled_from((0, 50)),
    )
)
def test_every_recipe_is_a_program_of_free_packages(recipe):
    tree = ast.parse(script(recipe))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= {"keras", "numpy", "tensorflow", "sklearn"}
    assert not [line for line in script(recipe).splitlines() if len(line) > 120]
