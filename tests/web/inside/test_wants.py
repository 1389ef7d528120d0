"""The mode What it looks for, with small networks in place of the shipped ones."""

from __future__ import annotations

import base64
import io
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.inference import wants_report
from cnnlab.inference.want import OF_PICTURE, Want
from cnnlab.inference.wants_report import report_wants
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.web.inside import wants_downloads, wants_growing, wants_words
from cnnlab.web.inside import wants_properties as p
from tests import trained
from tests.growing import grown_of
from tests.web.inside.wants_checks import growth_of, opened, said, waited
from tests.web.mode_checks import bodies, pictures, sound

RUN = "b" * 31 + "0"


@pytest.mark.parametrize(("language", "word"), [("en", "The network is sure"), ("zh", "网络")])
def test_it_begins_by_itself_and_says_what_has_come_of_it(open_page, language, word):
    app = opened(open_page, f"in_want_class=3&lang={language}&in_want_steps=192")
    assert sound(app)
    assert growth_of(app).whole
    assert word in said(app)
    assert len(pictures(app)) >= 8


def refused(*work):
    raise LabError("TensorFlow is not running.")


def test_the_first_steps_are_there_at_once(open_page, monkeypatch):
    monkeypatch.setattr(engine, "call_long", refused)
    app = open_page("inside", "in_mode=wants")
    assert not app.exception
    assert "The first 24 of 192 steps" in said(app)
    assert app.error[0].value == "TensorFlow is not running."


def growing(app) -> dict:
    """What the component is told."""
    found = (each.proto for each in app.get("bidi_component"))
    return next(json.loads(each.json) for each in found if each.component_name.endswith("growth"))


def test_another_network_is_another_growth(open_page, monkeypatch):
    shutil.copytree(trained.models() / "digits-classifier", run_folder(RUN))
    monkeypatch.setattr(engine, "call_long", refused)
    first, other = (
        growing(open_page("inside", f"in_mode=wants&in_want_class=3&{network}"))
        for network in ("cls_model=digits-classifier", f"run={RUN}")
    )
    # The same is wanted of both: the browser must not take the pictures of the first for those of the other.
    assert first["shape"] == other["shape"] == [28, 28, 1]
    assert first["run"] != other["run"]


def test_each_moment_is_written_once(open_page, monkeypatch):
    app = opened(open_page, "in_want_class=3")
    calls = []
    monkeypatch.setattr(wants_growing, "encoded", lambda pictures: calls.append(1) or "")
    app.run()
    assert sound(app)
    assert not calls
    told, grown = growing(app), growth_of(app).grown
    assert [each["step"] for each in told["moments"]] == grown.steps.tolist() == [0, 8, 16, 24]
    assert told["moments"][-1]["pixels"] == base64.b64encode(grown.pictures[-1].tobytes()).decode()


def test_fewer_pictures_than_asked_are_said(open_page, monkeypatch):
    monkeypatch.setattr(wants_report, "most_pictures", lambda shape: 2)
    app = opened(open_page, "in_want_class=3&in_want_pictures=6")
    assert sound(app)
    assert "2 pictures in place of 6" in said(app)
    assert growth_of(app).grown.pictures.shape[1] == 2


def test_where_no_step_is_taken_at_once_the_page_says_so(open_page, monkeypatch):
    monkeypatch.setattr(wants_report, "early_steps", lambda passes, want: 0)
    monkeypatch.setattr(engine, "call_long", refused)
    app = open_page("inside", "in_mode=wants")
    assert not app.exception
    assert "too large for steps to be taken at once. Generate takes all 192." in said(app)


def test_before_the_engine_is_there_the_noise_is(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("inside", "in_mode=wants")
    assert sound(app)
    assert "Made from noise, step by step." in said(app)
    assert growth_of(app) is None


def test_it_begins_once_and_not_at_every_run(open_page):
    app = opened(open_page)
    first = growth_of(app)
    app.run()
    assert growth_of(app) is first
    app.session_state["in_want_class"] = 4
    app.run()
    assert sound(app)
    # Other settings: the old one is forgotten, and nothing begins before it is asked for.
    assert growth_of(app) is None
    assert "class 4" in said(app)
    app.button(key="in_want_begin").click().run()
    assert growth_of(waited(app)).whole
    assert growth_of(app).grown.values.shape == (4, 4)


def test_other_settings_stop_what_goes_on(open_page):
    app = open_page("inside", "in_mode=wants&in_want_steps=512&in_want_pictures=9")
    growth = growth_of(app)
    assert growth.moving
    app.session_state["in_want_smooth"] = 3.0
    app.run()
    assert sound(app)
    assert growth_of(app) is None
    assert growth.stopped


def test_stop_keeps_what_there_is(open_page):
    app = open_page("inside", "in_mode=wants&in_want_steps=512&in_want_pictures=9")
    growth = growth_of(app)
    while not growth.call.reports():
        app.run()
    app.button(key="in_want_stop").click().run()
    app.run()
    assert sound(app)
    assert growth_of(app) is growth
    assert "Stopped at step" in said(app)
    assert growth.grown.steps[-1] < 512
    assert app.button(key="in_want_begin").label == "Generate"


def test_from_other_noise(open_page):
    app = opened(open_page, "in_want_class=2")
    before = growth_of(app).grown.pictures
    app.button(key="in_want_begin").click().run()
    app = waited(app)
    assert sound(app)
    assert app.session_state["in_want_seed"] == 1
    assert (growth_of(app).grown.pictures != before).any()


@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
@pytest.mark.parametrize("kind", p.KIND.options)
@pytest.mark.parametrize("layer", [0, 1, 2, 40])
def test_every_network_kind_and_layer(open_page, network, kind, layer):
    query = f"cls_model={network}&in_want={kind}&in_want_layer={layer}&in_want_unit=7&in_want_pictures=1"
    app = opened(open_page, query)
    assert sound(app)
    assert growth_of(app).whole
    assert app.code[0].value.startswith('"""Make pictures from noise')


def test_a_unit_that_the_other_network_has_not_falls_back(open_page):
    app = opened(open_page, "in_want=unit&in_want_layer=3&in_want_unit=16")
    assert sound(app)
    assert "unit 16 of layer 3 · Conv2D" in said(app)
    app.session_state["cls_model"] = "shapes-classifier"
    app.run()
    assert sound(app)
    assert app.session_state["in_want_unit"] == 1
    assert "unit 1 of layer 2 · Residual" in said(app)


def test_a_class_that_the_network_has_not_becomes_that_of_the_picture(open_page):
    app = opened(open_page, "in_want_class=77")
    assert sound(app)
    assert app.session_state["in_want_class"] == OF_PICTURE


def test_a_network_without_layers_gets_a_sentence(open_page):
    recipe = ClassifierRecipe(data="digits", layers=(Layer("flatten"),))
    trained.first_weights(recipe, run_folder(RUN), (28, 28, 1))
    app = open_page("inside", f"in_mode=wants&run={RUN}&in_want=unit")
    assert not app.exception
    assert "no layer between picture and classes" in app.error[0].value


def test_a_dead_unit_gets_a_sentence(open_page):
    folder = run_folder(RUN)
    shutil.copytree(trained.models() / "digits-classifier", folder)
    model = pretrained.load(RUN)
    kernel, bias = model.get_layer("1_conv").weights
    kernel.assign(np.zeros(kernel.shape))
    bias.assign(np.full(bias.shape, -1))
    model.save_weights(folder / pretrained.WEIGHTS)
    app = opened(open_page, f"run={RUN}&in_want=unit&in_want_layer=3&in_want_unit=4")
    assert sound(app)
    assert "Nothing has grown" in said(app)


@pytest.mark.parametrize(
    "query",
    [
        "in_want=pixel",
        "in_want_class=-2",
        "in_want_layer=x",
        "in_want_unit=1.5",
        "in_want_unit=0",
        "in_want_pictures=10",
        "in_want_steps=0",
        "in_want_smooth=nan",
        "in_want_smooth_colour=11",
        "in_want_dark=-1",
        "in_want_dark_colour=x",
        "in_want_jitter=99",
        "in_want_seed=" + "9" * 400,
        "in_want_noise=-1",
    ],
)
def test_a_wrong_link_is_named(open_page, query):
    app = open_page("inside", "in_mode=wants&" + query)
    assert sound(app)
    assert app.warning
    name = query.partition("=")[0]
    assert app.session_state[name] == next(each.default for each in p.WANTS if each.key == name)


def test_an_open_question_covers_what_the_network_says(open_page):
    app = opened(open_page, inside_question="noise_through_predict")
    assert sound(app)
    assert "The network is sure" not in said(app)
    assert not any("class='bars'" in part for part in bodies(app))
    assert not pictures(app)


def test_noise_through_predict_is_ten_numbers(open_page):
    app = opened(open_page, "in_want_noise=3")
    assert sound(app)
    report = report_wants("digits-classifier", 0, None, 0, Want(unit=0, steps=8), 3)
    cells = [part for part in bodies(app) if "shape (10,)" in part]
    assert len(cells) == 1
    expected = ((report.noise_probabilities + 1) / 2 * 255).astype(int)
    assert expected.min() >= 127
    for value in expected:
        assert f">{value}</td>" in cells[0]


def test_the_files():
    report = report_wants("digits-classifier", 0, None, 0, Want(unit=6, steps=16, restarts=3), 0)
    grown = grown_of("digits-classifier", report.want)
    files = {
        each.file_name: each.make for each in wants_downloads.downloads("digits-classifier", report, grown)
    }
    sheet = np.asarray(Image.open(io.BytesIO(files["wanted.png"]())))
    assert sheet.shape == (168, 3 * 168)
    np.testing.assert_array_equal(sheet[::6, ::6], np.concatenate(list(grown.pictures[-1, ..., 0]), axis=1))
    film = Image.open(io.BytesIO(files["growth.gif"]()))
    assert (film.n_frames, film.size) == (3, (3 * 168, 168))
    with np.load(io.BytesIO(files["growth.npz"]()), allow_pickle=False) as held:
        np.testing.assert_array_equal(held["pictures"], grown.pictures)
        np.testing.assert_array_equal(held["steps"], [0, 8, 16])
    weights = trained.models() / "digits-classifier" / "model.weights.h5"
    assert files["model.weights.h5"]() == weights.read_bytes()


def test_where_another_class_is_larger_the_page_says_so():
    report = report_wants("digits-classifier", 0, None, 0, Want(unit=6, steps=8), 0)
    names = [str(digit) for digit in range(10)]
    shares = np.zeros((2, 4, 10), np.float32)
    shares[:, :3, 6] = 1
    shares[:, 3, 2] = 1
    values = np.array([[0, 0, 0, 0], [9, 9, 9, 9]], np.float32)
    grown = wants_words.Grown(np.array([0, 8]), report.early.pictures[:2], values, shares, -values)
    assert "in 1 of 4 pictures that of **2** is larger still" in wants_words.verdict(report, grown, names)
