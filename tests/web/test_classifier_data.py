"""The Classifier's mode Data: every data set, wrong links, own pictures from the first class to the finished set."""

from __future__ import annotations

import io
import secrets
import time

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.datasets import adding, drafts, making, own, stored
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.data_report import DataQuestion, report_data
from cnnlab.training.parts import parts_of
from cnnlab.training.picture_archive import archive
from cnnlab.web import i18n, visitor
from cnnlab.web.classifier import data_browser, data_downloads, data_overview, data_words
from cnnlab.web.classifier import data_properties as p
from cnnlab.web.classifier.data_question import baseline_question
from tests.datasets.zips import file_of, photo
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


def collected(counts=(12, 15), names=("cat", "dog")) -> str:
    draft = drafts.draft_of(TOKEN)
    for label, (count, name) in enumerate(zip(counts, names, strict=True)):
        files = [(str(place), file_of(photo(1000 * label + place))) for place in range(count)]
        adding.add_files(draft, drafts.add_class(draft, name), files)
    return draft


def made(**settings) -> str:
    settings = {"side": 32, "tone": "colour", "seed": 0, **settings}
    return making.make(collected(), own.owner_of(TOKEN), **settings, report=lambda *_, **__: None)


def settled(app):
    """Run until the long call of the page has ended."""
    for _ in range(200):
        if "cls_collecting" not in app.session_state:
            return app
        time.sleep(0.05)
        app.run()
    raise AssertionError("it does not end")


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
    assert "A shortcut is planted: 40%" in said(opened(open_page, "cls_data=shapes&cls_cue=0.4"))
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


def test_the_program_reads_the_file_that_is_offered_beside_it(open_page, tmp_path, monkeypatch):
    new = made()
    app = opened(open_page, f"cls_data=own&cls_own={new}")
    recipe = ClassifierRecipe(data=f"own-{new}")
    report = report_data(DataQuestion(recipe))
    files = {file.file_name: file.make() for file in data_downloads.downloads(report, recipe)}
    assert files["pictures.npz"] == archive(recipe) or len(files["pictures.npz"]) > 1000
    (tmp_path / "pictures.npz").write_bytes(files["pictures.npz"])
    names = run_program(app, np.zeros((8, 8), np.uint8), tmp_path, monkeypatch)
    np.testing.assert_array_equal(names["x_train"], parts_of(recipe).x_train)
    sheet = np.asarray(Image.open(io.BytesIO(files["examples.png"])))
    np.testing.assert_array_equal(sheet[:32, 32:64], report.shown[1])
    assert files["counts.csv"].decode("utf-8-sig").splitlines()[1].split(",") == [
        "cat",
        *map(str, report.counts[:, 0]),
    ]


def test_a_class_that_looks_like_a_formula_is_text_in_a_table():
    report = report_data(DataQuestion(ClassifierRecipe()))
    object.__setattr__(report, "classes", ("=1+1", *report.classes[1:]))
    assert data_downloads.table(report).decode("utf-8-sig").splitlines()[1].startswith("'=1+1,")


# ---- own pictures


def test_from_names_to_a_set(open_page):
    app = opened(open_page, "cls_data=own&cls_side=28&cls_tone=grey")
    assert sound(app)
    assert app.button(key="cls_make").disabled
    assert "At least 2 classes" in said(app)
    app.text_input(key="cls_new_classes").set_value(" cat，dog, cat ,, bird").run()
    app.button(key="cls_add_classes").click().run()
    assert [each.name for each in drafts.classes_of(drafts.draft_of(TOKEN))] == ["cat", "dog", "bird"]
    for label, each in enumerate(drafts.classes_of(drafts.draft_of(TOKEN))):
        files = [(str(place), file_of(photo(100 * label + place))) for place in range(6)]
        adding.add_files(drafts.draft_of(TOKEN), each.id, files)
    app.run()
    assert not app.button(key="cls_make").disabled
    app.button(key="cls_make").click().run()
    app = settled(app)
    assert sound(app)
    found = own.describe(app.session_state["cls_own"])
    assert found.classes == ("cat", "dog", "bird")
    assert found.shape == (28, 28, 1)
    assert "The test has only 4 pictures" in said(app)
    assert app.session_state["cls_collect"] is False


def test_a_set_that_was_made_unseen_is_found_and_collecting_goes_on(open_page):
    app = opened(open_page, "cls_data=own")
    assert app.session_state["cls_own"] == ""
    new = made()
    app.run()
    assert sound(app)
    assert app.session_state["cls_own"] == new
    app.toggle(key="cls_collect").set_value(True).run()
    assert sound(app)
    assert app.button(key="cls_make")
    app.button(key="cls_make").click().run()
    app = settled(app)
    assert app.session_state["cls_own"] != new
    app.toggle(key="cls_collect").set_value(True).run()
    assert sound(app)
    assert app.button(key="cls_make")


def test_classes_are_renamed_emptied_and_removed(open_page):
    draft = collected()
    app = opened(open_page, "cls_data=own")
    assert sound(app)
    first, second = drafts.classes_of(draft)
    app.text_input(key=f"cls_name_{first.id}").set_value("tom cat").run()
    app.button(key="cls_drop").click().run()
    assert sound(app)
    changed = drafts.classes_of(draft)[0]
    assert changed.name == "tom cat"
    assert changed.files == first.files[:-1]
    app.button(key="cls_remove").click().run()
    assert [each.id for each in drafts.classes_of(draft)] == [second.id]
    assert sound(app)


@pytest.mark.parametrize("source", ["upload", "camera", "draw"])
def test_every_source_is_offered(open_page, source):
    collected()
    app = open_page("classifier", PAGE + "cls_data=own", cls_source=source)
    assert sound(app)


def test_files_that_are_left_out_are_said(open_page):
    draft = collected()
    app = opened(open_page, "cls_data=own")
    first = drafts.classes_of(draft)[0].id
    files = [("good.png", file_of(photo(900))), ("*b_ad*.png", b"text"), ("twice.png", file_of(photo(0)))]
    app.session_state["cls_collecting_ended"] = ("add", adding.add_files(draft, first, files))
    app.run()
    assert sound(app)
    assert "Pictures added: 1. Left out: 2." in app.warning[0].value
    assert r"\*b\_ad\*\.png" in app.warning[0].value


def test_a_refused_call_is_said(open_page, monkeypatch):
    collected()
    app = opened(open_page, "cls_data=own")

    def full(*_, **__):
        raise LabError("At least 2 classes with pictures are needed.")

    monkeypatch.setattr(engine, "call_long", full)
    app.button(key="cls_make").click().run()
    assert not app.exception
    assert "At least 2 classes" in app.error[0].value


def test_a_set_that_is_gone_gets_a_sentence(open_page):
    app = opened(open_page, f"cls_data=own&cls_own={secrets.token_hex(16)}")
    assert not app.exception
    assert "not here any more" in app.error[0].value


def test_a_set_of_somebody_elses_is_shown_and_not_deleted(open_page, monkeypatch):
    new = made()
    monkeypatch.setattr(visitor, "token", lambda: "1" * 32)
    app = opened(open_page, f"cls_data=own&cls_own={new}")
    assert sound(app)
    assert not [button for button in app.button if button.key == "cls_delete_set"]


def test_a_set_is_deleted_by_its_maker(open_page):
    new = made()
    app = opened(open_page, f"cls_data=own&cls_own={new}")
    app.button(key="cls_delete_set").click().run()
    assert sound(app)
    assert own.sets_of(TOKEN) == ()


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
        ([[100] * 3, [10] * 3, [100] * 3], 0.35, (), ["33.3%"]),
        ([[100, 100, 40], [1] * 3, [100] * 3], None, (), ["lopsided"]),
        ([[9, 11, 11], [1] * 3, [100] * 3], None, (), ["With 9 pictures of “a”"]),
        ([[20] * 3, [1] * 3, [5, 5, 5]], None, (), ["only 15 pictures", "6.7%"]),
        ([[100] * 3, [10] * 3, [100] * 3], 0.9, (), ["mean colour alone", "90%"]),
        ([[100] * 3, [10] * 3, [100] * 3], None, (1,), ["Nearly all pictures of “b”"]),
    ],
)
def test_what_is_odd_is_said(counts, by_colour, alike, says):
    lines = data_words.remarks(report_with(counts, by_colour), ClassifierRecipe(), alike)
    assert all(any(each in line for line in lines) for each in says)
    assert len(lines) == (1 if says == ["33.3%"] else 2)


def test_the_question_and_its_answer():
    question = baseline_question(report_with([[5, 50, 5], [1] * 3, [30, 50, 20]]))
    assert question.answer == 50
    assert 50 not in question.slips
    assert "“b”" in question.text
    assert "50 of 100" in question.reveal


def test_names_of_classes_cannot_be_markup(open_page, monkeypatch):
    draft = collected(names=("<b>x</b>", "a'b\"&"))
    app = opened(open_page, "cls_data=own")
    assert sound(app)
    new = making.make(draft, own.owner_of(TOKEN), 32, "colour", 0, lambda *_, **__: None)
    for query in ("cls_data=own&cls_collect=true", f"cls_data=own&cls_own={new}"):
        app = opened(open_page, query)
        assert sound(app)
        assert not any("<b>x" in body for body in bodies(app))


def test_pictures_side_by_side():
    sheet = data_overview.joined(np.arange(5 * 4, dtype=np.uint8).reshape(5, 2, 2, 1), 3)
    assert sheet.shape == (4, 6)
    assert sheet.tolist() == [
        [0, 1, 4, 5, 8, 9],
        [2, 3, 6, 7, 10, 11],
        [12, 13, 16, 17, 0, 0],
        [14, 15, 18, 19, 0, 0],
    ]
