"""The mode Step by step, with a tiny perceptual network in place of the shipped one."""

from __future__ import annotations

import io
import threading
import time

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.inference import painting, painting_plan
from cnnlab.inference import vgg19 as worker
from cnnlab.recipes import read
from cnnlab.recipes.reading import RUNNABLE
from cnnlab.training import perceptual, precision
from cnnlab.web.stylize import steps_downloads, steps_work, vgg19
from tests.paintings import network
from tests.web.mode_checks import facts, pictures, sound

PAGE = "style_mode=steps&img_size=64&"


@pytest.fixture(autouse=True)
def _tiny(monkeypatch):
    monkeypatch.setattr(perceptual, "network", lambda name, precision="float32": network())
    monkeypatch.setattr(precision, "faster", lambda: "float32")
    monkeypatch.setattr(painting, "TRIED", ((16, 16), (24, 24)))
    monkeypatch.setattr(painting, "EVERY", 0.0)
    monkeypatch.setattr(painting_plan, "LARGEST", (96,))
    monkeypatch.setattr(painting_plan, "MOST", 2)


@pytest.fixture
def unknown(monkeypatch):
    """Nobody has asked yet whether VGG19 is here."""
    monkeypatch.setattr(vgg19, "_answer", None)
    monkeypatch.setattr(vgg19, "_question", None)


def work_of(app):
    return app.session_state.get(steps_work.KEY, None)


def opened(open_page, query: str = "", **session):
    """Open the mode and wait until what has begun by itself has ended."""
    return waited(open_page("style", PAGE + query, **session))


def waited(app):
    work = work_of(app)
    if work is not None and work.call is not None:
        work.call.result(60)
    return app.run()


def said(app) -> str:
    return " ".join(str(each.value) for each in (*app.markdown, *app.caption))


@pytest.mark.parametrize(("language", "word"), [("en", "No network learns here"), ("zh", "没有网络在学习")])
def test_a_small_picture_is_made_by_itself(open_page, language, word):
    app = opened(open_page, f"lang={language}")
    assert sound(app)
    assert not work_of(app).stopped
    assert work_of(app).seconds == steps_work.FIRST
    assert word in said(app)
    assert len(pictures(app)) == 2
    if language == "en":
        rows, columns = work_of(app).painting.picture.shape[:2]
        assert facts(app)["Size"] == f"{columns} × {rows}"


def test_it_begins_once_and_the_picture_outlives_a_change_of_settings(open_page):
    app = opened(open_page)
    first = work_of(app)
    app.session_state["style_s_style"] = 3.0
    app.run()
    assert sound(app)
    assert work_of(app) is first
    assert "The settings have changed since" in said(app)
    app.button(key="style_s_begin").click().run()
    assert work_of(waited(app)) is not first
    assert sound(app)
    painted = work_of(app)
    assert not painted.stopped
    assert painted.seconds == 30
    assert painted.painting.recipe.style_weight == 3
    assert "The settings have changed since" not in said(app)


def test_stop_keeps_the_best_picture_and_the_steps_to_it(open_page, monkeypatch):
    monkeypatch.setattr(painting_plan, "MOST", 2000)
    monkeypatch.setattr(steps_work, "FIRST", 200)
    app = open_page("style", PAGE)
    work = work_of(app)
    while len(work.moments) < 4:
        app.run()
    app.button(key="style_s_stop").click().run()
    app = waited(app)
    assert sound(app)
    assert "Stopped: this is the best picture so far." in said(app)
    made, last = work.painting, work.kept[-1]
    reached = [sum(count > 0 for count in each["taken"]) for each in work.moments]
    largest = [
        each["loss"] for each, sizes in zip(work.moments, reached, strict=True) if sizes == max(reached)
    ]
    assert made.loss == last["loss"] == min(largest)
    assert made.recipe.steps == last["taken"][: len(made.recipe.steps)]
    assert max(made.picture.shape) == made.recipe.longest
    files = steps_downloads.downloads(work.content, work.style, made.recipe, made.picture, work.kept)
    png = next(each for each in files if each.file_name == "painting.png")
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(png.make()))), made.picture)
    assert app.button(key="style_s_begin").label == "Paint, 30 s"


def test_layers_weights_and_start_are_in_the_recipe(open_page):
    query = "style_s_start=noise&style_s_seed=4&style_s_style_relu1_1=false&style_s_content_relu2_1=true"
    app = opened(open_page, query + "&style_s_content=0.3&style_s_smooth=0")
    recipe = work_of(app).painting.recipe
    assert (recipe.start, recipe.seed, recipe.content_weight, recipe.variation_weight) == ("noise", 4, 0.3, 0)
    assert recipe.style_layers == ("relu2_1", "relu3_1", "relu3_4")
    assert recipe.content_layers == ("relu2_1", "relu3_4")


def test_nothing_that_counts_is_one_sentence(open_page):
    app = open_page("style", PAGE + "style_s_style=0&style_s_content=0")
    assert not app.exception
    assert "Neither content nor style counts" in app.error[0].value


def test_what_the_engine_refuses_is_said(open_page, monkeypatch):
    def refused(*work):
        raise LabError("TensorFlow is not running.")

    monkeypatch.setattr(engine, "call_long", refused)
    app = open_page("style", PAGE)
    assert not app.exception
    assert app.error[0].value == "TensorFlow is not running."
    assert len(pictures(app)) == 2


def answered(open_page, query: str):
    """Open the mode and wait until the worker has said whether it has VGG19."""
    app = open_page("style", query)
    while vgg19.is_here() is None:
        time.sleep(0.02)
    return app.run()


def test_vgg19_is_offered_with_its_size(open_page, unknown, monkeypatch):
    monkeypatch.setattr(perceptual, "is_available", lambda name: name == "compact")
    app = answered(open_page, PAGE + "style_s_network=vgg19")
    assert sound(app)
    assert work_of(app) is None
    assert "80 MB" in app.info[0].value
    assert app.button(key="style_s_fetch_button").label == "Fetch VGG19, 80 MB"


def test_whether_vgg19_is_here_is_asked_of_the_worker_and_nobody_waits_for_it(
    open_page, unknown, monkeypatch
):
    answers = threading.Event()
    asked = []

    def is_here(*, report):
        asked.append(threading.current_thread())
        answers.wait(60)
        return True

    monkeypatch.setattr(worker, "is_here", is_here)
    monkeypatch.setattr(perceptual, "is_available", None)  # The page does not look for itself.
    app = open_page("style", PAGE + "style_s_network=vgg19")
    assert sound(app)
    assert "Looking whether the weights of VGG19 are there" in said(app)
    assert len(pictures(app)) == 2
    assert work_of(app) is None
    answers.set()
    while vgg19.is_here() is None:
        time.sleep(0.02)
    app = waited(app.run())
    made = work_of(app).painting
    assert made.picture.shape == (made.recipe.longest, made.recipe.longest, 3)
    assert len(asked) == 1
    assert asked[0].name.startswith("cnnlab-")


def test_an_answer_is_asked_for_again_when_it_is_old_and_counts_until_then(unknown, monkeypatch):
    found = iter((False, True))
    monkeypatch.setattr(perceptual, "is_available", lambda name: next(found))
    assert vgg19.is_here() is None
    while vgg19.is_here() is None:
        time.sleep(0.02)
    assert vgg19.is_here() is False
    monkeypatch.setattr(vgg19, "FRESH", 0.0)
    assert vgg19.is_here() is False
    vgg19._question.result(60)
    monkeypatch.setattr(vgg19, "FRESH", 60.0)
    assert vgg19.is_here() is True
    assert next(found, None) is None


def test_what_has_been_fetched_is_there_at_once(open_page, unknown, monkeypatch):
    monkeypatch.setattr(perceptual, "is_available", lambda name: name == "compact")
    monkeypatch.setattr(perceptual, "fetch", lambda report: report(1.0))
    app = answered(open_page, PAGE + "style_s_network=vgg19")
    app.button(key="style_s_fetch_button").click().run()
    while "style_s_fetch_button" in [each.key for each in app.button] or work_of(app) is None:
        app.run()
    app = waited(app)
    assert sound(app)
    assert work_of(app).painting.recipe.network == "vgg19"
    assert not app.info


def test_what_can_be_taken_home(open_page):
    app = opened(open_page)
    work = work_of(app)
    picture, recipe = work.painting.picture, work.painting.recipe
    files = {
        each.file_name: each
        for each in steps_downloads.downloads(work.content, work.style, recipe, picture, work.kept)
    }
    film = Image.open(io.BytesIO(files["painting.gif"].make()))
    assert film.n_frames > 1
    shown = np.asarray(Image.open(io.BytesIO(files["painting.png"].make())))
    np.testing.assert_array_equal(shown, picture)
    written = read(files["recipe.json"].make().decode(), RUNNABLE)
    assert (written.sides, written.steps) == (recipe.sides, recipe.steps)
    assert (written.content, written.style) == ("content.png", "style.png")
