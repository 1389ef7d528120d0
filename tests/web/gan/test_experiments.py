"""The mode Experiments of the page GAN: trainings side by side."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from cnnlab import datasets, engine, pretrained
from cnnlab.images import encoding
from cnnlab.metrics.checkerboard import checkerboard
from cnnlab.recipes import gan_experiments
from cnnlab.recipes.experiments import Arm, Experiment
from cnnlab.recipes.gan_experiments import EXPERIMENTS, with_seed
from cnnlab.web.gan import experiments_chart, experiments_state
from cnnlab.web.gan import experiments_words as words
from cnnlab.web.gan.experiments_course import (
    FOLDER,
    MEASURES,
    SIDE,
    Course,
    apart,
    board_of,
    digest,
    measured_beforehand,
    of_events,
    pixels,
)
from cnnlab.web.gan.experiments_downloads import downloads
from cnnlab.web.gan.experiments_questions import QUESTIONS, questions
from tests import gans
from tests.web.mode_checks import bodies, sound

COMPARED = ("losses", "checkerboard", "failures")
ARMS = [(name, arm) for name, each in EXPERIMENTS.items() for arm in each.arms]


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", gans.models())


def page(open_page, query=""):
    return open_page("gan", f"gan_mode=experiments&{query}")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", COMPARED)
def test_the_first_sight_is_what_was_measured_beforehand(open_page, name, language):
    app = page(open_page, f"gan_x_what={name}&lang={language}")
    assert sound(app)
    whole = " ".join(bodies(app))
    assert whole.count("<figure>") == len(EXPERIMENTS[name].arms)
    assert "data:image/png" in whole
    assert "class='none'" not in whole
    assert "<table>" in whole


def test_links_that_are_wrong_get_a_warning(open_page):
    app = page(
        open_page, "gan_x_what=gpt&gan_x_seed=-1&gan_x_arms=x&gan_x_moves=Q1&gan_x_rate=7&gan_x_batch=a"
    )
    assert not app.exception
    assert app.warning


def test_with_another_seed_nothing_is_there_yet(open_page):
    app = page(open_page, "gan_x_what=losses&gan_x_seed=5")
    assert sound(app)
    whole = " ".join(bodies(app))
    assert whole.count("class='none'") == 5
    assert [each.label for each in app.button if each.key == "gan_x_run"] == ["Run this experiment"]


@pytest.fixture
def tiny(monkeypatch):
    """Make the experiment two trainings of a second."""
    small = {"filters": 4, "noise": 4, "examples": 128, "batch_size": 32, "epochs": 2}
    whole = EXPERIMENTS["checkerboard"]
    arms = tuple(Arm(arm.name, replace(arm.recipe, **small)) for arm in whole.arms)
    monkeypatch.setitem(gan_experiments.EXPERIMENTS, "checkerboard", Experiment(whole.name, arms))


def test_run_by_a_visitor(open_page, tiny):
    app = page(open_page, "gan_x_what=checkerboard&gan_x_seed=3")
    app.button(key="gan_x_run").click().run()
    assert sound(app)
    until = time.monotonic() + 150
    while not any(each.key == "gan_x_again" for each in app.button):
        assert time.monotonic() < until, "it does not come to its end"
        time.sleep(0.3)  # the trainings need the processor, too
        app.run()
    whole = " ".join(bodies(app))
    assert "class='none'" not in whole
    ids = app.session_state["gan_x_arms"].split(",")
    recipes = [engine.run(run).recipe for run in ids]
    assert {recipe.upsampling for recipe in recipes} == {"resize", "transposed"}
    assert {recipe.seed for recipe in recipes} == {3}
    course = experiments_state.of_run(engine.run(ids[0]), "x")
    assert course.over
    sheet = engine.picture(ids[0], f"generated-{course.looks[-1][0]}.png")
    np.testing.assert_allclose(
        course.board[-1][1], checkerboard(apart(pixels(sheet)) / 255).mean(), atol=1e-5
    )


@pytest.mark.parametrize(("name", "arm"), ARMS, ids=[f"{name}-{arm.name}" for name, arm in ARMS])
def test_what_was_measured_beforehand_belongs_to_the_recipe(name, arm):
    held = json.loads((FOLDER / f"gan_{name}.json").read_text("utf-8"))["arms"][arm.name]
    assert held["recipe"] == digest(arm.recipe)
    course = measured_beforehand(name, arm.name, arm.recipe, arm.name)
    assert course.over
    assert course.steps == course.last["step"] == 1400 // arm.recipe.batch_size * arm.recipe.epochs
    assert course.figures["frechet"] > 0
    assert course.looks[-1][0] == course.steps


def test_the_files_are_small():
    assert sum(file.stat().st_size for file in FOLDER.glob("gan_*.json")) < 120_000


def test_every_arm_has_its_words():
    assert {name: set(each) for name, each in words.ARMS.items()} == {
        name: {arm.name for arm in each.arms} for name, each in EXPERIMENTS.items()
    }


@pytest.mark.parametrize("name", COMPARED)
def test_questions_are_answered_by_what_was_measured(open_page, name):
    experiment = EXPERIMENTS[name]
    courses = [measured_beforehand(name, arm.name, arm.recipe, arm.name) for arm in experiment.arms]
    open_page("gan")  # words are translated inside a session
    found = questions(experiment, courses)
    assert [each.name for each in found] == [each.name for each in QUESTIONS[name]]
    for each in found:
        assert each.answer in each.options
        assert "{" not in each.reveal


def test_answers_follow_the_figures():
    def course(**last):
        return Course("x", EXPERIMENTS["failures"].arms[0].recipe, points=({"step": 1, **last},))

    first, _ = QUESTIONS["failures"]
    assert first.answer({"strong": course(fake=0.001)}) == "zero"
    assert first.answer({"strong": course(fake=0.2)}) == "between"
    assert first.answer({"strong": course(fake=0.5)}) == "half"
    near, _ = QUESTIONS["losses"]
    results = {name: replace(course(), figures={"frechet": value}) for name, value in (("a", 30), ("b", 59))}
    assert near.answer(results) == "near"
    results["b"].figures["frechet"] = 61
    assert near.answer(results) == "apart"


def test_downloads_of_what_was_measured():
    experiment = EXPERIMENTS["losses"]
    courses = [measured_beforehand("losses", arm.name, arm.recipe, arm.name) for arm in experiment.arms]
    files = {each.file_name: each.make() for each in downloads("losses", courses)}
    assert pixels(files["gan_losses.png"]).shape[0] == 3 * (5 * 2 * SIDE + 4 * 8)
    lines = list(csv.DictReader(io.StringIO(files["gan_losses_curves.csv"].decode("utf-8-sig"))))
    assert len(lines) == sum(len(course.points) for course in courses)
    assert float(lines[0]["real"]) == courses[0].points[0]["real"]
    figures = list(csv.DictReader(io.StringIO(files["gan_losses_figures.csv"].decode("utf-8-sig"))))
    assert [float(line["frechet"]) for line in figures] == [course.figures["frechet"] for course in courses]
    assert set(json.loads(files["gan_losses_recipes.json"])) == {arm.name for arm in experiment.arms}
    with zipfile.ZipFile(io.BytesIO(files["gan_losses_programs.zip"])) as archive:
        for name in archive.namelist():
            compile(archive.read(name), name, "exec")


def test_events_become_a_course():
    told = [
        {"kind": "start", "steps": 20},
        *({"kind": "look", "step": step, "generated": f"generated-{step}.png"} for step in range(0, 21, 5)),
        {"kind": "epoch", "step": 10, **dict.fromkeys(MEASURES, 0.5), "frechet": 70.0, "seconds": 2.0},
        {"kind": "epoch", "step": 20, **dict.fromkeys(MEASURES, 0.25), "judged": {"frechet": 60.0}},
    ]
    grey = encoding.png(np.full((SIDE, 10 * SIDE), 7, np.uint8))
    course = of_events(
        Course("x", EXPERIMENTS["losses"].arms[0].recipe), told, {}, lambda name: grey, lambda name: 0.5
    )
    assert [step for step, _ in course.looks] == [0, 5, 10, 20]
    assert len(course.board) == 5
    assert course.figures == {"frechet": 60.0}
    assert (course.steps, course.last["real"]) == (20, 0.25)


def test_the_dotted_line_is_that_of_the_real_digits():
    real = checkerboard(datasets.load("digits").x_train / 255).mean()
    assert real == pytest.approx(experiments_chart.REAL, rel=0.5)
    noise = encoding.png(np.random.default_rng(0).integers(0, 256, (SIDE, 2 * SIDE)).astype(np.uint8))
    assert board_of(noise) > 100 * real


def test_seeds_change_what_is_trained():
    assert with_seed(EXPERIMENTS["losses"], 4).arms[0].recipe.seed == 4
