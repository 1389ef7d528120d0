"""What is kept for visitors: a few results for each, and nobody loses theirs to another's."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.web import long_results
from cnnlab.web.shelf import Shelf


def result(kilobytes: int) -> np.ndarray:
    return np.zeros(1000 * kilobytes, np.uint8)


def names(shelf: Shelf, visitor: str, asked: str) -> str:
    """Return which of some names a visitor finds."""
    return "".join(name for name in asked if shelf.get(visitor, name) is not None)


def test_a_visitor_has_so_many_and_loses_the_one_that_was_not_asked_for_longest():
    shelf = Shelf(3, 10**9)
    for name in "abc":
        shelf.put("me", name, result(1))
    assert shelf.get("me", "a") is not None
    shelf.put("me", "d", result(1))
    assert names(shelf, "me", "abcd") == "acd"


def test_one_visitor_does_not_push_out_what_another_has():
    shelf = Shelf(3, 10**9)
    shelf.put("you", "y", result(1))
    for number in range(100):
        shelf.put("me", str(number), result(1))
    assert shelf.get("you", "y") is not None
    assert len(shelf) == 4


def test_where_the_bytes_are_not_enough_whoever_has_most_of_them_loses():
    shelf = Shelf(10, 10_000)
    shelf.put("you", "y", result(2))
    for name in "abcd":
        shelf.put("me", name, result(2))
    shelf.put("she", "s", result(2))
    assert names(shelf, "me", "abcd") == "bcd"
    assert names(shelf, "you", "y") == "y"
    assert names(shelf, "she", "s") == "s"


def test_what_two_have_asked_for_is_kept_once_and_as_long_as_one_of_them_has_it():
    shelf = Shelf(1, 10**9)
    shelf.put("me", "a", result(1))
    assert shelf.get("you", "a") is not None
    shelf.put("me", "b", result(1))
    assert len(shelf) == 2
    shelf.put("you", "c", result(1))
    assert names(shelf, "me", "abc") == "bc"


@pytest.mark.parametrize("kilobytes", [5, 50])
def test_the_last_one_has_its_place_however_large_it_is(kilobytes):
    shelf = Shelf(3, 10_000)
    shelf.put("you", "y", result(9))
    shelf.put("me", "a", result(kilobytes))
    assert names(shelf, "me", "a") == "a"
    assert len(shelf) == 1


@pytest.fixture
def alone(monkeypatch):
    monkeypatch.setattr(long_results, "_made", Shelf(2, 10**9))
    monkeypatch.setattr("cnnlab.web.visitor.token", lambda: "me")


def times(number, *, report):
    if number < 0:
        raise LabError("Not that.")
    return number * 2, threading.current_thread().name


def test_a_download_is_made_on_the_long_worker_and_once(alone, monkeypatch):
    monkeypatch.setattr(engine, "call", None)
    found = long_results.fetched(times, (4,))
    assert found[0] == 8
    assert found[1].startswith("cnnlab-")
    monkeypatch.setattr(engine, "call_long", None)
    assert long_results.fetched(times, (4,)) is found


def test_a_download_that_fails_says_why(alone):
    with pytest.raises(LabError, match="Not that"):
        long_results.fetched(times, (-1,))
