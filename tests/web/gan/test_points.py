"""The mode Points in a simulated browser."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab.inference.points_advance import advance
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.gan import points_course, points_downloads, points_live
from cnnlab.web.gan import points_properties as q
from cnnlab.web.gan.points import PLANE
from tests.web.mode_checks import sound

SMALL = "gan_p_units=4&gan_p_layers=1"
SPEC = PointsSpec(units=4, layers=1)


def opened(open_page, query="", **session):
    return open_page("gan", f"gan_mode=points&{SMALL}&{query}", **session)


def message(app, name: str) -> dict:
    """What a component is told."""
    for each in app.get("bidi_component"):
        if each.proto.component_name.endswith(name):
            return json.loads(each.proto.json)
    raise AssertionError(name)


def answer(app) -> dict:
    return message(app, "points_relay")["answer"]


def numbers(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


def ask(app, question: str):
    app.session_state[points_live.LIVE] = {"at": f"{question}#1"}
    app.run()
    return message(app, "points_relay")


def test_it_opens_before_the_first_step(open_page):
    app = opened(open_page)
    assert sound(app)
    report = advance(SPEC, None, 0).report
    told = answer(app)
    for name in ("generated", "pushes", "surface", "lattice"):
        np.testing.assert_array_equal(numbers(told[name]), getattr(report, name).ravel())
    assert told["done"] == [0, 0]
    assert "Just begun" in told["said"]
    np.testing.assert_array_equal(numbers(message(app, "gan_points")["stock"]["real"]), report.real.ravel())


def test_questions_lead_it_on_and_only_once(open_page, monkeypatch):
    app = opened(open_page)
    told = ask(app, "1,10,")
    assert told["answered"] == "1,10,"
    wanted = advance(SPEC, None, 10)
    np.testing.assert_array_equal(numbers(told["answer"]["generated"]), wanted.report.generated.ravel())
    assert told["answer"]["done"] == [5, 5]
    # The page is drawn again for another reason: nothing moves, and nothing is asked.
    monkeypatch.setattr(points_course, "ask", lambda *args: pytest.fail("asked again"))
    app.run()
    assert answer(app) == told["answer"]


def test_one_step_of_either_and_what_it_changed(open_page):
    app = opened(open_page)
    told = ask(app, "1,1,d")["answer"]
    assert (told["done"], told["moved"]) == ([0, 1], "discriminator")
    assert told["changed"].startswith("Discriminator, step 1: the surface has moved")
    surface = told["surface"]
    told = ask(app, "2,1,g")["answer"]
    assert (told["done"], told["moved"]) == ([1, 1], "generator")
    assert told["surface"] == surface
    assert told["changed"].startswith("Generator, step 1: the points have followed")


def test_beginning_again(open_page):
    app = opened(open_page)
    first = answer(app)
    name = message(app, "points_relay")["course"]
    ask(app, "1,20,")
    told = ask(app, "2,0,r")
    assert told["course"] != name
    assert told["answer"]["generated"] == first["generated"]


def test_rates_go_on_and_other_settings_begin_anew(open_page):
    app = opened(open_page)
    ask(app, "1,20,")
    app.session_state[q.GENERATOR_RATE.key] = 0.01
    app.run()
    assert answer(app)["done"] == [10, 10]
    told = ask(app, "2,2,")["answer"]
    wanted = advance(replace(SPEC, generator_rate=0.01), advance(SPEC, None, 20).state, 2)
    np.testing.assert_array_equal(numbers(told["generated"]), wanted.report.generated.ravel())
    app.session_state[q.LOSS.key] = "hinge"
    app.run()
    assert answer(app)["done"] == [0, 0]


@pytest.mark.parametrize("loss", list(q.LOSS.options))
@pytest.mark.parametrize("shape", ["mixture", "grid", "ring", "line"])
def test_every_loss_on_every_shape(open_page, loss, shape):
    app = opened(open_page, f"gan_p_loss={loss}&gan_p_shape={shape}")
    told = ask(app, "1,4,")["answer"]
    assert sound(app)
    assert len(told["found"]) == {"mixture": 8, "grid": 9}.get(shape, 0)
    assert ("V(D, G)" in dict(entry[:2] for entry in told["figures"])) == (loss == "minimax")


def test_points_are_drawn_and_cleared(open_page):
    app = opened(open_page, "gan_p_shape=drawn")
    assert sound(app)
    assert answer(app) is None
    assert message(app, "points_relay")["said"].startswith("Draw the real points")
    app.session_state[PLANE] = {"drawn": "00005050#1"}
    app.run()
    assert app.session_state[q.DRAWN.key] == "00005050"
    real = numbers(message(app, "gan_points")["stock"]["real"]).reshape(-1, 2)
    np.testing.assert_allclose(real, [[-1.485, -1.485], [0.015, 0.015]], atol=1e-6)
    assert ask(app, "1,4,")["answer"]["done"] == [2, 2]
    # More points while it learns: it goes on with them.
    app.session_state[PLANE] = {"drawn": "000050509999#2"}
    app.run()
    assert answer(app)["done"] == [2, 2]
    app.session_state[PLANE] = {"drawn": "#3"}
    app.run()
    assert answer(app) is None
    assert sound(app)


HOSTILE = (
    "", "1", "1,2", "1,2,3", "1,999,", "-1,1,", "1,1e3,", "1,1,x", "1,１,", "1,1,d,", "a,b,c", "9" * 100, 7, None,
    {"x": 1}, ["1,1,"], "1,nan,", "1,1,\x00",
)  # fmt: skip


def test_whatever_a_browser_sends_is_survived(open_page):
    app = opened(open_page)
    before = message(app, "points_relay")
    for sent in HOSTILE:
        app.session_state[points_live.LIVE] = {"at": f"{sent}#1" if isinstance(sent, str) else sent}
        app.session_state[PLANE] = {
            name: f"{sent}#1" if isinstance(sent, str) else sent for name in ("speed", "shown", "drawn")
        }
        app.run()
        assert sound(app), sent
    assert message(app, "points_relay")["answer"] == before["answer"]
    assert app.session_state[q.SPEED.key] == "normal"
    assert app.session_state[q.LAYERS_SHOWN.key] == "srga"


@pytest.mark.parametrize("drawn", ["1", "12345", "abcd", "0" * 804, "１２３４"])
def test_drawn_points_that_are_none_are_not_taken(open_page, drawn):
    app = opened(open_page, f"gan_p_shape=drawn&gan_p_drawn={drawn}")
    assert not app.exception
    assert app.session_state[q.DRAWN.key] == ""


def test_what_the_hand_sets_goes_into_the_state(open_page):
    app = opened(open_page)
    app.session_state[PLANE] = {"speed": "slow#1", "shown": "srw#1"}
    app.run()
    told = message(app, "gan_points")
    assert (told["speed"], told["shown"]) == ("slow", "srw")


def test_presets_set_the_page_up_and_begin_anew(open_page):
    app = opened(open_page)
    ask(app, "1,20,")
    app.button("gan_p_preset_lost").click().run()
    assert app.session_state[q.SHAPE.key] == "grid"
    assert answer(app)["done"] == [0, 0]
    ask(app, "2,20,")
    app.button("gan_p_preset_lost").click().run()
    assert answer(app)["done"] == [0, 0]
    app.button("gan_p_preset_healthy").click().run()
    assert app.session_state[q.SHAPE.key] == q.SHAPE.default


def test_while_a_question_is_open_what_answers_it_is_covered(open_page):
    app = opened(open_page)
    assert answer(app)["said"]
    app.session_state["gan_question"] = "gan_points_chase"
    app.run()
    assert sound(app)
    assert not answer(app)["said"]
    assert not answer(app)["figures"]


def test_downloads(open_page, monkeypatch):
    course = points_course.Course("", advance(SPEC, None, 40), None, None, SPEC)
    picture = points_downloads.picture(course)
    assert picture.shape == (820, 820, 3)
    assert Image.fromarray(picture).getcolors(10**6)
    rows = list(csv.reader(io.StringIO(points_downloads.table(course).decode())))
    assert rows[0][0] == "step"
    np.testing.assert_allclose(np.array(rows[1:], float), course.now.state.curve, rtol=1e-5)
    found = points_downloads.arrays_of(course)
    hidden = found["discriminator_kernel_1"]
    assert hidden.shape == (2, 4)
    points = found["generated"] @ hidden + found["discriminator_bias_1"]
    scores = np.where(points > 0, points, 0.2 * points) @ found["discriminator_kernel_2"]
    scores = 1 / (1 + np.exp(-scores - found["discriminator_bias_2"]))
    assert scores.mean() == pytest.approx(course.now.report.mean_generated, rel=1e-4)


def test_the_question_about_the_chase_is_answered_by_a_run(open_page):
    from cnnlab.web.gan.points_questions import CHASED, STEPS

    for seed in range(3):
        assert sum(advance(replace(CHASED, seed=seed), None, 2 * STEPS).report.found) <= 1
