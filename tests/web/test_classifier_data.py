"""The Classifier's mode Data: every data set, wrong links, own pictures from the first class to the finished set."""

from __future__ import annotations

import time

import numpy as np
import pytest

from cnnlab.datasets import stored
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.data_report import DataQuestion, report_data
from cnnlab.training.parts import parts_of
from cnnlab.web import i18n, visitor
from cnnlab.web.classifier import data_browser, data_downloads, data_overview, data_words
from cnnlab.web.classifier import data_properties as p
from cnnlab.web.classifier.data_question import baseline_question
from tests.datasets.zips import photo
from tests.web.mode_checks import bodies, facts, pictures, run_program, sound

PAGE = "cls_mode=data&"
TOKEN = "0" * 32


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(visitor, "token", lambda: TOKEN)


def opened(open_page, query=""):
    return open_page("classifier", PAGE + query)


def said(app) -> str:
    return " ".join(
        each.value for each in (*app.markdown, *app.caption, *app.info, *app.success, *app.warning)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("data", ["digits", "shapes"])
def test_what_needs_no_network(open_page, monkeypatch, language, data):
    monkeypatch.setattr(i18n, "browser_language", lambda: language)
    app = opened(open_page, f"cls_data={data}&lang={language}")
    assert sound(app)
    assert not app.warning
    overview = next(body for body in bodies(app) if "class='classes'" in body)
    assert overview.count("<img") == 10
    assert len(pictures(app)) == 10 + (2 if data == "digits" else 1) + 2
    names = facts(app)
    assert names["Classes" if language == "en" else "类别"] == "10"


def test_the_numbers_are_those_of_the_parts(open_page):
    app = opened(open_page, "cls_examples=500&cls_validation=0.2&cls_seed=3")
    parts = parts_of(ClassifierRecipe(examples=500, validation=0.2, seed=3))
    shown = facts(app)
    for name in ("train", "validation", "test"):
        count = f"{len(getattr(parts, f'y_{name}')):,}"
        assert shown[p.PART.options[name]].split()[0] == count
    overview = next(body for body in bodies(app) if "class='classes'" in body)
    counts = [np.bincount(getattr(parts, f"y_{name}"))[3] for name in ("train", "validation", "test")]
    assert " + ".join(map(str, counts)) in overview


@pytest.mark.parametrize("part", p.PART.options)
@pytest.mark.parametrize("label", ["all", "0", "9", "15"])
def test_every_part_and_class(open_page, part, label):
    app = opened(open_page, f"cls_part={part}&cls_class={label}&cls_page=100000&cls_chosen=1000")
    assert sound(app)
    expected = -1 if label in ("all", "15") else int(label)
    report = report_data(DataQuestion(ClassifierRecipe(), part, expected, 10**5, 10**5))
    assert app.session_state["cls_page"] == report.page + 1
    assert app.session_state["cls_class"] == (label if label != "15" else "all")


@pytest.mark.parametrize(
    "query",
    ["cls_data=imagenet", "cls_examples=-1", "cls_examples=1e99", "cls_clutter=2", "cls_noise=nan", "cls_cue=x",
     "cls_own=..%2F..%2Fetc", "cls_part=both", "cls_class=20", "cls_page=0", "cls_chosen=-1", "cls_side=5",
     "cls_tone=red", "cls_collect=maybe", "cls_test_seed=0.5"],
)  # fmt: skip
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = opened(open_page, query)
    assert sound(app)
    wrong = next(each for each in p.DATA if each.key == query.partition("=")[0])
    assert wrong.label in app.warning[0].value
    assert app.session_state[wrong.key] == wrong.default


def test_a_single_example_gets_a_sentence(open_page):
    app = opened(open_page, "cls_examples=1")
    assert not app.exception
    assert "At least 2 examples" in app.error[0].value


def test_the_class_and_part_that_are_chosen_begin_at_the_first_picture(open_page):
    app = opened(open_page, "cls_page=3&cls_chosen=7")
    app.session_state["cls_class"] = "4"
    app.pills(key="cls_class").set_value("4").run()
    assert sound(app)
    app.button_group(key="cls_part").set_value("test").run()
    assert sound(app)
    assert (app.session_state["cls_page"], app.session_state["cls_chosen"]) == (1, 0)


def test_a_click_enlarges(open_page):
    app = opened(open_page)
    app.session_state[data_browser.KEY] = {"choice": "7#1"}
    app.run()
    assert sound(app)
    assert app.session_state["cls_chosen"] == 7


def test_a_planted_cue_is_said(open_page):
    assert "A shortcut is planted: 40 %" in said(opened(open_page, "cls_data=shapes&cls_cue=0.4"))
    assert "A shortcut is planted" not in said(opened(open_page, "cls_data=shapes"))


@pytest.mark.parametrize("hand", ["hand=digit&digit=3", "size=16", "tone=grey", "crop=fit&picture=rocket"])
@pytest.mark.parametrize("data", ["digits", "shapes"])
def test_whatever_is_in_hand(open_page, hand, data):
    assert sound(opened(open_page, f"cls_data={data}&{hand}"))


def test_a_picture_in_hand_gets_the_form_of_the_data_set():
    colour = photo(1, 100)
    grey = colour[..., 0]
    for shape in ((28, 28, 1), (64, 64, 3)):
        for pixels in (colour, grey):
            assert data_browser.fitted(pixels, shape).shape == shape


def test_what_is_not_here_is_offered_and_its_refusal_said(open_page, monkeypatch, tmp_path):
    monkeypatch.delenv(stored.FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    stored.load.cache_clear()

    def refuse():
        raise Exception("URL fetch failure")

    monkeypatch.setattr("keras.datasets.fashion_mnist.load_data", refuse)
    app = opened(open_page, "cls_data=fashion_mnist")
    assert sound(app)
    assert "31 MB" in said(app)
    app.button(key="cls_fetch_button").click().run()
    for _ in range(100):
        if "cls_fetch" not in app.session_state:
            break
        time.sleep(0.05)
        app.run()
    assert not app.exception
    assert "cannot be fetched" in app.error[0].value
    assert app.button(key="cls_fetch_button")


@pytest.mark.parametrize("query", ["", "cls_seed=3&cls_validation=0.25"])
def test_the_program_loads_and_parts_the_digits_alike(open_page, query, tmp_path, monkeypatch):
    app = opened(open_page, query)
    names = run_program(app, np.zeros((8, 8), np.uint8), tmp_path, monkeypatch)
    parts = parts_of(ClassifierRecipe(seed=3, validation=0.25) if query else ClassifierRecipe())
    for name in ("y_train", "y_validation", "y_test"):
        np.testing.assert_array_equal(names[name], getattr(parts, name))
    assert np.abs(names["x_train"].astype(int) - parts.x_train).max() <= 3
    np.testing.assert_allclose(names["inputs"], names["x_train"] / 255, atol=1e-6)


def test_a_class_that_looks_like_a_formula_is_text_in_a_table():
    report = report_data(DataQuestion(ClassifierRecipe()))
    object.__setattr__(report, "classes", ("=1+1", *report.classes[1:]))
    assert data_downloads.table(report).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")


# ---- words


def report_with(counts, by_colour=None, channels=3):
    report = report_data(DataQuestion(ClassifierRecipe()))
    object.__setattr__(report, "classes", tuple("abc"))
    object.__setattr__(report, "counts", np.array(counts))
    object.__setattr__(report, "by_colour", by_colour)
    object.__setattr__(report, "shown", np.zeros((1, 8, 8, channels), np.uint8))
    return report


@pytest.mark.parametrize(
    ("counts", "by_colour", "alike", "says"),
    [
        ([[100] * 3, [10] * 3, [100] * 3], 0.35, (), ["33.3 %"]),
        ([[100, 100, 40], [1] * 3, [100] * 3], None, (), ["lopsided"]),
        ([[9, 11, 11], [1] * 3, [100] * 3], None, (), ["With 9 pictures of “a”"]),
        ([[20] * 3, [1] * 3, [5, 5, 5]], None, (), ["only 15 pictures", "6.7 %"]),
        ([[100] * 3, [10] * 3, [100] * 3], 0.9, (), ["mean colour alone", "90 %"]),
        ([[100] * 3, [10] * 3, [100] * 3], None, (1,), ["Nearly all pictures of “b”"]),
    ],
)
def test_what_is_odd_is_said(counts, by_colour, alike, says):
    lines = data_words.remarks(report_with(counts, by_colour), ClassifierRecipe(), alike)
    assert all(any(each in line for line in lines) for each in says)
    assert len(lines) == (1 if says == ["33.3 %"] else 2)


def test_the_question_and_its_answer():
    question = baseline_question(report_with([[5, 50, 5], [1] * 3, [30, 50, 20]]))
    assert question.answer == 50
    assert 50 not in question.slips
    assert "“b”" in question.text
    assert "50 of 100" in question.reveal


def test_pictures_side_by_side():
    sheet = data_overview.joined(np.arange(5 * 4, dtype=np.uint8).reshape(5, 2, 2, 1), 3)
    assert sheet.shape == (4, 6)
    assert sheet.tolist() == [
        [0, 1, 4, 5, 8, 9],
        [2, 3, 6, 7, 10, 11],
        [12, 13, 16, 17, 0, 0],
        [14, 15, 18, 19, 0, 0],
    ]
