"""The mode Compare asks a browser to come again while one of its runs is alive, and at no other time."""

from __future__ import annotations

import pytest

from cnnlab.recipes.experiments import EXPERIMENTS
from tests.web.made_runs import made_run
from tests.web.mode_checks import sound
from tests.web.polling import Polls

NAME = "sigmoid_relu"
ARMS = EXPERIMENTS[NAME].arms


@pytest.fixture
def polls(monkeypatch):
    return Polls(monkeypatch)


@pytest.mark.parametrize(
    ("statuses", "expected"), [(("done", "running"), 1), (("done", "lost", "failed"), 0)]
)
def test_runs(open_compare, me, polls, statuses, expected):
    runs = [made_run(owner=me, status=status, epochs=1) for status in statuses]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}", me)
    assert sound(app)
    assert len(polls.of(app.run)) == expected


@pytest.mark.parametrize(("last", "expected"), [("running", 1), ("done", 0), ("stopped", 0)])
def test_an_experiment(open_compare, me, polls, last, expected):
    statuses = ["done"] * (len(ARMS) - 1) + [last]
    runs = [
        made_run(arm.recipe, me, status=status, epochs=1) for arm, status in zip(ARMS, statuses, strict=True)
    ]
    app = open_compare(f"cls_experiment={NAME}&cls_arms={','.join(runs)}", me)
    assert sound(app)
    assert len(polls.of(app.run)) == expected


def test_what_was_measured_beforehand(open_compare, me, polls):
    app = open_compare(f"cls_experiment={NAME}", me)
    assert sound(app)
    assert polls.of(app.run) == []
