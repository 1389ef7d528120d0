"""The mode Train: every option gives a recipe or a sentence, and every state of a run is said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnlab.datasets import stored
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import PRESETS
from cnnlab.recipes.suited import suited
from cnnlab.web.classifier.layer_text import write_layers
from tests.web.mode_checks import sound
from tests.web.train.checks import ID, PAGE, builder


def test_the_row_of_layers_is_the_network_as_planned(open_page, laboratory):
    blocks = builder(open_page("classifier", PAGE))["blocks"]
    assert [block["kind"] for block in blocks[1:-1]] == [layer.kind for layer in PRESETS["article"]]
    assert sum(block["parameters"] for block in blocks) == 93_322
    assert blocks[0]["shape"] == [28, 28, 1]
    assert blocks[-1]["shape"] == [10]


def test_what_is_built_becomes_the_network(open_page, laboratory):
    app = open_page("classifier", PAGE)
    app.session_state["cls_builder"] = {"layers": "flatten;dense-7#1"}
    app.run()
    assert sound(app)
    assert app.session_state["cls_preset"] == "own"
    assert app.session_state["cls_layers"] == "flatten;dense-7"
    app.session_state["cls_builder"] = {"layers": write_layers(PRESETS["lenet5"]) + "#2"}
    app.run()
    assert app.session_state["cls_preset"] == "lenet5"


@pytest.mark.parametrize("sent", ["", "conv", "x" * 40_000, None, 5])
def test_what_is_no_network_is_not_built(open_page, laboratory, sent):
    app = open_page("classifier", PAGE)
    app.session_state["cls_builder"] = {"layers": f"{sent}#1" if isinstance(sent, str) else sent}
    app.run()
    assert sound(app)
    assert app.session_state["cls_preset"] == "article"


def choose(app, network):
    app.selectbox(key="cls_preset").select(network).run()
    assert sound(app)


def trained(app, laboratory):
    """The recipe that the button hands in; what is changed afterwards can be trained again."""
    app.button(key="cls_train").click().run()
    assert sound(app)
    laboratory.runs[ID] = replace(laboratory.runs[ID], status="done")
    app.run()
    return laboratory.asked[-1][1]


def of(network, pictures, **more):
    return ClassifierRecipe(layers=PRESETS[network], **suited(network, pictures) | more)


@pytest.fixture
def everything(monkeypatch):
    monkeypatch.setattr(stored, "is_here", lambda name: True)


@pytest.mark.parametrize("network", ["fast", "residual"])
def test_a_network_brings_along_what_it_is_made_for_and_takes_it_away_again(open_page, laboratory, network):
    app = open_page("classifier", PAGE)
    choose(app, network)
    choose(app, "lenet5")
    assert trained(app, laboratory) == of("lenet5", 1400)
    app = open_page("classifier", PAGE)
    choose(app, network)
    assert trained(app, laboratory) == of(network, 1400)


def test_on_mnist_the_fast_network_is_trained_as_the_benchmark_trains_it(open_page, laboratory, everything):
    app = open_page("classifier", PAGE + "cls_data=mnist")
    choose(app, "fast")
    assert trained(app, laboratory) == of("fast", 60_000, data="mnist", epochs=1, validation=0.02)


def test_with_another_data_set_it_gets_the_epochs_that_it_needs_there(open_page, laboratory, everything):
    app = open_page("classifier", PAGE)
    choose(app, "fast")
    app.selectbox(key="cls_data").select("shapes").run()
    assert app.session_state["cls_epochs"] == 8
    app.session_state["cls_mode"] = "data"
    app.run()
    app.selectbox(key="cls_data").select("mnist").run()
    app.session_state["cls_mode"] = "train"
    app.run()
    assert trained(app, laboratory) == of("fast", 60_000, data="mnist")
    app.selectbox(key="cls_data").select("digits").run()
    choose(app, "article")
    assert trained(app, laboratory) == of("article", 1400)


def test_layers_that_are_made_from_it_are_trained_as_it_is(open_page, laboratory):
    app = open_page("classifier", PAGE)
    choose(app, "fast")
    layers = PRESETS["fast"][:-1]
    app.session_state["cls_builder"] = {"layers": write_layers(layers) + "#1"}
    app.run()
    assert app.session_state["cls_preset"] == "own"
    app.selectbox(key="cls_data").select("shapes").run()
    assert trained(app, laboratory) == ClassifierRecipe(data="shapes", layers=layers, **suited("fast", 8000))
    choose(app, "wide")
    assert trained(app, laboratory) == of("wide", 8000, data="shapes")


def test_what_a_link_or_a_recipe_says_is_not_changed(open_page, laboratory):
    app = open_page("classifier", PAGE + "cls_preset=fast&cls_epochs=3")
    assert trained(app, laboratory) == ClassifierRecipe(layers=PRESETS["fast"], epochs=3)


def test_what_the_visitor_has_chosen_stays_with_another_network(open_page, laboratory):
    app = open_page("classifier", PAGE + "cls_rate=0.0234567&cls_epochs=7")
    choose(app, "fast")
    assert trained(app, laboratory) == of("fast", 1400, learning_rate=0.0234567, epochs=7)
    app.selectbox(key="cls_data").select("shapes").run()
    choose(app, "article")
    assert trained(app, laboratory) == of("article", 1, data="shapes", learning_rate=0.0234567, epochs=7)
