"""Calls in the long lane."""

from __future__ import annotations

import statistics
import time

import numpy as np
import pytest

from cnnlab.engine import cluster as settings
from cnnlab.engine.local import LocalCluster
from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import until


def test_quick_calls_stay_quick_during_ten_seconds_of_long_work(engine):
    random = np.random.default_rng(3)
    picture, kernel = random.random((256, 256), "float32"), random.random((3, 3), "float32")
    call = engine.call_long(jobs.compute_for, 10.0)
    assert until(lambda: call.progress is not None, 60)
    seconds = []
    while call.progress.fraction < 0.9:
        began = time.perf_counter()
        engine.call(jobs.convolve_with_tensorflow, picture, kernel)
        seconds.append(time.perf_counter() - began)
    assert call.status == "running"
    assert len(seconds) >= 30
    assert statistics.median(seconds) < 0.1
    assert call.result(30) > 0


def test_reports_come_in_order_and_complete(engine):
    call = engine.call_long(jobs.report_steps, 40)
    assert call.result(60) == 40
    assert call.done()
    assert call.status == "done"
    reports = call.reports()
    assert [report.number for report in reports] == list(range(1, 41))
    assert [report.payload["step"] for report in reports] == list(range(40))
    np.testing.assert_array_equal(reports[7].payload["kernel"], np.full((3, 3), 7, "float32"))
    assert call.reports(since=38) == reports[38:]
    assert call.progress.fraction == 1.0


def test_two_calls_keep_their_reports_apart(engine):
    first, second = engine.call_long(jobs.report_steps, 5), engine.call_long(jobs.report_steps, 9)
    assert (first.result(60), second.result(60)) == (5, 9)
    assert (len(first.reports()), len(second.reports())) == (5, 9)


def test_the_scheduler_does_not_collect_topics(engine, cluster):
    engine.call_long(jobs.report_steps, 2).result(60)
    client = cluster.lanes["long"].seat.client
    before = set(client.get_events())
    for _ in range(3):
        engine.call_long(jobs.report_steps, 2).result(60)
    assert set(client.get_events()) == before


def test_cancel_ends_it_at_its_next_report(engine):
    call = engine.call_long(jobs.report_until_cancelled)
    assert until(lambda: call.progress is not None, 60)
    with pytest.raises(TimeoutError):
        call.result(0)
    restarts = engine.state().restarts
    call.cancel()
    with pytest.raises(LabError, match="stopped before it was finished"):
        call.result(8)
    assert call.status == "cancelled"
    assert engine.state().restarts == restarts
    assert engine.call_long(jobs.report_steps, 1).result(60) == 1


def test_what_a_cancelled_call_leaves_behind_arrives(engine):
    call = engine.call_long(jobs.count_until_cancelled)
    assert until(lambda: call.progress is not None, 60)
    call.cancel()
    assert call.result(8) >= 1
    assert call.status == "done"


def test_cancel_before_its_turn(engine):
    first = engine.call_long(jobs.report_until_cancelled)
    second = engine.call_long(jobs.report_until_cancelled)
    assert until(lambda: first.progress is not None, 60)
    assert second.status == "waiting"
    assert engine.state().waiting_long == 1
    second.cancel()
    with pytest.raises(LabError, match="stopped before it was finished"):
        second.result(8)
    assert second.reports() == ()
    first.cancel()
    assert until(first.done, 8)


def test_a_call_that_nobody_looks_at_is_cancelled(engine, monkeypatch):
    monkeypatch.setattr(settings, "FORGOTTEN", 0.3)
    call = engine.call_long(jobs.report_until_cancelled)
    assert until(lambda: call._status == "cancelled", 60)


def test_a_call_over_its_time_is_stopped(engine):
    call = engine.call_long(jobs.report_until_cancelled, timeout=0.3)
    with pytest.raises(LabError, match=r"took longer than 0\.3 seconds"):
        call.result(60)
    assert call.status == "failed"


def test_a_report_that_is_too_large_is_an_error(engine):
    with pytest.raises(ValueError, match="A report may have 65536 bytes"):
        engine.call_long(jobs.report_too_much).result(60)


def test_errors_of_the_function_arrive(engine):
    with pytest.raises(TypeError, match="report"):
        engine.call_long(jobs.echo, 1).result(60)


def test_a_cancelled_call_that_does_not_report_loses_its_worker(engine, monkeypatch):
    monkeypatch.setattr(settings, "GRACE", 0.3)
    call = engine.call_long(jobs.hang_without_reports)
    assert until(lambda: call.status == "running", 60)
    call.cancel()
    with pytest.raises(LabError, match="stopped before it was finished"):
        call.result(10)
    assert engine.state().lost == "long"
    assert engine.ready()  # the quick lane has not noticed


@pytest.fixture
def closed():
    """A cluster that is never started: every long call waits."""
    cluster = LocalCluster()
    yield cluster
    cluster.end_calls()


def test_a_waiting_call_that_nobody_looks_at_makes_room_for_the_next(closed, monkeypatch):
    monkeypatch.setattr(settings, "FORGOTTEN", 0.3)
    forgotten = closed.call_long(jobs.report_steps, (1,), 60)
    assert until(lambda: closed.state().waiting_long == 1 and forgotten.idle > 0.3, 30)
    call = closed.call_long(jobs.report_steps, (1,), 60)
    assert until(lambda: forgotten._status == "cancelled", 30)
    assert call.status == "waiting"
    assert until(lambda: closed.state().waiting_long == 1, 30)
    with pytest.raises(LabError, match="stopped before it was finished"):
        forgotten.result(0)


def test_a_queue_full_of_forgotten_calls_is_not_full(closed, monkeypatch):
    monkeypatch.setattr(settings, "FORGOTTEN", 0.3)
    monkeypatch.setattr(closed.lanes["long"], "limit", 3)
    forgotten = [closed.call_long(jobs.report_steps, (1,), 60) for _ in range(3)]
    assert until(lambda: closed.state().waiting_long == 3 and forgotten[-1].idle > 0.3, 30)
    call = closed.call_long(jobs.report_steps, (1,), 60)
    assert until(lambda: all(each._status == "cancelled" for each in forgotten), 30)
    assert call.status == "waiting"


def test_a_queue_full_of_calls_that_are_looked_at_is_full(closed, monkeypatch):
    monkeypatch.setattr(closed.lanes["long"], "limit", 2)
    calls = [closed.call_long(jobs.report_steps, (1,), 60) for _ in range(2)]
    assert until(lambda: closed.state().waiting_long == 2, 30)
    with pytest.raises(LabError, match="2 calculations are waiting already"):
        closed.call_long(jobs.report_steps, (1,), 60)
    assert [call.status for call in calls] == ["waiting", "waiting"]
