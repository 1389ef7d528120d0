"""The mode Why this class of the page Inside, with small networks in place of the shipped ones."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import engine, pretrained
from cnnlab.inference.why_methods import Asking
from cnnlab.inference.why_report import report_why
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside import why_view
from tests import trained
from tests.web.inside.why_checks import DIGIT, panels, report, said
from tests.web.mode_checks import facts, pictures, sound

QUERY = "in_mode=why&"


@pytest.mark.parametrize(("language", "word"), [("en", "Why **5**?"), ("zh", "为什么")])
def test_it_opens_with_the_picture_and_two_explanations(open_page, language, word):
    app = open_page("inside", f"{QUERY}lang={language}")
    assert sound(app)
    assert word in said(app)
    found = report()
    shown = list(panels(app).values())
    assert len(shown) == 3
    np.testing.assert_array_equal(shown[0], DIGIT[..., 0])
    for picture, method in zip(shown[1:], ("grad_cam", "integrated"), strict=True):
        expected = why_view.overlay(DIGIT, method, found.found[method], "usual", p.STRENGTH.default)
        np.testing.assert_array_equal(picture, expected)
    if language == "en":
        assert list(panels(app)) == ["What the network sees", "Grad-CAM", "Integrated gradients"]
        assert "Integrated gradients for 5, laid over the picture" in pictures(app)
        assert facts(app)["Layer"] == "3 · Conv2D · 10 × 10 × 16"
        assert facts(app)["Completeness gap"].endswith("of the difference of the logits")


def test_it_asks_once_and_not_again(open_page, monkeypatch):
    calls, call = [], engine.call
    monkeypatch.setattr(engine, "call", lambda *work: (calls.append(work[0]), call(*work))[1])
    app = open_page("inside", QUERY)
    app.run()
    assert sound(app)
    assert calls.count(report_why) == 1


def test_before_the_engine_is_there_it_shows_what_the_network_will_get(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("inside", QUERY)
    assert sound(app)
    [seen] = panels(app).values()
    np.testing.assert_array_equal(seen, DIGIT[..., 0])


@pytest.mark.parametrize("first", p.METHODS)
def test_every_pair_of_methods(open_page, first):
    app = open_page("inside", f"{QUERY}in_why_a={first}")
    for second in p.METHODS:
        app.session_state["in_why_b"] = second
        app.run()
        assert sound(app)
        expected = dict.fromkeys(["What the network sees", p.METHODS[first], p.METHODS[second]])
        assert list(panels(app)) == list(expected)


@pytest.mark.parametrize("test", p.TEST.options)
@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
@pytest.mark.parametrize("sign", p.SIGN.options)
def test_every_test_of_trust(open_page, test, network, sign):
    app = open_page(
        "inside", f"{QUERY}cls_model={network}&in_why_test={test}&in_why_sign={sign}&in_why_b=smooth"
    )
    assert sound(app)
    assert len(app.get("plotly_chart")) == (2 if test == "curves" else 0)
    if test == "all":
        assert list(panels(app, "why-row")) == list(p.METHODS.values())
    if test == "shuffle":
        assert "As trained" in panels(app, "why-row")


@pytest.mark.parametrize("nothing", p.NOTHING.options)
def test_what_stands_for_nothing_and_all_other_settings(open_page, nothing):
    query = (
        f"{QUERY}in_why_nothing={nothing}&in_why_a=layer_cam&in_why_b=integrated&in_why_class=3&in_why_layer=1"
        "&in_why_strength=1&in_why_steps=10"
    )
    app = open_page("inside", query)
    assert sound(app)
    assert "Why not **3**" in said(app)
    asking = Asking(3, ("layer_cam", "integrated"), 1, nothing, 10)
    found = report(asking)
    for method, picture in zip(asking.methods, list(panels(app).values())[1:], strict=True):
        expected = why_view.overlay(DIGIT, method, found.found[method], "usual", 1.0)
        np.testing.assert_array_equal(picture, expected)


@pytest.mark.parametrize(
    "query",
    [
        "in_why_class=-2",
        "in_why_class=1e3",
        "in_why_a=lime",
        "in_why_b=",
        "in_why_nothing=void",
        "in_why_layer=" + "9" * 400,
        "in_why_strength=nan",
        "in_why_sign=plus",
        "in_why_steps=0",
        "in_why_noise=inf",
        "in_why_copies=1000",
        "in_why_size=0",
        "in_why_stride=9",
        "in_why_test=oracle",
        "in_why_shuffle=1.5",
    ],
)
def test_a_wrong_link_is_named(open_page, query):
    app = open_page("inside", QUERY + query)
    assert sound(app)
    assert app.warning
    assert len(panels(app)) == 3


@pytest.mark.parametrize(
    "query", ["in_why_class=10", "in_why_class=999", "in_why_layer=5", "in_why_layer=40"]
)
def test_a_class_or_layer_that_this_network_has_not_falls_back(open_page, query):
    app = open_page("inside", QUERY + query)
    assert sound(app)
    assert "Why **5**?" in said(app)
    assert app.session_state["in_why_class"] == p.SUREST
    assert app.session_state["in_why_layer"] == 0
    assert facts(app)["Layer"].startswith("3 · Conv2D")


def test_another_network_keeps_what_it_can(open_page):
    app = open_page("inside", f"{QUERY}in_why_class=4&in_why_layer=2&in_why_test=shuffle")
    assert facts(app)["Layer"].startswith("2 · MaxPooling2D")
    app.session_state["cls_model"] = "shapes-classifier"
    app.run()
    assert sound(app)
    assert app.session_state["in_why_class"] == 4
    assert facts(app)["Layer"].startswith("2 · Residual")


def test_a_network_without_maps_says_so_and_answers_with_pixels(open_page, tmp_path, monkeypatch):
    recipe = ClassifierRecipe(data="digits", layers=(Layer("flatten"), Layer("dense", 8)))
    trained.first_weights(recipe, tmp_path / "digits-classifier", (28, 28, 1))
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    for test in p.TEST.options:
        app = open_page("inside", f"{QUERY}in_why_b=occlusion&in_why_test={test}")
        assert sound(app)
        assert "no feature maps" in app.info[0].value
        assert list(panels(app)) == ["What the network sees", "Occlusion"]
        assert "Layer" not in facts(app)


def test_both_methods_without_maps_leave_the_picture(open_page, tmp_path, monkeypatch):
    recipe = ClassifierRecipe(data="digits", layers=(Layer("flatten"), Layer("dense", 8)))
    trained.first_weights(recipe, tmp_path / "digits-classifier", (28, 28, 1))
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    for test in p.TEST.options:
        app = open_page("inside", f"{QUERY}in_why_b=layer_cam&in_why_test={test}")
        assert sound(app)
        assert list(panels(app)) == ["What the network sees"]


def test_an_open_question_covers_the_maps(open_page):
    app = open_page("inside", QUERY, inside_question="any")
    assert sound(app)
    assert [title for title, pixels in panels(app).items() if pixels is not None] == ["What the network sees"]
    assert not facts(app)
    assert "Why **" not in said(app)


def test_without_any_network_there_is_a_sentence(open_page, monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    app = open_page("inside", QUERY)
    assert not app.exception
    assert "No trained network" in app.error[0].value
