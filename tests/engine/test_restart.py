"""A server ends while it trains, and another one looks after what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlab.engine import jobs
from cnnlab.folders import run_folder
from tests.engine import trainings
from tests.engine.processes import children_of, gone, until
from tests.engine.trainings import ENDLESS, recipe

ROOT = Path(__file__).parents[2]

SERVER = """
import signal, sys, time
from cnnlab import engine
from tests.engine import trainings
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
engine.start()
if sys.argv[1] == "inline":
    trainings.install()
    its = trainings.recipe(trainings.ENDLESS)
else:
    its = trainings.recipe(epochs=200, batch_size=4)
runs = [engine.submit(its, "ann"), engine.submit(its, "ann")]
while not any(event["kind"] == ("steps" if sys.argv[1] == "inline" else "epoch") for event in engine.events(runs[0])):
    time.sleep(0.05)
print(*runs, flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(request):
    scheduler = "inline" if request.param == "inline" else ""
    command = [sys.executable, "-c", SERVER, request.param]
    environment = {**os.environ, "CNNLAB_SCHEDULER": scheduler}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.fixture
def lab(inline, monkeypatch):
    """The server that comes after it, or stands beside it, with an eye for those that have died."""
    inline.start()
    monkeypatch.setattr(jobs.current()._store._lease, "length", 4.0)
    trainings.install()
    yield inline
    trainings.uninstall()


def begun(server):
    return server.stdout.readline().split()


@pytest.mark.parametrize("server", ["inline"], indirect=True)
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_alive_is_lost_and_can_go_on(lab, server, end):
    runs = begun(server)
    assert [lab.run(run).status for run in runs] == ["running", "queued"]
    server.send_signal(end)
    server.wait(30)
    assert until(lambda: [lab.run(run).status for run in runs] == ["lost", "lost"], 30)
    assert "closed while this run was under way" in str(lab.run(runs[0]).error)
    before = lab.events(runs[0])
    assert before[0]["kind"] == "start"
    lab.resume(runs[0], "ann")
    assert until(lambda: lab.run(runs[0]).status == "running", 30)
    assert until(lambda: len(lab.events(runs[0])) > len(before), 30)
    lab.stop_run(runs[0], "ann")
    assert until(lambda: lab.run(runs[0]).status == "stopped", 30)
    assert lab.events(runs[0])[: len(before)] == before


@pytest.mark.parametrize("server", ["inline"], indirect=True)
def test_two_servers_side_by_side_leave_one_another_alone(lab, server):
    theirs = begun(server)[0]
    mine = lab.submit(recipe(ENDLESS), "bo")
    assert until(lambda: lab.events(mine), 30)
    count = len(lab.events(theirs))
    assert until(lambda: len(lab.events(theirs)) > count + 100, 60)  # longer than a lease
    assert lab.run(theirs).status == lab.run(mine).status == "running"
    lab.stop_run(theirs, "ann")  # by the store, at the other's next sign of life
    assert until(lambda: lab.run(theirs).status == "stopped", 30)
    assert lab.run(mine).status == "running"
    lab.delete_run(mine, "bo")
    assert until(lambda: not run_folder(mine).exists(), 30)


@pytest.mark.parametrize("server", ["processes"], indirect=True)
def test_no_process_trains_on_after_its_server_was_killed(lab, server):
    run = begun(server)[0]
    children = children_of(server.pid)
    assert "trainer" in children.values()
    server.kill()
    assert until(lambda: all(gone(child) for child in children), 30)
    assert until(lambda: lab.run(run).status == "lost", 30)
    assert (run_folder(run) / "checkpoint.npz").is_file()
    assert any(event["kind"] == "epoch" for event in lab.events(run))
