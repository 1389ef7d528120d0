"""The mode Examine: figures, cells, pictures, bad links, covered answers, what is missing, the program, downloads."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.datasets import stored
from cnnlab.engine import Run
from cnnlab.metrics.certainty import softmax
from cnnlab.metrics.classification import confused, confusion
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import answers, run
from cnnlab.web.classifier import examine_making, examine_subject, examine_words
from cnnlab.web.classifier import examine_properties as p
from cnnlab.web.classifier.examine_downloads import downloads
from cnnlab.web.classifier.examine_pick import SHEET, chosen_cell, pick
from cnnlab.web.classifier.examine_questions import questions
from cnnlab.web.classifier.examine_subject import Subject
from tests.web.mode_checks import bodies, facts, pictures, run_program, sound

NAME = "digits-classifier"
PAGE = f"cls_mode=examine&cls_model={NAME}"
RECIPE = ClassifierRecipe(
    layers=(Layer("conv", 4, stride=2), Layer("max_pool", size=2), Layer("dense", 24)),
    examples=400,
    epochs=3,
    batch_size=32,
    learning_rate=3e-3,
)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    run(RECIPE, folder)
    return folder


@pytest.fixture(autouse=True)
def shipped(trained, tmp_path, monkeypatch):
    """The only shipped model is one of ours, and nobody has trained anything."""
    monkeypatch.setattr(pretrained, "MODELS", tmp_path / "models")
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path / "home"))
    return shutil.copytree(trained, tmp_path / "models" / NAME)


def kept(shipped) -> answers.Answers:
    return answers.load(shipped / answers.NAME, "test")


def subject_of(shipped, **changes) -> Subject:
    held = {
        "name": NAME,
        "recipe": RECIPE,
        "metrics": json.loads((shipped / "metrics.json").read_text()),
        "part": "test",
        "classes": tuple(map(str, range(10))),
        "answers": kept(shipped),
        "validation": answers.load(shipped / answers.NAME, "validation"),
    }
    return Subject(**{**held, **changes})


def made_up(labels, logits) -> answers.Answers:
    labels = np.asarray(labels)
    return answers.answers_of(
        labels, np.asarray(logits, np.float32), np.zeros((len(labels), 8, 8, 1), np.uint8)
    )


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("view", p.VIEW.options)
def test_every_view_in_both_languages(open_page, view, language):
    app = open_page("classifier", f"{PAGE}&cls_look={view}&lang={language}")
    assert sound(app)
    assert not app.warning
    assert 1 <= len(pictures(app)) <= SHEET
    assert all(pictures(app))
    assert len(app.get("plotly_chart")) == 2


def test_the_headline_is_the_measured_one(open_page, shipped):
    metrics = json.loads((shipped / "metrics.json").read_text())
    app = open_page("classifier", PAGE)
    right = round(metrics["test_accuracy"] * 397)
    low, high = (100 * end for end in metrics["test_interval"])
    assert f"Of 397 test pictures it gets {right} right: **{100 * right / 397:.1f} %**" in words(app)
    assert f"between {low:.1f} % and {high:.1f} %." in words(app)
    assert "On the 40 validation pictures" in words(app)
    assert facts(app)["Test loss"].startswith(f"{metrics['test_loss']:.3f}")


def test_a_chosen_cell_shows_its_pictures(open_page, shipped):
    held = kept(shipped)
    counts = confusion(held.labels, held.logits.argmax(axis=1), 10)
    row, column = confused(counts)[0]
    app = open_page("classifier", PAGE)
    assert f"**{row} called {column}: {counts[row, column]}**" in words(app)
    for alt in pictures(app):
        assert re.fullmatch(rf"Picture of {row}, called {column} with [\d.&gtl;<>]+ %", alt), alt
    # What the component sends when a cell is clicked.
    app.session_state["cls_matrix"] = {"cell": "6,6#1"}
    app.run()
    assert sound(app)
    assert f"**6, answered rightly: {counts[6, 6]}**" in words(app)
    assert all("Picture of 6, called 6" in alt for alt in pictures(app))
    app.session_state["cls_matrix"] = {"cell": "*,3#2"}
    app.run()
    assert f"**All that was called 3: {counts[:, 3].sum()}**" in words(app)
    assert all("called 3" in alt for alt in pictures(app))


def test_a_click_leaves_the_other_views(open_page):
    app = open_page("classifier", f"{PAGE}&cls_look=mistakes&cls_sheet=2")
    app.session_state["cls_matrix"] = {"cell": "2,2#9"}
    app.run()
    assert app.session_state[p.VIEW.key] == "cell"
    assert app.session_state[p.SHEET.key] == 1


@pytest.mark.parametrize("sent", ["", "#", "12#1", "x,y#2", "1,2,3#3", "-1,2#4", "*,*#5", 7, None])
def test_whatever_a_browser_sends(open_page, sent):
    app = open_page("classifier", PAGE)
    before = words(app)
    app.session_state["cls_matrix"] = {"cell": sent}
    app.run()
    assert sound(app)
    assert words(app) == before


@pytest.mark.parametrize("cell", ["0,99", "99,0", "*,50"])
def test_a_cell_that_this_matrix_has_not(open_page, cell):
    app = open_page("classifier", f"{PAGE}&cls_cell={cell}")
    assert sound(app)
    assert " called " in words(app)


@pytest.mark.parametrize(
    "query",
    [
        "cls_cell=a",
        "cls_cell=*,*",
        "cls_look=all",
        "cls_sure=101",
        "cls_sure=-1",
        "cls_sure=nan",
        "cls_sheet=0",
        "cls_on=train",
        "cls_model=none",
        "run=../../etc",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("classifier", f"cls_mode=examine&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_the_boldest_mistakes_come_first_and_the_sheets_turn(open_page, shipped):
    held = kept(shipped)
    shares = softmax(held.logits.astype(np.float64))
    wrong = np.flatnonzero(shares.argmax(axis=1) != held.labels)
    boldest = wrong[np.argmax(shares[wrong].max(axis=1))]
    app = open_page("classifier", f"{PAGE}&cls_look=mistakes")
    first = pictures(app)
    assert f"Picture of {held.labels[boldest]}, called {shares[boldest].argmax()}" in first[0]
    assert app.button(key="cls_sheet_back").disabled
    app.button(key="cls_sheet_next").click().run()
    assert sound(app)
    assert pictures(app) != first
    assert "Sheet 2 of" in words(app)
    app.button(key="cls_sheet_back").click().run()
    assert pictures(app) == first


def test_a_sheet_beyond_the_last_is_the_last(open_page):
    app = open_page("classifier", f"{PAGE}&cls_look=mistakes&cls_sheet=100")
    assert sound(app)
    assert app.button(key="cls_sheet_next").disabled


def test_the_least_sure_have_the_highest_entropy(shipped):
    subject = subject_of(shipped)
    shares = subject.probabilities
    entropy = -(shares * np.log2(np.maximum(shares, 1e-300))).sum(axis=1)
    places = pick(subject, "unsure", None, None).places
    assert entropy[places[0]] == pytest.approx(entropy.max())
    assert (np.diff(entropy[places]) <= 1e-12).all()


@pytest.mark.parametrize("sure", [0, 50, 90, 100])
def test_the_threshold_counts_what_is_answered(open_page, shipped, sure):
    held = kept(shipped)
    shares = softmax(held.logits.astype(np.float64))
    given = shares.max(axis=1) >= sure / 100
    hits = given & (shares.argmax(axis=1) == held.labels)
    app = open_page("classifier", f"{PAGE}&cls_sure={sure}")
    assert sound(app)
    if not given.any():
        assert "would say nothing at all" in words(app)
    else:
        assert f"it answers {100 * given.mean():.1f} % of the pictures" in words(app)
        assert f"of these {100 * hits.sum() / given.sum():.1f} % rightly" in words(app)


def test_without_answers_the_figures_stand_and_the_pictures_are_looked_up(open_page, shipped):
    (shipped / answers.NAME).unlink()
    app = open_page("classifier", PAGE)
    assert not app.exception
    assert "Of 397 test pictures" in words(app)
    app.session_state[examine_making.KEY].call.result(60)
    app.run()
    assert sound(app)
    assert pictures(app)


def test_where_the_pictures_cannot_be_had_the_figures_stand(open_page, shipped, monkeypatch):
    monkeypatch.setattr(stored, "is_here", lambda name: False)
    _as_mnist(shipped)
    (shipped / answers.NAME).unlink()
    app = open_page("classifier", PAGE)
    assert sound(app)
    assert "Of 397 test pictures" in words(app)
    assert not pictures(app)
    assert any("not on this computer" in each.value for each in app.info)
    # The digits of scikit-learn are always there.
    app = open_page("classifier", f"{PAGE}&cls_on=digits")
    app.session_state[examine_making.KEY].call.result(60)
    app.run()
    assert sound(app)
    assert "Of all 1,797 digits of scikit-learn" in words(app)
    assert "On the 397 test pictures of MNIST" in words(app)
    assert pictures(app)


def _as_mnist(shipped) -> None:
    recipe = json.loads((shipped / "recipe.json").read_text())
    (shipped / "recipe.json").write_text(json.dumps({**recipe, "data": "mnist"}))


def test_an_old_model_without_any_figures(open_page, shipped, monkeypatch):
    monkeypatch.setattr(stored, "is_here", lambda name: False)
    _as_mnist(shipped)
    (shipped / answers.NAME).unlink()
    (shipped / "metrics.json").write_text('{"test_accuracy": 0.9}')
    app = open_page("classifier", PAGE)
    assert sound(app)
    assert app.info


def test_an_attempt_that_fails_says_so(open_page, shipped):
    (shipped / answers.NAME).unlink()
    (shipped / pretrained.WEIGHTS).write_bytes(b"damaged")
    app = open_page("classifier", PAGE)
    making = app.session_state[examine_making.KEY]
    with pytest.raises(Exception, match=r"."):
        making.call.result(60)
    app.run()
    assert not app.exception
    assert "Of 397 test pictures" in words(app)
    assert app.session_state[examine_making.KEY] is making, "it must not try for ever"
    assert any("weights" in each.value for each in app.warning)


def test_a_run_under_way_is_said_to_be(open_page, monkeypatch):
    alive = Run("ab" * 16, "running", RECIPE, 0.0)
    monkeypatch.setattr(engine, "run", lambda name, visitor="": alive)
    app = open_page("classifier", f"cls_mode=examine&run={'ab' * 16}")
    assert not app.exception
    assert "still under way" in app.error[0].value


def test_a_run_that_is_not_here(open_page):
    app = open_page("classifier", f"cls_mode=examine&run={'cd' * 16}")
    assert not app.exception
    assert len(app.error) == 1


def test_what_answers_a_question_is_covered(open_page):
    app = open_page("classifier", PAGE)
    app.get_by_key("classifier_question").set_value("cls_pair").run()
    assert sound(app)
    assert not pictures(app)
    assert not facts(app)
    assert not app.get("plotly_chart")
    assert "Of 397 test pictures" not in words(app)
    assert len(app.radio(key="guess_cls_pair").options) >= 3


def test_the_questions_are_answered_from_the_matrix(shipped):
    subject = subject_of(shipped)
    counts = subject.counts
    by_name = {each.name: each for each in questions(subject)}
    pair = by_name["cls_pair"]
    row, column = map(int, pair.answer.split("_"))
    others = [counts[tuple(map(int, name.split("_")))] for name in pair.options if name != pair.answer]
    assert counts[row, column] > max(others)
    for question in by_name.values():
        assert question.answer in question.options
        assert set(question.slips) == set(question.options) - {question.answer}
        assert len(set(question.options.values())) == len(question.options)
    silence = by_name["cls_silence"]
    order = np.argsort(subject.probabilities.max(axis=1))[:40]
    gone = (~subject.right[order]).sum() / (~subject.right).sum()
    assert silence.answer == ("few" if gone <= 0.2 else "some" if gone <= 0.5 else "most")


def test_a_perfect_network_leaves_nothing_to_ask_of_mistakes(shipped, open_page):
    labels = np.arange(100) % 10
    perfect = made_up(labels, 9 * np.eye(10)[labels])
    subject = subject_of(shipped, answers=perfect)
    assert {each.name for each in questions(subject)} <= {"cls_interval"}
    assert not len(pick(subject, "mistakes", None, None).places)
    assert chosen_cell(subject.counts, "") == (0, 0)
    answers.save(shipped / answers.NAME, {"test": perfect})
    for view in p.VIEW.options:
        app = open_page("classifier", f"{PAGE}&cls_look={view}")
        assert sound(app)
        assert "It makes no mistake." in words(app)


def test_a_network_that_always_says_the_same(shipped, open_page):
    answers.save(shipped / answers.NAME, {"test": made_up(np.arange(60) % 10, np.zeros((60, 10)))})
    app = open_page("classifier", PAGE)
    assert sound(app)
    assert "9 classes it never names" in words(app)
    assert "10.0 %" in words(app)


def test_words_on_calibration():
    from cnnlab.metrics.certainty import reliability

    sure = np.full(400, 0.85)
    right = np.arange(400) % 2 == 0
    assert "too sure of itself, by 35.0 points" in examine_words.calibration(reliability(sure, right))
    assert "right in 200 of 400 cases: 50 %" in examine_words.calibration(reliability(sure, right))
    modest = examine_words.calibration(reliability(np.full(400, 0.45), np.ones(400, bool)))
    assert "less sure than it could be, by 55.0 points" in modest
    honest = examine_words.calibration(reliability(np.ones(400), np.ones(400, bool)))
    assert "about as sure as it is right" in honest
    assert "100 % of its answers are in the topmost bin" in honest


def test_the_program_counts_the_same_matrix(open_page, shipped, tmp_path, monkeypatch):
    # Of so few examples the program needs the pictures as a file.
    app = open_page("classifier", PAGE)
    shutil.copy(shipped / pretrained.WEIGHTS, tmp_path)
    data = parted_pictures()
    np.savez(tmp_path / "pictures.npz", **data)
    left = run_program(app, np.zeros((8, 8), np.uint8), tmp_path, monkeypatch)
    held = kept(shipped)
    np.testing.assert_array_equal(left["matrix"], confusion(held.labels, held.logits.argmax(axis=1), 10))
    np.testing.assert_allclose(left["logits"], held.logits, atol=1e-3)


def parted_pictures() -> dict[str, np.ndarray]:
    from cnnlab.training.parts import parts_of

    parts = parts_of(RECIPE)
    names = ("x_train", "y_train", "x_validation", "y_validation", "x_test", "y_test")
    return {name: getattr(parts, name) for name in names}


def test_downloads(shipped):
    subject = subject_of(shipped)
    files = {file.file_name: file.make() for file in downloads(subject)}
    table = list(csv.reader(io.StringIO(files["confusion.csv"].decode("utf-8-sig"))))
    np.testing.assert_array_equal(np.array(table)[1:, 1:].astype(int), subject.counts)
    lines = list(csv.DictReader(io.StringIO(files["classes.csv"].decode("utf-8-sig"))))
    assert [int(line["pictures"]) for line in lines] == subject.counts.sum(axis=1).tolist()
    assert float(lines[3]["recall"]) == pytest.approx(
        subject.counts[3, 3] / subject.counts[3].sum(), rel=1e-5
    )
    with np.load(io.BytesIO(files["answers.npz"])) as archive:
        np.testing.assert_array_equal(archive["logits"], subject.answers.logits)
    mistakes = Image.open(io.BytesIO(files["mistakes.png"]))
    assert mistakes.size[0] == 8 * (3 * 28 + 4)
    assert files["model.weights.h5"] == (shipped / pretrained.WEIGHTS).read_bytes()


def test_a_class_name_is_no_formula(shipped):
    subject = subject_of(shipped, classes=('=HYPERLINK("x")', "a,b", '"', *map(str, range(7))))
    table = downloads(subject)[0].make().decode("utf-8-sig")
    names = [line[0] for line in csv.reader(io.StringIO(table))][1:4]
    assert names == ['\'=HYPERLINK("x")', "a,b", '"']


def test_markup_in_a_class_name_stays_text(open_page, shipped, monkeypatch):
    about = examine_subject.datasets.about("digits")
    named = type(about)(about.shape, ("<img src=x onerror=alert(1)>", *about.classes[1:]))
    monkeypatch.setattr(examine_subject.datasets, "about", lambda name: named)
    app = open_page("classifier", f"{PAGE}&cls_cell=0,*")
    assert sound(app)
    assert not any("<img src=x" in body for body in bodies(app))
