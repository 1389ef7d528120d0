"""Real trainings on real workers: one is killed in the middle of an epoch, one is stopped, one reaches its end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cnnlab.engine import jobs
from cnnlab.folders import run_folder
from tests.engine import trainings
from tests.engine.processes import children_of, until
from tests.engine.test_jobs import on_trainer
from tests.engine.trainings import recipe

PATIENCE = 90


def kinds(engine, run):
    return [event["kind"] for event in engine.events(run)]


def trainer():
    return next(child for child, role in children_of(os.getpid()).items() if role == "trainer")


def test_killed_in_the_middle_of_an_epoch_it_goes_on_from_its_checkpoint(engine):
    run = engine.submit(recipe(epochs=200, batch_size=4), "ann")
    assert until(lambda: "epoch" in kinds(engine, run), PATIENCE), engine.run(run)
    quick = engine._engine._workers["quick"].name
    trainer().kill()
    assert until(lambda: not engine.run(run).alive, PATIENCE)
    held = engine.run(run)
    assert held.status == "failed"
    assert "has died" in str(held.error)
    before = engine.events(run)
    assert (run_folder(run) / "checkpoint.npz").is_file()
    assert engine.metrics(run) is None

    epochs = max(event["epoch"] for event in before if event["kind"] == "epoch") + 3
    engine.resume(run, "ann", epochs)
    assert until(lambda: not engine.run(run).alive, PATIENCE)
    assert engine.run(run).status == "done", engine.run(run)
    after = engine.events(run)
    assert after[: len(before)] == before
    start = after[len(before)]
    assert (start["kind"], start["steps"]) == ("start", epochs * 45)
    assert 45 <= start["step"] < start["steps"]
    assert len(engine.metrics(run)["epochs"]) == epochs
    assert engine._engine._workers["quick"].name == quick


def test_stopped_it_has_measured_what_it_had_learned(engine):
    run = engine.submit(recipe(epochs=200, batch_size=4), "ann")
    assert until(lambda: jobs.current().progress(run) > 0, PATIENCE), engine.run(run)
    engine.stop_run(run, "ann")
    assert until(lambda: not engine.run(run).alive, PATIENCE)
    assert engine.run(run).status == "stopped"
    assert engine.metrics(run)["ended"] == "stopped"
    assert 0 < engine.metrics(run)["test_accuracy"] <= 1


def test_stopped_while_its_pictures_are_drawn_it_ends_and_its_worker_goes_on(engine):
    run = engine.submit(recipe(data="shapes", clutter=0.321), "ann")
    assert until(lambda: (run_folder(run) / "attempt").exists(), PATIENCE)
    name = engine._engine._workers["train-1"].name
    engine.stop_run(run, "ann")
    assert until(lambda: not engine.run(run).alive, PATIENCE)
    assert (engine.run(run).status, engine.run(run).error) == ("stopped", None)
    assert engine.events(run) == ()
    assert engine._engine._workers["train-1"].name == name


def test_a_disk_that_is_full_is_said_and_afterwards_it_goes_on(engine):
    on_trainer(engine, trainings.fill_disk)
    run = engine.submit(recipe(), "ann")
    assert until(lambda: not engine.run(run).alive, PATIENCE)
    assert engine.run(run).status == "failed"
    assert "The disk of the laboratory is full" in str(engine.run(run).error)
    engine.resume(run, "ann")  # on a fresh worker: the old one is not to be trusted
    assert until(lambda: not engine.run(run).alive, PATIENCE)
    assert engine.run(run).status == "done"


def test_the_process_that_trains_gives_way(engine):
    engine._engine.want("train-1")
    assert engine._engine.lanes["train-1"].wait_until_open(PATIENCE)
    assert trainer().nice() > 0
    if sys.platform == "linux":
        scores = {
            role: Path(f"/proc/{child.pid}/oom_score_adj") for child, role in children_of(os.getpid()).items()
        }
        assert int(scores["trainer"].read_text()) > int(scores["worker"].read_text())
    assert {child.nice() for child, role in children_of(os.getpid()).items() if role != "trainer"} == {0}


@pytest.fixture(autouse=True)
def _nothing_left():
    yield
    held = jobs.known()
    for run in held._alive():
        held.stop(run)
    assert until(lambda: not held._alive(), PATIENCE)
