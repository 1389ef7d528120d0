"""The program that reproduces a run does: it is executed in a bare interpreter, away from this package."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.recipes.classifier import ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES
from cnnlab.training import run
from cnnlab.training.parts import load_for
from cnnlab.training.picture_archive import archive
from cnnlab.training.script import script
from cnnlab.training.script_data import ARCHIVE, needs_archive

SMALL = ClassifierRecipe(
    layers=(Layer("conv", 6), Layer("max_pool", size=2), Layer("dense", 16)),
    examples=1000,
    batch_size=64,
    epochs=2,
    learning_rate=3e-3,
)
COLOUR = (
    Layer("separable", 8, stride=2),
    Layer("residual", 8),
    Layer("residual", 12, stride=2),
    Layer("average_pool", size=2, padding="same"),
    Layer("global_pool"),
)
RECIPES = {
    "penalty": replace(
        SMALL, l1=1e-4, l2=1e-3, learning_rate=3e-4, optimizer="rmsprop",
        label_smoothing=0.1, scale_inputs=False, seed=7,
    ),
    "moves": replace(
        SMALL, dropout=0.3, shift=2, rotate=10.0, zoom=0.1, flip=True, schedule="one_cycle", optimizer="adamw",
        weight_decay=0.01,
    ),
    "whole pixels": replace(
        SMALL, shift=2, flip=True, coarse=0.5, optimizer="momentum", schedule="cosine", test_shift=3,
        shuffle_labels=True,
    ),
    "few": replace(
        SMALL, examples=20, loss="binary_crossentropy", label_smoothing=0.1, activation="tanh", optimizer="nesterov",
        learning_rate=0.1, early_stopping=1, epochs=15,
    ),
    "colour": replace(
        SMALL, data="shapes", clutter=0.5, layers=COLOUR, batch_norm=True, l2=1e-4, optimizer="sgd",
        learning_rate=0.05, loss="mean_squared_error", activation="leaky_relu",
    ),
}  # fmt: skip
FREE = {"keras", "numpy", "tensorflow", "sklearn"}
"""What a program may import."""


def laid_out(recipe, folder) -> str:
    """Write the pictures that the program of a recipe reads into a folder; return the program."""
    if needs_archive(recipe):
        (folder / ARCHIVE).write_bytes(archive(recipe))
    return script(recipe)


@pytest.mark.parametrize("name", RECIPES)
def test_it_learns_as_our_run_does(tmp_path, monkeypatch, name):
    recipe = RECIPES[name]
    metrics = run(recipe, tmp_path / "ours")
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    exec(compile(laid_out(recipe, tmp_path), "program", "exec"), names)
    told = names["history"].history
    loss = "plain_loss" if recipe.l1 or recipe.l2 else "loss"
    assert len(told[loss]) == len(metrics["epochs"])
    assert (metrics["ended"] == "early") == (recipe.early_stopping > 0)
    for ours, theirs in (("loss", loss), ("val_loss", f"val_{loss}")):
        found = [epoch[ours] for epoch in metrics["epochs"]]
        np.testing.assert_allclose(told[theirs], found, rtol=3e-3, atol=1e-4)
    # The first epoch shows whether weights, order and changes are the same, before rounding has grown.
    assert told[loss][0] == pytest.approx(metrics["epochs"][0]["loss"], rel=2e-4)
    for ours in ("accuracy", "val_accuracy"):
        found = [epoch[ours] for epoch in metrics["epochs"]]
        np.testing.assert_allclose(told[ours], found, atol=0.011)
    assert names["results"]["accuracy"] == pytest.approx(metrics["test_accuracy"], abs=0.008)
    assert (tmp_path / "classifier.keras").stat().st_size > 5000


@pytest.mark.parametrize("name", RECIPES)
def test_a_program_needs_nothing_of_ours(name):
    imported = set()
    for node in ast.walk(ast.parse(script(RECIPES[name]))):
        if isinstance(node, ast.Import):
            imported |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.partition(".")[0])
    assert imported <= FREE


def test_a_program_runs_by_itself(tmp_path):
    (tmp_path / "train.py").write_text(laid_out(SMALL, tmp_path), "utf-8")
    result = subprocess.run(
        [sys.executable, "-I", "train.py"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    assert re.search(r"test accuracy 0\.[6-9]", result.stdout)
    assert (tmp_path / "classifier.keras").is_file()


def test_digits_are_enlarged_as_ours_are():
    text = script(SMALL)
    names: dict = {}
    start, end = text.index("table ="), text.index("# A part of")
    exec("import numpy as np\nfrom sklearn.datasets import load_digits\n" + text[start:end], names)
    data = load_for(SMALL)
    np.testing.assert_array_equal(names["x"], data.x_train)
    np.testing.assert_array_equal(names["x_test"], data.x_test)


@pytest.mark.parametrize(("data", "shape"), [("mnist", (28, 28)), ("cifar10", (32, 32, 3))])
def test_the_well_known_sets_come_from_keras(monkeypatch, tmp_path, capsys, data, shape):
    import keras

    rng = np.random.default_rng(0)

    def some(count):
        labels = rng.permutation(np.arange(count) % 10)
        return rng.integers(0, 256, (count, *shape), np.uint8), labels[
            :, None
        ] if data == "cifar10" else labels

    monkeypatch.setattr(getattr(keras.datasets, data), "load_data", lambda: (some(100), some(50)))
    monkeypatch.chdir(tmp_path)
    recipe = replace(SMALL, data=data, examples=0, epochs=1, batch_size=30)
    names: dict = {}
    exec(compile(script(recipe), "program", "exec"), names)
    assert names["x_train"].shape == (90, *shape, *(() if len(shape) == 3 else (1,)))
    assert (tmp_path / "classifier.keras").stat().st_size > 10_000
    assert "test accuracy" in capsys.readouterr().out


layer = st.one_of(
    st.builds(
        Layer, st.sampled_from(["conv", "separable", "residual"]), st.integers(1, 5), st.integers(1, 3),
        st.integers(0, 2), st.sampled_from(["valid", "same"]),
    ),
    st.builds(
        Layer, st.sampled_from(["max_pool", "average_pool"]), size=st.integers(1, 3), stride=st.integers(0, 2)
    ),
)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(
    layers=st.lists(layer, max_size=3),
    ends=st.sampled_from(
        [[], [Layer("flatten")], [Layer("global_pool"), Layer("dense", 4)], [Layer("dense", 3)]]
    ),
    batch_norm=st.booleans(),
    dropout=st.sampled_from([0.0, 0.4]),
    l1=st.sampled_from([0.0, 0.01]),
    activation=st.sampled_from(ACTIVATIONS),
    seed=st.integers(0, 5),
)
def test_every_network_is_built_with_the_same_first_weights(
    layers, ends, batch_norm, dropout, l1, activation, seed
):
    recipe = replace(
        SMALL, layers=tuple(layers + ends) or (Layer("flatten"),), batch_norm=batch_norm, dropout=dropout, l1=l1,
        activation=activation, seed=seed,
    )  # fmt: skip
    text = script(recipe)
    names: dict = {}
    marks = ("keras.utils.set_random_seed", "penalty =", "def residual")
    begin = min(text.index(mark) for mark in marks if mark in text)
    exec(
        f"import keras\nfrom keras import layers\nSEED = {seed}\n" + text[begin : text.index("optimizer =")],
        names,
    )
    ours = network_of(recipe, (28, 28, 1), 10)
    theirs = names["model"]
    assert [each.shape for each in ours.weights] == [each.shape for each in theirs.weights]
    for one, other in zip(ours.weights, theirs.weights, strict=True):
        np.testing.assert_array_equal(one, other)
    picture = np.random.default_rng(0).random((2, 28, 28, 1), np.float32)
    np.testing.assert_allclose(ours(picture), theirs(picture), atol=1e-5)
    assert float(sum(ours.losses)) == pytest.approx(float(sum(theirs.losses)), rel=1e-5)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_only_what_is_used_appears(optimizer, loss, schedule):
    text = script(replace(SMALL, optimizer=optimizer, loss=loss, schedule=schedule))
    compile(text, "program", "exec")
    assert max(map(len, text.splitlines())) <= 115
    for word in ("dropout", "augmented", "penalty", "EarlyStopping", "moved", "BatchNormalization", "smooth"):
        assert word.lower() not in text.lower()
    assert ("STEPS" in text) == (schedule != "constant")
