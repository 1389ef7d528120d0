"""What is alive and yet of no use: the supervisor sees that too."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from cnnlab.engine import futures, local, processes
from cnnlab.engine.local import LocalCluster
from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import children_of, gone, until


@pytest.fixture
def scheduler(engine):
    """The process of the shared scheduler, which a test may stop: it is not left so."""
    process = next(child for child, role in children_of(os.getpid()).items() if role == "scheduler")
    yield process
    if not gone(process):
        process.resume()


def test_a_lost_connection_is_made_again(engine, cluster, scheduler):
    before = engine.state()
    cluster._client.close()
    assert until(lambda: engine.state().quick == "restarting", 30), engine.state()
    assert (engine.state().lost, engine.state().restarts) == ("scheduler", before.restarts + 1)
    assert engine.call(jobs.echo, "again", timeout=60) == "again"
    assert gone(scheduler)
    assert engine.state().log == before.log  # what was logged up to then is still there to be read


def test_a_scheduler_that_hangs_is_replaced(engine, scheduler, monkeypatch):
    monkeypatch.setattr(local, "CALM", 0.1)
    monkeypatch.setattr(local, "PULSE", 0.1)
    monkeypatch.setattr(futures, "PATIENCE", 0.5)
    restarts = engine.state().restarts
    scheduler.suspend()
    with pytest.raises(LabError, match="connection to the calculating processes was lost"):
        engine.call(jobs.echo, 1, timeout=5)
    assert until(lambda: engine.state().quick == "restarting", 30), engine.state()
    assert (engine.state().lost, engine.state().restarts) == ("scheduler", restarts + 1)
    assert gone(scheduler)
    assert engine.call(jobs.echo, "again", timeout=60) == "again"


def test_no_worker_is_restarted_because_the_scheduler_does_not_answer(engine, scheduler, monkeypatch):
    before, restarts = engine.call(jobs.process_id), engine.state().restarts
    monkeypatch.setattr(local, "PULSE", 3600.0)  # here the supervisor does not see it
    monkeypatch.setattr(futures, "PATIENCE", 0.5)
    scheduler.suspend()
    with pytest.raises(LabError, match="connection to the calculating processes was lost"):
        engine.call(jobs.echo, 1, timeout=0.3)
    scheduler.resume()
    assert engine.call(jobs.process_id) == before
    assert engine.state().restarts == restarts


def test_one_probe_without_an_answer_is_not_enough(monkeypatch):
    answers = iter([False, True, False, False])
    monkeypatch.setattr(local, "answers", lambda client: next(answers))
    monkeypatch.setattr(local, "PULSE", 0.0)
    cluster = LocalCluster()
    cluster._client = SimpleNamespace(status="running")
    assert [cluster._silent() for _ in range(4)] == [False, False, False, True]


def test_a_private_folder_that_was_cleared_away_is_made_again(engine, scheduler):
    before = engine.state()
    shutil.rmtree(before.log)
    assert until(lambda: engine.state().quick == "restarting", 30), engine.state()
    assert engine.call(jobs.echo, "again", timeout=60) == "again"  # a worker that started after that
    assert engine.state().log != before.log
    assert (Path(engine.state().log) / "key.pem").is_file()
    assert gone(scheduler)


@pytest.mark.parametrize("file", ["certificate.pem", "key.pem", "scheduler.json"])
def test_each_file_that_a_new_process_needs_is_missed(file):
    cluster = LocalCluster()
    cluster._folder = processes.make_folder()
    try:
        cluster._folder.scheduler_file.touch()
        cluster._scheduler = SimpleNamespace(alive=lambda: True)
        cluster._client, cluster._heard = SimpleNamespace(status="running"), time.monotonic()
        assert cluster._trouble() == ""
        (cluster._folder.path / file).unlink()
        assert "folder" in cluster._trouble()
    finally:
        cluster._folder.remove()


def test_a_worker_that_is_being_restarted_is_not_taken_for_a_new_one(monkeypatch):
    rehearsed, killed = [], []
    monkeypatch.setattr(local, "rehearse", rehearsed.append)
    cluster, known = LocalCluster(), {"tls://127.0.0.1:1": {"name": "quick-1"}}
    cluster._client = SimpleNamespace(
        sync=lambda *_, **__: {"workers": known}, scheduler=SimpleNamespace(identity=None)
    )
    cluster._workers["quick"] = SimpleNamespace(name="quick-1", kill=lambda: killed.append("quick-1"))
    lane = cluster.lanes["quick"]
    lane.want()
    seat = cluster.seat({"quick": 1})
    lane.open(seat)
    close = lane.close

    def close_and_be_looked_at():
        try:
            return close()
        finally:
            cluster._open_lanes()  # what the supervisor may do at just this moment

    monkeypatch.setattr(lane, "close", close_and_be_looked_at)
    cluster.restart("quick", seat, lambda: None)
    assert (rehearsed, killed) == ([], ["quick-1"])
    assert cluster.state().quick == "restarting"
    assert (cluster.state().lost, cluster.state().restarts) == ("quick", 1)
