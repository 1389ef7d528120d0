"""What holds for every training, inline and on real workers alike. The trainings only act as if."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import replace

import pytest

from cnnlab.engine import jobs, run_files, serving, training_lanes
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from tests.engine import trainings
from tests.engine.processes import until
from tests.engine.trainings import (
    BREAKS,
    DISK_FULL,
    ENDLESS,
    LOADS,
    MEASURES,
    NO_MEMORY,
    REFUSES,
    recipe,
)

PATIENCE = 120


@pytest.fixture(params=["inline", "cluster"])
def lab(request):
    """The public functions of the engine, with one slot and trainings that only act as if."""
    lab = request.getfixturevalue("inline" if request.param == "inline" else "engine")
    if request.param == "inline":
        lab.start()
        trainings.install()
        yield lab
        stop_all()
        trainings.uninstall()
    else:
        on_trainer(lab, trainings.install)
        yield lab
        stop_all()
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


def stop_all():
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
    assert sorted(seconds)[1] < 1, seconds
    assert max(seconds) < training_lanes.GRACE, seconds


def test_stop_is_heard_while_pictures_are_loaded(lab, monkeypatch):
    monkeypatch.setattr(training_lanes, "GRACE", 3)
    run = lab.submit(recipe(LOADS), "ann")
    assert until(lambda: (run_folder(run) / "tries").exists(), PATIENCE)
    lab.stop_run(run, "ann")
    assert ended(lab, run).status == "stopped"
    assert lab.run(run).error is None
    assert (run_folder(run) / "heard").exists()


def test_one_that_is_stopped_while_it_is_measured_is_done(lab, monkeypatch):
    monkeypatch.setattr(training_lanes, "GRACE", 1.5)
    run = lab.submit(recipe(MEASURES), "ann")
    assert until(lambda: len(lab.events(run)) == 2, PATIENCE)
    lab.stop_run(run, "ann")
    assert ended(lab, run).status == "done", lab.run(run).error


def test_one_that_waits_at_another_server_has_no_place_in_this_queue(lab):
    run = secrets.token_hex(16)
    run_files.write_recipe(run, recipe())
    held = jobs.current()
    held._store.add(run, "ann")
    try:
        assert (lab.run(run).status, lab.run(run).position) == ("queued", 0)
    finally:
        held._store.delete(run)


def test_one_whose_turn_has_come_is_not_said_to_be_elsewhere(lab, monkeypatch):
    held = jobs.current()
    row = held._store.row
    run = lab.submit(recipe(ENDLESS), "ann")
    begun(lab, run)
    # As it is seen by who has read the store a moment ago.
    monkeypatch.setattr(held._store, "row", lambda name: replace(row(name), status="queued"))
    monkeypatch.setattr(serving, "begin", lambda *_: held._store)
    assert lab.run(run).position == 1


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
