"""What holds for every training, inline and on real workers alike. The trainings only act as if."""

from __future__ import annotations

import threading
import time

import pytest

from cnnlab.engine import jobs, training_lanes
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from tests.engine import trainings
from tests.engine.jobs import echo
from tests.engine.processes import until
from tests.engine.trainings import (
    BREAKS,
    DEAF,
    DEAF_AND_MUTE,
    DIES,
    DISK_FULL,
    ENDLESS,
    NO_MEMORY,
    REFUSES,
    recipe,
)

PATIENCE = 60


@pytest.fixture(params=["inline", "cluster"])
def lab(request):
    """The public functions of the engine, with one slot and trainings that only act as if."""
    lab = request.getfixturevalue("inline" if request.param == "inline" else "engine")
    if request.param == "inline":
        lab.start()
        trainings.install()
        yield lab
        _stop_all()
        trainings.uninstall()
    else:
        on_trainer(lab, trainings.install)
        yield lab
        _stop_all()
        on_trainer(lab, trainings.uninstall)


def on_trainer(lab, function):
    """Call a function on the shared cluster's first worker for training, which is started for it."""
    cluster = lab._engine
    lane = cluster.lanes["train-1"]
    cluster.want("train-1")
    assert lane.wait_until_open(120)
    name = cluster._workers["train-1"].name
    workers = cluster._client.scheduler_info(n_workers=-1)["workers"]
    cluster._client.run(function, workers=[next(each for each in workers if workers[each]["name"] == name)])


def _stop_all():
    held = jobs.known()
    for run in held._alive() if held is not None else ():
        held.stop(run)
    assert held is None or until(lambda: not held._alive(), PATIENCE)


def status(lab, run):
    return lab.run(run).status


def ended(lab, run):
    assert until(lambda: not lab.run(run).alive, PATIENCE), lab.run(run)
    return lab.run(run)


def begun(lab, run):
    assert until(lambda: lab.events(run), PATIENCE), lab.run(run)


def tries(run):
    return len((run_folder(run) / "tries").read_text())


def test_a_training_is_done_and_its_events_are_kept(lab):
    run = lab.submit(recipe(), "ann")
    assert ended(lab, run).status == "done"
    assert [event.get("step") for event in lab.events(run)] == list(range(11))
    assert lab.run(run).recipe == recipe()
    assert lab.run(run).fraction == 0
    assert (lab.run(run, "ann").mine, lab.run(run, "bo").mine, lab.run(run).mine) == (True, False, False)
    assert tries(run) == 1


def test_visitors_take_turns_and_positions_say_so(lab):
    first = lab.submit(recipe(ENDLESS), "ann")
    begun(lab, first)
    waiting = [lab.submit(recipe(), owner) for owner in ("ann", "ann", "bo")]
    assert [status(lab, run) for run in (first, *waiting)] == ["running", "queued", "queued", "queued"]
    assert [lab.run(run).position for run in (first, *waiting)] == [0, 1, 3, 2]
    assert until(lambda: lab.run(first).fraction == 0.5, PATIENCE)  # said at most four times a second
    state = lab.state()
    assert (state.slots, state.running, state.queued) == (1, 1, 3)
    with pytest.raises(LabError, match="2 of your trainings are waiting already"):
        lab.submit(recipe(), "ann")
    lab.stop_run(first, "ann")
    assert [ended(lab, run).status for run in (first, *waiting)] == ["stopped", "done", "done", "done"]
    store = jobs.current()._store
    started = {run: store.row(run).started for run in waiting}
    assert sorted(waiting, key=started.__getitem__) == [waiting[0], waiting[2], waiting[1]]
    assert [tries(run) for run in (first, *waiting)] == [1, 1, 1, 1]
    assert (lab.state().running, lab.state().queued) == (0, 0)


def test_a_queue_that_is_full_says_so(lab, monkeypatch):
    monkeypatch.setattr(jobs.current()._queue, "_limit", 1)
    lab.submit(recipe(ENDLESS), "ann")
    lab.submit(recipe(), "bo")
    with pytest.raises(LabError, match="1 trainings are waiting already, and the queue takes no more"):
        lab.submit(recipe(), "cy")


def test_stop_is_heard_within_a_second(lab):
    seconds = []
    for _ in range(3):  # the machine may be busy with something else
        run = lab.submit(recipe(ENDLESS), "ann")
        begun(lab, run)
        asked = time.monotonic()
        lab.stop_run(run, "ann")
        assert ended(lab, run).status == "stopped"
        assert lab.run(run).error is None
        seconds.append(float((run_folder(run) / "heard").read_text()) - asked)
    assert min(seconds) < 1, seconds


def test_one_that_waits_is_stopped_at_once(lab):
    first, second = (lab.submit(recipe(ENDLESS), "ann") for _ in range(2))
    lab.stop_run(second, "ann")
    assert status(lab, second) == "stopped"
    assert not (run_folder(second) / "tries").exists()
    assert lab.run(first).alive


def test_a_stopped_one_goes_on_with_more_epochs(lab):
    run = lab.submit(recipe(ENDLESS), "ann")
    begun(lab, run)
    lab.stop_run(run, "ann")
    ended(lab, run)
    lab.resume(run, "ann", epochs=7)
    assert until(lambda: tries(run) == 2, PATIENCE)
    assert lab.run(run).recipe == recipe(ENDLESS, epochs=7)
    with pytest.raises(LabError):
        lab.resume(run, "ann", epochs=8)
    lab.stop_run(run, "ann")
    assert ended(lab, run).status == "stopped"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (NO_MEMORY, "The memory was not enough for this training"),
        (DISK_FULL, "The disk of the laboratory is full"),
        (BREAKS, "an error that nobody had foreseen"),
        (REFUSES, "The data set is gone."),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_the_next_is_done(lab, what, sentence):
    bad, good = lab.submit(recipe(what), "ann"), lab.submit(recipe(), "ann")
    assert ended(lab, bad).status == "failed"
    assert sentence in str(lab.run(bad).error)
    assert tries(bad) == 1
    assert ended(lab, good).status == "done"


def test_one_that_has_reached_its_time_is_stopped_and_says_so(lab, monkeypatch):
    from dataclasses import replace

    held = jobs.current()
    monkeypatch.setattr(held, "_limits", replace(held._limits, minutes=0.01))
    run = ended(lab, lab.submit(recipe(ENDLESS), "ann"))
    assert run.status == "stopped"
    assert "limit of 0.01 minutes" in str(run.error)


def test_a_recipe_beyond_the_limits_never_enters(lab):
    with pytest.raises(LabError, match="may have 200 epochs"):
        lab.submit(recipe(epochs=201), "ann")
    assert lab.runs_of("someone new") == ()


def test_one_that_is_deleted_while_it_runs_leaves_nothing(lab):
    run = lab.submit(recipe(ENDLESS), "ann")
    begun(lab, run)
    lab.delete_run(run, "ann")
    assert until(lambda: jobs.current().running == 0, PATIENCE)
    assert until(lambda: not run_folder(run).exists(), PATIENCE)
    with pytest.raises(LabError, match="There is no run"):
        lab.run(run)


def test_what_cannot_be_written_down_is_known_all_the_same_and_written_later(lab, monkeypatch):
    run = lab.submit(recipe(ENDLESS), "ann")
    begun(lab, run)
    held = jobs.current()
    change, full = held._store.change, True

    def fails(*values):
        if full:
            raise LabError("The disk is full.")
        return change(*values)

    monkeypatch.setattr(held._store, "change", fails)
    held.stop(run)
    assert until(lambda: held.standing(run) == ("stopped", None), PATIENCE)
    full = False
    assert until(lambda: held._store.row(run).status == "stopped", 30)  # at a sign of life
    assert held.standing(run) is None


def test_an_attempt_is_made_once(tmp_path, monkeypatch):
    from cnnlab.engine import job_work

    monkeypatch.setattr(job_work, "EventLog", lambda folder: None)
    monkeypatch.setattr("cnnlab.training.run", lambda *_: {"ended": "done"})
    again = [
        job_work.train(tmp_path, attempt, recipe(), 1, threading.Event(), lambda: False, print)
        for attempt in ("first", "first", "second")
    ]
    assert [each.status for each in again] == ["done", "failed", "done"]
    assert "has died" in str(again[1].error)


# On workers only


@pytest.fixture
def workers(engine, request):
    on_trainer(engine, trainings.install)
    yield engine
    _stop_all()
    on_trainer(engine, trainings.uninstall)


def test_a_worker_that_dies_fails_its_training_alone(workers):
    quick, restarts = workers.call(echo, 1), workers.state().restarts
    dead, next_one = workers.submit(recipe(DIES), "ann"), workers.submit(recipe(), "bo")
    run = ended(workers, dead)
    assert run.status == "failed"
    assert "has died; perhaps the memory was not enough" in str(run.error)
    assert len(workers.events(dead)) == 1
    assert workers.call(echo, 1) == quick
    assert (workers.state().lost, workers.state().restarts) == ("train-1", restarts + 1)
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
    from tests.engine.jobs import report_until_cancelled

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
