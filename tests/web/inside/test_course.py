"""The page Inside, mode Time machine, with small networks in place of the shipped ones."""

from __future__ import annotations

import base64
import csv
import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.folders import run_folder
from cnnlab.images import gallery
from cnnlab.inference import checkpoints, course_stock
from cnnlab.inference.course_report import ANSWER, report_course
from cnnlab.web.components.course import WORDS, Tiles
from cnnlab.web.inside import course, course_downloads
from tests.inference.course_folders import COLOUR, NAME, keep_copies, own_models
from tests.web.inside.course_checks import MODE, given
from tests.web.mode_checks import bodies, sound

DIGIT = gallery.digit(5)[..., None]


@pytest.fixture(autouse=True)
def copies(_models, tmp_path, monkeypatch):
    return own_models(tmp_path, monkeypatch)


@pytest.fixture
def made():
    """What the network says to many pictures is there already."""
    course_stock.make(NAME, pretrained.stamp(NAME))


def decoded(text: str, kind=np.uint8) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), kind)


def asked(picture=DIGIT, layer=0, target=ANSWER, number=0):
    return report_course(
        NAME, pretrained.stamp(NAME), picture, number, layer, target, course_stock.made(NAME)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_shows_all_steps_at_once(open_page, made, language):
    app = open_page("inside", f"{MODE}&lang={language}")
    assert sound(app)
    data, report = given(app), asked()
    assert data["steps"] == list(report.steps)
    assert data["chosen"] == -1
    np.testing.assert_allclose(data["probabilities"], report.probabilities, atol=1e-6)
    np.testing.assert_allclose(data["course"], report.probabilities[:, report.target], atol=1e-6)
    np.testing.assert_array_equal(decoded(data["seen"]["pixels"]).reshape(28, 28, 1), DIGIT)
    stock = course_stock.find(NAME, 10)
    np.testing.assert_array_equal(
        decoded(data["stock"]["answers"]).reshape(stock.answers.shape), stock.answers
    )
    np.testing.assert_array_equal(
        decoded(data["stock"]["places"], "<f4").reshape(stock.places.shape), stock.places
    )
    np.testing.assert_allclose(data["accuracy"], stock.accuracy)
    np.testing.assert_allclose(data["own"], report.places, atol=1e-6)
    assert set(data["words"]) == set(WORDS)
    assert (data["words"]["play"] == "Play") == (language == "en")


def test_settings_reach_the_report(open_page, made):
    app = open_page("inside", f"{MODE}&in_step=3&in_course_layer=3&in_course_class=7")
    assert sound(app)
    data = given(app)
    assert data["chosen"] == 3
    assert data["target"] == 7
    assert data["captions"]["layer"] == "3 · Conv2D"
    assert data["maps"]["shape"] == list(asked(layer=3).maps.shape[1:])
    example = given(open_page("inside", f"{MODE}&cls_given=example&cls_example=4"))
    assert example["truth"] == example["target"]


def test_one_scale_for_all_steps_or_one_for_each(open_page, made):
    common = given(open_page("inside", MODE))
    own = given(open_page("inside", f"{MODE}&in_course_own=true"))
    report = asked()
    for name, values in (("maps", report.maps), ("kernels", report.kernels)):
        largest = np.abs(values.astype(np.float32)).reshape(len(values), -1).max(axis=1)
        np.testing.assert_allclose(common[name]["limits"], largest.max(), rtol=1e-6)
        np.testing.assert_allclose(own[name]["limits"], largest, rtol=1e-6)
        np.testing.assert_allclose(own[name]["largest"], largest, rtol=1e-6)
        levels = decoded(own[name]["levels"]).reshape(len(values), -1)
        assert all(255 in row or 1 in row for row in levels)


def test_values_become_places_on_the_colour_scale():
    values = np.array([[[[-2.0, 0.0, 1.0, 2.0]]]], np.float32)
    signed = Tiles(values, np.array([2.0]), signed=True).data()
    assert list(decoded(signed["levels"])) == [1, 128, 192, 255]
    plain = Tiles(np.abs(values), np.array([4.0]), signed=False).data()
    assert list(decoded(plain["levels"])) == [128, 0, 64, 128]
    nothing = Tiles(np.zeros_like(values), np.array([0.0]), signed=True).data()
    assert set(decoded(nothing["levels"])) == {128}


def test_what_the_browser_sends_goes_into_the_address(open_page, made):
    app = open_page("inside", MODE)
    app.session_state[course.KEY] = {"step": "4#1"}
    app.run()
    assert sound(app)
    assert app.session_state["in_step"] == 4
    for nonsense in ("99#2", "x#3", "4.5#4", "-7#5", ["4"], {"a": 1}, "9" * 40_000):
        app.session_state[course.KEY] = {"step": nonsense}
        app.run()
        assert sound(app)
        assert app.session_state["in_step"] == 4


@pytest.mark.parametrize(
    "query",
    [
        "in_step=-2",
        "in_step=1000",
        "in_step=abc",
        "in_course_layer=77",
        "in_course_class=-9",
        "in_course_own=7",
    ],
)
def test_wrong_values_in_a_link_are_named_and_the_rest_stands(open_page, made, query):
    app = open_page("inside", f"{MODE}&{query}")
    assert sound(app)
    assert app.warning
    assert given(app)["chosen"] == -1


def test_a_step_that_this_network_has_not_is_the_last(open_page, made):
    app = open_page("inside", f"{MODE}&in_step=15")
    assert sound(app)
    assert given(app)["chosen"] == -1


def test_a_network_without_copies_gets_a_sentence_and_a_way_on(open_page, monkeypatch):
    app = open_page("inside", f"in_mode=course&cls_model={COLOUR}")
    assert not app.exception
    assert not app.error
    assert "500,000" in app.info[0].value
    assert not app.get("bidi_component") or all(
        "captions" not in each.proto.json for each in app.get("bidi_component")
    )
    monkeypatch.setattr(course, "_FIRST", NAME)
    app.run()
    app.button(key="in_course_first").click().run()
    assert sound(app)
    assert len(given(app)["steps"]) == 10


def test_damaged_copies_are_named(open_page, copies, made):
    first = min(copies.glob("*.npz"), key=lambda file: int(file.stem))
    first.write_bytes(b"nothing")
    app = open_page("inside", MODE)
    assert sound(app)
    assert len(given(app)["steps"]) == 9
    assert any("left out: 0." in each.value for each in app.caption)


def test_a_colour_network_and_a_run_that_is_under_way(open_page, copies):
    keep_copies(COLOUR, (0, 1))
    app = open_page("inside", f"in_mode=course&cls_model={COLOUR}&cls_shown=picture")
    assert sound(app)
    assert given(app)["kernels"]["shape"] == [6, 3, 3, 3]
    # A run has a folder of its own, and only the first of its copies.
    run = "c" * 32
    folder = run_folder(run)
    (folder / "checkpoints").mkdir(parents=True)
    for name in ("recipe.json", "model.weights.h5"):
        (folder / name).write_bytes((copies.parent / name).read_bytes())
    for file in sorted(copies.glob("*.npz"), key=lambda each: int(each.stem))[:3]:
        (folder / "checkpoints" / file.name).write_bytes(file.read_bytes())
    app = open_page("inside", f"in_mode=course&run={run}")
    assert sound(app)
    assert len(given(app)["steps"]) == 3


def test_while_a_question_is_open_nothing_is_told(open_page, made, monkeypatch):
    monkeypatch.setattr("cnnlab.web.quiz.is_open", lambda page: True)
    app = open_page("inside", MODE)
    assert sound(app)
    assert all("captions" not in each.proto.json for each in app.get("bidi_component"))
    assert any("covered" in each.value for each in app.caption)


def test_it_asks_once_and_not_again(open_page, made, monkeypatch):
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work[0]), call(*work))[1])
    app = open_page("inside", MODE)
    app.session_state[course.KEY] = {"step": "2#1"}
    app.run()
    assert calls.count(report_course) == 1


@pytest.mark.parametrize(("name", "given_as"), [(NAME, "cls_given=digit"), (COLOUR, "cls_shown=picture")])
def test_the_program_gives_the_probabilities_of_every_step(open_page, tmp_path, monkeypatch, name, given_as):
    if name == COLOUR:
        keep_copies(COLOUR, (0, 2))
    app = open_page("inside", f"in_mode=course&cls_model={name}&{given_as}")
    data = given(app)
    home = tmp_path / "at_home"
    home.mkdir()
    monkeypatch.chdir(home)
    pixels = decoded(data["seen"]["pixels"]).reshape(data["seen"]["shape"])
    work = (name, pretrained.stamp(name), pixels, 0, 0, ANSWER, 0)
    for file in course_downloads.downloads(work, data["names"])[:2]:
        (home / file.file_name).write_bytes(file.make())
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    assert list(left["course"]) == data["steps"]
    np.testing.assert_allclose(list(left["course"].values()), data["probabilities"], atol=1e-4)


def test_what_can_be_taken_home(made):
    work = (NAME, pretrained.stamp(NAME), DIGIT, 0, 3, ANSWER, course_stock.made(NAME))
    names = ["zero, none", *map(str, range(1, 10))]
    files = {file.file_name: file.make() for file in course_downloads.downloads(work, names)}
    report, stock = asked(layer=3), course_stock.find(NAME, 10)
    head, *lines = csv.reader(io.StringIO(files["course.csv"].decode()))
    assert head == ["step", "accuracy", *names]
    assert [int(line[0]) for line in lines] == list(report.steps)
    np.testing.assert_allclose([float(line[1]) for line in lines], stock.accuracy, atol=1e-4)
    np.testing.assert_allclose(np.array(lines, float)[:, 2:], report.probabilities, atol=1e-6)
    with np.load(io.BytesIO(files["course.npz"]), allow_pickle=False) as held:
        np.testing.assert_array_equal(held["maps"], report.maps)
        np.testing.assert_array_equal(held["answers"], stock.answers)
    with zipfile.ZipFile(io.BytesIO(files["checkpoints.zip"])) as held:
        assert sorted(held.namelist()) == sorted(file.name for file in checkpoints.files(NAME).values())
    film = Image.open(io.BytesIO(files["course.gif"]))
    assert film.n_frames == len(report.steps)
    assert film.size == (336, 336)
    frames = []
    for place in range(film.n_frames):
        film.seek(place)
        frames.append(np.asarray(film.convert("RGB")))
    assert (frames[0] != frames[-1]).any()
    bare = course_downloads.table(report, None, names).decode().splitlines()[1].split(",")
    assert bare[1] == ""


def test_the_page_says_nothing_of_tracebacks(open_page, copies):
    for file in copies.glob("*.npz"):
        file.write_bytes(b"")
    app = open_page("inside", MODE)
    assert not app.exception
    assert "damaged" in app.error[0].value
    assert not any("Traceback" in part for part in bodies(app))
