"""The engine without processes."""

from __future__ import annotations

import os

import pytest

from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import until


def test_a_call_runs_here(inline):
    assert inline.call(jobs.process_id) == os.getpid()
    assert inline.ready()
    assert inline.state().mode == "inline"


def test_errors_arrive_as_themselves(inline):
    with pytest.raises(LabError, match="choose 3 or more"):
        inline.call(jobs.refuse, 1)
    with pytest.raises(ZeroDivisionError):
        inline.call(jobs.fail, "x")


def test_a_long_call_reports(inline):
    call = inline.call_long(jobs.report_steps, 4)
    assert call.result(10) == 4
    assert [report.payload["step"] for report in call.reports()] == [0, 1, 2, 3]


def test_a_long_call_is_cancelled(inline):
    call = inline.call_long(jobs.report_until_cancelled)
    assert until(lambda: call.progress is not None, 30)
    call.cancel()
    with pytest.raises(LabError, match="stopped before it was finished"):
        call.result(10)
    assert call.status == "cancelled"


def test_a_long_call_that_is_cancelled_may_leave_something_behind(inline):
    call = inline.call_long(jobs.count_until_cancelled)
    assert until(lambda: call.progress is not None, 30)
    call.cancel()
    assert call.result(10) == len(call.reports()) >= 1
    assert call.status == "done"


def test_a_long_call_fails(inline):
    call = inline.call_long(jobs.fail, "x")
    with pytest.raises(TypeError, match="report"):
        call.result(10)
    assert call.status == "failed"


def test_stop_refuses_until_it_is_started_again(inline):
    inline.start()
    inline.start()
    inline.stop()
    inline.stop()
    assert inline.state().quick == "off"
    with pytest.raises(LabError, match="is closing"):
        inline.call(jobs.echo, 1)
    inline.start()
    assert inline.call(jobs.echo, 1) == 1


def test_a_setting_that_makes_no_sense_is_said(fresh, monkeypatch):
    monkeypatch.setenv("CNNLAB_SCHEDULER", "somewhere")
    with pytest.raises(LabError, match="CNNLAB_SCHEDULER is “somewhere”"):
        fresh.start()
