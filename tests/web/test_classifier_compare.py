"""The mode Compare of the Classifier page: experiments, runs, wrong links, programs, downloads."""

from __future__ import annotations

import ast
import csv
import io
import json
import secrets
import time
import zipfile
from dataclasses import replace

import pytest

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, read
from cnnlab.recipes import experiments as experiment_recipes
from cnnlab.recipes.experiments import EXPERIMENTS, Arm, with_data
from cnnlab.recipes.layers import Layer
from cnnlab.web.classifier import compare_courses, compare_downloads, compare_experiment, compare_recipes
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier.compare_courses import Course, Epoch, digest, measured_beforehand
from cnnlab.web.classifier.compare_program import program
from cnnlab.web.classifier.experiment_answers import QUESTIONS
from cnnlab.web.classifier.experiment_questions import closing_question
from cnnlab.web.classifier.experiment_words import ARMS, CHANGES, LOOK, TITLES
from tests.web.made_runs import ME, OTHER, made_run
from tests.web.mode_checks import bodies, sound

COMPARE = "cls_mode=compare"
RUNS = f"{COMPARE}&cls_compare=runs"


@pytest.fixture
def open_compare(open_page):
    return lambda query="", me=ME: open_page("classifier", f"{COMPARE}&{query}".rstrip("&"), _visitor=me)


@pytest.fixture
def me():
    """A visitor without runs."""
    return secrets.token_hex(16)


def words(app) -> str:
    return " ".join(
        each.value for each in (*app.markdown, *app.caption, *app.info, *app.warning, *app.subheader)
    )


def bars(app) -> str:
    return next(body for body in bodies(app) if "cls-bars" in body)


def buttons(app) -> set[str]:
    return {each.key for each in app.button}


# ---- experiments


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_each_experiment(open_compare, me, name, language):
    app = open_compare(f"cls_experiment={name}&lang={language}", me)
    assert sound(app)
    assert not app.warning
    assert "cls_experiment_run" in buttons(app)
    assert "{" not in words(app)


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
    files = list(compare_courses.FOLDER.glob("*.json"))
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


def test_stopping_hands_in_no_more(open_compare, me, monkeypatch):
    stopped = []
    monkeypatch.setattr(engine, "stop_run", lambda run, owner: stopped.append((run, owner)))
    run = made_run(EXPERIMENTS["shuffled"].arms[0].recipe, me, "running", epochs=1)
    app = open_compare("cls_experiment=shuffled", me)
    app.button(key="cls_experiment_stop").click().run()
    assert sound(app)
    assert stopped == [(run, me)]


# ---- runs


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_runs_it_says_where_they_come_from(open_compare, me, language):
    app = open_compare(f"cls_compare=runs&lang={language}", me)
    assert sound(app)
    assert app.info
    app.button(key="cls_compare_to_train").click().run()
    assert app.session_state["cls_mode"] == "train"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_runs_of_the_link(open_compare, me, language):
    recipe = ClassifierRecipe(epochs=3)
    runs = [made_run(replace(recipe, learning_rate=rate), OTHER) for rate in (0.001, 0.01)]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}&lang={language}", me)
    assert sound(app)
    assert not app.warning
    names = list(app.dataframe[0].value["name"])
    assert ["0.001" in names[0], "0.01" in names[1]] == [True, True]
    assert any("<mark>0.01</mark>" in body for body in bodies(app))


def test_all_states(open_compare, me):
    runs = [
        made_run(owner=me, status=status, epochs=1) for status in ("running", "stopped", "failed", "lost")
    ]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}", me)
    assert sound(app)
    assert "33 % learned" in bars(app)


def test_a_pasted_link_adds_a_run(open_compare, me):
    run, other = made_run(owner=me), made_run(owner=OTHER)
    app = open_compare("cls_compare=runs", me)
    app.text_input(key="cls_compare_pasted").set_value(f"http://x/classifier?run={other}&lang=en").run()
    assert sound(app)
    assert app.session_state["cls_runs"] == f"{run},{other}"
    assert app.text_input(key="cls_compare_pasted").value == ""


@pytest.mark.parametrize("text", ["nonsense", "f" * 32, "../../etc", "0" * 31])
def test_a_pasted_text_that_is_no_run(open_compare, me, text):
    app = open_compare("cls_compare=runs", me)
    app.text_input(key="cls_compare_pasted").set_value(text).run()
    assert not app.exception
    assert "no run of this name" in app.warning[0].value


def test_no_more_than_eight(open_compare, me):
    runs = [made_run(owner=OTHER) for _ in range(9)]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs[:8])}", me)
    assert sound(app)
    app.text_input(key="cls_compare_pasted").set_value(runs[8]).run()
    assert "Eight runs at most" in app.warning[0].value
    assert app.session_state["cls_runs"] == ",".join(runs[:8])


def test_one_is_taken_out(open_compare, me):
    runs = [made_run(owner=me) for _ in range(3)]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}", me)
    app.multiselect(key="cls_compare_picked").set_value(runs[1:]).run()
    assert sound(app)
    assert app.session_state["cls_runs"] == ",".join(runs[1:])


def test_a_recipe_goes_to_train_and_a_run_to_examine(open_compare, me):
    recipe = ClassifierRecipe(learning_rate=0.03, epochs=3, dropout=0.25)
    run = made_run(recipe, me)
    app = open_compare(f"cls_compare=runs&cls_runs={run}", me)
    app.button(key="cls_compare_change").click().run()
    assert app.session_state["cls_mode"] == "train"
    assert app.session_state["cls_rate"] == 0.03
    assert app.session_state["cls_dropout"] == 0.25
    app = open_compare(f"cls_compare=runs&cls_runs={run}", me)
    app.button(key="cls_compare_examine").click().run()
    assert app.session_state["run"] == run
    assert app.session_state["cls_mode"] == "examine"


@pytest.mark.parametrize(
    "query",
    [
        "cls_compare=all",
        "cls_experiment=magic",
        "cls_experiment_data=imagenet",
        "cls_experiment_seed=-1",
        "cls_experiment_seed=1000",
        "cls_measure=beauty",
        "cls_axis=time",
        "cls_training_curves=maybe",
        "cls_runs=1,2",
        "cls_runs=" + ",".join(["a" * 32] * 9),
        "cls_arms=../..",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_compare, me, query):
    app = open_compare(query, me)
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_runs_of_a_link_that_are_gone(open_compare, me):
    app = open_compare("cls_compare=runs&cls_runs=" + "a" * 32, me)
    assert sound(app)
    assert app.info


# ---- what is taken home


def course(name: str = "one", **changes) -> Course:
    recipe = replace(ClassifierRecipe(epochs=2), **changes)
    epochs = (Epoch(10, 1.0, 2.0, 0.4, 2.1, 0.3, 900.0), Epoch(20, 2.0, 1.0, 0.8, 1.1, 0.7, 1100.0))
    return Course(name, recipe, "", "done", epochs, 20, 1260, "CPU", 0.75, 400, 2.5)


def test_downloads():
    courses = (course("one"), course("two", dropout=0.5))
    files = {file.file_name: file.make() for file in compare_downloads.downloads(courses, "x")}
    lines = list(csv.DictReader(io.StringIO(files["x_curves.csv"].decode("utf-8-sig"))))
    assert len(lines) == 4
    assert [float(line["val_accuracy"]) for line in lines[:2]] == [0.3, 0.7]
    assert lines[1]["pictures"] == str(20 * 128)
    figures = list(csv.DictReader(io.StringIO(files["x_figures.csv"].decode("utf-8-sig"))))
    assert figures[0]["test_accuracy"] == "0.75"
    assert int(figures[0]["parameters"]) == 93322  # the articles' network
    recipes = json.loads(files["x_recipes.json"])
    assert read(json.dumps(recipes["two"])) == courses[1].recipe
    archive = zipfile.ZipFile(io.BytesIO(files["x_programs.zip"]))
    assert archive.namelist() == ["1.py", "2.py"]
    for name in archive.namelist():
        ast.parse(archive.read(name))


def test_the_program_says_what_changes():
    text = program((course("one"), course("two", learning_rate=0.25, seed=4)))
    ast.parse(text)
    assert "# For “two”:" in text
    assert "0.25" in text.partition("# For “two”:")[2]


def test_what_differs():
    recipes = [course().recipe, course(learning_rate=0.5).recipe, course(flip=True).recipe]
    assert compare_recipes.differences(recipes) == ("learning_rate", "flip")


def test_of_two_networks_as_long_the_layer_that_differs_is_marked():
    first, second = (EXPERIMENTS["kernel_size"].arms[place].recipe.layers for place in (0, 1))
    marked = compare_recipes._marked("layers", second, first)
    assert marked.startswith("<mark>conv-8-3-same</mark>, max_pool-2, <mark>")
    assert "mark" not in compare_recipes._marked("layers", first, first)


def test_speed_leaves_the_first_epoch_out():
    assert course().speed == 1100
    assert replace(course(), epochs=course().epochs[:1]).speed is None


def test_mnist_where_it_is_here(open_compare, me):
    app = open_compare("cls_experiment_data=mnist&cls_experiment=batch_size", me)
    assert sound(app)
    recipe = with_data(EXPERIMENTS["batch_size"], "mnist").arms[0].recipe
    run = made_run(recipe, me, accuracy=0.45)
    app.run()
    assert app.session_state["cls_arms"] == run
