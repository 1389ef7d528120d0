"""The start page, also when something is wrong."""

from __future__ import annotations

import pytest

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.web import navigation, start


@pytest.mark.parametrize(("language", "word"), [("en", "TensorFlow is ready."), ("zh", "TensorFlow 已就绪")])
def test_it_shows_the_way_and_the_engine(open_page, language, word):
    app = open_page("start", f"lang={language}")
    assert not app.exception
    assert not app.error
    assert any(word in each.value for each in app.caption)
    assert sum("<figure>" in each.proto.body for each in app.get("html")) == len(start.LIVE) + 1


def test_every_page_has_a_card():
    pages = [name for section in navigation.SECTIONS.values() for name in section]
    assert list(start.LIVE) == pages


def test_an_engine_that_is_busy_gets_a_sentence(open_page, monkeypatch):
    def busy(*_args, **_more):
        raise LabError("Too many calls are waiting.")

    monkeypatch.setattr(engine, "call", busy)
    app = open_page("start")
    assert not app.exception
    assert app.error[0].value == "Too many calls are waiting."


def test_an_engine_that_is_not_there_yet_is_waited_for(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("start")
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("query", ["writer=" + "9" * 400, "size=0", "hand=x"])
def test_a_wrong_link(open_page, query):
    app = open_page("start", query)
    assert not app.exception
    assert app.warning


@pytest.mark.parametrize(
    ("key", "value"), [("size", "banana"), ("crop", 5), ("tone", None), ("picture", "x")]
)
def test_a_value_that_is_no_option_counts_as_the_default(open_page, key, value):
    app = open_page("start", **{key: value})
    assert not app.exception
    assert not app.error


def test_it_is_asked_once(open_page, monkeypatch):
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work), call(*work))[1])
    app = open_page("start")
    app.run()
    assert not app.exception
    assert len(calls) == 1
