"""Turns: against a plain model, and what they promise."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.engine.fair_queue import MOST_RUNNING, MOST_WAITING, FairQueue
from cnnlab.errors import LabError

OWNERS = ("ann", "bo", "cy", "di")
moves = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(OWNERS)),
        st.tuples(st.sampled_from(["take", "end", "remove"]), st.integers(0, 5)),
    ),
    max_size=60,
)


@given(moves, st.integers(1, 9))
def test_it_promises_what_it_says(steps, limit):
    queue, waiting, running, served = FairQueue(limit), [], {}, 0
    turns = dict.fromkeys(OWNERS, 0)  # when each had his last turn, or began to wait
    for number, (move, what) in enumerate(steps, 1):
        if move == "add":
            mine = [run for run, owner in waiting if owner == what]
            if len(mine) >= MOST_WAITING or len(waiting) >= limit:
                with pytest.raises(LabError):
                    queue.add(f"run {number}", what)
                continue
            queue.add(f"run {number}", what)
            if not mine:
                turns[what] = number
            waiting.append((f"run {number}", what))
        elif move == "take":
            free = [owner for _, owner in waiting if list(running.values()).count(owner) < MOST_RUNNING]
            run = queue.take()
            if not free:
                assert run is None
                continue
            owner = min(free, key=turns.__getitem__)
            assert run == next(each for each, whose in waiting if whose == owner)
            waiting.remove((run, owner))
            running[run], turns[owner], served = owner, number, served + 1
        elif move == "end" and running:
            run = list(running)[what % len(running)]
            queue.end(run)
            del running[run]
        elif move == "remove" and waiting:
            run, owner = waiting[what % len(waiting)]
            assert queue.remove(run)
            assert not queue.remove(run)
            waiting.remove((run, owner))
        assert (queue.waiting, queue.running) == (len(waiting), len(running))
        assert all(queue.position(run) == 0 for run in running)
        assert sorted(queue.position(run) for run, _ in waiting) == list(range(1, len(waiting) + 1))
        assert all(count <= MOST_RUNNING for count in Counter(running.values()).values())


@given(st.lists(st.sampled_from(OWNERS), max_size=8))
def test_with_one_slot_the_position_is_when_its_turn_comes(owners):
    queue = FairQueue(100)
    for number, owner in enumerate(owners):
        try:
            queue.add(f"{owner} {number}", owner)
        except LabError:
            continue
    names = [f"{owner} {number}" for number, owner in enumerate(owners)]
    expected = sorted((name for name in names if queue.position(name)), key=queue.position)
    taken = []
    while (run := queue.take()) is not None:
        taken.append(run)
        queue.end(run)
    assert taken == expected


def test_nobody_waits_for_a_visitor_who_sends_many():
    queue = FairQueue(30)
    for run in ("a1", "a2"):
        queue.add(run, "ann")
    queue.add("b1", "bo")
    order = []
    for _ in range(3):
        order.append(queue.take())
        queue.end(order[-1])
        if len(order) == 1:
            queue.add("a3", "ann")
    assert order == ["a1", "b1", "a2"]


def test_each_refusal_says_why():
    queue = FairQueue(3)
    for number in range(MOST_WAITING):
        queue.add(f"a{number}", "ann")
    with pytest.raises(LabError, match="2 of your trainings are waiting already"):
        queue.add("a3", "ann")
    queue.add("b1", "bo")
    with pytest.raises(LabError, match="3 trainings are waiting already, and the queue takes no more"):
        queue.add("c1", "cy")
