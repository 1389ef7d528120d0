"""The mode Spectrum: every kernel, the cut, both languages, the program, what is downloaded."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import preparing
from cnnlab.ops import kernels
from cnnlab.ops.kernel_character import character
from cnnlab.ops.spectrum_report import report_spectrum
from cnnlab.web.convolution import spectrum
from cnnlab.web.convolution import spectrum_properties as p
from cnnlab.web.convolution.predict_pass import ANSWERS, pass_question
from cnnlab.web.convolution.spectrum_words import DIRECTIONS, KINDS
from tests.web.mode_checks import bodies, facts, picture, run_program, sound

PAGE = "conv_mode=spectrum&size=32"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def alternatives(app) -> list[str]:
    return [
        alt
        for part in bodies(app)
        for alt in re.findall(r"<img class='(?:wide|tall)[^>]*alt='([^']*)'", part)
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("preset", kernels.PRESETS)
def test_every_preset(open_page, preset, language):
    app = open_page(query=f"{PAGE}&preset={preset}&kernel_size=5&lang={language}")
    assert sound(app)
    assert not app.warning
    assert len(alternatives(app)) == 6
    assert all(alternatives(app))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("preset=gaussian&kernel_size=7", ["**Low-pass:**"]),
        ("preset=laplacian", ["**High-pass:**"]),
        (
            "preset=gabor&kernel_size=15&sigma=3&wavelength=6&angle=45",
            ["**Band-pass:**", "towards the upper right"],
        ),
        ("preset=sobel_x", ["**Directional:** changes from left to right"]),
        ("preset=sobel_y", ["**Directional:** changes from top to bottom"]),
        ("preset=motion&kernel_size=9&angle=45", ["**Low-pass:**", "changes towards the lower right pass"]),
        ("preset=identity", ["**All-pass, nearly:**"]),
        ("kernel=0,0;0,0", ["**Nothing passes:**"]),
    ],
)
def test_what_the_kernel_keeps_is_said(open_page, query, says):
    app = open_page(query=f"{PAGE}&{query}")
    assert sound(app)
    for part in says:
        assert part in words(app)


def test_all_kinds_have_words_and_an_answer():
    for name in kernels.PRESETS:
        known = character(kernels.build(name, 3))
        assert known.kind in KINDS
        question = pass_question(known)
        assert question.answer in question.options
        assert question.answer not in question.slips
    assert len(DIRECTIONS) == 4
    assert set(ANSWERS) >= {pass_question(character(np.zeros((3, 3)))).answer}


def test_the_theorem_is_told_in_numbers(open_page):
    told = facts(open_page(query=f"{PAGE}&preset=random&kernel_size=4"))
    value = told["Spectrum of the result − product of the spectra"].split()[0].replace("−", "-")
    assert 0 <= float(value) < 1e-2


@pytest.mark.parametrize("keep", p.SPECTRUM_KEEP.options)
@pytest.mark.parametrize("radius", [1, 30, 100])
def test_a_cut(open_page, radius, keep):
    app = open_page(query=f"{PAGE}&spectrum_radius={radius}&spectrum_keep={keep}&picture=step_edge")
    assert sound(app)
    assert len(alternatives(app)) == 8
    assert "Frequencies kept" in facts(app)


def test_without_a_radius_nothing_is_cut(open_page):
    app = open_page(query=PAGE)
    assert len(alternatives(app)) == 6
    assert "Frequencies kept" not in facts(app)
    assert "spectrum_keep" not in [each.key for each in app.selectbox]


def test_the_slider_cuts(open_page):
    app = open_page(query=PAGE)
    app.slider(key="spectrum_radius").set_value(20).run()
    assert sound(app)
    assert len(alternatives(app)) == 8


def test_ringing_is_named(open_page):
    query = f"{PAGE}&picture=step_edge&spectrum_radius=40"
    assert "own 0.2 to 0.8: the filter rings" in facts(open_page(query=query))["Values of the rest"]
    assert "rings" not in facts(open_page(query=query + "&spectrum_keep=high"))["Values of the rest"]
    assert (
        "rings" not in facts(open_page(query=f"{PAGE}&picture=flat&spectrum_radius=40"))["Values of the rest"]
    )


def test_an_open_question_covers_what_answers_it(open_page):
    app = open_page(query=f"{PAGE}&preset=laplacian")
    assert "**High-pass:**" in words(app)
    app.session_state["convolution_question"] = "kernel_keeps"
    app.run()
    assert sound(app)
    assert "**High-pass:**" not in words(app)
    assert len(alternatives(app)) == 4
    assert "Even areas" not in facts(app)
    app.radio(key="guess_kernel_keeps").set_value("low").run()
    app.button(key="reveal_kernel_keeps").click().run()
    assert "add up to 0" in app.info[0].value
    assert "**High-pass:**" in app.info[0].value
    assert len(alternatives(app)) == 6


@pytest.mark.parametrize(
    "query", ["spectrum_radius=101", "spectrum_radius=-1", "spectrum_radius=x", "spectrum_keep=all"]
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page(query=f"{PAGE}&{query}")
    assert sound(app)
    wrong = next(each for each in p.SPECTRUM if each.key == query.partition("=")[0])
    assert wrong.label in app.warning[0].value
    assert app.session_state[wrong.key] == wrong.default


@pytest.mark.parametrize(
    "query",
    [
        "hand=digit&digit=8",
        "size=16&kernel_size=15&preset=box",
        "size=512",
        "crop=fit&picture=rocket",
        "picture=flat",
    ],
)
def test_whatever_is_in_hand(open_page, query):
    assert sound(open_page(query=f"conv_mode=spectrum&spectrum_radius=10&{query}"))


@pytest.mark.parametrize("shape", [(20, 300, 3), (300, 20, 3)])
def test_a_strip_smaller_than_the_kernel_gets_a_sentence(open_page, shape):
    app = open_page(
        query="conv_mode=spectrum&picture=own&crop=fit&size=16", _own_picture=np.zeros(shape, np.uint8)
    )
    assert not app.exception
    assert len(app.error) == 1


def test_a_black_picture_has_a_spectrum_of_zeros(open_page):
    app = open_page(
        query="conv_mode=spectrum&picture=own&size=16&spectrum_radius=10",
        _own_picture=np.zeros((20, 20, 3), np.uint8),
    )
    assert sound(app)


@pytest.mark.parametrize("mode", ["learn", "spectrum"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_while_the_engine_starts_the_picture_is_there(open_page, monkeypatch, mode, language):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page(query=f"conv_mode={mode}&size=32&lang={language}")
    assert sound(app)
    assert any("<figure>" in part for part in bodies(app))
    assert all(button.disabled for button in app.button if button.key == "learn")


@pytest.mark.parametrize("settings", ["", "&spectrum_radius=25", "&spectrum_radius=25&spectrum_keep=high"])
@pytest.mark.parametrize("kernel", ["preset=gabor&kernel_size=7&angle=30", "preset=random&kernel_size=4"])
def test_the_program_gives_what_is_on_the_screen(open_page, settings, kernel, tmp_path, monkeypatch):
    app = open_page(query=f"{PAGE}&{kernel}{settings}")
    pixels = picture(32, tone="colour")
    left = run_program(app, preparing.as_grey(pixels), tmp_path, monkeypatch)
    radius = 0.25 if settings else 0
    expected = report_spectrum(
        preparing.as_grey(pixels), left["kernel"], radius, "high" if "high" in settings else "low"
    )
    np.testing.assert_allclose(left["result"], expected.result, atol=1e-5)
    for name in ("picture", "kernel", "result"):
        found = getattr(expected.spectra, name).magnitude
        np.testing.assert_allclose(left[f"{name}_spectrum"], found, atol=1e-4 * found.max())
    assert np.abs(left["transform"](left["result"]) - left["product"]).max() < 1e-5 * expected.largest
    assert ("rest" in left) == bool(settings)
    if settings:
        np.testing.assert_allclose(left["rest"], expected.cut.picture, atol=1e-5)


def test_downloads():
    pixels = np.random.default_rng(0).integers(0, 256, (24, 32), np.uint8)
    work = (pixels, kernels.build("sobel_x"), 0.3, "high")
    files = {file.file_name: file.make() for file in spectrum._downloads(work)}
    expected = report_spectrum(*work)
    archive = np.load(io.BytesIO(files["spectra.npz"]))
    for name in ("picture", "kernel", "result"):
        np.testing.assert_array_equal(archive[name], getattr(expected.spectra, name).magnitude)
        assert Image.open(io.BytesIO(files[f"spectrum_{name}.png"])).size == (32, 24)
    np.testing.assert_array_equal(archive["remains"], expected.cut.picture)
    np.testing.assert_array_equal(Image.open(io.BytesIO(files["picture.png"])), pixels)
    assert Image.open(io.BytesIO(files["remains.png"])).size == (32, 24)


def test_picture_and_result_share_their_scale():
    magnitude = np.array([[0, 9], [99, 999]], np.float32)
    shown = spectrum.colours(magnitude, 999)
    # Logarithmic: 9 and 99 lie at one and two thirds of the way.
    from cnnlab.images import colour

    np.testing.assert_array_equal(shown.reshape(-1, 3), colour.table("sequential")[[0, 85, 170, 255]])
