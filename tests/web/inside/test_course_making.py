"""The page Inside, mode Time machine: what the network says to many pictures is made, and made anew."""

from __future__ import annotations

import shutil
from time import monotonic, sleep

import pytest

from cnnlab import pretrained
from cnnlab.inference import course_stock
from tests.inference.course_folders import NAME, own_models
from tests.web.inside.course_checks import MODE, PATIENCE, given, until
from tests.web.mode_checks import sound


@pytest.fixture(autouse=True)
def copies(_models, tmp_path, monkeypatch):
    return own_models(tmp_path, monkeypatch)


def test_before_it_is_made_the_rest_is_there_and_then_it_comes(open_page):
    app = open_page("inside", MODE)
    assert sound(app)
    data = given(app)
    assert data["stock"] is None
    assert data["accuracy"] is None
    assert data["captions"]["waiting"] == "Being computed …"
    end = monotonic() + PATIENCE
    while not course_stock.made(NAME):
        assert monotonic() < end
        sleep(0.05)
    while given(app)["stock"] is None:
        assert monotonic() < end
        app.run()
    assert sound(app)
    assert given(app)["own"] is not None


def test_what_is_gone_or_no_longer_fits_is_made_once_more(open_page, copies):
    app = open_page("inside", MODE)
    until(app, lambda data: data["stock"] is not None)
    # Others needed the room.
    course_stock.forget(NAME)
    app.run()
    assert given(app)["stock"] is None
    until(app, lambda data: data["stock"] is not None)
    # It learns on, and leaves a copy before its weights are written.
    last = max(copies.glob("*.npz"), key=lambda file: int(file.stem))
    shutil.copy(last, copies / f"{int(last.stem) + 1}.npz")
    app.run()
    assert given(app)["stock"] is None
    until(app, lambda data: data["stock"] is not None)
    data = given(app)
    assert len(data["steps"]) == len(data["accuracy"]) == 11


def test_what_another_visitor_made_of_more_copies_is_not_mixed_in(open_page, copies, monkeypatch):
    course_stock.make(NAME, pretrained.stamp(NAME))
    taken, find = [], course_stock.find

    def later(name, steps):
        if not taken:
            last = max(copies.glob("*.npz"), key=lambda file: int(file.stem))
            shutil.copy(last, copies / f"{int(last.stem) + 1}.npz")
            course_stock.make(NAME, pretrained.stamp(NAME))
        taken.append(steps)
        return find(name, steps)

    monkeypatch.setattr(course_stock, "find", later)
    app = open_page("inside", MODE)
    assert sound(app)
    assert taken[0] == 10
    until(app, lambda data: data["stock"] is not None)
    assert len(given(app)["accuracy"]) == 11


def test_a_failure_is_said_where_the_panel_would_be(open_page, monkeypatch):
    def failing(features):
        raise RuntimeError("nobody had foreseen this")

    monkeypatch.setattr(course_stock, "aligned", failing)
    app = open_page("inside", MODE)
    end = monotonic() + PATIENCE
    while "nobody had foreseen" not in given(app)["captions"]["waiting"]:
        assert monotonic() < end
        app.run()
    assert not app.exception
    assert given(app)["stock"] is None
