"""The mode Kinds of the Convolution page: every control, bad links, the program."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.ops.kind_report import kind_maps
from cnnlab.ops.kinds import KINDS
from cnnlab.web.convolution import kinds_properties as k
from tests.web.mode_checks import bodies, facts, picture, pictures, run_program, sound

ENLARGED = [(kernel, stride) for kernel in range(2, 7) for stride in range(1, 5)]


def bars(app) -> str:
    return " ".join(part for part in bodies(app) if "<div style='display:grid" in part)


def test_every_kind_can_be_chosen():
    assert tuple(k.KIND.options) == KINDS


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(open_page, kind, language):
    app = open_page(query=f"conv_mode=kinds&size=32&kind={kind}&lang={language}")
    assert sound(app)
    assert len(pictures(app)) == {"depthwise": 4, "transposed": 4}.get(kind, 5)
    assert all(pictures(app))


# Weights by hand: 3 channels in, 4 maps out (depthwise and transposed 3), a bias a map.
COSTS = {
    "ordinary": (3 * 3 * 3 * 4 + 4, 3 * 3 * 3 * 4),
    "pointwise": (3 * 4 + 4, 3 * 4),
    "depthwise": (3 * 3 * 3 + 3, 3 * 3 * 3),
    "separable": (3 * 3 * 3 + 3 * 4 + 4, 3 * 3 * 3 + 3 * 4),
    "dilated": (3 * 3 * 3 * 4 + 4, 3 * 3 * 3 * 4),
    "transposed": (3 * 3 * 3 * 3 + 3, 3 * 3 * 3 * 3),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_cost_beside_the_ordinary_one(open_page, kind):
    app = open_page(query=f"conv_mode=kinds&size=32&kind={kind}")
    parameters, each = COSTS[kind]
    for number in (parameters, 32 * 32 * each, *(COSTS["ordinary"][0], 32 * 32 * COSTS["ordinary"][1])):
        assert f">{number:,}<" in bars(app)


@pytest.mark.parametrize("dilation", range(2, 9))
def test_each_dilation(open_page, dilation):
    app = open_page(query=f"conv_mode=kinds&size=16&kind=dilated&kind_dilation={dilation}")
    assert sound(app)
    assert facts(app)["Receptive field"] == f"{2 * dilation + 1} × {2 * dilation + 1}"


@pytest.mark.parametrize(("kernel", "stride"), ENLARGED)
@pytest.mark.parametrize("size", [16, 128])
def test_each_enlargement_says_whether_there_is_a_checkerboard(open_page, kernel, stride, size):
    app = open_page(
        query=f"conv_mode=kinds&size={size}&kind=transposed&up_kernel={kernel}&up_stride={stride}"
    )
    assert sound(app)
    side = (size - 1) * stride + kernel
    assert facts(app)["Output"] == f"{side} × {side}"
    if kernel % stride == 0:
        assert "Even." in app.success[0].value
    else:
        assert ("Gaps." if kernel < stride else "A checkerboard.") in app.warning[0].value


def test_the_largest_enlargement(open_page):
    app = open_page(query="conv_mode=kinds&size=512&kind=transposed&up_kernel=6&up_stride=4")
    assert sound(app)
    assert facts(app)["Output"] == "2050 × 2050"
    assert max(map(len, bodies(app))) < 2_000_000


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("held", ["tone=grey", "hand=digit", "picture=flat", "size=16", "size=512&crop=fit"])
def test_whatever_is_in_hand(open_page, kind, held):
    app = open_page(query=f"conv_mode=kinds&kind={kind}&{held}")
    assert sound(app)
    grey = any("three equal channels" in each.value for each in app.caption)
    assert grey == (held in ("tone=grey", "hand=digit", "picture=flat"))


@pytest.mark.parametrize(
    "query",
    ["kind=strange", "kind_dilation=1", "kind_dilation=9", "up_kernel=7", "up_stride=0", "up_stride=x"],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page(query=f"conv_mode=kinds&size=32&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_what_answers_the_question_is_covered(open_page):
    app = open_page(query="conv_mode=kinds&kind=separable&size=32")
    assert "43" in bars(app)
    app.get_by_key("convolution_question").set_value("separable_parameters").run()
    assert sound(app)
    assert facts(app) == {}
    assert bars(app) == ""
    app.number_input(key="guess_separable_parameters").set_value(112).run()
    app.button(key="reveal_separable_parameters").click().run()
    assert "That is the ordinary layer" in app.info[0].value
    assert "It has 43" in app.info[0].value


@pytest.mark.parametrize("tone", ["grey", "colour"])
@pytest.mark.parametrize(
    ("kind", "dilation", "kernel", "stride"),
    [(kind, 3, 3, 2) for kind in KINDS]
    + [("transposed", 2, kernel, stride) for kernel, stride in ((2, 4), (6, 3), (4, 1))],
)
def test_the_program_gives_what_is_on_the_screen(
    open_page, tmp_path, monkeypatch, kind, dilation, kernel, stride, tone
):
    app = open_page(
        query=f"conv_mode=kinds&size=28&kind={kind}&kind_dilation={dilation}&up_kernel={kernel}&up_stride={stride}&tone={tone}"
    )
    pixels = picture(28, tone=tone)
    left = run_program(app, pixels, tmp_path, monkeypatch)
    wanted = kind_maps(pixels, kind, dilation, kernel, stride)
    np.testing.assert_allclose(left["maps"], wanted.maps, atol=1e-5)
    assert f">{left['layer'].count_params():,}<" in bars(app)
