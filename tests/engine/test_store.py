"""What the store keeps, whose it is, and what becomes of runs whose server has gone."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cnnlab.engine.store import Store
from cnnlab.engine.store_tables import is_owner
from cnnlab.errors import LabError
from tests.engine.processes import until

ROOT = Path(__file__).parents[2]
LEASE = 15.0


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(tmp_path, clock):
    """Return a function that makes servers on one folder; they beat when a test says so."""
    made = []

    def server() -> Store:
        made.append(Store(tmp_path / "home", clock=clock, beat=3600, lease=LEASE))
        return made[-1]

    yield server
    for each in made:
        each.close()


def add(store, status="running", owner="me", name=None):
    name = name or secrets.token_hex(16)
    store.add(name, owner)
    if status != "queued":
        assert store.change(name, status)
    return name


def test_a_run_from_its_beginning_to_its_end(server, clock):
    store = server()
    run = add(store, "queued")
    row = store.row(run)
    assert (row.status, row.created, row.started, row.ended, row.error) == ("queued", 1e9, None, None, None)
    clock.now += 5
    assert store.change(run, "running")
    clock.now += 7
    assert store.change(run, "failed", LabError("It has {n} of {what}.", n=3, what="“these”"))
    row = store.row(run)
    assert (row.status, row.started, row.ended) == ("failed", 1e9 + 5, 1e9 + 12)
    assert (row.error.message, row.error.values) == ("It has {n} of {what}.", {"n": 3, "what": "“these”"})
    assert store.change(run, "queued")
    row = store.row(run)
    assert (row.status, row.created, row.started, row.ended, row.error) == ("queued", 1e9, None, None, None)
    assert store.delete(run)
    assert store.row(run) is None
    assert not store.delete(run)
    assert not store.change(run, "done")


def test_who_owns_what(server, tmp_path):
    store = server()
    mine, other = add(store, owner="a token"), add(store, owner="another")
    assert is_owner(store.row(mine), "a token")
    assert not is_owner(store.row(mine), "another")
    assert not is_owner(store.row(mine), "")
    assert [row.id for row in store.rows_of("another")] == [other]
    # An owner without a token has no runs, even if somebody has entered one.
    assert not is_owner(store.row(add(store, owner="")), "")
    held = b"".join(path.read_bytes() for path in (tmp_path / "home").iterdir())
    assert mine.encode() in held
    assert b"a token" not in held


def test_the_newest_come_first_and_the_list_has_an_end(server):
    store = server()
    names = [add(store, "done") for _ in range(203)]
    assert [row.id for row in store.rows_of("me")] == names[:2:-1]
    assert [row.id for row in store.ended()] == names


def test_a_run_that_works_is_not_taken_up_twice(server):
    one, two = server(), server()
    run = add(one, "stopped")
    taken = []
    threads = [
        threading.Thread(target=lambda store=store: taken.append((store, store.change(run, "queued"))))
        for store in (one, two) * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [store for store, got in taken if got]
    (loser,) = {one, two} - {winner}
    assert not loser.change(run, "running")
    assert winner.change(run, "running")
    assert not winner.change(run, "queued")


def test_a_server_that_dies_loses_its_runs_and_nobody_elses(server, clock):
    dead, living, fresh = server(), server(), server()
    dead.beat()
    living.beat()
    lost = [add(dead), add(dead, "queued")]
    kept = [add(dead, "done"), add(living), add(living, "queued")]
    before = {run: living.row(run) for run in kept}
    for _ in range(7):
        clock.now += 2
        living.beat()
    assert {living.row(run).status for run in lost} == {"running", "queued"}
    clock.now += 2
    fresh.beat()  # a server that has just been started finds what another left behind
    assert [living.row(run).status for run in lost] == ["lost", "lost"]
    assert "closed" in str(living.row(lost[0]).error)
    assert living.row(lost[0]).ended == clock.now
    assert {run: living.row(run) for run in kept} == before


def test_a_server_that_is_closed_loses_its_runs_at_once(server):
    closed, living = server(), server()
    closed.serve()
    living.serve()
    mine, other, done = add(closed), add(living), add(closed, "done")
    closed.close()
    assert [living.row(run).status for run in (mine, other, done)] == ["lost", "running", "done"]
    # What was just ending is still written down.
    assert closed.change(mine, "stopped")
    assert living.row(mine).status == "stopped"


def test_who_wakes_up_finds_its_runs_and_takes_them_back(server, clock):
    sleeper, awake = server(), server()
    working, waiting = secrets.token_hex(16), secrets.token_hex(16)
    add(sleeper, name=working)
    add(sleeper, "queued", name=waiting)
    sleeper.serve(lambda: (working, waiting))
    before = [sleeper.row(run) for run in (working, waiting)]
    for _ in range(10):
        clock.now += 2
        awake.beat()
    assert {awake.row(run).status for run in (working, waiting)} == {"lost"}
    sleeper.beat()
    assert [awake.row(run) for run in (working, waiting)] == before
    awake.beat()
    assert [awake.row(run) for run in (working, waiting)] == before


def test_after_a_laptop_has_slept_nobody_judges_the_others(server, clock):
    one, two = server(), server()
    run = add(one)
    one.beat()
    two.beat()
    clock.now += 3600
    two.beat()  # both have slept; this one is the first to find that out
    assert two.row(run).status == "running"
    one.beat()
    clock.now += 14
    one.beat()
    two.beat()
    assert two.row(run).status == "running"
    for _ in range(10):  # and the other one has not woken up at all
        clock.now += 2
        two.beat()
    assert two.row(run).status == "lost"


def test_a_clock_that_is_set_back_makes_nobody_live_for_ever(server, clock):
    dead, living = server(), server()
    run = add(dead)
    dead.beat()
    living.beat()
    clock.now -= 3600
    living.beat()
    assert living.row(run).status == "running"
    clock.now += LEASE
    living.beat()
    assert living.row(run).status == "lost"


def test_a_server_ends_what_is_not_its_own_any_more(server, clock):
    one, two = server(), server()
    deleted, taken, asked, fine = (secrets.token_hex(16) for _ in range(4))
    ended = []
    for name in (deleted, taken, asked, fine):
        add(one, name=name)
    one.serve(lambda: (deleted, taken, asked, fine), ended.append)
    assert ended == []
    two.delete(deleted)
    two.ask_to_stop(asked)
    clock.now += 60
    two.beat()
    assert two.change(taken, "queued")
    one.beat()
    assert sorted(ended) == sorted([deleted, taken, asked])
    assert not one.change(taken, "done")
    assert one.row(taken).status == "queued"
    assert one.row(fine).status == "running"


def test_word_to_stop_does_not_outlive_the_run(server):
    store, run, ended = server(), secrets.token_hex(16), []
    add(store, name=run)
    store.serve(lambda: (run,), ended.append)
    store.ask_to_stop(run)
    store.change(run, "stopped")
    store.change(run, "queued")
    store.beat()
    assert ended == []


OTHER = """
import sys
from pathlib import Path
from cnnlab.engine.store import Store
store = Store(Path(sys.argv[1]), beat=0.1, lease=float(sys.argv[2]))
store.serve()
for run in sys.argv[3:]:
    store.add(run, "me")
    store.change(run, "running")
print("ready", flush=True)
sys.stdin.read()
"""


def test_two_processes_and_one_is_killed_hard(tmp_path):
    names = [secrets.token_hex(16) for _ in range(2)]
    others = [
        subprocess.Popen(
            [sys.executable, "-c", OTHER, tmp_path, "1.5", name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names  # at the same time: one of them makes the tables
    ]
    mine = Store(tmp_path, beat=0.1, lease=1.5)
    mine.serve()
    try:
        own = add(mine)
        assert all(other.stdout.readline() == "ready\n" for other in others)
        assert [mine.row(run).status for run in names] == ["running", "running"]
        os.kill(others[0].pid, signal.SIGKILL)
        assert until(lambda: mine.row(names[0]).status == "lost", 30)
        assert [mine.row(run).status for run in (own, names[1])] == ["running", "running"]
    finally:
        for other in others:
            other.kill()
            other.communicate()
        mine.close()
