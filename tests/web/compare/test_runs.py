"""The mode Compare of the Classifier page: experiments, runs, wrong links, programs, downloads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnlab.recipes import ClassifierRecipe
from tests.web.compare.checks import bars
from tests.web.made_runs import OTHER, made_run
from tests.web.mode_checks import bodies, sound


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_runs_it_says_where_they_come_from(open_compare, me, language):
    app = open_compare(f"cls_compare=runs&lang={language}", me)
    assert sound(app)
    assert app.info
    app.button(key="cls_compare_to_train").click().run()
    assert app.session_state["cls_mode"] == "train"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_runs_of_the_link(open_compare, me, language):
    recipe = ClassifierRecipe(epochs=3)
    runs = [made_run(replace(recipe, learning_rate=rate), OTHER) for rate in (0.001, 0.01)]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}&lang={language}", me)
    assert sound(app)
    assert not app.warning
    names = list(app.dataframe[0].value["name"])
    assert ["0.001" in names[0], "0.01" in names[1]] == [True, True]
    assert any("<mark>0.01</mark>" in body for body in bodies(app))


def test_all_states(open_compare, me):
    runs = [
        made_run(owner=me, status=status, epochs=1) for status in ("running", "stopped", "failed", "lost")
    ]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}", me)
    assert sound(app)
    assert "33 % learned" in bars(app)


def test_a_pasted_link_adds_a_run(open_compare, me):
    run, other = made_run(owner=me), made_run(owner=OTHER)
    app = open_compare("cls_compare=runs", me)
    app.text_input(key="cls_compare_pasted").set_value(f"http://x/classifier?run={other}&lang=en").run()
    assert sound(app)
    assert app.session_state["cls_runs"] == f"{run},{other}"
    assert app.text_input(key="cls_compare_pasted").value == ""


@pytest.mark.parametrize("text", ["nonsense", "f" * 32, "../../etc", "0" * 31])
def test_a_pasted_text_that_is_no_run(open_compare, me, text):
    app = open_compare("cls_compare=runs", me)
    app.text_input(key="cls_compare_pasted").set_value(text).run()
    assert not app.exception
    assert "no run of this name" in app.warning[0].value


def test_no_more_than_eight(open_compare, me):
    runs = [made_run(owner=OTHER) for _ in range(9)]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs[:8])}", me)
    assert sound(app)
    app.text_input(key="cls_compare_pasted").set_value(runs[8]).run()
    assert "Eight runs at most" in app.warning[0].value
    assert app.session_state["cls_runs"] == ",".join(runs[:8])


def test_one_is_taken_out(open_compare, me):
    runs = [made_run(owner=me) for _ in range(3)]
    app = open_compare(f"cls_compare=runs&cls_runs={','.join(runs)}", me)
    app.multiselect(key="cls_compare_picked").set_value(runs[1:]).run()
    assert sound(app)
    assert app.session_state["cls_runs"] == ",".join(runs[1:])


def test_a_recipe_goes_to_train_and_a_run_to_examine(open_compare, me):
    recipe = ClassifierRecipe(learning_rate=0.03, epochs=3, dropout=0.25)
    run = made_run(recipe, me)
    app = open_compare(f"cls_compare=runs&cls_runs={run}", me)
    app.button(key="cls_compare_change").click().run()
    assert app.session_state["cls_mode"] == "train"
    assert app.session_state["cls_rate"] == 0.03
    assert app.session_state["cls_dropout"] == 0.25
    app = open_compare(f"cls_compare=runs&cls_runs={run}", me)
    app.button(key="cls_compare_examine").click().run()
    assert app.session_state["run"] == run
    assert app.session_state["cls_mode"] == "examine"


@pytest.mark.parametrize(
    "query",
    [
        "cls_compare=all",
        "cls_experiment=magic",
        "cls_experiment_data=imagenet",
        "cls_experiment_seed=-1",
        "cls_experiment_seed=1000",
        "cls_measure=beauty",
        "cls_axis=time",
        "cls_training_curves=maybe",
        "cls_runs=1,2",
        "cls_runs=" + ",".join(["a" * 32] * 9),
        "cls_arms=../..",
    ],
)
def test_a_wrong_value_in_a_link_is_named(open_compare, me, query):
    app = open_compare(query, me)
    assert sound(app)
    assert query.partition("=")[0] in app.warning[0].value


def test_runs_of_a_link_that_are_gone(open_compare, me):
    app = open_compare("cls_compare=runs&cls_runs=" + "a" * 32, me)
    assert sound(app)
    assert app.info
