"""What trainings say through the scheduler: seldom, little, and never a picture. Dask keeps it for ever."""

from __future__ import annotations

import json
import threading

import pytest

from cnnlab.engine import job_work, training_lanes, work
from cnnlab.folders import run_folder
from tests.engine.processes import until
from tests.engine.trainings import recipe

MOST_A_SECOND = 4
LARGEST = 2000
"""Bytes of a message."""


def assert_small(message):
    """It consists of plain numbers and short texts, so that no array and no picture can be in it."""
    assert len(json.dumps(message)) < LARGEST  # raises for bytes, and for numbers of NumPy
    assert all(isinstance(value, str | int | float | bool) for value in message.values())


class Clock:
    """Goes on by as much as it is told."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(job_work, "time", clock)
    return clock


@pytest.mark.parametrize("events_a_second", [3, 10, 1000])
def test_at_most_four_messages_a_second(clock, tmp_path, events_a_second):
    said = []
    report = job_work._Report(
        tmp_path,
        60,
        threading.Event(),
        lambda: False,
        lambda message: said.append((clock.now, message)),
    )
    report({"kind": "start", "steps": 10**6, "step": 0})
    seconds = 8
    for step in range(1, seconds * events_a_second + 1):
        clock.now += 1 / events_a_second
        look = {"kernels": f"kernels-{step}.png", "probabilities": [[0.1] * 10] * 8}
        kind = {"kind": "look", **look} if step % 7 == 0 else {"kind": "steps", "loss": 0.5}
        assert report({"step": step, **kind})
    times = [time for time, _ in said]
    for begin in times:
        assert sum(begin <= time < begin + 1 - 1e-6 for time in times) <= MOST_A_SECOND
    assert len(said) >= seconds * min(events_a_second, 3)  # and not so seldom that a bar would jump
    for _, message in said:
        assert_small(message)
        assert set(message) <= {"step", "steps", "ending"}
    # Everything is written down all the same.
    lines = (tmp_path / "events.jsonl").read_text().splitlines()
    assert len(lines) == seconds * events_a_second + 1


def test_the_end_is_said_without_waiting(clock, tmp_path):
    said, stop = [], threading.Event()
    report = job_work._Report(tmp_path, 60, stop, lambda: False, said.append)
    assert report({"kind": "start", "steps": 10, "step": 0})
    stop.set()
    assert not report({"kind": "steps", "step": 1})
    assert said[-1] == {"ending": True}


def test_what_a_real_training_leaves_with_the_scheduler(engine):
    run = engine.submit(recipe(epochs=3, batch_size=4), "ann")
    assert until(lambda: not engine.run(run).alive, 90)
    assert engine.run(run).status == "done"
    kinds = {event["kind"] for event in engine.events(run)}
    assert {"start", "steps", "epoch", "look"} <= kinds
    assert list((run_folder(run) / "pictures").glob("kernels-*.png"))
    topics = engine._engine._client.get_events()
    ours = [message for _, message in topics[job_work.TOPIC] if message["run"] == run]
    assert ours
    for message in ours:
        assert_small(message)
        assert set(message) <= {"run", "attempt", "step", "steps", "ending", "worker"}
    # No topic of its own, which would stay after it.
    assert not [topic for topic in topics if run in topic]
    assert {topic for topic in topics if topic.startswith("cnnlab")} <= {job_work.TOPIC, work.TOPIC}


def test_the_scheduler_tries_nothing_twice(engine):
    def allowed(dask_scheduler):
        return dask_scheduler.allowed_failures

    assert engine._engine._client.run_on_scheduler(allowed) == 0


def test_who_does_not_hear_has_ten_seconds():
    assert training_lanes.GRACE == 10
