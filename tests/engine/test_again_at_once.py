"""Whoever sees that a training has ended may do something with it at once. No network is trained here."""

from __future__ import annotations

import shutil
import threading

import pytest

from cnnlab.engine import job_work, run_files, serving
from cnnlab.engine.job_work import Ended
from cnnlab.engine.jobs import Jobs
from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from tests.engine.processes import until

ANN = "a" * 32
RECIPE = ClassifierRecipe()


class Trainer:
    """Is done at once."""

    slots = 1
    refusal = None

    def __init__(self) -> None:
        self.trained: list[str] = []

    def train(self, job, minutes):
        self.trained.append(job.run)
        return Ended("done")


@pytest.fixture
def held(home):
    held = Jobs(Trainer(), limits())
    yield held
    held.close()
    serving.end()


def test_one_that_has_just_ended_is_queued_again(held):
    change, again = held._store.change, []

    def and_resume(run, status, error=None):
        changed = change(run, status, error)
        if status == "done" and not again:
            again.append(threading.Thread(target=held.resume, args=(run, ANN, RECIPE)))
            again[0].start()
            again[0].join(0.5)  # it need not have been let in yet
        return changed

    held._store.change = and_resume
    run = held.submit(RECIPE, ANN)
    assert until(lambda: held.trainer.trained == [run, run], 20)
    assert until(lambda: (held.running, held.queued, held._alive()) == (0, 0, ()), 20)
    other = held.submit(RECIPE, ANN)
    assert until(lambda: held.trainer.trained[2:] == [other], 20)
    assert until(lambda: held._store.row(run).status == "done", 20)


def test_one_whose_folder_goes_while_something_is_written_there_has_not_failed(tmp_path, monkeypatch):
    run = "1" * 32
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    run_files.write_recipe(run, RECIPE)
    folder = tmp_path / "runs" / run

    def deleted(recipe, directory, *_):
        shutil.rmtree(directory)
        (directory / "new-checkpoint.npz").write_bytes(b"")

    monkeypatch.setattr("cnnlab.training.run", deleted)
    ended = job_work.train(folder, "first", RECIPE, 1, threading.Event(), lambda: False, print)
    assert (ended.status, ended.error, ended.spoilt) == ("stopped", None, False)


def test_one_whose_recipe_cannot_be_written_is_refused_and_holds_no_place(held, monkeypatch):
    run = held.submit(RECIPE, ANN)
    assert until(lambda: held._store.row(run).status == "done", 20)

    def full(*_):
        raise LabError("The disk of the laboratory is full.")

    monkeypatch.setattr(run_files, "write_recipe", full)
    with pytest.raises(LabError, match="full"):
        held.resume(run, ANN, RECIPE)
    assert (held.running, held.queued, held._store.row(run).status) == (0, 0, "failed")
