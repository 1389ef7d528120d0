"""The mode Train: every option gives a recipe or a sentence, and every state of a run is said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnlab.engine import Run
from cnnlab.errors import LabError
from tests.web.mode_checks import sound
from tests.web.train.checks import ID, PAGE, RECIPE, component, has, progress, said


def test_a_training_under_way(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert sound(app)
    assert progress(app).startswith("Epoch 3 of 3, step 20 of 30, 800 images a second, about 1 s to go")
    assert not has(app, "cls_train")
    curves = component(app, "every")
    assert curves["epochs"]["val_accuracy"] == [0.31, 0.62]
    assert curves["steps"]["x"] == [5, 15]
    assert (curves["last"], curves["every"]) == (30, 10)
    seen = component(app, "strip")
    assert [look["step"] for look in seen["looks"]] == [0, 10, 20]
    assert seen["strip"].startswith("data:image/png;base64,")
    app.button(key="cls_stop").click().run()
    assert laboratory.asked == [("stop", ID)]


def test_who_watches_can_neither_stop_nor_delete(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=False)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert "somebody else" in said(app)
    assert not has(app, "cls_stop")
    laboratory.runs[ID] = Run(ID, "stopped", RECIPE, 0.0, mine=False)
    app.run()
    for key in ("cls_resume", "cls_delete", "cls_longer"):
        assert not has(app, key)
    assert has(app, "cls_again")


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (0, "in the queue of another server"),
        (1, "is the next"),
        (2, "one training is before"),
        (4, "3 trainings"),
    ],
)
def test_the_place_in_the_queue_is_said(open_page, laboratory, position, words):
    laboratory.events = ()
    laboratory.runs[ID] = Run(ID, "queued", RECIPE, 0.0, position=position, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert sound(app)
    assert words in progress(app)
    assert component(app, "every")["last"] == 3


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("status", ["done", "stopped", "failed", "lost"])
def test_how_it_ended_is_said_with_what_can_be_done(open_page, laboratory, status, language):
    laboratory.metrics = (
        {"test_accuracy": 0.75, "test_count": 400, "ended": status} if status == "done" else None
    )
    error = LabError("The memory was not enough.") if status == "failed" else None
    laboratory.runs[ID] = Run(ID, status, RECIPE, 0.0, error=error, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}&lang={language}")
    assert sound(app)
    assert has(app, "cls_resume") == (status != "done")
    assert has(app, "cls_longer") == (status == "done")
    for mode in ("use", "examine", "compare"):
        assert has(app, f"cls_to_{mode}") == (status == "done")
    if language == "en":
        says = {"done": "300 right: 75.0 %", "failed": "memory", "lost": "Interrupted"}
        assert says.get(status, status.title()) in said(app)


def test_resume_longer_again_and_another_seed(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "stopped", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    app.button(key="cls_resume").click().run()
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app.run()
    app.button(key="cls_longer").click().run()
    assert laboratory.asked == [("resume", ID, 0), ("resume", ID, 6)]
    assert app.session_state["cls_epochs"] == 6
    app.button(key="cls_again").click().run()
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app.run()
    app.button(key="cls_another_seed").click().run()
    assert laboratory.asked[2:] == [("submit", RECIPE), ("submit", replace(RECIPE, seed=1))]
    assert app.session_state["cls_seed"] == 1


def test_a_link_with_a_run_alone_brings_its_settings_along(open_page, laboratory):
    recipe = replace(RECIPE, data="shapes", optimizer="sgd", learning_rate=0.05)
    laboratory.runs[ID] = Run(ID, "done", recipe, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    assert app.session_state["cls_data"] == "shapes"
    assert app.session_state["cls_rate"] == 0.05
    assert not has(app, "cls_train")
    app.session_state["cls_optimizer"] = "adam"
    app.run()
    # From here on the controls are the visitor's; what differs is said.
    assert app.session_state["cls_optimizer"] == "adam"
    assert "Optimiser SGD → Adam" in said(app)
    assert has(app, "cls_train")


def test_settings_in_the_link_are_kept_beside_its_run(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}&cls_epochs=9")
    assert app.session_state["cls_epochs"] == 9
    assert "Epochs 3 → 9" in said(app)


def test_a_refusal_is_said(open_page, laboratory):
    laboratory.refuse = LabError("The queue is full.")
    app = open_page("classifier", PAGE)
    app.button(key="cls_train").click().run()
    assert sound(app)
    assert "The queue is full." in said(app)
    assert app.session_state["run"] == ""


def test_deleting_and_setting_aside(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    app.button(key="cls_aside").click().run()
    assert app.session_state["run"] == ""
    assert ID in laboratory.runs
    app.session_state["run"] = ID
    app.run()
    app.button(key="cls_delete").click().run()
    assert sound(app)
    assert not laboratory.runs
    assert app.session_state["run"] == ""


def test_the_way_into_the_network_that_was_trained(open_page, laboratory):
    laboratory.metrics = {"test_accuracy": 0.75, "test_count": 400, "ended": "done"}
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("classifier", PAGE + f"run={ID}")
    app.button("cls_to_inside").click().run()
    assert app.title[0].value == "Inside a network"
    assert (app.session_state["cls_model"], app.session_state["run"]) == ("run", ID)


@pytest.mark.parametrize("mode", ["use", "examine", "compare"])
def test_the_way_to_the_other_modes(laboratory, mode, monkeypatch):
    import streamlit

    from cnnlab.web.classifier import train_actions

    state = {"cls_runs": "f" * 32}
    monkeypatch.setattr(streamlit, "session_state", state)
    train_actions.to_mode(mode, ID)
    assert state["cls_mode"] == mode
    if mode == "compare":
        assert state["cls_runs"] == f"{'f' * 32},{ID}"
