"""Paintings as the page asks for them: the time that there is, reports, the best so far, and the command line."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from cnnlab import __main__ as command
from cnnlab.errors import Cancelled
from cnnlab.images import decode_bytes
from cnnlab.images.previews import opened, preview
from cnnlab.inference import painting, painting_plan
from cnnlab.inference.painting_plan import Speed, planned, seconds_of
from cnnlab.recipes import read, write
from cnnlab.recipes.reading import RUNNABLE
from cnnlab.training import painting as painting_loop
from cnnlab.training import perceptual, precision
from tests.paintings import RECIPE, network, pictures

SPEED = Speed(0.002, 2e-6)
SHAPE = (300, 400)


@pytest.fixture(autouse=True)
def _tiny(monkeypatch):
    monkeypatch.setattr(perceptual, "network", lambda name, precision: network())
    monkeypatch.setattr(painting, "_speeds", {})
    monkeypatch.setattr(precision, "faster", lambda: "float32")


@pytest.mark.parametrize("seconds", [1, 10, 30, 60, 600])
def test_steps_fill_the_time_that_there_is(seconds):
    recipe = planned(RECIPE, seconds, SHAPE, SPEED)
    needed = seconds_of(recipe, SHAPE, SPEED)
    assert needed <= 1.1 * seconds or recipe.longest == painting_plan.LARGEST[0]
    assert 2 < len(recipe.sides) <= 4
    assert max(recipe.steps[:-1]) < recipe.steps[-1]
    # Nothing is left over, unless the picture is as large and as finished as it can be.
    assert needed >= 0.9 * seconds or recipe.steps[-1] == painting_plan.MOST
    # The rate comes down to nothing with the last step.
    assert recipe.decay_steps == recipe.steps[-1]
    same = ("sides", "steps", "decay_steps", "beta")
    assert replace(recipe, **{name: getattr(RECIPE, name) for name in same}) == RECIPE


@pytest.mark.parametrize(("steps", "beta"), [(1, 0.6), (56, 0.75), (140, 0.9), (280, 0.95), (5000, 0.95)])
def test_more_steps_have_a_longer_memory(steps, beta):
    assert painting_plan.with_steps(RECIPE, (64, 90), steps).beta == beta


def test_more_time_makes_it_larger_and_a_slower_machine_smaller():
    longest = [planned(RECIPE, seconds, SHAPE, SPEED).longest for seconds in (3, 10, 30)]
    assert longest == sorted(set(longest))
    assert planned(RECIPE, 30, SHAPE, Speed(0.02, 2e-5)).longest < longest[-1]


@pytest.mark.parametrize(("shape", "narrowest"), [((50, 400), 1.0), ((300, 400), 0.125), ((400, 40), 0.5)])
def test_narrow_pictures_are_painted_at_sizes_at_which_they_can_be_looked_at(shape, narrowest):
    for seconds in (0.1, 3, 30):
        sides = planned(RECIPE, seconds, shape, SPEED, narrowest).sides
        least = min(min(shape) / max(shape), narrowest)
        assert all(side * least >= 16 for side in sides[:-1])
        assert sides == tuple(sorted(set(sides)))


def test_the_speed_is_a_line_through_two_measurements():
    speed = painting_plan.speed_of(((100.0, 0.3), (200.0, 0.5)))
    assert speed.seconds(300) == pytest.approx(0.7)
    assert painting_plan.speed_of(((100.0, 0.9), (200.0, 0.5))).seconds(400) > 0.5


def test_what_is_left_follows_the_time_that_was_needed():
    recipe = replace(RECIPE, sides=(100, 200), steps=(10, 10))
    speed = Speed(0.0, 1e-5)
    whole = seconds_of(recipe, (200, 200), speed)
    assert whole == pytest.approx(10 * 0.1 + 10 * 0.4)
    assert painting_plan.left(recipe, (0, 0), (200, 200), speed, 0.0) == pytest.approx(whole)
    # One second of work has taken three: the four that are left will take twelve.
    assert painting_plan.left(recipe, (10, 0), (200, 200), speed, 3.0) == pytest.approx(12)


def test_reports_tell_all_that_the_page_shows(monkeypatch):
    monkeypatch.setattr(painting, "EVERY", 0.0)
    told = []
    made = painting.make_painting(
        *pictures(), RECIPE, None, lambda fraction, **payload: told.append((fraction, payload))
    )
    assert told[0] == (0.0, {})
    told = [each for each in told if each[1]]
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, pytest.approx(1.0))
    moments = [payload for _, payload in told]
    assert moments[-1]["taken"] == RECIPE.steps
    assert moments[-1]["left"] == pytest.approx(0, abs=1e-6)
    assert opened(moments[-1]["picture"]).shape == made.picture.shape
    assert made.recipe == RECIPE
    assert moments[-1]["loss"] == pytest.approx(made.loss)
    assert not made.stopped
    assert painting.taken_so_far(RECIPE, moments[-1]["taken"]) == RECIPE
    assert painting.taken_so_far(RECIPE, moments[0]["taken"]).steps == (0,)
    # Where the largest size was not reached the rate has not begun to fall.
    small = replace(RECIPE, sides=(24,), steps=(1,), decay_steps=0)
    assert painting.taken_so_far(RECIPE, moments[1]["taken"]) == small


@pytest.mark.parametrize("learning_rate", [0.001, 0.02])
def test_stopped_it_leaves_the_best_picture_itself(monkeypatch, learning_rate):
    monkeypatch.setattr(painting, "EVERY", 0.0)
    monkeypatch.setattr(painting_loop, "PERIOD", 0.0)  # a step at a time
    # With steps that are too long the last picture is not the best.
    recipe, told = replace(RECIPE, steps=(4, 9), learning_rate=learning_rate), []

    def report(fraction: float, **payload):
        if payload.get("step") == 9:
            raise Cancelled
        told.extend([payload] if payload else [])

    made = painting.make_painting(*pictures(), recipe, None, report)
    large = [each for each in told if each["taken"][1]]
    best = min(large, key=lambda each: each["loss"])
    assert made.stopped
    assert (best is large[-1]) == (learning_rate < 0.02)
    assert (made.loss, made.recipe.steps) == (best["loss"], best["taken"])
    again = painting.make_painting(*pictures(), made.recipe, None, lambda *_, **__: None)
    np.testing.assert_allclose(made.picture.astype(int), again.picture.astype(int), atol=1)
    # What the page was shown on the way is another picture, of fewer bytes.
    assert np.abs(opened(best["picture"]).astype(int) - made.picture).max() > 1


def test_stopped_before_there_is_a_picture_it_leaves_nothing():
    def report(fraction: float, **payload):
        raise Cancelled

    with pytest.raises(Cancelled):
        painting.make_painting(*pictures(), RECIPE, None, report)


def test_the_speed_is_measured_once_and_the_recipe_tells_the_steps(monkeypatch):
    monkeypatch.setattr(painting, "TRIED", ((16, 16), (24, 24)))
    monkeypatch.setattr(painting_plan, "LARGEST", (96,))
    monkeypatch.setattr(painting_plan, "MOST", 2)
    made = painting.make_painting(*pictures(), RECIPE, 5.0, lambda *_, **__: None)
    assert made.recipe.sides == painting_plan.sizes_up_to(96)
    assert made.recipe.steps[-1] == 2
    (kind,) = painting._speeds
    monkeypatch.setattr(painting, "_measured", None)
    # The next one knows how long the last one has taken.
    painting._speeds[kind] = Speed(1e-9, 1e-12)
    painting.make_painting(*pictures(), RECIPE, None, lambda *_, **__: None)
    assert painting._speeds[kind] == Speed(4e-9, 4e-12)


def test_it_ends_where_it_is_when_its_time_is_long_over(monkeypatch):
    monkeypatch.setattr(painting, "EVERY", 0.0)
    monkeypatch.setattr(painting, "_speeds", {painting._kind(RECIPE): Speed(1e-9, 1e-12)})
    told = []
    made = painting.make_painting(*pictures(), RECIPE, 1e-6, lambda fraction, **payload: told.append(payload))
    steps = painting.planned(RECIPE, 1e-6, SHAPE, Speed(1e-9, 1e-12)).steps
    assert sum(made.recipe.steps) < sum(steps)
    assert made.recipe == painting.taken_so_far(told[-1]["recipe"], told[-1]["taken"])


def test_a_preview_fits_into_a_report():
    noise = np.random.default_rng(0).integers(0, 256, (256, 256, 3), np.uint8)
    assert len(preview(noise)) <= 60_000
    assert opened(preview(noise, 4000)).shape[0] < 256
    smooth = np.full((40, 60, 3), 99, np.uint8)
    np.testing.assert_array_equal(opened(preview(smooth)), smooth)


def test_the_command_line_makes_the_same_picture(tmp_path, capsys):
    content, style = pictures()
    for name, pixels in (("content.png", content), ("style.png", style)):
        Image.fromarray(pixels).save(tmp_path / name)
    (tmp_path / "recipe.json").write_text(write(RECIPE), "utf-8")
    assert command.main(["run", str(tmp_path / "recipe.json"), "--out", str(tmp_path / "out")]) == 0
    assert "loss" in capsys.readouterr().out
    made = painting.make_painting(content, style, RECIPE, None, lambda *_, **__: None)
    found = decode_bytes((tmp_path / "out" / "picture.png").read_bytes())
    np.testing.assert_allclose(found.astype(int), made.picture.astype(int), atol=1)
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text("utf-8"))
    assert metrics["painting_loss"] == pytest.approx(made.loss, rel=1e-3)
    assert metrics["style_relu1_1"] > 0
    assert read((tmp_path / "out" / "recipe.json").read_text("utf-8"), RUNNABLE) == RECIPE
    (tmp_path / "style.png").unlink()
    assert command.main(["run", str(tmp_path / "recipe.json"), "--out", str(tmp_path / "out")]) == 1
    assert "style.png" in capsys.readouterr().err
