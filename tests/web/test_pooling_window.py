"""The mode Window of the Pooling page: every option, wrong links, both languages, the program, what is downloaded."""

from __future__ import annotations

import io
import json
import struct

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import preparing
from cnnlab.ops.pooling import KINDS, PoolingSpec, input_gradient, pool
from cnnlab.ops.pooling_report import pair_of, report_windows
from cnnlab.web.pooling import properties as shared
from cnnlab.web.pooling import window
from cnnlab.web.pooling import window_properties as p
from cnnlab.web.pooling.predict_pooled_size import OWN_SLIPS, SLIPS, pooled_size_question, slips_of
from cnnlab.web.pooling.size_words import numbers
from tests.web.mode_checks import facts, picture, pictures, run_program, sound


def scope(app) -> dict:
    """What the scope is told."""
    sent = [each.proto.json for each in app.get("bidi_component") if "picture_id" in each.proto.json]
    return json.loads(sent[0])


@pytest.fixture
def badges(monkeypatch):
    """Collect what the badge is told: head and values."""
    told = []

    def take(key: str, blob: bytes) -> None:
        (length,) = struct.unpack("<I", blob[:4])
        told.append((json.loads(blob[4 : 4 + length]), np.frombuffer(blob[4 + length :], np.float32)))

    monkeypatch.setattr("cnnlab.web.components.badge.badge", take)
    return told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_first_paint(open_page, language):
    app = open_page("pooling", f"lang={language}")
    assert sound(app)
    assert not app.warning
    told = scope(app)
    assert told["output_size"] == [128, 128]
    assert told["kinds"] == ["max", "average"]
    assert told["chosen"] == 0
    assert [each["title"] for each in told["outputs"]] == {
        "en": ["Max", "Average"],
        "zh": ["最大", "平均"],
    }[language]


@pytest.mark.parametrize(
    ("kind", "padding", "channel"),
    [
        *((kind, padding, "each") for kind in KINDS for padding in shared.PADDING.options),
        *(("average", "same", channel) for channel in p.CHANNEL.options if channel != "each"),
    ],
)
def test_every_kind_padding_and_channel(open_page, badges, kind, padding, channel):
    app = open_page(
        "pooling",
        f"size=32&pool_kind={kind}&pool_padding={padding}&pool_channel={channel}&pool_window=3"
        "&pool_window_across=5&pool_tiles=false&pool_stride=2&pool_stride_across=7",
    )
    assert sound(app)
    assert not app.warning
    pixels = picture(32)
    pixels = {"grey": preparing.as_grey(pixels), "each": pixels}.get(
        channel, pixels[..., ["red", "green", "blue", "grey", "each"].index(channel) % 3]
    )
    head, values = badges[-1]
    image = pixels.astype(np.float32) / np.float32(255)
    maps = [pool(image, PoolingSpec(each, (3, 5), (2, 7), padding)) for each in pair_of(kind)]
    np.testing.assert_array_equal(values, np.stack(maps).ravel())
    assert head["id"] == scope(app)["id"]
    assert head["relative"] == [0, 1e-5]
    assert scope(app)["output_size"] == list(maps[0].shape[:2])
    assert scope(app)["kinds"][scope(app)["chosen"]] == kind


def test_side_by_side_means_the_windows_own_stride(open_page):
    app = open_page("pooling", "size=32&pool_window=3&pool_window_across=5&pool_stride=2")
    assert scope(app)["stride"] == [3, 5]
    assert "pool_stride" not in [each.key for each in app.slider]
    app.toggle(key="pool_tiles").set_value(False).run()
    assert sound(app)
    assert scope(app)["stride"] == [2, 2]
    assert "pool_stride" in [each.key for each in app.slider]


@pytest.mark.parametrize(
    "query",
    [
        "pool_kind=min",
        "pool_window=1",
        "pool_window=17",
        "pool_tiles=2",
        "pool_stride=0",
        "pool_padding=full",
        "pool_channel=sum",
        "pool_window_across=17",
        "pool_stride_across=-1",
        "pool_at=1",
        "pool_at=1,2,3",
        "pool_at=x,y",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("pooling", f"size=32&{query}")
    assert sound(app)
    wrong = next(each for each in (*shared.SHARED, *p.WINDOW_MODE) if each.key == query.partition("=")[0])
    assert wrong.label in app.warning[0].value
    assert app.session_state[wrong.key] == wrong.default


@pytest.mark.parametrize(
    "query",
    [
        "hand=digit&digit=8&pool_window=5",
        "size=16&pool_window=16",
        "size=16&pool_window=16&pool_padding=same",
        "size=16&pool_window=2&pool_tiles=false&pool_stride=16",
        "size=512&pool_window=16&pool_tiles=false&pool_stride=1",
        "crop=fit&picture=rocket&pool_window=7",
        "picture=flat&pool_kind=l2",
        "size=32&pool_at=9999,9999",
    ],
)
def test_whatever_is_in_hand(open_page, query):
    assert sound(open_page("pooling", query))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_strip_smaller_than_the_window_gets_a_sentence(open_page, language):
    app = open_page(
        "pooling",
        f"picture=own&crop=fit&size=16&pool_window=4&lang={language}",
        _own_picture=np.zeros((20, 300, 3), np.uint8),
    )
    assert not app.exception
    assert len(app.error) == 1


def test_facts(open_page):
    told = facts(open_page("pooling", "size=32&pool_window=3&pool_tiles=false&pool_stride=2"))
    assert told["Output"] == "15 × 15 ⌊(n + p − k)/s⌋ + 1 = ⌊(32 + 0 − 3)/2⌋ + 1 = 15"
    assert told["Values left"] == "225 of 1,024 78 % thrown away"
    assert told["Overlap"] == "each value is read by up to 4 windows"
    assert told["Never read"] == "rows: 1; columns: 1"
    assert told["Parameters"].startswith("0 ")
    told = facts(open_page("pooling", "size=32"))
    assert told["Overlap"].startswith("none")
    assert "Never read" not in told


def test_the_calculation_ends_with_the_output():
    for n, k, step in ((11, 2, 2), (32, 3, 2), (5, 5, 7)):
        axis = PoolingSpec("max", (k, 1), (step, 1)).arithmetic((n, 1))[0]
        assert numbers(axis).endswith(f"= {axis.output}")


def test_slips_never_name_the_right_size():
    for n in range(2, 40):
        for k in range(1, min(n, 9) + 1):
            for s in range(1, 6):
                for padding in ("valid", "same"):
                    spec = PoolingSpec("max", (k, 1), (s, 1), padding)
                    found = slips_of(spec.arithmetic((n, 1))[0])
                    assert spec.output_size((n, 1))[0] not in found
                    assert set(found.values()) <= {*SLIPS, *OWN_SLIPS}
    question = pooled_size_question((11, 11), PoolingSpec())
    assert question.answer == 5
    assert question.slips[6] == SLIPS["floor"]


def test_an_open_question_covers_what_answers_it(open_page):
    app = open_page("pooling", "size=32")
    app.session_state["pooling_question"] = "pooled_size"
    app.run()
    assert sound(app)
    assert not facts(app)
    assert scope(app)["words"]["size"] == "?"
    app.number_input(key="guess_pooled_size").set_value(15).run()
    app.button(key="reveal_pooled_size").click().run()
    assert "forgets the + 1" in app.info[0].value
    assert facts(app)["Output"].startswith("16 × 16")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_while_the_engine_starts_the_scope_and_facts_are_there(open_page, monkeypatch, badges, language):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("pooling", f"lang={language}")
    assert sound(app)
    assert scope(app)["output_size"] == [128, 128]
    assert facts(app)
    assert badges[-1][0]["state"] == "waiting"


def test_a_pinned_place_is_kept_and_sent_back(open_page):
    app = open_page("pooling", "size=32&pool_at=3,4")
    assert scope(app)["at"] == "3,4"
    app.session_state["pool_scope"] = {"at": "5,6#1"}
    app.run()
    assert app.session_state["pool_at"] == "5,6"
    assert scope(app)["at"] == "5,6"


def test_the_way_back(open_page):
    app = open_page("pooling", "size=32&pool_channel=each", pool_way_back=True)
    assert sound(app)
    assert len(pictures(app)) == 2
    assert any("Nothing in a pooling layer is trained" in each.value for each in app.markdown)
    assert not pictures(open_page("pooling", "size=32"))


@pytest.mark.parametrize(
    ("kind", "channel", "way_back"),
    [*((kind, channel, True) for kind in KINDS for channel in ("blue", "each")), ("max", "grey", False)],
)
def test_the_program_gives_what_is_on_the_screen(open_page, kind, channel, way_back, tmp_path, monkeypatch):
    app = open_page(
        "pooling",
        f"size=32&pool_kind={kind}&pool_channel={channel}&pool_window=3"
        "&pool_padding=same&pool_tiles=false&pool_stride=2&pool_stride_across=3",
        pool_way_back=way_back,
    )
    assert sound(app)
    pixels = picture(32)
    left = run_program(app, pixels, tmp_path, monkeypatch)
    used = {"grey": preparing.as_grey(pixels), "blue": pixels[..., 2], "each": pixels}[channel]
    spec = PoolingSpec(kind, (3, 3), (2, 3), "same")
    image = used.astype(np.float32) / np.float32(255)
    np.testing.assert_allclose(left["pooled"], pool(image, spec), rtol=1e-6)
    assert ("gradient" in left) == way_back
    if way_back:
        np.testing.assert_allclose(left["gradient"], input_gradient(image, spec), rtol=1e-5, atol=1e-6)


def test_the_programs_gradient_of_a_black_picture_is_0(open_page, tmp_path, monkeypatch):
    black = np.zeros((16, 16, 3), np.uint8)
    app = open_page("pooling", "picture=own&size=16&pool_kind=l2", _own_picture=black, pool_way_back=True)
    assert sound(app)
    left = run_program(app, black, tmp_path, monkeypatch)
    np.testing.assert_array_equal(left["gradient"], np.zeros((16, 16)))


@pytest.mark.parametrize("kind", KINDS)
def test_downloads(kind):
    rng = np.random.default_rng(0)
    picture, pixels = rng.integers(0, 256, (24, 33, 3), np.uint8), rng.integers(0, 256, (24, 33), np.uint8)
    spec = PoolingSpec(kind, (3, 3), (2, 2))
    files = {file.file_name: file.make() for file in window._downloads(picture, pixels, spec)}
    expected = report_windows(pixels, spec, True)
    archive = np.load(io.BytesIO(files["pooled.npz"]))
    for each, values, gradient in zip(pair_of(kind), expected.maps, expected.gradients, strict=True):
        np.testing.assert_array_equal(archive[each], values)
        np.testing.assert_array_equal(archive[f"{each}_gradient"], gradient)
    np.testing.assert_array_equal(archive["pooled"], archive[kind])
    np.testing.assert_allclose(np.loadtxt(io.BytesIO(files["pooled.csv"]), delimiter=","), archive[kind])
    shown = np.asarray(Image.open(io.BytesIO(files["pooled.png"])))
    assert shown.shape == (11, 16)
    high = max(1, archive[kind].max())
    np.testing.assert_allclose(shown, archive[kind] / high * 255, atol=0.51)
    np.testing.assert_array_equal(Image.open(io.BytesIO(files["picture.png"])), picture)


def test_a_place_that_nobody_can_read_changes_nothing(open_page):
    app = open_page("pooling", "size=32")
    before = scope(app)
    app.text_input(key="pool_at").set_value("abc").run()
    assert sound(app)
    assert scope(app) == before


def test_the_way_back_is_not_there_while_a_question_is_open(open_page):
    app = open_page("pooling", "size=32", pool_way_back=True)
    app.get_by_key("pooling_question").set_value("pool_gradient").run()
    assert sound(app)
    assert not any(each.label == "On the way back" for each in app.expander)
    assert not pictures(app)
    assert "GradientTape" not in app.code[0].value
