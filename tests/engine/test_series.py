"""Several trainings one after another, with a stand-in for the queue."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace

import pytest

from cnnlab.engine import series
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe

RECIPES = tuple(replace(ClassifierRecipe(), seed=seed) for seed in range(4))
ANN, BEN = "a" * 32, "b" * 32


@dataclass
class Held:
    """A run of the stand-in."""

    owner: str
    recipe: ClassifierRecipe
    alive: bool = True


class Queue:
    """Takes trainings, and ends them when it is told to."""

    def __init__(self) -> None:
        self.held: dict[str, Held] = {}
        self.refusal: LabError | None = None
        self.stopped: list[str] = []
        self.silent = False
        self.changed = threading.Condition()

    def submit(self, recipe: ClassifierRecipe, owner: str) -> str:
        with self.changed:
            self.changed.notify_all()
            if self.refusal is not None:
                raise self.refusal
            run = f"{len(self.held):032x}"
            self.held[run] = Held(owner, recipe)
            return run

    def is_alive(self, run: str) -> bool:
        if self.silent:
            raise LabError("The store does not answer.")
        return run in self.held and self.held[run].alive

    def stop_run(self, run: str, visitor: str) -> None:
        self.stopped.append(run)

    def recipes(self, owner: str = ANN) -> list[ClassifierRecipe]:
        return [held.recipe for held in self.held.values() if held.owner == owner]

    def end_last(self) -> None:
        list(self.held.values())[-1].alive = False


@pytest.fixture
def queue(monkeypatch):
    stand_in = Queue()
    monkeypatch.setattr(series, "runs", stand_in)
    monkeypatch.setattr(series, "PERIOD", 0.01)
    yield stand_in
    series.end_all_series()


def soon(holds) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_one_after_another(queue):
    series.begin_series(RECIPES, ANN)
    for count in (1, 2, 3, 4):
        soon(lambda count=count: len(queue.held) == count)
        time.sleep(0.05)
        assert len(queue.held) == count, "the next one was handed in before the last had ended"
        queue.end_last()
    soon(lambda: series.series_of(ANN) is None)
    assert queue.recipes() == list(RECIPES)


def test_a_store_that_does_not_answer_ends_nothing(queue):
    series.begin_series(RECIPES[:2], ANN)
    queue.silent = True
    time.sleep(0.05)
    assert len(queue.held) == 1, "the next one was handed in while nobody knew whether the last had ended"
    assert series.series_of(ANN) is not None
    queue.silent = False
    queue.end_last()
    soon(lambda: len(queue.held) == 2)


def test_each_visitor_has_a_series_of_their_own(queue):
    series.begin_series(RECIPES[:2], ANN)
    series.begin_series(RECIPES[2:], BEN)
    for held in queue.held.values():
        held.alive = False
    soon(lambda: len(queue.held) == 4)
    assert queue.recipes(ANN) == list(RECIPES[:2])
    assert queue.recipes(BEN) == list(RECIPES[2:])


def test_what_is_refused_at_once_begins_nothing(queue):
    queue.refusal = LabError("The queue is full.")
    with pytest.raises(LabError, match="full"):
        series.begin_series(RECIPES, ANN)
    assert series.series_of(ANN) is None


def test_what_is_refused_later_is_handed_in_again(queue):
    series.begin_series(RECIPES[:2], ANN)
    queue.refusal = LabError("The queue is full.")
    queue.end_last()
    soon(lambda: series.series_of(ANN).error is queue.refusal)
    queue.refusal = None
    soon(lambda: len(queue.held) == 2)
    soon(lambda: series.series_of(ANN) is None)


def test_patience_has_an_end(queue, monkeypatch):
    monkeypatch.setattr(series, "PATIENCE", 0.05)
    series.begin_series(RECIPES[:2], ANN)
    queue.refusal = LabError("The queue is full.")
    queue.end_last()
    soon(lambda: series.series_of(ANN) is None)
    assert len(queue.held) == 1


def test_a_run_that_was_deleted_holds_nothing_up(queue):
    series.begin_series(RECIPES[:2], ANN)
    queue.held.clear()
    soon(lambda: queue.recipes() == [RECIPES[1]])


def test_ended_by_its_visitor(queue):
    series.begin_series(RECIPES, ANN)
    series.end_series(ANN)
    queue.end_last()
    time.sleep(0.1)
    assert len(queue.held) == 1


def test_a_new_one_takes_its_place(queue):
    series.begin_series(RECIPES[:2], ANN)
    series.begin_series(RECIPES[2:], ANN)
    queue.end_last()
    soon(lambda: len(queue.held) == 3)
    assert queue.recipes() == [RECIPES[0], RECIPES[2], RECIPES[3]]


def test_what_is_handed_in_while_it_ends_is_stopped(queue, monkeypatch):
    began, may_go_on = threading.Event(), threading.Event()
    submit = queue.submit

    def slow(recipe, owner):
        began.set()
        may_go_on.wait(20)
        return submit(recipe, owner)

    series.begin_series(RECIPES[:3], ANN)
    queue.submit = slow
    queue.end_last()
    assert began.wait(20)
    series.end_series(ANN)
    may_go_on.set()
    soon(lambda: queue.stopped == [f"{1:032x}"])


def test_an_error_of_one_ends_none_of_the_others(queue):
    series.begin_series(RECIPES[:2], ANN)
    series.begin_series(RECIPES[2:], BEN)
    alive = queue.is_alive

    def broken(run):
        if queue.held[run].owner == ANN:
            raise RuntimeError("a fault")
        return alive(run)

    queue.is_alive = broken
    queue.end_last()
    soon(lambda: len(queue.recipes(BEN)) == 2)
    soon(lambda: series.series_of(ANN) is None)


def test_there_is_an_end_to_how_many(queue, monkeypatch):
    monkeypatch.setattr(series, "MOST_SERIES", 1)
    series.begin_series(RECIPES, ANN)
    with pytest.raises(LabError, match="Too many experiments"):
        series.begin_series(RECIPES, BEN)
    assert queue.recipes(BEN) == []
    series.begin_series(RECIPES, ANN)  # one's own is replaced


def test_one_that_cannot_be_stopped_ends_none_of_the_others(queue):
    began, may_go_on = threading.Event(), threading.Event()
    submit = queue.submit

    def slow(recipe, owner):
        began.set()
        may_go_on.wait(20)
        return submit(recipe, owner)

    def gone(run, visitor):
        queue.stopped.append(run)
        raise LabError("There is no run of this name here; perhaps it has been deleted.")

    series.begin_series(RECIPES[:3], ANN)
    queue.submit, queue.stop_run = slow, gone
    queue.end_last()
    assert began.wait(20)
    series.end_series(ANN)
    may_go_on.set()
    soon(lambda: queue.stopped)
    feeder = series._feeder
    series.begin_series(RECIPES[:2], BEN)
    queue.end_last()
    soon(lambda: len(queue.recipes(BEN)) == 2)
    assert series._feeder is feeder
