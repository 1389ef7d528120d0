"""The queue before a worker, without one."""

from __future__ import annotations

import threading

import pytest

from cnnlab.engine.lanes import Lane, Seat
from cnnlab.errors import LabError
from tests.engine.processes import until

SEAT = Seat(client=None, resources=None)


def _queue_up(lane, order, number):
    def visit():
        with lane.turn(30):
            order.append(number)

    thread = threading.Thread(target=visit)
    thread.start()
    assert until(lambda: lane.waiting == number, 30)
    return thread


def test_first_come_first_served():
    lane, order = Lane("quick", limit=64), []
    lane.open(SEAT)
    with lane.turn(1) as seat:
        assert seat is SEAT
        threads = [_queue_up(lane, order, number) for number in range(1, 9)]
        assert order == []
    for thread in threads:
        thread.join(10)
    assert order == list(range(1, 9))


def test_a_full_queue_refuses():
    lane, order = Lane("quick", limit=3), []
    threads = [_queue_up(lane, order, number) for number in range(1, 4)]
    with pytest.raises(LabError, match="3 calculations are waiting already"), lane.turn(30):
        pytest.fail("there was no room")
    lane.open(SEAT)
    for thread in threads:
        thread.join(10)
    assert sorted(order) == [1, 2, 3]


def test_as_many_at_a_time_as_there_are_places():
    lane = Lane("quick", limit=3)
    lane.open(Seat(client=None, resources=None, places=2))
    with lane.turn(1), lane.turn(1), pytest.raises(LabError, match="waited 0 seconds"), lane.turn(0.01):
        pytest.fail("there was no third place")


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda lane: None, "is still starting"),
        (lambda lane: (lane.open(SEAT), lane.close()), "is being started again"),
        (lambda lane: lane.end(), "is closing"),
    ],
)
def test_what_those_are_told_who_get_no_turn(prepare, sentence):
    lane = Lane("quick", limit=3)
    prepare(lane)
    with pytest.raises(LabError, match=sentence), lane.turn(0.01):
        pytest.fail("the lane was not open")
    assert lane.waiting == 0


def test_a_turn_that_is_no_longer_wanted():
    lane, wanted, got = Lane("long", limit=3), [True], []

    def visit():
        with lane.turn(None, lambda: bool(wanted)) as seat:
            got.append(seat)

    thread = threading.Thread(target=visit)
    thread.start()
    assert until(lambda: lane.waiting == 1, 30)
    wanted.clear()
    lane.nudge()
    thread.join(10)
    assert got == [None]


def test_the_end_reaches_those_who_wait():
    lane, told = Lane("quick", limit=3), []

    def visit():
        try:
            with lane.turn(None):
                pass
        except LabError as error:
            told.append(str(error))

    thread = threading.Thread(target=visit)
    thread.start()
    assert until(lambda: lane.waiting == 1, 30)
    lane.end()
    thread.join(10)
    assert len(told) == 1


def test_phases():
    lane = Lane("long", limit=3)
    phases = [lane.phase]
    for change in (lane.want, lambda: lane.open(SEAT), lane.close, lane.end):
        change()
        phases.append(lane.phase)
    assert phases == ["off", "starting", "ready", "restarting", "off"]
