"""The mode Train asks a browser to come again while its run is alive, and at no other time."""

from __future__ import annotations

import pytest

from cnnlab.engine import Run
from tests.web.mode_checks import sound
from tests.web.polling import Polls
from tests.web.train.checks import ID, PAGE, RECIPE

LINK = PAGE + f"run={ID}"


@pytest.fixture
def polls(monkeypatch):
    return Polls(monkeypatch)


@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("status", ["queued", "running"])
def test_while_it_is_alive(open_page, laboratory, polls, status, mine):
    laboratory.runs[ID] = Run(ID, status, RECIPE, 0.0, position=int(status == "queued"), mine=mine)
    app = open_page("classifier", LINK)
    assert sound(app)
    assert polls.of(app.run) == [0.5]


@pytest.mark.parametrize("status", ["done", "stopped", "failed", "lost"])
def test_not_when_it_has_ended(open_page, laboratory, polls, status):
    laboratory.runs[ID] = Run(ID, status, RECIPE, 0.0, mine=True)
    app = open_page("classifier", LINK)
    assert sound(app)
    assert polls.of(app.run) == []


@pytest.mark.parametrize("query", [PAGE, LINK])
def test_not_without_a_run(open_page, laboratory, polls, query):
    app = open_page("classifier", query)  # of the link there is none, or there is no link
    assert sound(app)
    assert polls.of(app.run) == []


def test_it_ends_with_the_run_and_begins_with_the_next(open_page, laboratory, polls):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("classifier", LINK)
    assert sound(app)
    assert polls.of(app.run) == [0.5]
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    assert sound(app)
    assert polls.of(app.run) == []
    laboratory.runs[ID] = Run(ID, "queued", RECIPE, 0.0, position=1, mine=True)  # it has been made longer
    assert sound(app)
    assert polls.of(app.run) == [0.5]
    del laboratory.runs[ID]
    assert sound(app)
    assert polls.of(app.run) == []


@pytest.mark.parametrize("mode", ["use", "data", "examine"])
def test_not_in_another_mode(open_page, laboratory, polls, mode):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("classifier", LINK)
    app.session_state["cls_mode"] = mode
    assert polls.of(app.run) == []
    assert not app.exception
