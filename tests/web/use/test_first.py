"""The Classifier's mode Use, with small networks in place of the shipped ones."""

from __future__ import annotations

import re
import shutil

import numpy as np
import pytest

from cnnlab import engine, inference, pretrained
from cnnlab.folders import run_folder
from cnnlab.images import gallery, preparing
from cnnlab.inference.use_report import report_use
from cnnlab.web.classifier import use_words
from cnnlab.web.classifier.use_input import PAD
from tests import trained
from tests.web.mode_checks import facts, pictures, sound
from tests.web.use.checks import RUN, SEEN, bars, drawn, said, seen


@pytest.mark.parametrize(("language", "word"), [("en", "The network says"), ("zh", "网络的回答是")])
def test_it_opens_with_a_digit_and_its_real_probabilities(open_page, language, word):
    app = open_page("classifier", f"lang={language}")
    assert sound(app)
    assert word in said(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))
    expected = inference.classify(gallery.digit(5)[None, ..., None] / np.float32(255), "digits-classifier")[0]
    assert list(bars(app).values()) == [use_words.percent(float(share)) for share in expected]
    if language == "en":
        assert SEEN in pictures(app)
        found = facts(app)
        assert found["Surest class"].startswith(str(expected.argmax()))
        assert found["Parameters"] == f"{pretrained.metrics_of('digits-classifier')['parameters']:,}"
        assert found["One picture takes"].endswith(("on the CPU", "on the GPU"))


def test_before_the_engine_is_there_it_shows_what_the_network_will_get(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("classifier")
    assert sound(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))
    assert set(bars(app).values()) == {"?"}


def test_it_asks_once_and_not_again(open_page, monkeypatch):
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work[0]), call(*work))[1])
    app = open_page("classifier")
    app.run()
    assert sound(app)
    assert calls.count(report_use) == 1


def test_without_any_network_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("classifier")
    assert not app.exception
    assert "No trained network" in app.error[0].value


@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
@pytest.mark.parametrize("given", ["digit", "picture", "example"])
def test_everything_that_it_can_be_given(open_page, network, given):
    if given == "digit" and network.startswith("shapes"):
        given = "example"
    app = open_page("classifier", f"cls_model={network}&cls_given={given}&cls_shown={given}&cls_example=7")
    assert sound(app)
    assert len(bars(app)) == 10
    assert seen(app).shape[:2] == ((28, 28) if network.startswith("digits") else (32, 32))
    if given == "example":
        assert re.search("That is right|It is ", said(app))
    elif given == "picture":
        coffee = preparing.fit(gallery.sample("coffee"), 256)
        tone = "grey" if network.startswith("digits") else "colour"
        np.testing.assert_array_equal(seen(app), preparing.fit(coffee, seen(app).shape[0], tone))


def test_a_picture_that_it_never_saw_is_called_strange(open_page):
    app = open_page("classifier", "cls_given=picture&picture=brick")
    assert sound(app)
    assert "looks like none of its 10 classes" in said(app)
    assert any("above the limit" in each.value for each in app.caption)


def test_where_the_energy_is_deceived_the_page_says_so(open_page, monkeypatch):
    monkeypatch.setattr(use_words, "unfamiliar", lambda report: False)
    strange = open_page("classifier", "cls_given=picture&picture=cat")
    assert any("the score is deceived" in each.value for each in strange.caption)
    digit = open_page("classifier", "cls_given=picture&picture=digit")
    assert not any("the score is deceived" in each.value for each in digit.caption)


def test_a_drawing_is_taken_in_hand_and_classified_until_it_is_cleared(open_page):
    ink = np.zeros((140, 140), np.uint8)
    ink[20:90, 30:38] = 255
    app = open_page("classifier", "cls_given=picture", **{PAD: drawn(ink)})
    assert sound(app)
    np.testing.assert_array_equal(seen(app), preparing.to_digit(ink))
    assert (app.session_state["digit"], app.session_state["cls_given"]) == ("own", "digit")
    app.session_state[PAD] = {"drawing": None}
    app.run()
    assert sound(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))


def test_a_network_for_colours_gets_a_drawing_as_a_picture(open_page):
    ink = np.zeros((140, 140), np.uint8)
    ink[30:100, 30:100] = 255
    app = open_page("classifier", "cls_model=shapes-classifier", **{PAD: drawn(ink)})
    assert sound(app)
    assert seen(app).shape == (32, 32, 3)
    assert seen(app).max() == 255
    assert (app.session_state["picture"], app.session_state["cls_shown"]) == ("own", "picture")


@pytest.mark.parametrize("sent", [5, "140:", "140:AAAA", {"a": 1}, "x" * 100_000, ["140:"]])
def test_whatever_the_pad_sends_is_no_error(open_page, sent):
    app = open_page("classifier", **{PAD: {"drawing": sent}})
    assert sound(app)
    np.testing.assert_array_equal(seen(app), gallery.digit(5))


def test_the_test_pictures_that_are_not_here_leave_the_picture_in_hand(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    recipe = trained.ClassifierRecipe(data="cifar10", layers=trained.SHAPES.layers)
    trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    app = open_page("classifier", f"run={RUN}")
    assert sound(app)
    assert any("it gets the picture in hand" in each.value for each in app.caption)
    assert seen(app).shape == (32, 32, 3)


def test_the_link_of_a_run_opens_its_network(open_page):
    shutil.copytree(trained.models() / "digits-classifier", run_folder(RUN))
    app = open_page("classifier", f"run={RUN}")
    assert sound(app)
    assert app.session_state["cls_model"] == "run"
    app.session_state["cls_model"] = "shapes-classifier"
    app.run()
    assert sound(app)
    assert app.session_state["cls_model"] == "shapes-classifier"


def test_a_run_that_is_not_there_gets_a_sentence(open_page):
    app = open_page("classifier", f"run={RUN}")
    assert not app.exception
    assert "no run of this name" in app.error[0].value
