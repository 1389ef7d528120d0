"""The mode Stack of the Convolution page: every control, bad links, the program."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.images import preparing
from cnnlab.ops import kernels
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.stacking import Layer, run_stack
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution import stack_properties as s
from tests.web.mode_checks import bodies, facts, picture, pictures, run_program, sound

STACK = "conv_mode=stack&size=32"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def as_number(fact: str) -> float:
    return float(fact.split()[0].replace("−", "-"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("layers", list(s.LAYERS.options))
def test_each_number_of_layers(open_page, layers, language):
    app = open_page(query=f"{STACK}&layers={layers}&lang={language}")
    assert sound(app)
    compared = 3 if int(layers) > 1 else 0
    assert len(pictures(app)) == 2 + int(layers) + compared
    assert all(pictures(app))


@pytest.mark.parametrize("padding", list(s.STACK_PADDING.options))
def test_each_padding(open_page, padding):
    app = open_page(query=f"{STACK}&stack_padding={padding}&layers=3")
    assert sound(app)
    assert not app.warning


@pytest.mark.parametrize("activation", list(p.ACTIVATION.options))
def test_each_activation_for_all_and_for_one(open_page, activation):
    app = open_page(query=f"{STACK}&activation={activation}&activation1={activation}&activation2=linear")
    assert sound(app)
    assert app.selectbox(key="activation2").value == "linear"


@pytest.mark.parametrize("preset", kernels.PRESETS)
@pytest.mark.parametrize("size", s.EACH[0].size.options)
def test_each_kernel_in_each_size(open_page, preset, size):
    app = open_page(query=f"{STACK}&layer1={preset}&size1={size}&layer2={preset}&size2={size}")
    assert sound(app)
    used = [each for each in kernels.SIZES[preset] if str(each) in s.EACH[0].size.options]
    assert ("This kernel is used with" in words(app)) == (int(size) not in used)


def test_the_facts_of_a_stack(open_page):
    app = open_page(query="conv_mode=stack&size=64&layers=3&stride2=2&dilation3=2")
    shown = facts(app)
    # 64 - 2 = 62; (62 - 3) // 2 + 1 = 30; 30 - 4 = 26. Field: 1 + 2 + 2 + 4 * 2.
    assert shown["Output"] == "26 × 26"
    assert shown["Receptive field"].startswith("13 × 13")
    assert shown["Distance of neighbouring fields"].startswith("2 ")
    assert shown["Parameters"] == "27 without biases; one kernel that sees as far has 169"
    assert shown["Multiply-adds"] == f"{9 * (62**2 + 30**2 + 26**2):,}"


@pytest.mark.parametrize("place", ["field_down=0&field_right=0", "field_down=100&field_right=100"])
@pytest.mark.parametrize("padding", list(s.STACK_PADDING.options))
def test_the_chosen_value_at_the_border(open_page, place, padding):
    app = open_page(query=f"{STACK}&layers=4&stride1=2&stack_padding={padding}&{place}")
    assert sound(app)
    over = any("hatched: beyond the border" in part for part in bodies(app))
    assert over == (padding != "valid")


def test_two_without_an_activation_are_one(open_page):
    app = open_page(query=STACK)
    assert "**Yes.**" in words(app)
    assert "rounding" in words(app)
    assert as_number(facts(app)["Largest difference"]) < 1e-5
    assert facts(app)["Weights of the single kernel"] == "25 5 × 5"
    combined = [part for part in bodies(app) if "The single kernel</figcaption>" in part]
    # Sobel and the Gaussian of sigma 1, whose corners are the product of their own.
    corner = kernels.build("sobel_x")[0, 0] * kernels.build("gaussian")[0, 0]
    assert f">{corner:.3f}".replace("-", "−") in combined[0]


def test_zero_padding_changes_the_border(open_page):
    app = open_page(query=f"{STACK}&stack_padding=same")
    assert "**Only the border differs:**" in words(app)
    assert as_number(facts(app)["Away from the border"]) < 1e-5
    assert as_number(facts(app)["Largest difference"]) > 0.1
    assert any("green line" in part for part in bodies(app))


def test_an_activation_between_ends_it(open_page):
    app = open_page(query=f"{STACK}&activation=relu")
    assert "**No longer.**" in words(app)


def test_the_border_is_not_blamed_for_what_an_activation_does(open_page):
    app = open_page(query=f"{STACK}&activation=relu&stack_padding=same")
    assert not any("green line" in part for part in bodies(app))
    assert "Away from the border" not in facts(app)


def test_an_activation_that_meets_no_negative_value(open_page):
    app = open_page(query=f"{STACK}&activation=relu&layer1=box")
    assert "**On this picture, yes:**" in words(app)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("layers=1", "With two layers or more"),
        ("stride1=2", "stride 1 and dilation 1"),
        ("dilation2=2", "stride 1 and dilation 1"),
        ("stack_padding=reflect", "paddings valid, same, full and circular"),
    ],
)
def test_where_two_cannot_be_compared_with_one_it_says_so(open_page, query, says):
    app = open_page(query=f"{STACK}&{query}")
    assert sound(app)
    assert says in words(app)


@pytest.mark.parametrize(
    "query",
    [
        "size1=7&size2=7&size3=7",
        "stride1=4&stride2=4",
        "size1=7&dilation1=4",
        "stack_padding=reflect&stride1=4&stride2=4",
    ],
)
def test_kernels_that_do_not_fit_get_a_sentence(open_page, query):
    app = open_page(query=f"conv_mode=stack&size=16&layers=4&{query}")
    assert not app.exception
    assert "Choose" in app.error[0].value
    assert app.selectbox(key="activation").value == "linear"  # the controls stay


@pytest.mark.parametrize(
    "query",
    [
        "layers=5",
        "layers=0",
        "layer1=none",
        "size2=4",
        "stride3=0",
        "dilation4=9",
        "activation1=softmax",
        "stack_padding=x",
        "field_down=101",
        "field_right=nan",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page(query=f"{STACK}&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


@pytest.mark.parametrize(
    "picture", ["hand=digit", "tone=grey", "picture=flat", "crop=fit", "picture=impulse&size=16"]
)
def test_whatever_is_in_hand(open_page, picture):
    assert sound(open_page(query=f"conv_mode=stack&size=64&{picture}"))


def test_what_answers_the_question_is_covered(open_page):
    app = open_page(query=STACK)
    app.get_by_key("convolution_question").set_value("receptive_field").run()
    assert sound(app)
    assert facts(app) == {}
    assert not any("Receptive field" in part or "sees 5 × 5" in part for part in bodies(app))
    assert len(pictures(app)) == 3
    app.number_input(key="guess_receptive_field").set_value(6).run()
    app.button(key="reveal_receptive_field").click().run()
    assert "neighbouring windows overlap" in app.info[0].value
    assert "1 + 1·(3 − 1)·1 + 1·(3 − 1)·1 = 5" in app.info[0].value
    assert facts(app)["Receptive field"].startswith("5 × 5")


PROGRAMS = {
    "layers=1": [((1, 1), (1, 1), "linear")],
    "activation=relu": [((1, 1), (1, 1), "relu")] * 2,
    "activation=leaky_relu&stride1=2&dilation2=2": [
        ((2, 2), (1, 1), "leaky_relu"),
        ((1, 1), (2, 2), "leaky_relu"),
    ],
    "activation=tanh&activation1=sigmoid&stride2=2&dilation2=2": [
        ((1, 1), (1, 1), "sigmoid"),
        ((2, 2), (2, 2), "tanh"),
    ],
}


@pytest.mark.parametrize("padding", list(s.STACK_PADDING.options))
@pytest.mark.parametrize("query", PROGRAMS)
def test_the_program_gives_what_is_on_the_screen(open_page, tmp_path, monkeypatch, query, padding):
    app = open_page(query=f"conv_mode=stack&size=48&stack_padding={padding}&{query}")
    left = run_program(app, picture(48), tmp_path, monkeypatch)
    layers = [
        Layer(kernels.build(name), ConvolutionSpec(stride, dilation, padding), activation=activation)
        for name, (stride, dilation, activation) in zip(
            ("sobel_x", "gaussian"), PROGRAMS[query], strict=False
        )
    ]
    expected = run_stack(preparing.as_grey(picture(48)) / np.float32(255), layers)
    assert len(left["maps"]) == len(expected)
    for found, wanted in zip(left["maps"], expected, strict=True):
        np.testing.assert_allclose(found, wanted, atol=1e-5)
    np.testing.assert_array_equal(left["feature_map"], left["maps"][-1])
