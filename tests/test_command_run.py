"""The command line trains: a process of its own, on a terminal, from the recipe to the weights."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnnlab.recipes import ClassifierRecipe, Layer, read, write

ROOT = Path(__file__).parents[1]
RECIPE = ClassifierRecipe(
    data="digits",
    examples=300,
    layers=(Layer("conv", 4, 3), Layer("max_pool", size=3), Layer("flatten")),
    learning_rate=0.01,
    batch_size=8,
    epochs=3,
)
STEPS = 270 // 8 * 3  # a tenth is for validation


def run_on_a_terminal(*arguments: str) -> tuple[int, str, str]:
    """Run the command with its output on a terminal; return exit code, output and errors."""
    pty = pytest.importorskip("pty")
    inner, outer = pty.openpty()
    command = [sys.executable, "-m", "cnnlab", *arguments]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120"},
        stdout=outer,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    ) as process:
        os.close(outer)
        told = b"".join(_chunks(inner))
        errors = process.stderr.read()
    os.close(inner)
    return process.returncode, told.decode(), errors.decode()


def _chunks(terminal: int):
    while True:
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:  # so Linux says that the other side has been closed
            return
        if not chunk:
            return
        yield chunk


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("command")
    (folder / "mine.json").write_text(write(RECIPE), "utf-8")
    return folder / "out", *run_on_a_terminal("run", str(folder / "mine.json"), "--out", str(folder / "out"))


def test_it_ends_well_and_says_how_good_the_network_is(done):
    out, code, told, errors = done
    assert code == 0, errors
    assert "Traceback" not in told + errors
    metrics = json.loads((out / "metrics.json").read_text("utf-8"))
    assert f"test accuracy {metrics['test_accuracy']:.4f}, " in told.splitlines()[-1]


def test_a_bar_grows_while_it_trains(done):
    _, _, told, _ = done
    drawn = re.findall(
        rf"\r\[(#*)(\.*)\] +(\d+) %  step (\d+) of {STEPS}  (\S+) left  loss \d+\.\d{{4}}  \d+/s", told
    )
    assert drawn
    for full, empty, percent, step, _ in drawn:
        assert len(full + empty) == 24
        assert int(percent) == 100 * int(step) // STEPS
    steps = [int(step) for _, _, _, step, _ in drawn]
    assert steps == sorted(steps)
    assert "\r\033[K" in told  # and goes before a line is written


def test_each_epoch_has_a_line(done):
    out, _, told, _ = done
    lines = re.findall(r"epoch (\d+): loss (\S+), accuracy (\S+), validation (\S+) and (\S+?)\r?\n", told)
    history = json.loads((out / "metrics.json").read_text("utf-8"))["epochs"]
    assert [int(number) for number, *_ in lines] == [1, 2, 3]
    for (_, *figures), entry in zip(lines, history, strict=True):
        expected = [entry[name] for name in ("loss", "accuracy", "val_loss", "val_accuracy")]
        np.testing.assert_allclose([float(figure) for figure in figures], expected, atol=5.1e-5)


def test_it_leaves_all_that_a_network_consists_of(done):
    out, *_ = done
    assert read((out / "recipe.json").read_text("utf-8")) == RECIPE
    metrics = json.loads((out / "metrics.json").read_text("utf-8"))
    assert (metrics["ended"], metrics["test_count"], len(metrics["epochs"])) == ("done", 397, 3)
    names = {file.name for file in out.iterdir()}
    assert {"model.weights.h5", "checkpoint.npz", "predictions.npz", "checkpoints", "pictures"} <= names
    assert not [name for name in names if name.startswith("new-")]
    assert (out / "pictures" / "examples.png").read_bytes().startswith(b"\x89PNG")
    steps = sorted(int(file.stem) for file in (out / "checkpoints").iterdir())
    assert (steps[0], steps[-1]) == (0, STEPS)


def test_its_weights_are_those_that_were_measured(done):
    from cnnlab.datasets import digits
    from cnnlab.networks.classifier import network_of

    out, *_ = done
    model = network_of(RECIPE, (28, 28, 1), 10)
    model.load_weights(out / "model.weights.h5")
    data = digits.load()
    answers = np.asarray(model(data.x_test / np.float32(255), training=False)).argmax(axis=1)
    measured = json.loads((out / "metrics.json").read_text("utf-8"))["test_accuracy"]
    assert (answers == data.y_test).mean() == pytest.approx(measured, abs=0.003)
    assert measured > 0.6
