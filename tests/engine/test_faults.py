"""What breaks, and comes back."""

from __future__ import annotations

import os
import stat
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client, Security

from cnnlab.errors import LabError
from tests.engine import jobs
from tests.engine.processes import children_of, gone, until


def test_a_worker_that_dies_gives_one_sentence_and_is_replaced(engine):
    before, restarts = engine.call(jobs.process_id), engine.state().restarts
    with pytest.raises(LabError, match="has died and is being started again"):
        engine.call(jobs.die)
    assert engine.call(jobs.process_id, timeout=60) != before
    assert (engine.state().lost, engine.state().restarts) == ("quick", restarts + 1)


def test_a_call_that_hangs_loses_its_worker_and_those_behind_it_are_served(engine):
    before, behind = engine.call(jobs.process_id), []
    visitor = threading.Thread(target=lambda: behind.append(engine.call(jobs.process_id, timeout=60)))
    with (
        pytest.raises(LabError, match=r"took longer than 0\.5 seconds"),
        _once_running(engine, visitor.start),
    ):
        engine.call(jobs.hang, 3600, timeout=0.5)
    assert not engine.ready()
    visitor.join(60)
    assert len(behind) == 1
    assert behind != [before]


@contextmanager
def _once_running(engine, act):
    """Have another thread do `act` as soon as a call is running."""
    lane = engine._engine.lanes["quick"]
    thread = threading.Thread(target=lambda: until(lambda: not lane.free, 30) and act())
    thread.start()
    yield
    thread.join(10)


def test_a_killed_scheduler_is_back_within_ten_seconds(engine):
    scheduler = next(child for child, role in children_of(os.getpid()).items() if role == "scheduler")
    address, restarts = engine.state().address, engine.state().restarts
    waiting = threading.Thread(target=_expect_lab_error, args=(engine,))
    waiting.start()
    assert until(lambda: not engine._engine.lanes["quick"].free, 30)
    scheduler.kill()
    assert until(lambda: engine.state().scheduler == "restarting", 30)
    assert engine.state().lost == "scheduler"
    assert until(lambda: engine.state().scheduler == "ready", 30), engine.state()
    waiting.join(10)
    assert not waiting.is_alive()
    assert engine.state().address != address
    assert engine.state().restarts == restarts + 1
    assert engine.call(jobs.echo, "again", timeout=60) == "again"


def _expect_lab_error(engine):
    with pytest.raises(LabError, match="connection to the calculating processes was lost"):
        engine.call(jobs.hang, 3600)


@pytest.mark.parametrize("stranger", [None, Security.temporary()], ids=["plain", "other certificate"])
def test_strangers_are_refused(engine, stranger):
    address = engine.state().address
    if stranger is None:
        address = address.replace("tls://", "tcp://")
    with pytest.raises(OSError, match=r"certificate does not match|reset by peer|Timed out|closed"):
        Client(address, security=stranger, timeout=1.5)
    assert engine.call(jobs.echo, 1) == 1


def test_nobody_else_can_read_the_key(engine):
    folder = Path(engine.state().log)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "key.pem").stat().st_mode) == 0o600


def test_everything_listens_on_this_computer_only(engine):
    ports = [
        connection.laddr.ip
        for child in children_of(os.getpid())
        for connection in child.net_connections("inet")
        if connection.status == "LISTEN"
    ]
    assert len(ports) >= 2
    assert set(ports) == {"127.0.0.1"}


def test_a_log_stays_within_bounds(tmp_path, monkeypatch):
    from cnnlab.engine import processes

    monkeypatch.setattr(processes, "LARGEST_LOG", 1000)
    read, write = os.pipe()
    with open(write, "wb") as output:
        output.write(b"".join(b"line %d\n" % number for number in range(2000)))
    ended = []
    with open(read, "rb") as output:
        processes._keep_log(output, tmp_path / "log", lambda: ended.append(True))
    assert (tmp_path / "log").stat().st_size <= 1010
    assert (tmp_path / "log").read_bytes().endswith(b"line 1999\n")
    assert ended == [True]


def test_attempts_pause_longer_and_longer(monkeypatch):
    from cnnlab.engine import local

    now = 100.0
    monkeypatch.setattr(local.time, "monotonic", lambda: now)
    attempts, pauses = local.Attempts(), []
    for _ in range(7):
        attempts.failed("quick")
        began = now
        while not attempts.due("quick"):
            now += 1.0
        pauses.append(now - began)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert attempts.failures == 7
    assert attempts.due("long")
    attempts.succeeded("quick")
    assert attempts.failures == 0


def test_no_stray_process_is_left_by_all_this(engine):
    children = children_of(os.getpid())
    assert sorted(children.values()).count("scheduler") == 1
    assert all(not gone(child) for child in children)
