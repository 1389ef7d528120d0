"""The mode Examine: figures, cells, pictures, bad links, covered answers, what is missing, the program, downloads."""

from __future__ import annotations

import csv
import io
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine, pretrained
from cnnlab.datasets import stored
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.metrics.classification import confusion
from cnnlab.training import answers
from cnnlab.web.classifier import examine_making, examine_words
from cnnlab.web.classifier import examine_properties as p
from cnnlab.web.classifier.examine_downloads import downloads
from cnnlab.web.classifier.examine_pick import chosen_cell, pick
from cnnlab.web.classifier.examine_questions import questions
from tests.web.examine.checks import (
    PAGE,
    RECIPE,
    _as_mnist,
    kept,
    made_up,
    parted_pictures,
    subject_of,
    words,
)
from tests.web.mode_checks import bodies, facts, pictures, run_program, sound


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
    with pytest.raises(LabError, match="weights of this network cannot be read"):
        making.call.result(60)
    app.run()
    assert not app.exception
    assert "Of 397 test pictures" in words(app)
    app.run()
    assert examine_making.KEY not in app.session_state, "it must not try for ever"
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


def test_markup_in_a_class_name_stays_text(open_page, shipped):
    classes = ["<img src=x onerror=alert(1)>", *map(str, range(1, 10))]
    (shipped / pretrained.ABOUT).write_text(json.dumps({"shape": [28, 28, 1], "classes": classes}))
    app = open_page("classifier", f"{PAGE}&cls_cell=0,*")
    assert sound(app)
    assert not any("<img src=x" in body for body in bodies(app))
