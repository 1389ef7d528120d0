"""The mode Function: every function and kernel, both languages, wrong links, the program, what is covered."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import gallery, preparing
from cnnlab.ops import kernels
from cnnlab.ops.activation import activate, derivative
from cnnlab.ops.activation_report import CHECKED, GEOMETRY, NEVER_FALLS, report_activation
from cnnlab.web.activations import function, function_downloads
from cnnlab.web.activations import function_properties as p
from cnnlab.web.activations.function_colours import limit_of, picture_of
from cnnlab.web.activations.function_facts import percent
from cnnlab.web.activations.predict_zeros import SHARES, share_named, zeros_question
from cnnlab.web.activations.properties import FUNCTIONS
from tests.web.mode_checks import facts, picture, pictures, run_program, sound

PAGE = "act_mode=function&size=32"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def grey(size: int = 32) -> np.ndarray:
    return preparing.as_grey(picture(size))


def report(name: str = "relu", bias: float = 0.0, kernel: str = "sobel_x", size: int = 32):
    return engine.call(report_activation, grey(size), kernels.build(kernel), bias, name, 0.2, 1.0)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function(open_page, name, language):
    app = open_page("activations", f"{PAGE}&act={name}&lang={language}")
    assert sound(app)
    assert not app.warning
    assert len(pictures(app)) == (0 if name == "linear" else 6)
    assert all(pictures(app))
    assert len(facts(app)) == 6


@pytest.mark.parametrize("kernel", p.FUNCTION_KERNEL.options)
def test_every_kernel(open_page, kernel):
    app = open_page("activations", f"{PAGE}&act_kernel={kernel}&act_gain=3&act_bias=-0.5")
    assert sound(app)
    weights = np.ones((1, 1)) if kernel == "none" else kernels.build(kernel)
    expected = report_activation(grey(), 3 * weights, -0.5, "relu", 0.2, 1.0)
    assert facts(app)["Exactly 0 after"] == percent(expected.zeros)
    assert facts(app)["Below 0 before"] == percent(expected.negative)


def test_the_page_opens_in_this_mode(open_page):
    app = open_page("activations")
    assert sound(app)
    assert app.selectbox(key="act").value == "relu"
    told = facts(app)
    expected = report(size=256)
    assert told["Exactly 0 after"] == percent(expected.zeros)
    assert told["Saturated"].startswith(percent(expected.saturated))
    assert told["Mean slope"].startswith(f"{expected.mean_slope:.3g}")
    assert told["Mean"].split()[2] == f"{expected.spread_after.mean:.3g}"
    assert told["Spread"].split()[0] == f"{expected.spread_before.deviation:.3g}"


@pytest.mark.parametrize(
    ("name", "shown"), [("relu", set()), ("leaky_relu", {"act_slope"}), ("elu", {"act_alpha"})]
)
def test_only_a_parameter_that_the_function_has_is_shown(open_page, name, shown):
    sliders = {each.key for each in open_page("activations", f"{PAGE}&act={name}").slider}
    assert sliders & {"act_slope", "act_alpha"} == shown


def test_the_controls_change_what_is_computed(open_page):
    app = open_page("activations", f"{PAGE}&act=leaky_relu")
    before = facts(app)
    app.slider(key="act_slope").set_value(1.0).run()
    assert facts(app)["Mean slope"].startswith("1")
    assert facts(app) != before
    app.selectbox(key="act").set_value("relu").run()
    app.slider(key="act_bias").set_value(-4.0).run()
    assert facts(app)["Exactly 0 after"] == "100 %"


def test_a_dead_relu_is_named(open_page):
    app = open_page("activations", f"{PAGE}&act_bias=-4")
    assert sound(app)
    assert "no gradient passes at all" in app.warning[0].value
    assert facts(app)["Mean slope"].startswith("0")


def test_without_a_function_it_points_to_the_mode_depth(open_page):
    app = open_page("activations", f"{PAGE}&act=linear")
    assert "Nothing changes" in words(app)
    assert "Depth" in words(app)
    with_function = open_page("activations", PAGE).pills(key="activations_question").options
    assert len(app.pills(key="activations_question").options) == len(with_function) - 1


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "linear"])
def test_what_is_said_of_the_order(open_page, name):
    said = words(open_page("activations", f"{PAGE}&act={name}"))
    assert ("**With max pooling, no.**" in said) == (name in NEVER_FALLS)
    assert "900 times, with the pooling first 225 times" in said
    assert "**With average pooling, yes:**" in said


def test_on_a_flat_picture_no_order_matters(open_page):
    said = words(open_page("activations", f"{PAGE}&act=gelu&picture=flat&act_kernel=none"))
    assert "**With max pooling, not on this picture.**" in said
    assert "**With average pooling, not on this picture:**" in said


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("act=softmax", "Activation"),
        ("act_kernel=gabor", "Kernel"),
        ("act_bias=5", "Bias"),
        ("act_gain=0", "Gain"),
        ("act_slope=nan", "Slope below zero"),
        ("act_alpha=0", "Alpha"),
        ("act_at=1", "Value on the curve"),
        ("act_at=-1,2", "Value on the curve"),
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query, label):
    app = open_page("activations", f"{PAGE}&{query}")
    assert sound(app)
    assert label in app.warning[0].value


@pytest.mark.parametrize(
    "query",
    [
        "size=16",
        "size=512",
        "size=48&crop=fit&picture=astronaut",
        "hand=digit",
        "hand=digit&act_kernel=none&act=sigmoid",
        "tone=grey",
        "picture=flat",
        "picture=checkerboard&act_kernel=random",
        "act_at=9999,0",
    ],
)
def test_whatever_is_in_hand(open_page, query):
    app = open_page("activations", f"act_mode=function&{query}")
    assert sound(app)
    assert len(facts(app)) == 6


def test_a_picture_smaller_than_the_kernel_gets_a_sentence(open_page):
    app = open_page(
        "activations", "picture=own&crop=fit&size=16", _own_picture=np.full((400, 16, 3), 90, np.uint8)
    )
    assert not app.exception
    assert "kernel" in app.error[0].value.lower()


PROGRAMS = ["", "act=leaky_relu&act_slope=0.37&act_bias=-0.3", "act=elu&act_alpha=2.5&act_gain=1.8"]
PROGRAMS += [f"act={name}&act_kernel=none&act_gain=4&act_bias=-1" for name in ("gelu", "swish", "linear")]
PROGRAMS += ["act=sigmoid&hand=digit", "act=tanh&act_kernel=laplacian", "act=softplus&act_kernel=random"]


@pytest.mark.parametrize("query", PROGRAMS)
def test_the_program_gives_what_is_on_the_screen(open_page, query, tmp_path, monkeypatch):
    app = open_page("activations", f"{PAGE}&{query}")
    pixels = gallery.digit(5, 0) if "digit" in query else picture(32)
    work = shown_work(app, pixels)
    expected = report_activation(*work)
    left = run_program(app, pixels, tmp_path, monkeypatch)
    for name in ("before", "after", "slope"):
        np.testing.assert_allclose(left[name], getattr(expected, name), atol=1e-5)
    for order, difference in zip(expected.orders.values(), left["differences"].values(), strict=True):
        np.testing.assert_allclose(difference, order.difference, atol=1e-5)


def shown_work(app, pixels: np.ndarray) -> tuple:
    """What the page's settings amount to, read from its session."""
    state = app.session_state
    name = state["act_kernel"]
    kernel = np.ones((1, 1), np.float32) if name == "none" else kernels.build(name)
    plain = pixels if pixels.ndim == 2 else preparing.as_grey(pixels)
    return (
        plain,
        kernel * np.float32(state["act_gain"]),
        state["act_bias"],
        state["act"],
        state["act_slope"],
        state["act_alpha"],
    )


def test_what_is_downloaded():
    work = function.Work(grey(), kernels.build("sobel_x"), 0.1, "elu", 0.2, 2.0)
    files = {file.file_name: file.make() for file in function_downloads.downloads(work)}
    found = report_activation(*work.arguments)
    arrays = np.load(io.BytesIO(files["activation.npz"]))
    for name in ("before", "after", "slope"):
        np.testing.assert_array_equal(arrays[name], getattr(found, name))
    np.testing.assert_array_equal(arrays["kernel"], work.kernel)
    head, *lines = files["curve.csv"].decode().splitlines()
    assert head == "x,f(x),slope"
    table = np.array([[float(cell) for cell in line.split(",")] for line in lines])
    np.testing.assert_allclose(table[:, 0], CHECKED)
    np.testing.assert_allclose(table[:, 1], activate(CHECKED, "elu", alpha=2.0), rtol=1e-6)
    np.testing.assert_allclose(table[:, 2], derivative(CHECKED, "elu", alpha=2.0), rtol=1e-6)
    for name, signed in (("before", True), ("after", False)):
        values = getattr(found, name)
        picture = np.asarray(Image.open(io.BytesIO(files[f"{name}.png"])))
        np.testing.assert_array_equal(picture, picture_of(values, limit_of(values), signed))
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(files["picture.png"]))), work.pixels)


def test_an_open_question_covers_what_answers_it(open_page):
    app = open_page("activations", PAGE)
    app.pills(key="activations_question").set_value("zeros").run()
    assert sound(app)
    assert set(facts(app)) == {"Mean", "Spread"}
    assert not pictures(app)
    app.radio(key="guess_zeros").set_value(share_named(report().zeros)).run()
    app.button(key="reveal_zeros").click().run()
    assert "Right." in app.success[0].value
    assert len(facts(app)) == 6


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "linear"])
@pytest.mark.parametrize("bias", [-4.0, -0.5, 0.0, 4.0])
def test_the_question_has_its_answer(name, bias):
    found = report(name, bias)
    question = zeros_question(found, name)
    share = found.zeros if name == "relu" else found.saturated
    low, high = {"quarter": (0, 0.25), "half": (0.25, 0.5), "most": (0.5, 0.75), "nearly_all": (0.75, 1)}[
        question.answer
    ]
    assert low <= share <= high
    assert set(question.options) == set(SHARES)
    assert percent(share) in question.reveal


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.5, "50 %"), (0.1234, "12.3 %"), (1e-5, "< 0.1 %"), (0.99999, "> 99.9 %")],
)
def test_a_share_in_percent(share, text):
    assert percent(share) == text


def test_every_function_has_a_sentence():
    assert set(function.SENTENCES) == set(FUNCTIONS)
    assert GEOMETRY.padding == "valid"


def test_every_text_of_the_component_is_filled_by_somebody():
    from cnnlab.web.components.activation import WORDS

    named = {place for text in WORDS.values() for place in re.findall(r"{(\w+)}", text)}
    assert named == {"low", "high", "threshold", "slope", "verdict", "percent"}


def test_a_place_that_nobody_can_read_changes_nothing(open_page):
    app = open_page("activations", PAGE)
    app.text_input(key="act_at").set_value("abc").run()
    assert sound(app)
    assert app.session_state["act_at"] == "abc"
    assert p.FUNCTION_AT.accepts("3,4")
