"""Two trainings at a time: the second slot is for another visitor, not for one who has a training running."""

from __future__ import annotations

import pytest

from cnnlab.engine import jobs
from cnnlab.engine.inline import InlineTrainer
from tests.engine import trainings
from tests.engine.processes import until
from tests.engine.trainings import ENDLESS, recipe

PATIENCE = 120


@pytest.fixture
def lab(inline, home, monkeypatch):
    """The public functions of the engine, with two slots and trainings that only act as if."""
    monkeypatch.setattr(InlineTrainer, "slots", 2)
    inline.start()
    trainings.install()
    yield inline
    held = jobs.known()
    for run in held._alive():
        held.stop(run)
    assert until(lambda: not held._alive(), PATIENCE)
    trainings.uninstall()


def stands(lab, *runs):
    return [lab.run(run).status for run in runs]


def test_one_visitor_has_one_running_although_two_slots_are_free(lab):
    ann = [lab.submit(recipe(ENDLESS), "ann") for _ in range(3)]
    assert until(lambda: lab.events(ann[0]), PATIENCE)
    assert stands(lab, *ann) == ["running", "queued", "queued"]
    assert [lab.run(run).position for run in ann] == [0, 1, 2]
    assert (lab.state().slots, lab.state().running, lab.state().queued) == (2, 1, 2)

    bo = lab.submit(recipe(ENDLESS), "bo")  # at once, past those that wait for their owner's first
    assert until(lambda: lab.events(bo), PATIENCE)
    assert stands(lab, *ann, bo) == ["running", "queued", "queued", "running"]
    assert (lab.state().running, lab.state().queued) == (2, 2)

    cy = lab.submit(recipe(ENDLESS), "cy")
    assert stands(lab, cy) == ["queued"]
    lab.stop_run(bo, "bo")  # his slot is for the next visitor, as the first one still has one running
    assert until(lambda: stands(lab, bo, cy) == ["stopped", "running"], PATIENCE)
    assert stands(lab, *ann) == ["running", "queued", "queued"]

    lab.stop_run(ann[0], "ann")  # now it is his own second one's turn
    assert until(lambda: stands(lab, *ann, cy) == ["stopped", "running", "queued", "running"], PATIENCE)


def test_both_slots_work_at_the_same_time(lab):
    runs = [lab.submit(recipe(ENDLESS), owner) for owner in ("ann", "bo")]
    assert until(lambda: all(len(lab.events(run)) > 3 for run in runs), PATIENCE)
    counts = [len(lab.events(run)) for run in runs]
    assert until(
        lambda: all(len(lab.events(run)) > count + 3 for run, count in zip(runs, counts, strict=True)),
        PATIENCE,
    )
    assert stands(lab, *runs) == ["running", "running"]
