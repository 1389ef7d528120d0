"""The program that reproduces a run does: it is executed in a bare interpreter, away from this package."""

from __future__ import annotations

import json
import os
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
    "plain": SMALL,
    "penalty": replace(
        SMALL, l1=1e-4, l2=1e-3, early_stopping=1, epochs=6, learning_rate=3e-4, optimizer="rmsprop",
        label_smoothing=0.1, scale_inputs=False, seed=7,
    ),
    "moves": replace(
        SMALL, dropout=0.3, shift=2, rotate=10.0, zoom=0.1, flip=True, schedule="one_cycle", optimizer="adamw",
        weight_decay=0.01,
    ),
    "whole pixels": replace(SMALL, shift=2, flip=True, coarse=0.5, optimizer="momentum", schedule="cosine"),
    "few": replace(
        SMALL, examples=20, loss="binary_crossentropy", label_smoothing=0.1, activation="tanh", test_shift=3,
        shuffle_labels=True, optimizer="nesterov",
    ),
    "colour": replace(
        SMALL, data="shapes", clutter=0.5, layers=COLOUR, batch_norm=True, l2=1e-4, optimizer="sgd",
        learning_rate=0.05, loss="mean_squared_error", activation="leaky_relu",
    ),
    "moved": replace(SMALL, test_shift=3, shuffle_labels=True, epochs=1),
}  # fmt: skip
RUNNER = """
import json, os, sys
for name in json.load(open("names.json")):
    os.chdir(name)
    held = {}
    exec(compile(open("program.py").read(), name, "exec"), held)
    told = {**held["history"].history, "test": held["results"]["accuracy"]}
    json.dump({key: value if key == "test" else [float(each) for each in value] for key, value in told.items()},
              open("told.json", "w"))
    os.chdir("..")
assert not [module for module in sys.modules if module.startswith("cnnlab")]
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Run every program, in one process; return what each has left."""
    folder = tmp_path_factory.mktemp("programs")
    for number, recipe in enumerate(RECIPES.values()):
        (folder / str(number)).mkdir()
        (folder / str(number) / "program.py").write_text(script(recipe), "utf-8")
        if needs_archive(recipe):
            (folder / str(number) / ARCHIVE).write_bytes(archive(recipe))
    (folder / "names.json").write_text(json.dumps([str(number) for number in range(len(RECIPES))]))
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [sys.executable, "-c", RUNNER],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    assert "test accuracy 0." in result.stdout
    return {
        name: json.loads((folder / str(number) / "told.json").read_text())
        for number, name in enumerate(RECIPES)
    }


@pytest.mark.parametrize("name", RECIPES)
def test_it_learns_as_our_run_does(told, tmp_path, name):
    recipe = RECIPES[name]
    metrics = run(recipe, tmp_path)
    loss = "plain_loss" if recipe.l1 or recipe.l2 else "loss"
    assert len(told[name][loss]) == len(metrics["epochs"])
    for ours, theirs in (("loss", loss), ("val_loss", f"val_{loss}")):
        found = [epoch[ours] for epoch in metrics["epochs"]]
        np.testing.assert_allclose(told[name][theirs], found, rtol=3e-3, atol=1e-4)
    # The first epoch shows whether weights, order and changes are the same, before rounding has grown.
    assert told[name][loss][0] == pytest.approx(metrics["epochs"][0]["loss"], rel=2e-4)
    for ours in ("accuracy", "val_accuracy"):
        found = [epoch[ours] for epoch in metrics["epochs"]]
        np.testing.assert_allclose(told[name][ours], found, atol=0.011)
    assert told[name]["test"] == pytest.approx(metrics["test_accuracy"], abs=0.008)


def test_another_seed_would_be_noticed(told, tmp_path):
    metrics = run(replace(SMALL, seed=1), tmp_path)
    assert told["plain"]["loss"][0] != pytest.approx(metrics["epochs"][0]["loss"], rel=2e-3)


def test_digits_are_enlarged_as_ours_are():
    text = script(SMALL)
    names: dict = {}
    start, end = text.index("table ="), text.index("# Set a part")
    exec(
        "import numpy as np, tensorflow as tf\nfrom sklearn.datasets import load_digits\n" + text[start:end],
        names,
    )
    data = load_for(SMALL)
    for part in ("x", "x_test"):
        ours = data.x_train if part == "x" else data.x_test
        apart = np.abs(names[part].astype(int) - ours)
        assert apart.max() <= 1
        assert (apart > 0).mean() < 1e-3


@pytest.mark.parametrize(
    ("data", "shape"), [("mnist", (28, 28)), ("fashion_mnist", (28, 28)), ("cifar10", (32, 32, 3))]
)
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


@settings(max_examples=12, deadline=None)
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
