"""The Convolution page as a script: every control, bad links, both languages."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.images.decoding import decode_bytes
from cnnlab.ops import kernels
from cnnlab.web import in_hand
from cnnlab.web.convolution import properties as p
from cnnlab.web.translations.__main__ import read
from tests.images.test_refusals import REFUSED

ALL = (p.MODE, *p.FILTER, *in_hand.PROPERTIES)


def sound(app) -> bool:
    """Nothing went wrong: no exception, and no sentence about an error."""
    return not app.exception and not app.error


def texts(app) -> str:
    return " ".join(
        str(each.value) for each in (*app.markdown, *app.caption, *app.warning, *app.error, *app.title)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_first_paint(open_page, language):
    app = open_page(query=f"lang={language}")
    assert sound(app)
    assert app.title[0].value == {"en": "Convolution", "zh": "卷积"}[language]


@pytest.mark.parametrize("preset", kernels.PRESETS)
def test_every_preset(open_page, preset):
    app = open_page(query=f"preset={preset}&kernel_size=5&size=32")
    assert sound(app)
    assert not app.warning


@pytest.mark.parametrize("channel", list(p.CHANNEL.options))
@pytest.mark.parametrize("padding", list(p.PADDING.options))
def test_every_padding_and_channel(open_page, padding, channel):
    app = open_page(
        query=f"padding={padding}&channel={channel}&size=32&stride=2&dilation=2&activation=tanh&flip=true"
    )
    assert sound(app)
    assert not app.warning


@pytest.mark.parametrize("mode", list(p.MODE.options))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_mode(open_page, mode, language):
    assert sound(open_page(query=f"conv_mode={mode}&size=64&lang={language}"))


BAD = [
    "kernel=1,2;3",
    "kernel=" + "9" * 30_000,
    "kernel=nan,1",
    "kernel=<script>alert(1)</script>",
    "kernel_size=99",
    "kernel_size=-1",
    "kernel_size=3.7",
    "sigma=nan",
    "stride=0",
    "stride=1e9",
    "stride=" + "9" * 400,
    "padding=sideways",
    "preset=__class__",
    "conv_mode=../../etc/passwd",
    "picture=../../secret.png",
    "size=100000",
    "at=99999,5",
    "channel=alpha",
    "flip=perhaps",
    "bias=inf",
    "hand=both",
    "digit=11",
]


@pytest.mark.parametrize("query", BAD, ids=lambda query: query[:40])
def test_a_wrong_value_in_a_link_is_named_and_the_usual_one_is_used(open_page, query):
    app = open_page(query=query)
    assert sound(app)
    wrong = next(each for each in ALL if each.key == query.partition("=")[0])
    assert f"{wrong.label} ({wrong.key})" in app.warning[0].value


def test_the_notice_goes_when_it_is_understood(open_page):
    app = open_page(query="stride=0")
    app.button(key="understood").click().run()
    assert not app.warning


def test_a_link_with_somebodys_own_picture_says_so(open_page):
    app = open_page(query="picture=own")
    assert sound(app)
    assert "picture of somebody's own" in app.warning[0].value


def test_a_kernel_that_does_not_fit_gets_a_sentence(open_page):
    app = open_page(query="preset=box&kernel_size=15&dilation=8&size=32")
    assert not app.exception
    assert "Choose a smaller kernel or dilation" in app.error[0].value


def test_a_kernel_typed_by_hand_is_used_and_a_wrong_one_gets_a_sentence(open_page):
    app = open_page(query="size=32")
    app.text_input(key="kernel").set_value("1,2;3,4").run()
    assert sound(app)
    app.text_input(key="kernel").set_value("1,2;3").run()
    assert not app.exception
    assert app.warning


def test_normalise_divides_by_the_sum(open_page):
    app = open_page(query="kernel=1,1;1,1&size=32")
    app.button(key="normalise").click().run()
    assert sound(app)
    assert np.allclose(kernels.parse(app.session_state["kernel"]), 0.25)


def test_another_preset_forgets_the_edits(open_page):
    app = open_page(query="kernel=1,2;3,4&size=32")
    app.selectbox(key="preset").set_value("box").run()
    assert sound(app)
    assert app.session_state["kernel"] == ""


def test_a_dragged_kernel_is_taken_over_once(open_page):
    app = open_page(query="size=32")
    app.session_state["kernel_grid"] = {"kernel": "1,2;3,4#1"}
    app.run()
    assert app.session_state["kernel"] == "1,2;3,4"
    app.selectbox(key="preset").set_value("box").run()
    assert app.session_state["kernel"] == ""


@pytest.mark.parametrize("sent", [5, None, "x", "#", "1,2;3#4", ["1"], "9" * 100_000 + "#1"])
def test_whatever_the_browser_sends_for_a_kernel_nothing_breaks(open_page, sent):
    app = open_page(query="size=32")
    app.session_state["kernel_grid"] = {"kernel": sent}
    app.run()
    assert sound(app)
    assert app.session_state["kernel"] == ""


def test_reset_brings_the_defaults_back(open_page):
    app = open_page(query="preset=gabor&stride=3&size=32&padding=full")
    app.button(key="reset").click().run()
    assert sound(app)
    assert app.session_state["preset"] == p.PRESET.default
    assert app.session_state["stride"] == p.STRIDE.default


def test_a_digit_in_hand(open_page):
    app = open_page(query="hand=digit&digit=7")
    assert sound(app)


def upload(app, data: bytes, name: str):
    app.session_state["hand_menu"] = True
    app.run()
    app.segmented_control(key="hand_source").set_value("upload").run()
    return app.get_by_key("upload_0").upload(name, data, "image/png").run()


def png(side: int) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (side, side, 3), np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


def test_an_upload_is_taken_in_hand(open_page):
    app = upload(open_page(), png(64), "mine.png")
    assert sound(app)
    assert app.session_state["picture"] == "own"


def test_an_upload_outlives_a_run_that_something_else_ends(open_page, monkeypatch):
    keep, ended = in_hand.keep, []

    def interrupted(kind, pixels):
        if not ended:
            ended.append(kind)
            raise StopException
        keep(kind, pixels)

    monkeypatch.setattr(in_hand, "keep", interrupted)
    app = upload(open_page(), png(64), "mine.png")
    assert app.session_state["picture"] == gallery.DEFAULT
    assert sound(app.run())
    assert app.session_state["picture"] == "own"
    assert app.session_state["_uploads"] == 1


def said_in(language: str, data: bytes) -> str:
    """Return what the decoder says of a file, in a language, by the catalogue's own text and values."""
    with pytest.raises(LabError) as refused:
        decode_bytes(data)
    error = refused.value
    sentence = error.message if language == "en" else {m.id: m.string for m in read()}[error.message]
    return sentence.format(**error.values)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["empty", "text", "svg", "heic", "1 x 1", "20000 x 1", "bomb", "truncated"])
def test_a_bad_upload_gets_its_sentence_and_the_picture_stays(open_page, name, language):
    data = png(64)[:2000] if name == "truncated" else REFUSED[name][0]
    app = upload(open_page(query=f"lang={language}"), data, "bad.png")
    assert not app.exception
    assert app.error[0].value.startswith(said_in(language, data))
    assert app.session_state["picture"] == gallery.DEFAULT


def test_the_thumbnails_have_the_names_of_each_readers_language(open_page):
    for language, name in (("zh", "咖啡"), ("en", "Coffee"), ("zh", "咖啡")):
        app = open_page(query=f"lang={language}", hand_menu=True)
        assert name in app.get_by_key("picture").options[0]
        shown = [each.proto.json for each in app.get("bidi_component") if "zone_plate" in each.proto.json]
        assert shown, "no gallery"
        assert json.dumps(name) in shown[0] or name in shown[0]


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("selectbox", "padding", "reflect"),
        ("slider", "stride", 3),
        ("slider", "dilation", 2),
        ("selectbox", "channel", "sum"),
        ("slider", "bias", 0.5),
        ("selectbox", "activation", "relu"),
        ("toggle", "flip", True),
        ("number_input", "stride_across", 2),
    ],
)
def test_each_control_of_the_geometry_is_kept_when_it_is_folded_again(open_page, kind, key, value):
    app = open_page(query="size=32", geometry=True)
    getattr(app, kind)(key=key).set_value(value).run()
    assert sound(app)
    app.session_state["geometry"] = False
    app.run()
    assert sound(app)
    assert app.session_state[key] == value
    assert key not in {each.key for each in getattr(app, kind)}
