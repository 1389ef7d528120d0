"""Trainings on a cluster that others have started: here, the shared one. They only act as if."""

from __future__ import annotations

import time

import pytest

from cnnlab import engine as module
from cnnlab.engine.remote import shares
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from tests.engine import trainings
from tests.engine.processes import until
from tests.engine.test_remote import remote  # noqa: F401 - a fixture
from tests.engine.trainings import ENDLESS, recipe


@pytest.fixture
def far(engine, remote, monkeypatch):  # noqa: F811
    """The public functions, with the remote cluster behind them, all of whose workers only act."""
    own = engine._engine._client
    own.run(trainings.install)
    monkeypatch.setattr(module, "_engine", remote)
    assert until(lambda: remote.lanes["train"].seat is not None and remote._probed > 0, 60)
    yield module
    own.run(trainings.uninstall)


def test_its_workers_train(far):
    assert far.state().unshared is None
    run = far.submit(recipe(), "ann")
    assert until(lambda: not far.run(run).alive, 60)
    assert far.run(run).status == "done"
    assert len(far.events(run)) == 11


def test_a_training_is_stopped_there(far):
    run = far.submit(recipe(ENDLESS), "ann")
    assert until(lambda: far.events(run), 60)
    far.stop_run(run, "ann")
    assert until(lambda: far.run(run).status == "stopped", 60)


def test_workers_that_see_another_folder_are_refused(far, remote, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    monkeypatch.setattr("cnnlab.engine.probe.PATIENCE", 0.2)
    remote._probed = float("-inf")
    assert until(lambda: far.state().unshared is not None, 60)
    with pytest.raises(LabError, match="do not see the folder in which this server keeps its runs"):
        far.submit(recipe(), "ann")
    assert not (tmp_path / "runs").exists()
    monkeypatch.undo()


def test_nobody_trains_on_for_a_server_that_has_gone(far, remote):  # noqa: F811
    run = far.submit(recipe(ENDLESS), "ann")
    assert until(lambda: far.events(run), 60)
    remote.disconnect()
    assert until(lambda: far.run(run).status == "failed", 60)
    assert "connection to the calculating processes was lost" in str(far.run(run).error)
    assert until(lambda: time.time() - (run_folder(run) / "events.jsonl").stat().st_mtime > 1, 30)
    assert not (run_folder(run) / "heard").exists()


def test_trainings_leave_one_of_several_workers_free():
    anybody = {"resources": {}}
    assert shares("train", [anybody] * 3) == (None, 2)
    assert shares("train", [anybody]) == (None, 1)
    assert shares("train", [anybody, {"resources": {"train": 1}}]) == ({"train": 1}, 1)
