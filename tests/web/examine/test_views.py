"""The mode Examine: figures, cells, pictures, bad links, covered answers, what is missing, the program, downloads."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from cnnlab.metrics.certainty import softmax
from cnnlab.metrics.classification import confused, confusion
from cnnlab.web.classifier import examine_properties as p
from cnnlab.web.classifier.examine_pick import SHEET, pick
from tests.web.examine.checks import PAGE, kept, subject_of, words
from tests.web.mode_checks import facts, pictures, sound


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
    assert f"**“{row}” called “{column}”: {counts[row, column]}**" in words(app)
    for alt in pictures(app):
        assert re.fullmatch(rf"Picture of {row}, called {column} with [\d.&gtl;<>]+ %", alt), alt
    # What the component sends when a cell is clicked.
    app.session_state["cls_matrix"] = {"cell": "6,6#1"}
    app.run()
    assert sound(app)
    assert f"**“6”, answered rightly: {counts[6, 6]}**" in words(app)
    assert all("Picture of 6, called 6" in alt for alt in pictures(app))
    app.session_state["cls_matrix"] = {"cell": "*,3#2"}
    app.run()
    assert f"**All that was called “3”: {counts[:, 3].sum()}**" in words(app)
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
    assert "” called “" in words(app)


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
