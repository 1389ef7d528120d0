"""The mode Learn a filter: every option, a whole descent, its words, what is downloaded, the program."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab.images import preparing
from cnnlab.ops.hidden_kernel import PARAMETERS
from cnnlab.web import i18n
from cnnlab.web.convolution import learn
from cnnlab.web.convolution import learn_properties as p
from cnnlab.web.convolution.count_equations import equations_question
from tests.web.learn_checks import PAGE, attempt_of, html, learned, outcome_of, texts
from tests.web.mode_checks import picture, run_program


@pytest.mark.parametrize("language", ["en", "zh"])
def test_before_the_first_run_the_hidden_kernel_is_covered(open_page, language):
    app = open_page(query=PAGE + f"lang={language}&learn_preset=emboss")
    assert not app.exception
    assert not app.error
    assert html(app).count(">?</td>") == 9
    assert app.button(key="learn").disabled is False
    assert attempt_of(app) is None


@pytest.mark.parametrize("preset", p.LEARN_PRESET.options)
@pytest.mark.parametrize("size", p.LEARN_SIZE.options)
def test_every_hidden_kernel(open_page, preset, size):
    app = open_page(query=PAGE + f"learn_preset={preset}&learn_size={size}&learn_noise=0.05&learn_seed=4")
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert html(app).count(">?</td>") in (9, int(size) ** 2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_whole_descent_finds_the_kernel(open_page, monkeypatch, language):
    # The tests look at the names of options outside of the script, where no session says the language.
    monkeypatch.setattr(i18n, "browser_language", lambda: language)
    app = learned(open_page(query=PAGE + f"lang={language}&learn_preset=sobel_x"))
    recovery = outcome_of(app)
    assert recovery.verdict == "found"
    np.testing.assert_allclose(recovery.learned.kernel, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], atol=0.01)
    assert ">?</td>" not in html(app)
    assert app.select_slider


def test_the_verdict_is_said(open_page):
    assert "**Found.**" in texts(learned(open_page(query=PAGE + "learn_preset=sobel_x")))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("picture=flat", "the sum of the weights and no more"),
        ("picture=step_edge", "only 3 independent things about 9 weights"),
        ("picture=gradient", "only 3 independent things about 9 weights"),
        ("learn_noise=0.2", "the noise is a part"),
        ("learn_steps=10&learn_rate=0.1", "more steps bring it nearer"),
    ],
)
def test_why_it_cannot_be_found_is_said(open_page, query, says):
    app = learned(open_page(query=PAGE + f"learn_preset=gaussian&{query}"))
    assert not app.error
    assert says in texts(app)


def test_a_surprise_is_named_when_it_is_uncovered(open_page):
    app = open_page(query=PAGE)
    names = [name for name in PARAMETERS if f"Hidden kernel: {p.LEARN_PRESET.options[name]}" in html(app)]
    assert names == []
    app = learned(app)
    names = [name for name in PARAMETERS if f"Hidden kernel: {p.LEARN_PRESET.options[name]}<" in html(app)]
    assert len(names) == 1


@pytest.mark.parametrize(
    "query",
    [
        "learn_preset=identity",
        "learn_size=4",
        "learn_rate=0",
        "learn_rate=nan",
        "learn_steps=1e9",
        "learn_seed=-1",
        "learn_noise=5",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page(query=PAGE + query)
    assert not app.exception
    assert not app.error
    wrong = next(each for each in p.LEARN if each.key == query.partition("=")[0])
    assert wrong.label in app.warning[0].value
    assert app.session_state[wrong.key] == wrong.default


def test_a_strip_too_small_for_the_kernel_gets_a_sentence(open_page):
    app = open_page(
        query="conv_mode=learn&picture=own&crop=fit&size=16", _own_picture=np.zeros((20, 300, 3), np.uint8)
    )
    assert not app.exception
    assert len(app.error) == 1


@pytest.mark.parametrize(
    "query", ["hand=digit&digit=3", "size=16", "size=512", "tone=grey", "crop=fit&picture=rocket"]
)
def test_whatever_is_in_hand(open_page, query):
    app = learned(open_page(query=f"conv_mode=learn&learn_preset=laplacian&learn_steps=50&{query}"))
    outcome_of(app)
    assert max(attempt_of(app).call.result(0).remade.shape) <= 126


def test_the_question_is_asked_and_its_answer_covered(open_page):
    app = open_page(query=PAGE)
    assert "Equations" in html(app)
    app.session_state["convolution_question"] = "equations"
    app.run()
    assert not app.exception
    assert "Equations" not in html(app)


def test_answers_and_slips():
    question = equations_question((32, 20), (3, 3))
    assert question.answer == 30 * 18
    assert set(question.slips) == {32 * 20, 9, 29 * 17, 30}
    smallest = equations_question((5, 5), (5, 5))
    assert smallest.answer == 1
    assert 1 not in smallest.slips


@pytest.mark.parametrize(
    "query",
    [
        "learn_preset=gabor&learn_size=5&learn_steps=120",
        "learn_preset=sobel_x&learn_noise=0.05&learn_seed=7&learn_rate=1.5&learn_steps=60",
        "picture=flat&learn_preset=box&learn_steps=40",
    ],
)
def test_the_program_gives_what_is_on_the_screen(open_page, query, tmp_path, monkeypatch):
    app = learned(open_page(query=PAGE + query))
    recovery = outcome_of(app)
    pixels = preparing.as_grey(picture(32, app.session_state["picture"]))
    names = run_program(app, learn.worked(pixels), tmp_path, monkeypatch)
    np.testing.assert_allclose(names["learned"], recovery.learned.kernel, atol=1e-4)
    np.testing.assert_allclose(names["losses"], recovery.learned.losses, rtol=1e-2, atol=1e-12)


def test_a_large_picture_is_worked_on_at_128_pixels():
    grey = np.random.default_rng(0).integers(0, 256, (300, 500), np.uint8)
    assert learn.worked(grey).shape == (77, 128)
    small = grey[:128, :100]
    assert learn.worked(small) is small


def test_downloads(open_page):
    app = learned(open_page(query=PAGE + "learn_preset=box"))
    attempt, recovery = attempt_of(app), outcome_of(app)
    settings = learn.Settings("box", False, np.full((3, 3), 1 / 9, np.float32), 0, 2.0, 300, 0)
    files = {file.file_name: file.make() for file in learn._learned(attempt, recovery, settings)}
    np.testing.assert_allclose(
        np.loadtxt(io.BytesIO(files["learned_kernel.csv"]), delimiter=","), recovery.learned.kernel, rtol=1e-6
    )
    archive = np.load(io.BytesIO(files["learned_kernel.npz"]))
    np.testing.assert_array_equal(archive["learned"], recovery.learned.kernel)
    assert archive["kernels"].shape == (30, 3, 3)
    assert archive["steps"][-1] == 300
    np.testing.assert_array_equal(archive["kernels"][-1], recovery.learned.kernel)


def test_the_pictures_to_take_home_are_those_on_the_screen():
    pixels = np.random.default_rng(0).integers(0, 256, (20, 20), np.uint8)
    puzzle = learn.pose(pixels, np.full((3, 3), 1 / 9, np.float32), 0.0, 0)
    files = {file.file_name: Image.open(io.BytesIO(file.make())) for file in learn._pictures(pixels, puzzle)}
    np.testing.assert_array_equal(files["picture.png"], pixels)
    np.testing.assert_allclose(np.asarray(files["filtered.png"]), puzzle.target * 255, atol=0.51)


def test_a_result_of_nothing_but_rounding_is_shown_as_zero():
    values = np.array([[1e-8, -1e-8]], np.float32)
    assert learn.picture_of(values).tolist() == [[0, 0]]
