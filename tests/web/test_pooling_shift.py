"""The mode Shift of the Pooling page: every control, bad links, what is covered, the program."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from cnnlab.images import preparing
from cnnlab.ops.shift_report import METHODS, report_shift
from cnnlab.web.pooling import shift_properties as s
from cnnlab.web.pooling.shift_words import changes, finding, percent
from tests.web.mode_checks import facts, picture, pictures, run_program, sound

SHIFT = "pool_mode=shift&size=32"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def report(size=32, edges=True, window=2, stride=2, shift=1):
    return report_shift(preparing.as_grey(picture(size)), edges, window, stride, shift)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("compare", list(s.SHIFT_COMPARE.options))
@pytest.mark.parametrize("on", list(s.SHIFT_ON.options))
def test_each_comparison_of_each_map(open_page, language, compare, on):
    app = open_page("pooling", f"{SHIFT}&lang={language}&pool_shift_compare={compare}&pool_shift_on={on}")
    assert sound(app)
    assert not app.warning
    assert len(pictures(app)) == 1 + 4 + 4
    assert all(pictures(app))
    found = report(edges=on == "edges")
    for moved in found.maps.values():
        assert percent(changes(moved, compare)[1]) in words(app)


@pytest.mark.parametrize("shift", [0, 2, 3, 8])
def test_the_sentence_says_what_is_found(open_page, shift):
    app = open_page("pooling", f"{SHIFT}&pool_shift={shift}&pool_shift_compare=along")
    assert sound(app)
    says = {0: "**Nothing has moved,**", 2: "**2 px = 1 × the stride 2:**", 8: "**8 px = 4 × the stride 2:**"}
    assert says.get(shift, "**At 3 px, between two whole steps of 2:**") in words(app)
    assert facts(app)["Shift in steps of the maps"].startswith(f"{shift / 2:g} ")


def test_the_chart_has_the_numbers_of_the_report(open_page):
    app = open_page("pooling", f"{SHIFT}&pool_window=4&pool_shift_compare=along")
    chart = app.get("plotly_chart")[0]
    lines = json.loads(chart.proto.spec)["data"]
    assert len(lines) == len(METHODS)
    assert {line["name"] for line in lines} == {
        "strided convolution",
        "max pooling",
        "average pooling",
        "blur pooling",
    }
    along = report(window=4, stride=4).maps["max"].along
    line = next(line for line in lines if line["name"] == "max pooling")
    np.testing.assert_allclose(line["y"], [100 * each for each in along])
    assert line["y"][4] == line["y"][8] == 0 < min(line["y"][1:4])


def test_a_stride_of_its_own(open_page):
    app = open_page("pooling", f"{SHIFT}&pool_tiles=false&pool_stride=3&pool_window=5")
    assert sound(app)
    assert facts(app)["Picture, cut to whole steps"] == "30 × 30"
    assert facts(app)["Each map"] == "10 × 10"


def test_pictures_in_which_nothing_can_change(open_page):
    app = open_page("pooling", f"{SHIFT}&picture=flat&pool_shift=3")
    assert sound(app)
    assert "no map has changed" in words(app)
    # One value for each map is left, and nothing to measure its change by.
    app = open_page("pooling", "pool_mode=shift&size=16&pool_window=16&pool_shift_on=picture")
    assert sound(app)
    assert "a gap in its line" in words(app)


@pytest.mark.parametrize(
    "picture",
    ["hand=digit", "tone=grey", "size=16&crop=fit", "picture=impulse&size=16", "picture=checkerboard"],
)
def test_whatever_is_in_hand(open_page, picture):
    app = open_page("pooling", f"pool_mode=shift&size=48&{picture}&pool_window=3&pool_shift=5")
    assert sound(app)
    assert len(pictures(app)) == 9


def test_a_picture_smaller_than_the_stride_gets_a_sentence(open_page):
    app = open_page("pooling", "pool_mode=shift&size=16&crop=fit&picture=cat&pool_window=16")
    assert not app.exception
    assert "Choose a smaller stride" in app.error[0].value
    assert app.slider(key="pool_window").value == 16


@pytest.mark.parametrize(
    "query",
    [
        "pool_shift=9",
        "pool_shift=-1",
        "pool_shift=x",
        "pool_shift_compare=none",
        "pool_shift_on=1",
        "pool_window=99",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("pooling", f"{SHIFT}&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_what_answers_the_question_is_covered(open_page):
    app = open_page("pooling", f"{SHIFT}&pool_window=3")
    app.get_by_key("pooling_question").set_value("pool_copies").run()
    assert sound(app)
    assert facts(app) == {}
    assert not app.get("plotly_chart")
    assert len(pictures(app)) == 5
    assert "covered" in words(app)
    app.number_input(key="guess_pool_copies").set_value(3).run()
    app.button(key="reveal_pool_copies").click().run()
    assert "counts the shift 0" in app.info[0].value
    assert "At the multiples of 3 up to 8: 2." in app.info[0].value
    assert app.get("plotly_chart")


def test_what_cannot_be_told_is_a_dash():
    values = dict.fromkeys(METHODS, float("nan"))
    assert "changes by –" in finding(values, "here", 1, 2)


@pytest.mark.parametrize(
    ("on", "compare", "window", "stride"),
    [
        ("edges", "here", 2, 2),
        ("edges", "along", 5, 3),
        ("picture", "along", 2, 2),
        ("picture", "here", 3, 7),
    ],
)
def test_the_program_gives_what_is_on_the_screen(
    open_page, tmp_path, monkeypatch, on, compare, window, stride
):
    app = open_page(
        "pooling",
        f"pool_mode=shift&size=48&pool_shift=3&pool_shift_on={on}&pool_shift_compare={compare}"
        f"&pool_window={window}&pool_tiles=false&pool_stride={stride}",
    )
    left = run_program(app, picture(48), tmp_path, monkeypatch)
    found = report(48, on == "edges", window, stride, 3).maps
    for name in METHODS:
        np.testing.assert_allclose(left["before"][name], found[name].before, atol=1e-5)
        np.testing.assert_allclose(left["after"][name], found[name].after, atol=1e-5)
        np.testing.assert_allclose(left["changes"][name], changes(found[name], compare), atol=1e-4)


def test_the_downloads():
    from cnnlab.web.pooling import shift

    pixels = preparing.as_grey(picture(32))
    files = {
        each.file_name: each.make() for each in shift._downloads((pixels, True, 2, 2, 1), "here", pixels)
    }
    assert all(files[f"{name}.png"].startswith(b"\x89PNG") for name in (*METHODS, "picture"))
    table = np.loadtxt(io.BytesIO(files["changes.csv"]), delimiter=",", skiprows=1)
    assert files["changes.csv"].startswith(b"shift,convolution,max,average,blur\n")
    np.testing.assert_allclose(table[:, 2], report().maps["max"].in_place, rtol=1e-6)
    with np.load(io.BytesIO(files["shift.npz"])) as archive:
        np.testing.assert_array_equal(archive["blur_after"], report().maps["blur"].after)
        assert len(archive.files) == 8
