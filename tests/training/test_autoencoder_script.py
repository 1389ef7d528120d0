"""The program that reproduces an autoencoder's run does: it is executed, and its losses are compared with ours."""

from __future__ import annotations

import ast
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.recipes.autoencoder import LOSSES, MIXED, NETWORKS, NOISES
from cnnlab.recipes.classifier import OPTIMIZERS, SCHEDULES
from cnnlab.training import run
from cnnlab.training.autoencoder_script import same_pictures, script
from cnnlab.training.parts import parts_of
from cnnlab.training.rebuilding import BATCH, MEASURES, pictures_of

SMALL = AutoencoderRecipe(
    examples=1200, batch_size=64, epochs=2, filters=4, hidden=12, code=3, learning_rate=3e-3, seed=5
)
RECIPES = {
    "autoencoder": replace(SMALL, optimizer="adamw", weight_decay=0.01, validation=0.2),
    "article": replace(SMALL, network="article", examples=1000, epochs=1, schedule="constant"),
    "variational": replace(SMALL, network="variational", loss="binary_crossentropy", beta=0.5, warm_up=1.5),
    "variational, squared": replace(SMALL, network="variational", loss="mean_squared_error", validation=0.45),
    "denoiser": replace(SMALL, network="denoiser", loss="binary_crossentropy", schedule="cosine", seed=8),
    "denoiser, two batches": replace(SMALL, network="denoiser", noise="gaussian", validation=0.45, epochs=1),
    "inpainter": replace(SMALL, network="inpainter", hole=10),
}


@pytest.mark.parametrize("name", RECIPES)
def test_it_learns_as_our_run_does(tmp_path, monkeypatch, name):
    recipe = RECIPES[name]
    metrics = run(recipe, tmp_path / "ours")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(compile(script(recipe), "program", "exec"), names)
    told = names["history"].history
    assert len(names["x_validation"]) > BATCH or recipe.validation < 0.45
    simple = name in ("autoencoder", "article")
    for measure in ("loss", "error") if simple else MEASURES:
        for part in ("", "val_"):
            ours = [epoch[f"{part}{measure}"] for epoch in metrics["epochs"]]
            np.testing.assert_allclose(told[f"{part}{measure}"], ours, rtol=2e-3, atol=1e-6)
    assert (tmp_path / "autoencoder.keras").exists()
    # What has been saved is read by our own network, too.
    ours = autoencoder_of(recipe, (28, 28, 1))
    assert names["model"].count_params() == ours.count_params()


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        AutoencoderRecipe,
        data=st.sampled_from(("digits", "shapes", "mnist", "cifar10")),
        network=st.sampled_from([each for each in NETWORKS if each != "photo_denoiser"]),
        loss=st.sampled_from(LOSSES),
        optimizer=st.sampled_from(OPTIMIZERS),
        schedule=st.sampled_from(SCHEDULES),
        noise=st.sampled_from((*NOISES, MIXED)),
        early_stopping=st.integers(0, 1),
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


@pytest.mark.parametrize("examples", [0, 60])
def test_the_pictures_are_those_of_our_run(examples):
    recipe = replace(SMALL, examples=examples, seed=3)
    ours, theirs = pictures_of(recipe), parts_of(same_pictures(recipe))
    for name in ("x_train", "y_train", "x_validation", "x_test"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
