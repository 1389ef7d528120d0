"""Fixtures of this folder."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cnnlab import datasets, engine, pretrained
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.training import cost, course
from tests.web.train.checks import ID, PIXEL, Call, events


@pytest.fixture
def laboratory(monkeypatch):
    """Runs that are made up, and a list of what the page has asked for."""
    held = SimpleNamespace(runs={}, events=events(), metrics=None, asked=[], refuse=None)

    def run(run_id, visitor=""):
        if run_id not in held.runs:
            raise LabError("There is no run of this name here; perhaps it has been deleted.")
        return held.runs[run_id]

    def submit(recipe, owner):
        held.asked.append(("submit", recipe))
        if held.refuse:
            raise held.refuse
        held.runs[ID] = Run(ID, "running", recipe, 0.0, mine=True)
        return ID

    monkeypatch.setattr(engine, "run", run)
    monkeypatch.setattr(engine, "runs_of", lambda visitor: tuple(held.runs.values()))
    monkeypatch.setattr(engine, "submit", submit)
    monkeypatch.setattr(engine, "events", lambda run_id, since=0: held.events[since:])
    monkeypatch.setattr(engine, "metrics", lambda run_id: held.metrics)
    monkeypatch.setattr(engine, "picture", lambda run_id, name: PIXEL)
    monkeypatch.setattr(engine, "stop_run", lambda run_id, visitor: held.asked.append(("stop", run_id)))
    monkeypatch.setattr(
        engine, "resume", lambda run_id, visitor, epochs=0: held.asked.append(("resume", run_id, epochs))
    )
    monkeypatch.setattr(engine, "delete_run", lambda run_id, visitor: held.runs.pop(run_id))
    about_of = pretrained.about_of

    def about(name):
        return datasets.about(held.runs[name].recipe.data) if name in held.runs else about_of(name)

    monkeypatch.setattr(pretrained, "about_of", about)
    course._courses.clear()
    yield held
    course._courses.clear()


@pytest.fixture
def measurements(monkeypatch):
    begun: list[tuple[ClassifierRecipe, Call]] = []
    held = SimpleNamespace(begun=begun, result=cost.Cost(2.0, 0.1, 0.001, 0.001, 1000, 100, "CPU"))

    def call_long(function, recipe, timeout):
        call = Call(held.result)
        begun.append((recipe, call))
        return call

    monkeypatch.setattr(engine, "call_long", call_long)
    monkeypatch.setattr(engine, "state", lambda: SimpleNamespace(mode="local", quick="ready"))
    monkeypatch.setattr(cost, "_known", type(cost._known)())
    monkeypatch.setattr(cost, "_under_way", None)
    return held
