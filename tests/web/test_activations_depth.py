"""The mode Depth: every setting, both languages, verdict, what helps, the collapse, the program, downloads."""

from __future__ import annotations

import base64
import io
import json

import numpy as np
import pytest

from cnnlab import engine
from cnnlab.ops.depth import DepthRun, DepthSpec, run
from cnnlab.ops.depth_report import report_depth
from cnnlab.ops.depth_verdict import Verdict, judge
from cnnlab.web.activations import depth_chart, depth_downloads, depth_facts
from cnnlab.web.activations import depth_properties as d
from cnnlab.web.activations import properties as p
from cnnlab.web.activations.depth_program import program
from cnnlab.web.activations.depth_words import VERDICTS, as_part, verdict_words
from cnnlab.web.activations.predict_gradient import ANSWERS, gradient_question
from tests.web.mode_checks import bodies, facts, sound

PAGE = "act_mode=depth"


@pytest.fixture
def open_mode(open_page):
    return lambda query="": open_page("activations", f"{PAGE}&{query}")


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def chart(app) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def numbers(packed: dict) -> np.ndarray:
    """Read an array as Plotly packs it."""
    flat = np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"])
    return flat.reshape([int(count) for count in packed.get("shape", str(flat.size)).split(",")])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("activation", p.FUNCTIONS)
def test_every_activation(open_mode, activation, language):
    app = open_mode(f"act={activation}&act_layers=6&lang={language}")
    assert sound(app)
    assert not app.warning
    assert len(app.get("plotly_chart")) == 1
    assert [each.key for each in app.slider if each.key in ("act_slope", "act_alpha")] == {
        "leaky_relu": ["act_slope"],
        "elu": ["act_alpha"],
    }.get(activation, [])


@pytest.mark.parametrize("initialisation", d.INITIALISATION.options)
@pytest.mark.parametrize(
    "rest", ["act_layers=1", "act_layers=30&act_units=10", "act=elu&act_alpha=3&act_layers=2"]
)
def test_every_initialisation_at_the_limits(open_mode, initialisation, rest):
    assert sound(open_mode(f"act_init={initialisation}&{rest}"))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "**The gradient survives.** At layer 1 the gradient is 1.2 times what it is at layer 20."),
        (
            "act=sigmoid&act_init=glorot",
            "**The gradient vanishes.** From layer 20 back to layer 15 it has fallen below a thousandth."
            " At layer 1 the gradient is 1.3 × 10⁻¹² of what it is at layer 20.",
        ),
        ("act_init=large", "**The gradient explodes.** From layer 20 back to layer 13"),
        ("act_init=glorot", "**The gradient weakens.**"),
        ("act=linear", "**The gradient grows.**"),
        ("act=tanh&act_init=large", "**The activations are saturated.** In layer 1, 65 %"),
    ],
)
def test_the_verdict(open_mode, query, says):
    assert says in words(open_mode(query))


def test_every_verdict_has_words():
    quiet = np.zeros(3)
    for kind in VERDICTS:
        passed = DepthRun(quiet, quiet, np.array([0, 0.5, 1]), quiet, quiet, quiet, quiet, 0.0)
        said = verdict_words(Verdict(kind, 2, 0.875), passed, "tanh")
        assert said.startswith("**")
        assert "{" not in said
    assert "88 %" in verdict_words(Verdict("dead", 2, 0.875), passed, "relu")
    assert "exactly 0" in said


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(1, "1"), (1.19, "1.2"), (4800, "4,800"), (1 / 1320, "1/1,300"), (0.31, "1/3.2"), (3.6e11, "3.6 × 10¹¹"),
     (2.7e-12, "2.7 × 10⁻¹²"), (0, "0")],
)  # fmt: skip
def test_how_a_ratio_is_written(ratio, text):
    assert as_part(ratio) == text


def test_the_chart_shows_the_numbers(open_mode):
    figure = chart(open_mode("act=tanh&act_init=large&act_layers=8"))
    found = run(DepthSpec(8, activation="tanh", initialisation="large"))
    map_, spread, gradient, of_weights, dead, saturated = figure["data"]
    assert map_["x"] == list(range(1, 9))
    np.testing.assert_allclose(np.square(numbers(map_["z"])), found.histogram.T, atol=1e-9)
    for trace, values in (
        (spread, found.spread),
        (gradient, found.gradient),
        (of_weights, found.gradient_of_weights),
        (dead, 100 * found.dead),
        (saturated, 100 * found.saturated),
    ):
        np.testing.assert_allclose(numbers(trace["y"]), values, rtol=1e-3)
    marked = [(each["x0"], each["x1"]) for each in figure["layout"]["shapes"]]
    assert marked == [(0.5, 1.5)] * 4


def test_nothing_is_marked_where_nothing_is_wrong(open_mode):
    app = open_mode()
    assert not chart(app)["layout"].get("shapes")
    assert "Orange" not in words(app)
    assert "act_depth_remedy" not in [each.key for each in app.button]


def test_the_facts(open_mode):
    shown = facts(open_mode("act_init=glorot&act_layers=15"))
    found = report_depth(DepthSpec(15, initialisation="glorot"))
    assert shown["Gradient at layer 1 : at layer 15"] == as_part(found.run.ratio)
    assert shown["By theory, per layer"].startswith("× 0.70")
    assert shown["On the way back, per layer"].startswith("× 0.70")
    assert "Saturated values" not in shown
    assert "%" in shown["Dead units"]
    assert "Saturated values" in facts(open_mode("act=tanh&act_layers=3"))


def test_what_helps_is_one_click(open_mode):
    app = open_mode("act_init=small")
    assert "**The gradient vanishes.**" in words(app)
    button = app.button(key="act_depth_remedy")
    assert button.label == "Use He initialisation"
    button.click().run()
    assert sound(app)
    assert "**The gradient survives.**" in words(app)
    assert d.INITIALISATION.key in app.session_state
    assert app.session_state[d.INITIALISATION.key] == "he"


def test_for_the_sigmoid_another_activation_helps(open_mode):
    app = open_mode("act=sigmoid")
    app.button(key="act_depth_remedy").click().run()
    assert "**The gradient survives.**" in words(app)
    assert app.selectbox(key="act").value == "relu"


def test_where_nothing_helps_it_says_so(open_mode):
    app = open_mode("act_init=small&act_layers=30&act_units=10")
    assert "Take fewer layers, or wider ones." in words(app)
    assert "act_depth_remedy" not in [each.key for each in app.button]


@pytest.mark.parametrize("activation", p.FUNCTIONS)
def test_two_dense_layers_beside_one(open_mode, activation):
    app = open_mode(f"act={activation}&act_layers=2")
    grids = [part for part in bodies(app) if "<table" in part]
    bent = activation != "linear"
    assert len(grids) == (5 if bent else 3)
    assert ("no single matrix can do this for every x" in words(app)) == bent
    assert ("Choose an activation" in words(app)) == (not bent)


def test_a_slope_of_one_bends_nothing(open_mode):
    app = open_mode("act=leaky_relu&act_slope=1&act_layers=2")
    assert sound(app)
    assert "bends nothing" in words(app)
    assert "no single matrix" not in words(app)


@pytest.mark.parametrize(
    "query",
    ["act_init=zero", "act_layers=0", "act_layers=31", "act_units=5", "act_depth_seed=-1", "act=softmax"],
)
def test_a_wrong_value_in_a_link_is_named(open_mode, query):
    app = open_mode(query)
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


@pytest.mark.parametrize("hand", ["hand=digit", "tone=grey", "picture=flat", "crop=fit", "size=16"])
def test_whatever_is_in_hand(open_mode, hand):
    assert sound(open_mode(f"act_layers=3&{hand}"))


def test_an_open_question_covers_what_answers_it(open_mode):
    app = open_mode("act=sigmoid&act_init=glorot")
    app.get_by_key("activations_question").set_value("gradient_survives").run()
    assert sound(app)
    assert "**The gradient vanishes.**" not in words(app)
    assert not app.get("plotly_chart")
    assert facts(app) == {}
    assert "act_depth_remedy" not in [each.key for each in app.button]
    app.radio(key="guess_gradient_survives").set_value("alike").run()
    app.button(key="reveal_gradient_survives").click().run()
    assert "the factors multiply" in app.info[0].value
    assert "**The gradient vanishes.**" in app.info[0].value
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize(
    ("spec", "answer"),
    [
        (DepthSpec(), "alike"),
        (DepthSpec(1), "alike"),
        (DepthSpec(initialisation="small"), "less"),
        (DepthSpec(initialisation="glorot"), "less"),
        (DepthSpec(initialisation="large"), "more"),
        (DepthSpec(activation="tanh", initialisation="large"), "more"),
    ],
)
def test_the_right_answer(spec, answer):
    question = gradient_question(spec, report_depth(spec))
    assert question.answer == answer
    assert set(question.options) == set(ANSWERS)
    assert answer not in question.slips


PROGRAMS = [
    DepthSpec(layers=5),
    DepthSpec(20, 100, "tanh", initialisation="large"),
    DepthSpec(4, 30, "leaky_relu", slope=0.35, initialisation="glorot", seed=7),
    DepthSpec(4, 30, "elu", alpha=1.7, initialisation="small", seed=8),
    DepthSpec(6, 50, "sigmoid", initialisation="he"),
    *(DepthSpec(3, 20, name) for name in ("gelu", "softplus", "swish", "linear")),
    DepthSpec(layers=1),
]


@pytest.mark.parametrize("spec", PROGRAMS, ids=lambda spec: f"{spec.activation}-{spec.layers}")
def test_the_program_gives_what_is_on_the_screen(spec):
    left: dict = {}
    exec(compile(program(spec), "program", "exec"), left)
    found = run(spec)
    for name in ("spread", "gradient", "gradient_of_weights"):
        np.testing.assert_allclose(left[name], getattr(found, name), rtol=1e-3, err_msg=name)
    np.testing.assert_allclose(left["dead"], found.dead, atol=0.011)
    np.testing.assert_allclose(left.get("saturated", 0 * found.dead), found.saturated, atol=1e-3)
    np.testing.assert_allclose(left["loss"], found.loss, rtol=1e-4)


def test_the_program_is_that_of_the_settings(open_mode):
    app = open_mode("act=tanh&act_init=small&act_layers=4&act_units=30&act_depth_seed=5")
    spec = DepthSpec(4, 30, "tanh", initialisation="small", seed=5)
    assert app.code[0].value == program(spec).rstrip()


def test_what_is_downloaded():
    engine.start()
    spec = DepthSpec(5, 20)
    table, archive = (file.make() for file in depth_downloads.downloads(spec))
    found = report_depth(spec)
    lines = table.decode().splitlines()
    names = lines[0].split(",")
    values = np.array([line.split(",") for line in lines[1:]], float).T
    assert names == ["layer", *depth_downloads.COLUMNS, "theory"]
    for name, column in zip(names[1:-1], values[1:-1], strict=True):
        np.testing.assert_allclose(column, getattr(found.run, name), rtol=1e-6)
    with np.load(io.BytesIO(archive)) as held:
        np.testing.assert_allclose(held["gradient"], found.run.gradient, rtol=1e-6)
        assert held["histogram"].shape == (5, len(held["bins"]))


def test_numbers_out_of_range_are_said_and_drawn(monkeypatch):
    """The settings of the page do not reach so far; what is shown must bear it all the same."""
    spec = DepthSpec(4, 20)
    report = report_depth(spec)
    broken = np.array([1.0, np.inf, np.nan, np.nan])
    found = DepthRun(
        broken, report.run.histogram, broken[::-1], broken[::-1], *([np.zeros(4)] * 2), broken, np.nan
    )
    object.__setattr__(report, "run", found)
    object.__setattr__(report, "verdict", judge(found))
    object.__setattr__(report, "theory", broken)
    assert report.verdict == Verdict("infinite", 2)
    shown = []
    monkeypatch.setattr("streamlit.plotly_chart", lambda figure, **_: shown.append(figure))
    monkeypatch.setattr("cnnlab.web.activations.depth_facts.facts", shown.extend)
    depth_chart.show(report)
    depth_facts.show(spec, report)
    assert "32-bit" in verdict_words(report.verdict, found, "relu")
    assert (shown[1][1]) == "not finite"
    assert gradient_question(spec, report).answer == "more"
