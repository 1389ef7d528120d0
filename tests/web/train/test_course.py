"""The mode Train: every option gives a recipe or a sentence, and every state of a run is said in words."""

from __future__ import annotations

import re
from dataclasses import replace

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from cnnlab import datasets
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.classifier.layer_text import FIELDS, read_layers, reads_as_layers, write_layers
from cnnlab.web.classifier.train_desk import MEASURES
from cnnlab.web.training import cost as train_cost
from cnnlab.web.training import course as run_course
from cnnlab.web.training.kept_looks import KeptLooks
from cnnlab.web.training.words import duration
from tests.web.mode_checks import facts, sound
from tests.web.train.checks import ID, LAYERS, PAGE, RECIPE, events


def test_curves_go_back_where_a_training_goes_on_from_its_checkpoint(laboratory):
    start = laboratory.events[0]
    laboratory.events = (*events(2), {**start, "step": 10}, *events(3)[2:][6:7])
    course = run_course.course_of(ID, MEASURES)
    assert course.epochs()["x"] == [10]
    assert course.steps()["x"] == [5, 25]


def test_long_courses_are_thinned_and_what_is_no_number_is_left_out(laboratory):
    steps = [
        {
            "kind": "steps",
            "step": i,
            "loss": float("nan") if i > 1900 else 1.0,
            "accuracy": 0.5,
            "images_per_second": 1.0,
        }
        for i in range(1, 2001)
    ]
    looks = [{"kind": "look", "step": i, "probabilities": [[float("nan")]]} for i in range(1, 101)]
    laboratory.events = (events(0)[0], *steps, *looks)
    course = run_course.course_of(ID, MEASURES)
    drawn = course.steps()
    assert len(drawn["x"]) == run_course.MOST_POINTS
    assert drawn["x"][-1] == 2000
    assert drawn["loss"][0] == 1.0
    assert drawn["loss"][-1] is None
    seen = course.looks(ID, "kernels")
    assert len(seen) == run_course.MOST_LOOKS
    assert (seen[0].step, seen[-1].step) == (1, 100)
    assert [run_course.known(share) for share in seen[0].event["probabilities"][0]] == [None]


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 31, 32, 33, 64, 65, 300, 1001])
def test_of_many_looks_only_those_that_may_be_shown_are_kept(count):
    kept = KeptLooks(16)
    for step in range(0, 10 * count, 10):
        kept.take(step, {"step": step, "codes": [[0.0, 1.0]] * 300})
        assert len(kept._held) <= 33
    shown = [each["step"] for each in kept.shown()]
    assert len(shown) == min(count, 16)
    assert (shown[0], shown[-1]) == (0, 10 * (count - 1))
    gaps = np.diff(shown)
    # But for the last they stand at even distances.
    assert count <= 16 or gaps[:-1].max() <= 2 * gaps[:-1].min()
    kept.go_back(10 * (count // 2))
    assert [each["step"] for each in kept.shown()][-1] <= 10 * (count // 2)
    kept.take(10 * count, {"step": 10 * count})
    assert kept.shown()[-1]["step"] == 10 * count


def test_what_is_told_once_more_is_held_once():
    kept = KeptLooks(16)
    for step in (0, 5, 10, 5, 6):
        kept.take(step, {"step": step})
    assert [each["step"] for each in kept.shown()] == [0, 5, 6]


@hypothesis.given(st.lists(LAYERS, min_size=1, max_size=40))
def test_layers_survive_the_address(layers):
    text = write_layers(layers)
    read = read_layers(text)
    for before, after in zip(layers, read, strict=True):
        assert before.kind == after.kind
        assert all(getattr(before, name) == getattr(after, name) for name in FIELDS[before.kind])
    assert write_layers(read) == text


@hypothesis.given(
    st.text(st.characters(), max_size=60) | st.from_regex(r"[a-z_0-9;\-]{0,60}", fullmatch=True)
)
def test_any_text_is_layers_or_is_not(text):
    if reads_as_layers(text):
        assert re.fullmatch(r"[a-z_\d;\-]+", text)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (7.4, "7 s"), (43, "45 s"), (100, "2 min"), (3599, "1 h 0 min"), (5000, "1 h 23 min")],
)
def test_durations_are_said_no_more_exactly_than_they_are_known(seconds, words, monkeypatch):
    assert duration(seconds) == words


def test_the_time_is_measured_once_for_all_that_cost_the_same(measurements):
    assert train_cost.cost_of(RECIPE) is None
    assert train_cost.pending(RECIPE)
    # While one is under way no other begins.
    assert train_cost.cost_of(replace(RECIPE, batch_size=64)) is None
    assert len(measurements.begun) == 1
    measurements.begun[0][1].ended = True
    cost = train_cost.cost_of(RECIPE)
    assert cost == measurements.result
    assert not train_cost.pending(RECIPE)
    assert train_cost.cost_of(replace(RECIPE, epochs=50, learning_rate=1.0, seed=3)) == cost
    assert len(measurements.begun) == 1
    # 900 pictures in 28 steps, three times, and the looks at 100 for validation and 100 of the test.
    assert cost.seconds(RECIPE) == pytest.approx(2 + 3 * (28 * 0.1 + 0.1) + 0.2)
    assert cost.sizes(replace(RECIPE, examples=100)) == (90, 10, 2)


def test_a_measurement_that_fails_leaves_the_button_as_it_is(measurements):
    measurements.result = LabError("no")
    train_cost.cost_of(RECIPE)
    measurements.begun[0][1].ended = True
    assert train_cost.cost_of(RECIPE) is None
    assert not train_cost.pending(RECIPE)
    assert len(measurements.begun) == 1


def test_a_measurement_whose_visitor_has_left_is_begun_again_for_the_next(measurements):
    train_cost.cost_of(RECIPE)
    [(_, call)] = measurements.begun
    call.ended = call.cancelled = True
    assert train_cost.cost_of(RECIPE) is None
    assert train_cost.pending(RECIPE)
    assert len(measurements.begun) == 2


def test_what_may_not_be_trained_is_not_measured(measurements, monkeypatch):
    monkeypatch.setenv("CNNLAB_MOST_PARAMETERS", "1000")
    assert train_cost.cost_of(RECIPE) is None
    assert not train_cost.pending(RECIPE)
    assert not measurements.begun


def test_the_button_says_the_time(open_page, laboratory, monkeypatch):
    from cnnlab.web.training import offer

    cost = train_cost.Cost(2.0, 0.1, 0.001, 0.001, 1400, 397, "CPU")
    monkeypatch.setattr(offer, "cost_of", lambda recipe: cost)
    app = open_page("classifier", PAGE + "cls_epochs=10")
    assert app.button(key="cls_train").label == "Train, about 15 s"
    assert facts(app)["Steps"] == "90 9 an epoch"
    assert "on the processor (CPU)" in facts(app)["Time of a step, measured"]


@pytest.mark.parametrize(
    ("query", "answer"), [("", 896), ("cls_data=shapes", 320), ("cls_preset=fast&cls_batch_norm=true", 1896)]
)
def test_the_question_about_channels(open_page, laboratory, query, answer):
    from cnnlab.recipes.layers import PRESETS as presets
    from cnnlab.web.classifier.network_blocks import stack_of
    from cnnlab.web.classifier.train_question import channels_question

    data = "shapes" if "shapes" in query else "digits"
    recipe = ClassifierRecipe(
        data=data, layers=presets["fast" if "fast" in query else "article"], batch_norm="norm" in query
    )
    stack = stack_of(recipe, datasets.about(data))
    question = channels_question(recipe, stack)[0]
    assert question.answer == answer
    assert answer not in question.slips
    assert not channels_question(replace(recipe, layers=presets["dense"]), stack)
    assert sound(open_page("classifier", PAGE + query))
