"""How Compare reads the events of a run that was gone on with."""

from __future__ import annotations

from cnnlab import engine
from cnnlab.engine.run_files import EventLog
from cnnlab.folders import HOME, run_folder
from cnnlab.web.classifier.compare_courses import of_run
from tests.web.made_runs import ME, made_run


def test_one_that_was_made_longer_has_its_new_length_and_no_epoch_twice(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME, str(tmp_path))
    run = made_run(status="running", epochs=3)
    start = next(event for event in engine.events(run) if event["kind"] == "start")
    # It goes on from a checkpoint after its second epoch.
    EventLog(run_folder(run)).append({**start, "steps": 80, "step": 20})
    course = of_run(engine.run(run, ME), "it")
    assert course.steps == 80
    assert [epoch.step for epoch in course.epochs] == [10, 20]
