"""What is kept for a visitor: the same answer again, nothing large, and not too many pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from cnnlab import engine
from cnnlab.images import encoding
from cnnlab.web import encoded, memo
from tests.web.mode_checks import sound


@dataclass(frozen=True)
class Report:
    maps: dict
    others: tuple
    name: str = "x"


@pytest.fixture
def session(monkeypatch):
    state: dict = {}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def test_the_weight_of_an_answer():
    report = Report({"a": np.zeros(10, np.float32)}, (np.zeros(3), [np.zeros((2, 2), np.uint8)]))
    assert memo.weight(report) == 40 + 24 + 4


def test_a_light_answer_is_kept_and_a_heavy_one_is_not(session):
    made = []

    def make(size):
        made.append(size)
        return np.zeros(size, np.uint8)

    for signature, size in ((1, 10), (1, 10), (2, memo.LIGHT + 1), (2, memo.LIGHT + 1), (1, 10)):
        assert memo.last_light("x", signature, lambda size=size: make(size)).nbytes == size
    assert made == [10, memo.LIGHT + 1, memo.LIGHT + 1, 10]
    assert memo.weight(next(iter(session.values()))[1]) == 10


def test_pictures_are_the_same_however_often_and_bounded(session, monkeypatch):
    monkeypatch.setattr(encoded, "ALL", 3000)
    monkeypatch.setattr(encoded, "ONE", 1000)
    rng = np.random.default_rng(0)
    pictures = [rng.integers(0, 256, (size, size), np.uint8) for size in (10, 12, 20, 20, 20, 20, 40)]
    for each in (*pictures, *pictures, pictures[0]):
        assert encoded.url(each) == encoding.data_url(each)
        (kept,) = session.values()
        assert sum(map(len, kept.values())) <= 3000
        assert all(len(text) <= 1000 for text in kept.values())
    assert list(kept)[-1] == encoding.picture_id(pictures[0])


def test_what_is_kept_is_not_encoded_again(session, monkeypatch):
    picture = np.zeros((8, 8), np.uint8)
    first = encoded.url(picture)
    monkeypatch.setattr(encoding, "data_url", None)
    assert encoded.url(picture.copy()) == first


@pytest.mark.parametrize(
    ("page", "query"),
    [
        *(("pooling", f"pool_mode={mode}") for mode in ("noise", "shift", "undo", "global")),
        ("activations", "act_mode=depth"),
        ("activations", "act_mode=why&act_why=matrix"),
        ("activations", "act_mode=why&act_why=shift"),
    ],
)
def test_a_rerun_that_changes_nothing_asks_nothing(open_page, monkeypatch, page, query):
    app = open_page(page, f"{query}&size=64")
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work), call(*work))[1])
    app.run()
    assert sound(app)
    assert not calls
    key = {"pooling": "pool_window", "activations": "act_layers"}[page]
    if "depth" in query or "noise" in query:
        app.slider(key=key).set_value(3).run()
        assert len(calls) == 1
