"""The mode Global of the Pooling page: every control, sizes, bad links, covered facts, the program, downloads."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image

from cnnlab import engine
from cnnlab.images import colour, preparing
from cnnlab.images.turning import turned
from cnnlab.ops.global_report import report_global
from cnnlab.ops.line_network import weights
from cnnlab.web.pooling import globally
from cnnlab.web.pooling import globally_properties as p
from cnnlab.web.pooling.global_question import weights_question
from tests.web.mode_checks import bodies, facts, picture, run_program, sound

GLOBAL = "pool_mode=global&size=64"


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def alternatives(app) -> list[str]:
    return [alt for part in bodies(app) for alt in re.findall(r"<img[^>]*data:[^>]*alt='([^']*)'", part)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("pooling", p.GLOBAL_POOLING.options)
def test_each_pooling(open_page, pooling, language):
    app = open_page("pooling", f"{GLOBAL}&pool_global={pooling}&lang={language}")
    assert sound(app)
    assert not app.warning
    assert all(alternatives(app))
    assert sum("class='lines'" in part for part in bodies(app)) == 1
    assert len(facts(app)) == 3
    # What Keras says stands there word for word.
    assert any("incompatible with the layer" in part for part in bodies(app))


@pytest.mark.parametrize(
    ("degrees", "name"), [(0, "vertical │"), (45, "falling ╲"), (90, "horizontal ─"), (135, "rising ╱")]
)
def test_turned_bars(open_page, degrees, name):
    app = open_page("pooling", f"{GLOBAL}&picture=bars&pool_turn={degrees}")
    assert sound(app)
    assert f"**{name}**, says the network, with 100 %" in words(app)
    assert any(f"What spoke for: {name}" in part for part in bodies(app))


def test_maximum_marks_one_window(open_page):
    app = open_page("pooling", f"{GLOBAL}&picture=bars&pool_global=max")
    assert any("one window alone" in part for part in bodies(app))
    assert "**Global max pooling has no weights.**" in words(app)


@pytest.mark.parametrize("pooling", p.GLOBAL_POOLING.options)
def test_no_lines_at_all(open_page, pooling):
    app = open_page("pooling", f"{GLOBAL}&picture=flat&pool_global={pooling}")
    assert sound(app)
    assert "**No lines at all:**" in words(app)


def test_a_picture_without_a_direction(open_page):
    app = open_page("pooling", f"{GLOBAL}&picture=disc")
    assert "**No clear answer:**" in words(app)


def test_the_weights_in_numbers(open_page):
    told = facts(open_page("pooling", GLOBAL))
    # Maps of 60 x 60.
    assert told["Weights with global pooling"].startswith("116 = 100 in the kernels + 0")
    assert told["Weights with Flatten and Dense"].startswith(f"{100 + 60 * 60 * 16:,} ")
    assert told["Multiply-adds"].startswith(f"{60 * 60 * 100 + 16:,} ")


def test_three_sizes_and_the_refusal(open_page):
    app = open_page("pooling", GLOBAL)
    text = " ".join(bodies(app))
    for size in ("64 × 64", "32 × 32", "22 × 64"):
        assert f"{size} pixels, four numbers" in text
    assert "28 × 28 × 4 × 4 = 12,544 weights" in text
    message = next(part for part in bodies(app) if "incompatible" in part)
    assert str(60 * 60 * 4) in message
    assert str(28 * 28 * 4) in message


@pytest.mark.parametrize("turn", [0, 30])
@pytest.mark.parametrize(
    "hand", ["hand=digit", "crop=fit&picture=pagoda", "size=16", "tone=grey&picture=moon", "picture=impulse"]
)
def test_whatever_is_in_hand(open_page, hand, turn):
    query = "pool_mode=global&" + (hand if "size" in hand else f"size=48&{hand}")
    assert sound(open_page("pooling", f"{query}&pool_turn={turn}"))


def test_a_picture_that_leaves_room_for_one_size_alone(open_page):
    app = open_page(
        "pooling",
        "pool_mode=global&size=16&crop=fit&picture=own",
        _own_picture=np.random.default_rng(0).integers(0, 256, (6, 16), np.uint8),
    )
    assert sound(app)
    assert not any("incompatible" in part for part in bodies(app))


def test_a_picture_smaller_than_the_kernels_gets_a_sentence(open_page):
    app = open_page(
        "pooling", "pool_mode=global&size=16&crop=fit&picture=own", _own_picture=np.zeros((3, 16), np.uint8)
    )
    assert not app.exception
    assert app.error
    assert app.slider(key="pool_turn").value == 0


def test_bars_and_bricks_are_one_click(open_page):
    app = open_page("pooling", GLOBAL)
    for name in ("bars", "brick"):
        app.button(key=f"pool_on_{name}").click().run()
        assert sound(app)
        assert app.session_state["picture"] == name
        assert app.button(key=f"pool_on_{name}").disabled
        assert "**vertical │**" in words(app)


@pytest.mark.parametrize("query", ["pool_global=median", "pool_turn=181", "pool_turn=x", "pool_scale=0"])
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = open_page("pooling", f"{GLOBAL}&{query}")
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_while_the_engine_starts_the_picture_is_there(open_page, monkeypatch):
    monkeypatch.setattr(engine, "ready", lambda: False)
    app = open_page("pooling", f"{GLOBAL}&pool_turn=45")
    assert sound(app)
    assert any("<figure>" in part for part in bodies(app))


def test_what_answers_the_question_is_covered(open_page):
    app = open_page("pooling", "pool_mode=global&size=32")
    app.get_by_key("pooling_question").set_value("global_weights").run()
    assert sound(app)
    assert facts(app) == {}
    shown = words(app) + " ".join(bodies(app))
    assert "12,544" not in shown
    assert "incompatible with the layer" not in shown
    app.number_input(key="guess_global_weights").set_value(28 * 28 * 4).run()
    app.button(key="reveal_global_weights").click().run()
    assert "Each of them has a weight for each of the four classes." in app.info[0].value
    assert "28 · 28 · 4 maps · 4 classes = 12,544" in app.info[0].value
    assert "Weights with Flatten and Dense" in facts(app)


@pytest.mark.parametrize("map_size", [(1, 1), (1, 4), (2, 2), (24, 24), (252, 90)])
def test_the_right_answer_is_no_slip(map_size):
    question = weights_question(map_size)
    assert question.answer == map_size[0] * map_size[1] * 16
    assert question.answer not in question.slips
    assert all(question.slips.values())


@pytest.mark.parametrize("pooling", p.GLOBAL_POOLING.options)
def test_the_program_gives_what_is_on_the_screen(open_page, tmp_path, monkeypatch, pooling):
    app = open_page(
        "pooling",
        f"pool_mode=global&size=48&pool_global={pooling}&pool_turn=20&pool_scale=90",
    )
    pixels = turned(preparing.as_grey(picture(48)), 20)
    left = run_program(app, pixels, tmp_path, monkeypatch)
    expected = report_global(pixels, pooling, 90)
    assert list(left["answers"]) == list(expected.answers)
    for name, (maps, pooled, fractions) in left["answers"].items():
        answer = expected.answers[name]
        np.testing.assert_allclose(maps, answer.maps, atol=1e-5)
        np.testing.assert_allclose(pooled, answer.means if pooling == "average" else answer.maxima, atol=1e-5)
        np.testing.assert_allclose(fractions, answer.fractions, atol=1e-4)
    assert left["dense"].count_params() == weights(expected.answers["whole"].maps.shape[:2]).with_flatten


def test_downloads():
    pixels = np.random.default_rng(0).integers(0, 256, (24, 32), np.uint8)
    work = (pixels, "average", 200.0)
    files = {file.file_name: file.make() for file in globally._downloads(work)}
    whole = report_global(*work).answers["whole"]
    archive = np.load(io.BytesIO(files["lines.npz"]))
    for part in ("picture", "maps", "means", "maxima", "fractions"):
        np.testing.assert_array_equal(archive[f"whole_{part}"], getattr(whole, part))
    assert {name.partition("_")[0] for name in archive.files} == {"whole", "half", "strip"}
    for place in range(4):
        shown = np.asarray(Image.open(io.BytesIO(files[f"lines_{place + 1}.png"])))
        np.testing.assert_array_equal(
            shown, colour.sequential(whole.maps[..., place], 0, np.quantile(whole.maps, 0.995))
        )
    np.testing.assert_array_equal(Image.open(io.BytesIO(files["picture.png"])), pixels)
