"""The mode Watch: every option gives a recipe, and every state of a run is said in words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, GanRecipe, gan, write
from cnnlab.recipes.gan import LOSSES
from cnnlab.web.gan import watch_properties as p
from cnnlab.web.gan.watch_presets import PRESETS
from cnnlab.web.state import Choice, Number
from tests.web.gan.watch_checks import ID, JUDGED, PAGE, RECIPE, events
from tests.web.mode_checks import bodies, facts, sound
from tests.web.train import checks as classifier_checks
from tests.web.train.checks import component, has, progress, said

OPTIONS = [
    (name, option)
    for name, each in {"data": p.DATA_SET, **p.RECIPE}.items()
    if isinstance(each, Choice)
    for option in each.options
]


def begun(app) -> object:
    """Press the button."""
    app.button(key="gan_w_train").click().run()
    assert sound(app)
    return app


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_opens_with_two_networks_to_train(open_page, laboratory, language):
    app = open_page("gan", PAGE + f"lang={language}")
    assert sound(app)
    table = " ".join(bodies(app))
    assert table.count("<table class='layers'>") == 2
    assert "RMSNormalization" in table
    begun(app)
    assert laboratory.asked == [("submit", GanRecipe())]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_link_with_a_preset_alone_brings_its_settings(open_page, laboratory, preset):
    app = begun(open_page("gan", PAGE + f"gan_w_preset={preset}"))
    assert laboratory.asked == [("submit", PRESETS[preset])]
    assert app.session_state["gan_w_preset"] == preset


def test_a_preset_that_is_chosen_keeps_the_data_and_a_change_makes_it_ones_own(open_page, laboratory):
    app = open_page("gan", PAGE + "gan_w_data=shapes&gan_w_seed=7")
    app.selectbox(key="gan_w_preset").select("wasserstein").run()
    begun(app)
    recipe = laboratory.asked[-1][1]
    assert (recipe.data, recipe.seed, recipe.loss, recipe.critic_steps) == ("shapes", 7, "wasserstein", 3)
    laboratory.runs.clear()
    app.button(key="gan_w_aside").click().run() if has(app, "gan_w_aside") else app.run()
    app.session_state["gan_w_momentum"] = 0.9
    app.run()
    assert app.session_state["gan_w_preset"] == "own"
    assert sound(app)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_gives_a_recipe_of_it(open_page, laboratory, name, option):
    key = {"data": p.DATA_SET, **p.RECIPE}[name].key
    app = open_page("gan", PAGE + f"{key}={option}")
    assert sound(app)
    if has(app, "gan_w_train"):  # else the pictures are to be fetched first
        begun(app)
        assert getattr(laboratory.asked[-1][1], name) == ("digits" if option == "own" else option)


@pytest.mark.parametrize(
    "query", ["gan_w_noise=0", "gan_w_loss=love", "gan_w_preset=best", "gan_w_rate=nan", "run=12"]
)
def test_a_wrong_value_in_a_link_is_named(open_page, laboratory, query):
    app = open_page("gan", PAGE + query)
    assert sound(app)
    assert app.warning
    assert has(app, "gan_w_train")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_training_under_way(open_page, laboratory, language):
    laboratory.events = (
        *events(),
        {"kind": "heeded", "step": 210, "learning_rate": 2e-3, "critic_rate": 2e-3, "critic_steps": 2},
    )
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}&lang={language}")
    assert sound(app)
    [verdict] = app.success
    assert "63" in verdict.value or "62" in verdict.value
    drawn = component(app, "marks")
    assert [line["y"][-1] for line in drawn["charts"][0]["lines"]] == [0.125, -0.25]
    assert [line["y"][-1] for line in drawn["charts"][1]["lines"]] == [1.75, 0.25]
    assert [mark["step"] for mark in drawn["marks"]] == [210]
    assert "5e−4 → 0.002" in said(app)
    assert "1 → 2" in said(app)
    seen = component(app, "likely")
    assert [look["step"] for look in seen["looks"]] == [0, 100, 200]
    assert seen["columns"][:3] == ["0", "1", "2"]
    assert seen["looks"][-1]["scores"]["real"] == [3, 5]
    judged = [data for data in _components(app) if "marks" in data][1]
    assert [chart["references"][0]["value"] for chart in judged["charts"]] == [3.25, 0.987, 8.5, 0.93, 1.0]
    app.button(key="gan_w_stop").click().run()
    assert laboratory.asked == [("stop", ID)]


def test_rates_that_are_changed_while_it_trains_are_a_wish(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}")
    assert progress(app).startswith("Epoch 3 of 3, step 200 of 300")
    app.select_slider(key="gan_w_rate").set_value(0.01).run()
    assert sound(app)
    wished = {"learning_rate": 0.01, "critic_rate": 2e-3, "critic_steps": 1}
    assert laboratory.asked == [("wish", ID, wished)]
    assert "Changed since this run" not in said(app)
    app.slider(key="gan_w_critic_steps").set_value(3).run()
    assert laboratory.asked[-1] == ("wish", ID, {**wished, "critic_steps": 3})


def test_a_wish_that_comes_too_late_is_one_sentence(open_page, laboratory, monkeypatch):
    from cnnlab import engine

    def refuse(run, visitor, wishes):
        raise LabError("This training has ended. Begin another one with these settings.")

    monkeypatch.setattr(engine, "wish", refuse)
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}")
    app.select_slider(key="gan_w_rate").set_value(0.01).run()
    assert not app.exception
    assert "Begin another one" in said(app)


def test_who_watches_somebody_elses_changes_nothing_in_it(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=False)
    app = open_page("gan", PAGE + f"run={ID}")
    app.select_slider(key="gan_w_rate").set_value(0.01).run()
    assert sound(app)
    assert laboratory.asked == []
    assert not has(app, "gan_w_stop")


VERDICTS = {
    "run away": {"critic_loss": float("nan")},
    "too strong": {"right": 0.99},
    "fooled": {"right": 0.4},
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("words", VERDICTS)
def test_what_goes_wrong_is_the_first_sentence(open_page, laboratory, words, loss):
    laboratory.events = events(**VERDICTS[words])
    laboratory.runs[ID] = Run(ID, "running", replace(RECIPE, loss=loss), 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}")
    assert sound(app)
    verdict = (app.warning or app.success)[0].value
    assert (words in verdict) == (words != "too strong" or loss != "wasserstein")
    drawn = component(app, "marks")
    assert len(drawn["charts"]) == (3 if loss == "minimax" else 2)
    if loss == "minimax":
        assert drawn["charts"][2]["references"][0]["value"] == pytest.approx(-1.386294, abs=1e-6)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_collapse_names_the_classes_that_are_left(open_page, laboratory, language):
    judged = {**JUDGED, "histogram": [0, 0, 0, 200, 0, 0, 0, 197, 0, 0]}
    laboratory.events = tuple(
        {**event, "judged": judged} if "judged" in event else event for event in events()
    )
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}&lang={language}")
    assert sound(app)
    assert any(mark in app.warning[0].value for mark in ("3, 7", "3、7"))


@pytest.mark.parametrize("metrics", [{"judged": JUDGED}, JUDGED, {}])
def test_what_was_measured_is_said(open_page, laboratory, metrics):
    laboratory.metrics = {**metrics, "ended": "done"}
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}", gan_w_my_runs=True)
    assert sound(app)
    for value in ("397", "91 %", "99 %", "21.5", "3.25", "61 %") if metrics else ():
        assert value in said(app)
    app.button(key="gan_w_to_play").click().run()
    assert app.session_state["gan_network"] == "run"


def test_a_link_with_a_run_alone_brings_its_settings_along(open_page, laboratory):
    recipe = replace(PRESETS["dense"], epochs=3)
    laboratory.runs[ID] = Run(ID, "done", recipe, 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}")
    assert app.session_state["gan_w_network"] == "dense"
    assert app.session_state["gan_w_preset"] == "dense"
    assert not has(app, "gan_w_train")
    app.session_state["gan_w_noise"] = 2
    app.run()
    assert "64 → 2" in said(app)
    assert has(app, "gan_w_train")
    app.button(key="gan_w_another_seed").click().run()
    assert laboratory.asked[-1] == ("submit", replace(recipe, seed=1))


def test_a_run_of_another_kind_is_one_sentence_with_the_way_to_its_page(open_page, laboratory):
    laboratory.events = classifier_checks.events()
    laboratory.runs[ID] = Run(ID, "done", ClassifierRecipe(), 0.0, mine=True)
    app = open_page("gan", PAGE + f"run={ID}")
    assert sound(app)
    assert "is a classifier" in " ".join(each.value for each in app.info)
    assert has(app, "gan_w_train")
    app.button(key="gan_w_elsewhere").click().run()
    assert app.title[0].value == "Classifier"


def test_a_gan_on_another_page_is_one_sentence_with_the_way_here(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("autoencoder", f"ae_mode=train&run={ID}")
    assert sound(app)
    assert "is a GAN" in " ".join(each.value for each in app.info)
    app.button(key="ae_elsewhere").click().run()
    assert app.title[0].value == "GAN"
    assert has(app, "gan_w_again")


def upload(app, content: bytes):
    app.get_by_key("gan_w_recipe_file").upload("recipe.json", content).run()
    assert not app.exception
    return app


def test_the_controls_reach_as_far_as_recipes_do(open_page, laboratory):
    limits = {**gan._NUMBERS, **gan._WHOLE}
    controls = {name: each for name, each in p.RECIPE.items() if isinstance(each, Number)}
    assert {name: (each.low, each.high) for name, each in controls.items()} == limits
    recipe = GanRecipe(
        data="shapes",
        network="dcgan",
        loss="wasserstein",
        penalty=3.3,
        noise=37,
        r1=0.7,
        epochs=177,
        translation=8,
    )
    app = upload(open_page("gan", PAGE, gan_w_upload=True), write(recipe).encode())
    assert [each.value for each in app.success] == ["The controls are set as the recipe says."]
    begun(app)
    assert laboratory.asked[-1][1] == recipe


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write(ClassifierRecipe()), "recipe of a classifier"),
        ('{"kind": "gan", "noise": 0}', '"noise"'),
        ("{", "no recipe"),
    ],
)
def test_what_cannot_be_trained_here_is_one_sentence(open_page, laboratory, content, words):
    app = upload(open_page("gan", PAGE, gan_w_upload=True), content.encode())
    [error] = app.error
    assert words in error.value


def test_the_time_stands_on_the_button_and_nothing_is_for_validation(open_page, laboratory, monkeypatch):
    from cnnlab.web.training import cost, offer

    monkeypatch.setattr(offer, "cost_of", lambda recipe: cost.Cost(2.0, 0.05, 0.0, 0.0, 1400, 397, "CPU"))
    app = open_page("gan", PAGE)
    # 21 steps, forty times.
    assert app.button(key="gan_w_train").label == "Train, about 45 s"
    assert facts(app)["Pictures to learn from"] == "1,400"


def test_a_link_to_a_run_that_is_gone_and_one_that_has_told_nothing(open_page, laboratory):
    app = open_page("gan", PAGE + f"run={ID}")
    assert sound(app)
    assert app.warning
    laboratory.events = ()
    laboratory.runs[ID] = Run(ID, "queued", RECIPE, 0.0, mine=True, position=1)
    assert sound(open_page("gan", PAGE + f"run={ID}"))


def _components(app) -> list[dict]:
    return [json.loads(each.proto.json or "{}") for each in app.get("bidi_component")]
