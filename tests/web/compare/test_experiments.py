"""The mode Compare of the Classifier page: experiments, runs, wrong links, programs, downloads."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes import experiments as experiment_recipes
from cnnlab.recipes.experiments import EXPERIMENTS, Arm
from cnnlab.recipes.layers import Layer
from cnnlab.web.classifier import compare_courses, compare_experiment
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier.compare_courses import digest, measured_beforehand
from cnnlab.web.classifier.experiment_answers import QUESTIONS
from cnnlab.web.classifier.experiment_questions import closing_question
from cnnlab.web.classifier.experiment_words import ARMS, CHANGES, LOOK, TITLES
from tests.web.compare.checks import bars, buttons, words
from tests.web.made_runs import OTHER, made_run
from tests.web.mode_checks import bodies, sound


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_each_experiment(open_compare, me, name, language):
    app = open_compare(f"cls_experiment={name}&lang={language}", me)
    assert sound(app)
    assert not app.warning
    assert "cls_experiment_run" in buttons(app)
    assert not any("{" in each.value for each in app.caption)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_everything_is_in_words(name):
    arms = [arm.name for arm in EXPERIMENTS[name].arms]
    assert list(ARMS[name]) == arms
    assert name in TITLES
    assert name in CHANGES
    assert name in LOOK
    assert set(QUESTIONS) == set(EXPERIMENTS)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_what_was_measured_beforehand_is_of_these_recipes(name):
    file = compare_courses._file(name)
    assert list(file["arms"]) == [arm.name for arm in EXPERIMENTS[name].arms]
    for arm in EXPERIMENTS[name].arms:
        held = file["arms"][arm.name]
        assert held["recipe"] == digest(arm.recipe), "run python -m benchmarks.experiments again"
        assert len(held["epochs"]) == arm.recipe.epochs
        assert all(len(epoch) == len(compare_courses.COLUMNS) for epoch in held["epochs"])


def test_what_was_measured_is_small():
    # Those of the GAN page are measured by their own.
    files = [file for file in compare_courses.FOLDER.glob("*.json") if not file.stem.startswith("gan_")]
    assert {file.stem for file in files} == set(EXPERIMENTS)
    assert sum(file.stat().st_size for file in files) < 100_000


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_closing_question_has_its_answer(name):
    experiment = EXPERIMENTS[name]
    courses = [measured_beforehand(name, arm.name, arm.recipe, arm.name) for arm in experiment.arms]
    question = closing_question(experiment, courses)
    assert question.answer in question.options
    assert "{" not in question.reveal
    # By the visitor's own result, where there is one.
    worse = [replace(course, test_accuracy=0.05) for course in courses]
    assert closing_question(experiment, worse).answer in question.options
    unfinished = [replace(course, test_accuracy=None) for course in courses]
    assert closing_question(experiment, unfinished) == question


def test_effects_are_to_be_seen():
    def test_of(name, arm):
        return measured_beforehand(name, arm, EXPERIMENTS[name].arms[0].recipe, arm).test_accuracy

    assert test_of("little_data", "augmentation") > test_of("little_data", "nothing") + 0.03
    assert test_of("kernel_size", "size_1") + 0.3 < test_of("kernel_size", "size_3")
    assert test_of("rate_too_high", "high") < 0.2 < test_of("rate_too_high", "low")
    assert test_of("unscaled", "unscaled") < 0.2 < test_of("unscaled", "normalised")
    assert test_of("sigmoid_relu", "sigmoid") < 0.2 < test_of("sigmoid_relu", "sigmoid_norm")
    assert test_of("batch_size", "batch_512") + 0.05 < test_of("batch_size", "batch_16")
    assert test_of("shortcut", "cue") < 0.2 < test_of("shortcut", "plain")
    assert test_of("dense_conv", "dense") + 0.2 < test_of("dense_conv", "dense_shift")
    shuffled = measured_beforehand("shuffled", "shuffled", ClassifierRecipe(), "")
    assert shuffled.test_accuracy < 0.2
    assert shuffled.epochs[-1].accuracy > 0.8


def test_first_paint_is_what_was_measured_beforehand(open_compare, me):
    app = open_compare("", me)
    assert "Measured beforehand" in words(app)
    assert bars(app).count("class='fill'") == 6
    assert app.get("plotly_chart")
    table = app.dataframe[0].value
    assert next(iter(table["name"])) == "100 digits"
    assert table["test"].notna().all()
    cards = next(body for body in bodies(app) if "cls-cards" in body)
    assert cards.count("<a href=") == len(EXPERIMENTS)


def test_another_seed_was_not_measured(open_compare, me):
    app = open_compare("cls_experiment_seed=5", me)
    assert sound(app)
    assert "Measured beforehand" not in words(app)
    assert "not trained yet" in bars(app)


@pytest.mark.parametrize("measure", p.MEASURE.options)
@pytest.mark.parametrize("axis", p.AXIS.options)
def test_every_chart(open_compare, me, axis, measure):
    app = open_compare(f"cls_axis={axis}&cls_measure={measure}&cls_training_curves=false", me)
    assert sound(app)
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert len(figure["data"]) == 6
    for trace in figure["data"]:
        assert list(trace["x"]) == sorted(trace["x"])


def test_covered_while_a_question_is_open(open_compare, me):
    app = open_compare("cls_experiment=unscaled", me)
    app.get_by_key("classifier_question").set_value("experiment_unscaled").run()
    assert sound(app)
    assert not app.dataframe
    assert not app.get("plotly_chart")
    assert not any("cls-bars" in body for body in bodies(app))
    assert "is covered" in words(app)
    app.radio(key="guess_experiment_unscaled").set_value("chance").run()
    app.button(key="reveal_experiment_unscaled").click().run()
    assert sound(app)
    assert app.dataframe


def test_runs_of_the_same_recipes_are_the_experiments(open_compare, me):
    first, second = EXPERIMENTS["shuffled"].arms
    older = made_run(first.recipe, me, accuracy=0.5)
    newer = made_run(first.recipe, me, accuracy=0.75)
    app = open_compare("cls_experiment=shuffled", me)
    assert sound(app)
    assert app.session_state["cls_arms"] == newer
    assert older not in app.session_state["cls_arms"]
    assert "75.0 %" in bars(app)
    assert "not trained yet" in bars(app)
    assert app.button(key="cls_experiment_run").label == "Train what is missing"
    made_run(second.recipe, me, accuracy=0.1)
    app.run()
    assert "cls_experiment_again" in buttons(app)


def test_who_has_the_link_sees_the_runs(open_compare, me):
    runs = [made_run(arm.recipe, OTHER, accuracy=0.35) for arm in EXPERIMENTS["shuffled"].arms]
    app = open_compare(f"cls_experiment=shuffled&cls_arms={','.join(runs)}", me)
    assert sound(app)
    assert bars(app).count("35.0 %") > 2
    other = open_compare("cls_experiment=shuffled", me)
    assert "35.0 %" not in bars(other)


def test_somebody_elses_run_under_way_cannot_be_stopped(open_compare, me):
    run = made_run(EXPERIMENTS["shuffled"].arms[0].recipe, OTHER, "running", epochs=1)
    app = open_compare(f"cls_experiment=shuffled&cls_arms={run}", me)
    assert sound(app)
    assert "you are watching" in words(app)
    assert not buttons(app) & {"cls_experiment_stop", "cls_experiment_run", "cls_experiment_again"}


def test_a_refusal_is_said(open_compare, me, monkeypatch):
    def refuse(recipes, owner):
        raise LabError("Too many experiments are under way. Try again when some of them have ended.")

    monkeypatch.setattr(engine, "begin_series", refuse)
    app = open_compare("cls_experiment=shuffled", me)
    app.button(key="cls_experiment_run").click().run()
    assert not app.exception
    assert "Too many experiments" in app.warning[0].value


def test_an_experiment_from_beginning_to_end(open_compare, me, monkeypatch):
    small = ClassifierRecipe(
        examples=40, epochs=2, batch_size=8, layers=(Layer("conv", 2), Layer("global_pool")), seed=3
    )
    arms = (Arm("true", small), Arm("shuffled", replace(small, shuffle_labels=True)))
    tiny = replace(EXPERIMENTS["shuffled"], arms=arms)
    monkeypatch.setitem(experiment_recipes.EXPERIMENTS, "shuffled", tiny)
    monkeypatch.setattr(compare_experiment, "with_data", lambda experiment, data, seed: experiment)
    app = open_compare("cls_experiment=shuffled", me)
    app.button(key="cls_experiment_run").click().run()
    assert sound(app)
    assert "cls_experiment_stop" in buttons(app)
    end = time.monotonic() + 150
    while "cls_experiment_again" not in buttons(app):
        assert time.monotonic() < end
        time.sleep(0.3)
        app.run()
        assert sound(app)
    table = app.dataframe[0].value
    assert table["test"].notna().all()
    assert len(app.session_state["cls_arms"].split(",")) == 2
    assert [run.recipe for run in engine.runs_of(me)] == [arms[1].recipe, arms[0].recipe]


def test_the_chart_is_as_long_as_the_training_will_be(open_compare, me):
    run = made_run(ClassifierRecipe(epochs=10, batch_size=8), me, "running", epochs=2)
    app = open_compare(f"cls_compare=runs&cls_runs={run}&cls_axis=pictures", me)
    assert sound(app)
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert figure["layout"]["xaxis"]["range"] == [0, pytest.approx(1.02 * 10 * 10 * 8)]
    assert max(figure["data"][0]["x"]) == 2 * 10 * 8


def test_stopping_hands_in_no_more(open_compare, me, monkeypatch):
    stopped = []
    monkeypatch.setattr(engine, "stop_run", lambda run, owner: stopped.append((run, owner)))
    run = made_run(EXPERIMENTS["shuffled"].arms[0].recipe, me, "running", epochs=1)
    app = open_compare("cls_experiment=shuffled", me)
    app.button(key="cls_experiment_stop").click().run()
    assert sound(app)
    assert stopped == [(run, me)]
