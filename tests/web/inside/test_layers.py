"""The page Inside, mode Layers, with small networks in place of the shipped ones."""

from __future__ import annotations

import json
import re
import struct

import numpy as np
import pytest

from cnnlab import engine, pretrained
from cnnlab.folders import run_folder
from cnnlab.images import gallery
from cnnlab.inference.layers_report import Choice, report_layers
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.recipes.layers import PRESETS
from cnnlab.web.components.network import Named, pack
from cnnlab.web.inside.layer_gallery import sheet_of
from tests import trained
from tests.web.mode_checks import bodies, facts, run_program, sound

RUN = "b" * 32
DIGIT = "digits-classifier"


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def sums(app) -> dict[str, float]:
    """Name and value of every line of the arithmetic."""
    [table] = [part for part in bodies(app) if "class='sums'" in part]
    return {
        name: float(value)
        for name, value in re.findall(r"<th scope='row'>(.*?)</th>.*?data-value='([^']*)'", table)
    }


@pytest.mark.parametrize(("language", "word"), [("en", "The network says"), ("zh", "网络的回答是")])
def test_it_opens_on_the_first_layer(open_page, language, word):
    app = open_page("inside", f"lang={language}")
    assert sound(app)
    assert word in said(app)
    assert "1 Convolution" in said(app) or language == "zh"


@pytest.mark.parametrize("model", ["digits-classifier", "shapes-classifier"])
def test_every_layer_can_be_opened(open_page, model):
    network = pretrained.trained(model)
    seen = np.zeros(network.shape, np.uint8)
    columns = report_layers(model, 0, seen, 0, Choice()).columns
    for place in range(len(columns)):
        app = open_page("inside", f"cls_model={model}&cls_shown=picture&in_stage={place}&in_unit=1")
        assert sound(app), place
        if place > 0 and columns[place].stage.kind != "max_pool":
            assert sums(app)


def test_the_terms_on_the_screen_add_up_to_what_tensorflow_gives(open_page):
    app = open_page("inside", "in_stage=3&in_unit=4&in_row=2&in_column=5")
    report = report_layers(DIGIT, 0, gallery.digit(5)[..., None], 0, Choice(3, 4, 2, 5))
    found = sums(app)
    parts = [value for name, value in found.items() if name.startswith("from ") or name == "bias"]
    assert sum(parts) == pytest.approx(found["sum"], rel=1e-4, abs=1e-5)
    expected = report.opened.working.results[0][2, 5]
    assert found["sum"] == pytest.approx(float(expected), rel=1e-4, abs=1e-5)
    assert found["ReLU"] == pytest.approx(float(report.opened.working.results[-1][2, 5]), rel=1e-4, abs=1e-5)


def test_the_last_step_is_the_probability(open_page):
    app = open_page("inside", "in_stage=6")
    report = report_layers(DIGIT, 0, gallery.digit(5)[..., None], 0, Choice(6))
    found = sums(app)
    [name] = [name for name in found if name.startswith("probability of")]
    assert found[name] == pytest.approx(float(report.probabilities[report.opened.unit]), abs=1e-6)
    fraction = [value for name, value in found.items() if name.startswith(("e to the", "the same of"))]
    assert fraction[0] / fraction[1] == pytest.approx(found[name], abs=1e-6)


def test_a_click_opens_a_map_and_forgets_the_place_in_the_other(open_page):
    app = open_page("inside", "in_row=3&in_column=3", in_network={"choice": "2,5#1"})
    assert sound(app)
    assert (app.session_state["in_stage"], app.session_state["in_unit"]) == (2, 5)
    assert (app.session_state["in_row"], app.session_state["in_column"]) == (-1, -1)
    assert "map 6" in said(app)


@pytest.mark.parametrize("sent", ["2", "a,b#1", "999999,1#1", "1,-7#2", "#", ",,#3", 5, None, "1,2,3#1"])
def test_whatever_the_strip_sends_is_no_error(open_page, sent):
    app = open_page("inside", in_network={"choice": sent}, in_scope={"at": sent})
    assert sound(app)
    assert app.session_state["in_stage"] in (-1, 1)


def test_the_window_that_is_pinned_is_the_value_that_is_written_out(open_page):
    app = open_page("inside", "in_stage=1", in_scope={"at": "7,9#1"})
    assert sound(app)
    assert "row 7, column 9" in said(app)


@pytest.mark.parametrize("scale", ["map", "layer", "network"])
def test_every_scale(open_page, scale):
    assert sound(open_page("inside", f"in_scale={scale}"))


@pytest.mark.parametrize(
    "query", ["in_stage=1e9", "in_unit=-5", "in_scale=x", "in_mode=no", "in_row=9999999", "in_channel=a"]
)
def test_a_wrong_link_is_named(open_page, query):
    app = open_page("inside", query)
    assert not app.exception
    assert app.warning


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_can_be_opened(open_page, preset):
    recipe = ClassifierRecipe(data="shapes", layers=PRESETS[preset], batch_norm=True)
    trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    app = open_page("inside", f"run={RUN}&cls_shown=picture")
    assert sound(app)


def test_a_separable_convolution_says_what_it_is(open_page):
    recipe = ClassifierRecipe(data="shapes", layers=(Layer("separable", 5, 3), Layer("global_pool")))
    trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    app = open_page("inside", f"run={RUN}&cls_shown=picture")
    assert sound(app)
    assert "A separable convolution" in said(app)


def test_again_and_again_the_way_back_ends_at_a_pixel(open_page):
    app = open_page("inside", "in_stage=6")
    for _ in range(6):
        app.button("in_back").click().run()
        assert sound(app)
    assert app.session_state["in_stage"] == 0
    row, column = app.session_state["in_row"], app.session_state["in_column"]
    value = gallery.digit(5)[row, column] / 255
    assert f"row {row}, column {column} is {value:.5g}" in said(app)
    assert value > 0


@pytest.mark.parametrize("mode", ["layers", "why", "wants", "map"])
def test_a_network_that_has_run_away_gets_a_sentence(open_page, mode):
    recipe = ClassifierRecipe(data="shapes", layers=PRESETS["article"])
    model = trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    model.set_weights([np.full_like(each, np.nan) for each in model.get_weights()])
    model.save_weights(run_folder(RUN) / "model.weights.h5")
    app = open_page("inside", f"in_mode={mode}&run={RUN}&cls_shown=picture")
    assert not app.exception
    assert "no longer numbers" in app.error[0].value


def test_a_run_that_is_not_there_gets_a_sentence(open_page):
    app = open_page("inside", f"run={RUN}")
    assert not app.exception
    assert "no run of this name" in app.error[0].value


def test_while_a_question_is_open_the_answers_are_covered(open_page):
    app = open_page("inside", "in_stage=3", inside_question="x")
    assert not app.exception
    assert not any("class='sums'" in part for part in bodies(app))


def test_before_the_engine_is_there_it_shows_what_the_network_will_get(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("inside")
    assert sound(app)
    assert any("What the network sees" in part for part in bodies(app))


def test_facts_of_a_layer(open_page):
    app = open_page("inside", "in_stage=1")
    weights = pretrained.trained(DIGIT).model.get_layer("1_conv").get_weights()
    assert facts(app)["Parameters"] == f"{sum(each.size for each in weights):,}"


@pytest.mark.parametrize(
    ("stage", "preset"), [(1, "article"), (3, "lenet5"), (4, "residual"), (7, "residual"), (6, "article")]
)
def test_the_program_gives_the_chosen_value(open_page, monkeypatch, tmp_path, stage, preset):
    recipe = ClassifierRecipe(data="shapes", layers=PRESETS[preset], batch_norm=preset == "residual")
    model = trained.first_weights(recipe, run_folder(RUN), (32, 32, 3))
    app = open_page("inside", f"run={RUN}&cls_shown=picture&in_stage={stage}&in_unit=2&in_row=1&in_column=0")
    assert sound(app)
    from cnnlab.web.classifier.use_input import fitted
    from cnnlab.web.in_hand import InHand
    from tests.web.mode_checks import picture

    class _Asked:
        about = type("About", (), {"shape": (32, 32, 3)})

    seen = fitted(InHand("picture", "coffee", picture(256)), _Asked)
    model.save_weights(tmp_path / "model.weights.h5")
    left = run_program(app, seen, tmp_path, monkeypatch)
    opened = report_layers(RUN, 0, seen, 0, Choice(stage, 2, 1, 0)).opened
    assert left["value"] == pytest.approx(float(opened.origins[0].before), rel=1e-4, abs=1e-5)


def test_the_strip_is_packed_without_loss_that_could_be_seen():
    report = report_layers(DIGIT, 0, gallery.digit(5)[..., None], 0, Choice(3, 2))
    names = [Named("n", "s")] * len(report.columns)
    blob = pack(report, names, [(str(n), "1 %") for n in range(10)], "layer", covered=False)
    (length,) = struct.unpack("<I", blob[:4])
    head, body = json.loads(blob[4 : 4 + length]), np.frombuffer(blob[4 + length :], np.uint8)
    start = 0
    for described, column in zip(head["columns"], report.columns, strict=True):
        if "size" not in described:
            continue
        count = column.values.size
        maps = body[start : start + count].reshape(column.values.shape).astype(np.float64)
        start += count
        lows, highs = (np.array(described[name])[:, None, None] for name in ("lows", "highs"))
        restored = lows + maps / 255 * (highs - lows)
        assert np.abs(restored - column.values).max() <= (highs - lows).max() / 500
    assert start == len(body)
    assert (head["stage"], head["unit"]) == (3, 2)
    assert pack(report, names, [("a", "1 %")] * 10, "map", covered=True).find(b'"probabilities": null') > 0


@pytest.mark.parametrize("stage", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("model", ["digits-classifier", "shapes-classifier"])
def test_what_is_folded_can_be_opened(open_page, model, stage):
    app = open_page(
        "inside", f"cls_model={model}&cls_shown=picture&in_stage={stage}", in_all=True, in_exciting=True
    )
    assert sound(app)
    [shown] = [part for part in bodies(app) if "class='exciting'" in part]
    assert shown.count("<img") == 12


def test_a_click_in_the_atlas_opens_that_map(open_page):
    app = open_page("inside", "in_stage=1&in_row=2&in_column=2", in_all=True, in_atlas={"choice": "6#1"})
    assert sound(app)
    assert (app.session_state["in_unit"], app.session_state["in_row"]) == (6, -1)


def test_the_atlas_has_every_map_the_most_active_first():
    report = report_layers(DIGIT, 0, gallery.digit(5)[..., None], 0, Choice(1))
    sheet = sheet_of(report)
    rows, columns = report.opened.values.shape[1:]
    assert sheet.shape[2] == 3
    assert sheet.shape[0] >= 4 * rows
    assert sheet[: 4 * rows, : 4 * columns].std() > 0
