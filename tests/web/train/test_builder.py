"""The mode Train: every option gives a recipe or a sentence, and every state of a run is said in words."""

from __future__ import annotations

import pytest

from cnnlab.recipes.layers import PRESETS
from cnnlab.web.classifier import train_properties as p
from cnnlab.web.classifier.layer_text import write_layers
from cnnlab.web.classifier.train_controls import SUGGESTED
from tests.web.mode_checks import sound
from tests.web.train.checks import PAGE, builder


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


def test_a_network_brings_along_what_it_is_made_for(open_page, laboratory):
    app = open_page("classifier", PAGE)
    app.selectbox(key="cls_preset").select("fast").run()
    assert app.session_state["cls_schedule"] == "one_cycle"
    assert app.session_state["cls_batch_norm"] is True
    assert app.session_state["cls_rate"] == SUGGESTED["fast"][p.RATE]
    app.selectbox(key="cls_preset").select("lenet5").run()
    assert app.session_state["cls_schedule"] == "constant"
    assert app.session_state["cls_batch_norm"] is False
    assert app.session_state["cls_rate"] == p.RATE.default


def test_what_the_visitor_has_chosen_stays_with_another_network(open_page, laboratory):
    app = open_page("classifier", PAGE + "cls_rate=0.0234567")
    app.selectbox(key="cls_preset").select("fast").run()
    assert app.session_state["cls_rate"] == 0.0234567
