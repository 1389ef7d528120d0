"""The mode Learn a filter: a descent while it goes on, stopped, cancelled, waiting, lost."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.web import i18n
from tests.web.learn_checks import PAGE, attempt_of, html, learned, outcome_of, texts


def test_the_kernel_is_seen_to_form(open_page):
    app = open_page(query=PAGE + "learn_preset=box")
    app.button(key="learn").click().run()
    attempt, seen = attempt_of(app), []
    attempt.call.result(60)
    while attempt.moving:
        seen.append(attempt.shown)
        app.run()
    assert seen == sorted(seen)
    assert 8 < len(set(seen)) <= 30
    assert not app.exception


def test_looking_back_shows_the_kernel_as_it_was(open_page):
    app = learned(open_page(query=PAGE + "learn_preset=box"))
    assert "Learned kernel, step 300" in html(app)
    app.select_slider[0].set_value(1).run()
    assert not app.exception
    assert "Learned kernel, step 10" in html(app)
    app.select_slider[0].set_value(0).run()
    assert "Random start" in html(app)


def test_stop_freezes_it_and_learning_can_begin_again(open_page):
    app = open_page(query=PAGE + "learn_preset=box&learn_steps=2000")
    app.button(key="learn").click().run()
    attempt = attempt_of(app)
    while not attempt.frames:
        app.run()
    app.button(key="stop_learning").click().run()
    assert not app.exception
    assert "**Stopped.**" in texts(app)
    assert attempt.call.cancel_requested or attempt.call.done()
    shown = attempt.shown
    app.run()
    assert attempt.shown == shown
    app = learned(app)
    assert attempt_of(app) is not attempt
    assert outcome_of(app).verdict == "found"


@pytest.mark.parametrize(
    ("widget", "key", "value"),
    [("slider", "learn_rate", 1.0), ("slider", "learn_seed", 5), ("selectbox", "learn_preset", "box")],
)
def test_other_settings_cancel_the_descent(open_page, widget, key, value):
    app = open_page(query=PAGE + "learn_preset=sobel_x&learn_steps=2000")
    app.button(key="learn").click().run()
    call = attempt_of(app).call
    getattr(app, widget)(key=key).set_value(value).run()
    assert not app.exception
    assert attempt_of(app) is None
    assert call.cancel_requested or call.status == "done"


def test_a_language_switch_keeps_the_descent(open_page):
    app = learned(open_page(query=PAGE + "learn_preset=box"))
    attempt = attempt_of(app)
    app.session_state["lang"] = "zh"
    app.run()
    assert not app.exception
    assert attempt_of(app) is attempt


def test_two_visitors_do_not_disturb_each_other(open_page):
    one, other = (open_page(query=PAGE + f"learn_preset={name}") for name in ("box", "sobel_y"))
    one.button(key="learn").click().run()
    other = learned(other)
    other.slider(key="learn_rate").set_value(1.0).run()
    assert attempt_of(other) is None
    attempt = attempt_of(one)
    assert not attempt.call.cancel_requested
    np.testing.assert_allclose(attempt.call.result(60).learned.kernel, 1 / 9, atol=1e-2)


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        ("off", "is being started"),
        ("starting", "is being started"),
        ("restarting", "has stopped"),
        ("ready", "turn"),
    ],
)
def test_it_says_what_it_waits_for(open_page, monkeypatch, phase, says):
    app = open_page(query=PAGE)
    state = engine.EngineState(mode="local", scheduler="ready", quick="ready", long=phase)
    monkeypatch.setattr(engine, "call_long", lambda *_: LongCall())
    monkeypatch.setattr(engine, "state", lambda: state)
    app.button(key="learn").click().run()
    assert not app.exception
    assert says in texts(app)
    assert ">?</td>" in html(app)
    app.button(key="stop_learning").click().run()
    assert "**Stopped.**" in texts(app)


def test_a_descent_that_runs_away_gets_a_sentence(open_page):
    app = learned(open_page(query=PAGE + "learn_preset=box&learn_rate=4&learn_steps=2000"))
    assert not app.exception
    assert "smaller learning rate" in app.error[0].value
    assert app.button(key="learn")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_lost_call_gets_a_sentence(open_page, monkeypatch, language):
    # The tests look at the names of options outside of the script, where no session says the language.
    monkeypatch.setattr(i18n, "browser_language", lambda: language)
    call = LongCall()
    call.fail(LabError("The calculation was stopped before it was finished."))
    monkeypatch.setattr(engine, "call_long", lambda *_: call)
    app = learned(open_page(query=PAGE + f"lang={language}"))
    assert not app.exception
    assert len(app.error) == 1


def test_a_refused_call_gets_a_sentence(open_page, monkeypatch):
    def refuse(*_):
        raise LabError("Too many calculations are waiting. Try again in a minute.")

    monkeypatch.setattr(engine, "call_long", refuse)
    app = learned(open_page(query=PAGE))
    assert not app.exception
    assert "Too many" in app.error[0].value
