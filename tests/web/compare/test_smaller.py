"""Made smaller: the table says of each network, in each form, what was measured and what is known of it."""

from __future__ import annotations

import json

import pytest

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.networks.plan import plan
from cnnlab.recipes.experiments import EXPERIMENTS
from cnnlab.training.smaller import FormCost
from cnnlab.web.classifier.compare_courses import FOLDER
from tests.web.compare.checks import buttons
from tests.web.made_runs import made_run
from tests.web.mode_checks import sound
from tests.web.train.checks import Call

ARMS = EXPERIMENTS["smaller"].arms
PAGE = "cls_experiment=smaller"
FORMS = ["Keras, 32 bits", "LiteRT, 32 bits", "LiteRT, 8 bits"]
MEASURE = "cls_smaller_measure"


class Asked(Call):
    """A measurement, as the engine gives it."""

    progress = None

    def cancel(self):
        self.ended = self.cancelled = True


def table(app):
    """The table of files that compute, or None."""
    return next((each.value for each in app.dataframe if "milliseconds" in each.value), None)


def sizes(recipe) -> tuple[int, int]:
    planned = plan((28, 28, 1), 10, recipe.layers, batch_norm=recipe.batch_norm)
    return sum(layer.parameters for layer in planned), sum(layer.multiply_adds for layer in planned)


def assert_networks_are_told_apart(found):
    names = list(found["name"])
    assert [names[3 * place : 3 * place + 3] for place in range(len(ARMS))] == [
        [names[3 * place]] * 3 for place in range(len(ARMS))
    ]
    assert len(set(names)) == len(ARMS)
    assert list(found["form"]) == FORMS * len(ARMS)
    expected = [sizes(arm.recipe) for arm in ARMS for _ in FORMS]
    assert [*zip(found["parameters"], found["multiply_adds"], strict=True)] == expected
    assert len(set(expected)) == len(ARMS)


def test_beforehand_it_shows_what_the_file_holds(open_compare, me):
    app = open_compare(PAGE, me)
    assert sound(app)
    found = table(app)
    assert_networks_are_told_apart(found)
    costs = json.loads((FOLDER / "smaller.json").read_text("utf-8"))["costs"]
    assert len(found) == len(costs) == 3 * len(ARMS)
    for line, (_, right, size, milliseconds) in zip(found.to_dict("records"), costs, strict=True):
        assert line["right"] == pytest.approx(100 * right)
        assert line["size"] == pytest.approx(size / 1000)
        assert line["milliseconds"] == milliseconds
    assert MEASURE not in buttons(app)


@pytest.fixture
def runs(me):
    return [made_run(arm.recipe, me, accuracy=0.9) for arm in ARMS]


@pytest.fixture
def asked(monkeypatch):
    """What the page asks of the long worker, and the call that it gets."""
    held = []

    def call_long(function, *given, **_):
        held.append((function.__name__, given, Asked(None)))
        return held[-1][2]

    monkeypatch.setattr(engine, "call_long", call_long)
    return held


def costs_of(runs):
    """Costs of which no two are alike."""
    return tuple(
        FormCost(
            run,
            form,
            300 + 7 * place + 2 * number,
            397,
            10_000 * (place + 1) + number,
            0.5 + place + number / 8,
        )
        for place, run in enumerate(runs)
        for number, form in enumerate(("keras", "lite", "lite_int8"))
    )


def test_of_ones_own_runs_it_shows_what_was_measured_when_asked(open_compare, me, runs, asked):
    app = open_compare(f"{PAGE}&cls_arms={','.join(runs)}", me)
    assert sound(app)
    assert table(app) is None
    app.button(key=MEASURE).click().run()
    [(name, given, call)] = asked
    assert (name, [list(each) for each in given]) == ("smaller", [runs])
    assert table(app) is None
    assert "Measuring on one core …" in [each.proto.text for each in app.get("progress")]
    call._result, call.ended = costs_of(runs), True
    app.run()
    assert sound(app)
    found = table(app)
    assert_networks_are_told_apart(found)
    for line, cost in zip(found.to_dict("records"), costs_of(runs), strict=True):
        assert line["right"] == pytest.approx(100 * cost.right / 397)
        assert (line["size"], line["milliseconds"]) == (cost.size / 1000, cost.milliseconds)
    assert len(asked) == 1


def test_a_measurement_that_fails_says_so_and_can_be_made_again(open_compare, me, runs, asked):
    app = open_compare(f"{PAGE}&cls_arms={','.join(runs)}", me)
    app.button(key=MEASURE).click().run()
    asked[0][2]._result, asked[0][2].ended = LabError("LiteRT refuses one of the layers."), True
    app.run()
    assert not app.exception
    assert [each.value for each in app.error] == ["LiteRT refuses one of the layers."]
    assert table(app) is None
    assert MEASURE in buttons(app)


def test_as_long_as_one_is_not_done_nothing_is_measured(open_compare, me, runs):
    recipe = ARMS[-1].recipe
    unfinished = [*runs[:-1], made_run(recipe, me, status="running", epochs=1)]
    app = open_compare(f"{PAGE}&cls_arms={','.join(unfinished)}", me)
    assert sound(app)
    assert table(app) is None
    assert MEASURE not in buttons(app)
    assert "This is measured when all of these trainings are done." in [each.value for each in app.caption]
