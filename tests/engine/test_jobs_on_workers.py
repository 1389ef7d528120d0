"""What holds for trainings on real workers alone. The trainings only act as if."""

from __future__ import annotations

import pytest

from cnnlab.engine import training_lanes
from cnnlab.folders import run_folder
from tests.engine import trainings
from tests.engine.jobs import echo, report_until_cancelled
from tests.engine.processes import until
from tests.engine.test_jobs import PATIENCE, begun, ended, on_trainer, status, stop_all, tries
from tests.engine.trainings import DEAF, DEAF_AND_MUTE, DIES, ENDLESS, recipe


@pytest.fixture
def workers(engine, request):
    on_trainer(engine, trainings.install)
    yield engine
    stop_all()
    on_trainer(engine, trainings.uninstall)


def test_a_worker_that_dies_fails_its_training_alone(workers):
    quick, restarts = workers.call(echo, 1), workers.state().restarts
    dead, next_one = workers.submit(recipe(DIES), "ann"), workers.submit(recipe(), "bo")
    run = ended(workers, dead)
    assert run.status == "failed"
    assert "has died; perhaps the memory was not enough" in str(run.error)
    assert len(workers.events(dead)) == 1
    assert workers.call(echo, 1) == quick
    # Counted by who watches over the processes, a moment after the training has failed.
    assert until(lambda: workers.state().restarts == restarts + 1, PATIENCE)
    assert workers.state().lost == "train-1"
    assert workers.state().quick == "ready"
    assert ended(workers, next_one).status == "done"  # really trained: the new worker knows no acting
    assert tries(dead) == 1


@pytest.mark.parametrize("what", [DEAF, DEAF_AND_MUTE])
def test_one_that_does_not_hear_loses_its_worker_after_the_grace(workers, what, monkeypatch):
    monkeypatch.setattr(training_lanes, "GRACE", 0.5)
    run = workers.submit(recipe(what), "ann")
    assert until(lambda: (run_folder(run) / "tries").exists(), PATIENCE)
    workers.stop_run(run, "ann")
    assert ended(workers, run).status == "stopped"
    assert "did not hear that it was to end" in str(workers.run(run).error)
    assert workers.ready()


def test_a_long_call_and_a_training_run_at_the_same_time(workers):
    run = workers.submit(recipe(ENDLESS), "ann")
    begun(workers, run)
    call = workers.call_long(report_until_cancelled)
    assert until(lambda: call.progress is not None, PATIENCE)
    assert status(workers, run) == "running"
    call.cancel()


def test_a_worker_that_has_done_many_is_replaced_and_nothing_is_said_to_be_lost(workers, monkeypatch):
    monkeypatch.setattr(training_lanes, "MOST_TRAININGS", 1)
    before, name = workers.state(), workers._engine._workers["train-1"].name
    assert ended(workers, workers.submit(recipe(), "ann")).status == "done"
    assert until(lambda: workers._engine._workers.get("train-1") is not None, PATIENCE)
    assert until(lambda: workers._engine._workers["train-1"].name != name, PATIENCE)
    assert (workers.state().restarts, workers.state().lost) == (before.restarts, before.lost)
