"""Two real servers, each with real workers, on one store; one is killed, and the other one takes over."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from cnnlab import engine
from cnnlab.engine import store
from cnnlab.folders import run_folder
from cnnlab.web.training.course import course_of
from tests.engine.another_server import LEASE, another_server
from tests.engine.processes import children_of, gone, until

PATIENCE = 90
LONG = {"epochs": 200, "batch_size": 2, "examples": 1400}
"""Settings of a training that goes on for longer than the test."""
STEPS = 630
"""Of an epoch: a tenth of its pictures is for validation."""


@pytest.fixture
def servers(home):
    with another_server() as first, another_server() as second:
        yield first, second


def epochs(run):
    return [event["epoch"] for event in engine.events(run) if event["kind"] == "epoch"]


def signs(home):
    """When each server said last that it lives."""
    with closing(sqlite3.connect(home / store.NAME)) as database:
        return dict(database.execute("SELECT id, seen FROM servers"))


def test_two_servers_on_one_store_and_one_goes_on_with_what_the_other_has_lost(servers, home):
    first, second = servers
    theirs = first.ask("submit", "ann", LONG)
    mine = second.ask("submit", "bo", LONG)
    assert until(lambda: epochs(theirs) and epochs(mine), PATIENCE)

    # Each sees the other's run, and for longer than a lease neither says that it is lost.
    assert first.ask("runs of", "bo") == [mine]
    assert second.ask("runs of", "ann") == [theirs]
    began = signs(home)
    assert len(began) == 2

    def both_have_lived_on():
        for server in servers:
            assert server.ask("status", theirs, mine) == ["running", "running"]
        return all(now > began[server] + 1.5 * LEASE for server, now in signs(home).items())

    assert until(both_have_lived_on, PATIENCE)

    # One is killed with all that it has, in the middle of an epoch.
    children = children_of(first.process.pid)
    first.process.kill()
    assert until(lambda: second.ask("status", theirs) == ["lost"], 30)
    assert until(lambda: all(gone(child) for child in children), 30)
    assert second.ask("status", mine) == ["running"]
    second.ask("stop", mine, "bo")
    before = engine.events(theirs)
    done = max(epochs(theirs))
    assert engine.metrics(theirs) is None

    # The other one goes on with it, to the end.
    second.ask("resume", theirs, "ann", done + 2)
    assert until(lambda: second.ask("status", theirs) == ["done"], PATIENCE)
    assert until(lambda: second.ask("status", mine) == ["stopped"], PATIENCE)
    assert_goes_on(theirs, before, done)


def assert_goes_on(run, before, done):
    """What had been told is kept; epochs and steps go on from the checkpoint; each is in the curves once."""
    after = engine.events(run)
    assert after[: len(before)] == before
    start = after[len(before)]
    assert (start["kind"], start["steps"]) == ("start", (done + 2) * STEPS)
    assert done * STEPS <= start["step"] <= before[-1]["step"]
    later = [event for event in after[len(before) :] if event["kind"] == "epoch"]
    assert [event["epoch"] for event in later] == [done + 1, done + 2]
    assert [event["step"] for event in later] == [(done + 1) * STEPS, (done + 2) * STEPS]

    course = course_of(run, ("loss", "accuracy"))
    assert course.epochs()["x"] == [STEPS * (number + 1) for number in range(done + 2)]
    steps = course.steps()["x"]
    assert steps == sorted(set(steps))
    history = json.loads((run_folder(run) / "metrics.json").read_text())["epochs"]
    assert len(history) == done + 2
    losses = [float(f"{entry['val_loss']:.5g}") for entry in history]
    assert course.epochs()["val_loss"] == losses
