"""The mode Noise of the Pooling page: every kind, bad links, covered facts, the program, downloads."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import preparing
from cnnlab.images.noise import add_noise
from cnnlab.ops.noise_report import report_noise
from cnnlab.web.pooling import noise, noise_chart, noise_words
from cnnlab.web.pooling import noise_properties as p
from cnnlab.web.pooling.noise_controls import Settings
from cnnlab.web.pooling.noise_question import brightness_question
from tests.web.mode_checks import bodies, facts, picture, pictures, run_program, sound

NOISE = "pool_mode=noise&size=64"
FLAT = "pool_mode=noise&size=256&picture=flat"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def details(app) -> str:
    return " ".join(bodies(app))


def reported(kind: str, level: float, clean: np.ndarray, window: int = 2):
    settings = Settings(kind, level, 0, window)
    return report_noise(clean, add_noise(clean, kind, level, 0), settings.specs)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", p.NOISE_KIND.options)
def test_each_kind(open_page, kind, language):
    app = open_page("pooling", f"{NOISE}&pool_noise={kind}&lang={language}")
    assert sound(app)
    assert not app.warning
    assert len(pictures(app)) == 8
    assert all(pictures(app))
    assert len(facts(app)) == 3
    # One slider for the level, with the meaning it has for this kind, and one for the window.
    levels = {"gaussian": "pool_sigma", "salt_pepper": "pool_share", "speckle": "pool_speckle"}
    keys = [each.key for each in app.slider]
    assert levels[kind] in keys
    assert not (set(levels.values()) - {levels[kind]}) & set(keys)


def test_the_classic_finding(open_page):
    app = open_page("pooling", FLAT)
    assert "**Average pooling wins:** it halves the noise." in words(app)
    assert "brightens the picture by 0.10" in words(app)
    assert "further from the clean picture than the noisy one was: 0.12 instead of 0.10" in words(app)
    assert "brightness changed by +0.103; noise left 0.070: 70 % passes" in details(app)
    told = facts(app)
    assert told["Flat grey after max, in theory"].startswith("0.50 + 1.03 · 0.1 = 0.603")
    assert "noise left 0.1 / 2 = 0.050" in told["Flat grey after average, in theory"]
    assert told["Values"] == "16,384 of 65,536: one for each window"


def test_white_specks_are_multiplied(open_page):
    app = open_page("pooling", f"{FLAT}&pool_noise=salt_pepper")
    assert "**Average pooling wins:**" in words(app)
    assert "one white speck makes the whole window white" in words(app)
    assert "times as strong" in words(app)
    told = facts(app)
    assert "= 9.6 %" in told["White after max on flat grey, in theory"]
    assert "= 0.0 %" in told["Black after max on flat grey, in theory"]


def test_on_white_max_pooling_wins():
    # Where the picture is white, pepper alone is to be seen, and its neighbours win.
    clean = np.ones((128, 128), np.float32)
    report = reported("salt_pepper", 0.05, clean)
    assert noise_words.best(report) == noise_words.MAX
    assert report.after[noise_words.MAX].total < 0.02


def test_the_winner_is_named_in_words(open_page):
    white = np.full((64, 64, 3), 255, np.uint8)
    app = open_page("pooling", f"{NOISE}&picture=own&pool_noise=salt_pepper", _own_picture=white)
    assert "**Here max pooling wins:**" in words(app)
    assert "any lighter value in the window wins" in words(app)


@pytest.mark.parametrize("kind", p.NOISE_KIND.options)
def test_a_black_picture(open_page, kind):
    app = open_page(
        "pooling", f"{NOISE}&picture=own&pool_noise={kind}", _own_picture=np.zeros((64, 64), np.uint8)
    )
    assert sound(app)
    assert ("nothing to multiply" in words(app)) == (kind == "speckle")


def test_specks_that_hit_nothing(open_page):
    seeds = [
        seed
        for seed in range(99)
        if not (add_noise(np.full((16, 16), 0.5), "salt_pepper", 0.01, seed) != 0.5).any()
    ]
    app = open_page(
        "pooling",
        f"pool_mode=noise&size=16&picture=flat&pool_noise=salt_pepper&pool_share=1&pool_noise_seed={seeds[0]}",
    )
    assert sound(app)
    assert "**By chance no pixel was changed.**" in words(app)


@pytest.mark.parametrize("window", [2, 3, 7, 16])
@pytest.mark.parametrize(
    "hand", ["hand=digit", "crop=fit&picture=pagoda", "size=16", "tone=grey&picture=moon"]
)
def test_every_window_and_whatever_is_in_hand(open_page, window, hand):
    query = "pool_mode=noise&" + (hand if "size" in hand else f"size=48&{hand}")
    app = open_page("pooling", f"{query}&pool_window={window}")
    assert sound(app)
    assert len(pictures(app)) == 8
    few = any("so chance has a say" in each.value for each in app.caption)
    assert few == (int(facts(app)["Values"].split()[0].replace(",", "")) < noise.FEW)


def test_a_window_that_does_not_fit_gets_a_sentence(open_page):
    app = open_page(
        "pooling",
        "pool_mode=noise&size=32&crop=fit&picture=own&pool_window=12",
        _own_picture=np.zeros((10, 64), np.uint8),
    )
    assert not app.exception
    assert "Choose a smaller window" in app.error[0].value
    assert app.slider(key="pool_window").value == 12


def test_new_noise_and_flat_grey_are_one_click(open_page):
    app = open_page("pooling", NOISE)
    before = details(app)
    app.button(key="pool_new_noise").click().run()
    assert sound(app)
    assert app.session_state["pool_noise_seed"] == 1
    assert details(app) != before
    assert not app.button(key="pool_on_flat").disabled
    app.button(key="pool_on_flat").click().run()
    assert sound(app)
    assert app.session_state["picture"] == "flat"
    assert app.button(key="pool_on_flat").disabled


def test_the_last_seed_is_followed_by_the_first(open_page):
    app = open_page("pooling", f"{NOISE}&pool_noise_seed=999")
    app.button(key="pool_new_noise").click().run()
    assert sound(app)
    assert app.session_state["pool_noise_seed"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "pool_noise=snow",
        "pool_sigma=0",
        "pool_sigma=nan",
        "pool_share=61",
        "pool_share=0.5",
        "pool_speckle=2",
        "pool_noise_seed=-1",
        "pool_window=1",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("pooling", f"{NOISE}&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_while_the_engine_starts_the_noisy_picture_is_there(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("pooling", NOISE)
    assert sound(app)
    assert len(pictures(app)) == 1


def test_what_answers_the_question_is_covered(open_page):
    app = open_page("pooling", FLAT)
    app.get_by_key("pooling_question").set_value("noise_brightness").run()
    assert sound(app)
    assert facts(app) == {}
    assert pictures(app) == ["The picture with noise: Noisy picture"]
    assert "brightness changed" not in details(app)
    assert "wins" not in words(app)
    app.radio(key="guess_noise_brightness").set_value("same").run()
    app.button(key="reveal_noise_brightness").click().run()
    assert "mostly above the middle" in app.info[0].value
    assert "It is 0.60" in app.info[0].value
    assert len(pictures(app)) == 8


@pytest.mark.parametrize("window", range(2, 17))
def test_the_answer_is_what_happens_and_no_other_option_is(window):
    question = brightness_question(window)
    values = {name: float(text.partition(":")[0]) for name, text in question.options.items()}
    assert len(set(values.values())) == 4
    assert set(question.slips) == set(values) - {question.answer}
    report = reported("gaussian", 0.1, np.full((256, 256), 0.5, np.float32), window)
    happens = 0.5 + report.after[0].shift
    assert min(values, key=lambda name: abs(values[name] - happens)) == question.answer
    assert values[question.answer] == pytest.approx(happens, abs=0.02)


@pytest.mark.parametrize("window", [2, 5])
@pytest.mark.parametrize(("kind", "level"), [("gaussian", 0.13), ("salt_pepper", 0.07), ("speckle", 0.3)])
def test_the_program_gives_what_is_on_the_screen(open_page, tmp_path, monkeypatch, kind, level, window):
    given = {"gaussian": "pool_sigma=0.13", "salt_pepper": "pool_share=7", "speckle": "pool_speckle=0.3"}[
        kind
    ]
    app = open_page(
        "pooling", f"pool_mode=noise&size=48&pool_noise={kind}&{given}&pool_window={window}&pool_noise_seed=4"
    )
    left = run_program(app, picture(48), tmp_path, monkeypatch)
    clean = preparing.as_grey(picture(48)) / np.float32(255)
    settings = Settings(kind, level, 4, window)
    expected = report_noise(clean, add_noise(clean, kind, level, 4), settings.specs)
    assert list(left["results"]) == ["noisy", "max", "average", "l2"]
    for name, found in zip(left["results"], (expected.before, *expected.after), strict=True):
        np.testing.assert_allclose(left["results"][name], found.noisy, atol=1e-6)
        np.testing.assert_allclose(left["errors"][name], found.error, atol=1e-6)


def test_downloads():
    clean = np.random.default_rng(0).random((24, 32), np.float32)
    work = (clean, add_noise(clean, "gaussian", 0.2, 1), Settings("gaussian", 0.2, 1, 2).specs)
    report = report_noise(*work)
    files = {file.file_name: file.make() for file in noise._downloads(np.zeros((24, 32, 3), np.uint8), work)}
    archive = np.load(io.BytesIO(files["noise.npz"]))
    np.testing.assert_array_equal(archive["clean"], clean)
    for name, found in zip(("noisy", "max", "average", "l2"), noise._noises(report), strict=True):
        np.testing.assert_array_equal(archive[name], found.noisy)
        np.testing.assert_array_equal(archive[f"{name}_error"], found.error)
        assert Image.open(io.BytesIO(files[f"noise_{name}.png"])).size == found.noisy.shape[::-1]
    lines = files["noise.csv"].decode().splitlines()
    assert lines[2].split(",")[:1] == ["max"]
    assert float(lines[2].split(",")[1]) == pytest.approx(report.after[0].shift, rel=1e-5)
    assert Image.open(io.BytesIO(files["picture.png"])).size == (32, 24)


def test_the_strips_of_the_chart_share_their_bins():
    edges = noise_chart.bins([np.zeros(100), np.linspace(-1, 1, 10_001)])
    assert len(edges) == noise_chart.BINS + 1
    np.testing.assert_allclose(edges, -edges[::-1])
    assert 1 < edges[-1] < 1.1
    assert (np.diff(noise_chart.bins([np.zeros(9)])) > 0).all()
