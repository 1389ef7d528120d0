"""The mode Undo of the Pooling page: every control, bad links, what is covered, the program."""

from __future__ import annotations

import io

import numpy as np
import pytest

from cnnlab.images import preparing
from cnnlab.ops.pooling import KINDS, PoolingSpec
from cnnlab.ops.undo_report import report_undo
from cnnlab.web.pooling import undo
from cnnlab.web.pooling.undo_words import decibels, end_of_pyramid, finding
from tests.web.mode_checks import facts, picture, pictures, run_program, sound

UNDO = "pool_mode=undo&size=32"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_each_kind(open_page, language, kind, padding):
    app = open_page("pooling", f"{UNDO}&lang={language}&pool_kind={kind}&pool_padding={padding}")
    assert sound(app)
    assert not app.warning
    ways = 3 if kind == "max" else 2
    # Picture and ways, pooled map and errors, pyramid: 32 16 8 4 2 1.
    assert len(pictures(app)) == 2 * (1 + ways) + 6
    assert all(pictures(app))


def test_the_facts(open_page):
    app = open_page("pooling", f"{UNDO}&pool_window=3")
    shown = facts(app)
    assert shown["Picture"] == "32 × 32 1,024 values"
    assert shown["Pooled map"] == "10 × 10 100 values"
    assert shown["Thrown away"] == "90 % of the values"
    assert "**924 of 1,024 values are gone,**" in words(app)
    report = report_undo(preparing.as_grey(picture(32)), PoolingSpec("max", (3, 3)))
    assert shown["bilinear interpolation"] == decibels(report.ways[2].psnr)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "is the largest of the whole picture"),
        ("pool_kind=average", "is the mean of the whole picture"),
        ("pool_kind=l2", "is the root of the sum of all squares of the picture."),
        ("pool_kind=average&size=48", "Rows and columns that fill no whole window"),
        ("pool_kind=average&size=48&pool_padding=same", "Windows that hang over the border"),
        ("pool_kind=l2&size=48&pool_padding=same", "is the root of the sum of all squares of the picture."),
        ("pool_kind=average&pool_tiles=false&pool_window=3&pool_padding=same", "Windows that overlap count"),
        ("pool_kind=average&pool_tiles=false&pool_stride=3&pool_padding=same", "none of them reads"),
        ("picture=impulse&pool_tiles=false&pool_stride=7&pool_padding=same", "lies where no window read"),
        ("pool_window=5", "The pyramid ends at 2 × 2"),
        ("pool_tiles=false&pool_stride=1", "no pyramid"),
    ],
)
def test_what_the_pyramid_ends_in(open_page, query, says):
    size = "" if "size" in query else "size=64&"
    app = open_page("pooling", f"pool_mode=undo&{size}{query}")
    assert sound(app)
    assert says in words(app)


def test_flat_grey_comes_back_exactly(open_page):
    app = open_page("pooling", f"{UNDO}&picture=flat")
    assert sound(app)
    assert facts(app)["nearest neighbour"] == "identical"
    assert "gives it back exactly" in words(app)


def test_as_many_values_are_not_the_same_values(open_page):
    app = open_page("pooling", f"{UNDO}&pool_tiles=false&pool_stride=1&pool_padding=same")
    assert sound(app)
    assert "There are as many values as before" in words(app)
    assert facts(app)["Thrown away"].startswith("0 %")


@pytest.mark.parametrize(
    "picture",
    ["hand=digit", "tone=grey", "size=16&crop=fit", "picture=impulse&size=16", "picture=zone_plate"],
)
def test_whatever_is_in_hand(open_page, picture):
    assert sound(open_page("pooling", f"pool_mode=undo&size=48&{picture}&pool_window=3"))


def test_a_window_that_does_not_fit_gets_a_sentence(open_page):
    app = open_page("pooling", "pool_mode=undo&size=16&crop=fit&picture=cat&pool_window=16")
    assert not app.exception
    assert "Choose a smaller window" in app.error[0].value
    assert app.slider(key="pool_window").value == 16


@pytest.mark.parametrize("query", ["pool_kind=median", "pool_padding=full", "pool_stride=0", "pool_tiles=1"])
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("pooling", f"{UNDO}&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_what_answers_the_question_is_covered(open_page):
    app = open_page("pooling", f"{UNDO}&pool_window=3")
    app.get_by_key("pooling_question").set_value("pool_left").run()
    assert sound(app)
    assert facts(app) == {}
    assert len(pictures(app)) == 4
    assert not any("maxima" in each for each in pictures(app))
    bench = " ".join(each.value for each in (*app.markdown[:3], *app.caption))
    assert "10 × 10" not in bench
    app.number_input(key="guess_pool_left").set_value(121).run()
    app.button(key="reveal_pool_left").click().run()
    assert "left out" in app.info[0].value
    assert "10 × 10 = 100" in app.info[0].value
    assert facts(app)["Pooled map"].startswith("10 × 10")


def test_words_of_a_report_where_switches_win():
    # A single bright pixel: only the switches know where it was.
    pixels = np.zeros((16, 16), np.uint8)
    pixels[5, 6] = 255
    spec = PoolingSpec()
    report = report_undo(pixels, spec)
    assert decibels(report.ways[0].psnr) == "identical"
    assert "unpooling with switches gives it back exactly" in finding(report, spec)
    assert "Unpooling puts" not in finding(report, spec)
    assert end_of_pyramid(report, spec) == "The last value, 1, is the largest of the whole picture."


@pytest.mark.parametrize(
    ("kind", "padding", "window", "stride"),
    [
        ("max", "valid", 2, 2),
        ("max", "same", 5, 2),
        ("max", "valid", 2, 1),
        ("average", "valid", 7, 7),
        ("average", "same", 2, 3),
        ("l2", "valid", 3, 2),
        ("l2", "same", 5, 5),
    ],
)
def test_the_program_gives_what_is_on_the_screen(
    open_page, tmp_path, monkeypatch, kind, padding, window, stride
):
    app = open_page(
        "pooling",
        f"pool_mode=undo&size=48&pool_kind={kind}&pool_padding={padding}"
        f"&pool_window={window}&pool_tiles=false&pool_stride={stride}",
    )
    left = run_program(app, picture(48), tmp_path, monkeypatch)
    spec = PoolingSpec(kind, (window, window), (stride, stride), padding)
    report = report_undo(preparing.as_grey(picture(48)), spec)
    np.testing.assert_allclose(left["pooled"], report.pooled, atol=1e-5)
    for way in report.ways:
        np.testing.assert_allclose(left[way.name], way.picture, atol=1e-5)
        assert left["psnr"](left[way.name]) == pytest.approx(way.psnr, rel=1e-4)
    assert len(left["pyramid"]) == len(report.pyramid)
    for found, expected in zip(left["pyramid"], report.pyramid, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_the_downloads(kind):
    pixels = preparing.as_grey(picture(32))
    files = {each.file_name: each.make() for each in undo._downloads(pixels, PoolingSpec(kind), pixels)}
    assert ("switches.png" in files) == (kind == "max")
    assert all(made.startswith(b"\x89PNG") for name, made in files.items() if name.endswith(".png"))
    with np.load(io.BytesIO(files["undo.npz"])) as archive:
        assert archive["pooled"].shape == (16, 16)
        assert archive["level_5"].shape == (1, 1)
