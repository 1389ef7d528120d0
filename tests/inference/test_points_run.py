"""Points from the command line: the recipe as JSON, and what is written down."""

from __future__ import annotations

import json

import numpy as np
import pytest

from cnnlab import __main__ as command
from cnnlab.errors import LabError
from cnnlab.inference import points_run
from cnnlab.inference.points_advance import advance
from cnnlab.recipes import read, write
from cnnlab.recipes.points import PointsSpec
from cnnlab.recipes.reading import RUNNABLE

SPEC = PointsSpec(shape="drawn", units=4, layers=1, drawn=((0.5, 0.5), (-0.5, 0.25)), discriminator_steps=2)


def test_a_recipe_travels_as_json_but_pages_train_none():
    assert read(write(SPEC), RUNNABLE) == SPEC
    with pytest.raises(LabError, match="classifier"):
        read(write(SPEC))
    for drawn in ([1], [[1, "a"]], [[0.1, 0.2, 0.3]], "x", [[9, 9]]):
        with pytest.raises(LabError):
            read(json.dumps({"kind": "points", "shape": "drawn", "drawn": drawn}), RUNNABLE)


def test_a_run_takes_its_steps_and_writes_them_down(tmp_path):
    told = []
    metrics = points_run.run(SPEC, tmp_path, told.append, steps=7)
    assert metrics["steps"] == 7
    assert [event["kind"] for event in told] == ["start", "steps"]
    assert read((tmp_path / "recipe.json").read_text("utf-8"), RUNNABLE) == SPEC
    assert json.loads((tmp_path / "metrics.json").read_text("utf-8")) == metrics
    wanted = advance(SPEC, None, 21)
    with np.load(tmp_path / points_run.NAME) as held:
        np.testing.assert_array_equal(held["generator"], wanted.state.generator[0])
        np.testing.assert_allclose(held["generated"], wanted.report.generated)


def test_the_command_takes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(points_run.run, "__defaults__", (4,))
    (tmp_path / "recipe.json").write_text(write(SPEC), "utf-8")
    assert command.main(["run", str(tmp_path / "recipe.json"), "--out", str(tmp_path / "out")]) == 0
    assert "groups found" in capsys.readouterr().out
    assert (tmp_path / "out" / points_run.NAME).is_file()
