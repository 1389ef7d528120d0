"""The mode Train of the page Autoencoder: every option gives a recipe, and every state of a run is said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe, ClassifierRecipe, autoencoder, write
from cnnlab.web.autoencoder import train_properties as p
from cnnlab.web.autoencoder.train_recipe import matters
from cnnlab.web.state import Choice, Number
from tests.web.mode_checks import bodies, facts, sound
from tests.web.train.autoencoder_checks import ID, PAGE, RECIPE, events
from tests.web.train.checks import component, has, progress, said

OPTIONS = [
    (each, option)
    for each in (p.DATA_SET, *p.RECIPE.values())
    if isinstance(each, Choice)
    for option in each.options
]
MEASURED = {
    "autoencoder": {"test_psnr": 16.34, "test_ssim": 0.61},
    "article": {"test_psnr": 16.34, "test_ssim": 0.61},
    "variational": {
        "test_psnr": 15.1,
        "test_ssim": 0.5,
        "test_nats": 159.1,
        "test_reconstruction": 155.6,
        "test_divergence": 3.5,
    },
    "denoiser": {"test_gaussian_before": 9.3, "test_gaussian_psnr": 21.27},
    "inpainter": {"test_hole_psnr": 12.7},
}


@pytest.fixture
def laboratory(laboratory):
    """What is trained is an autoencoder."""
    laboratory.events = events()
    return laboratory


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_opens_with_a_network_to_train_and_its_layers(open_page, laboratory, language):
    app = open_page("autoencoder", PAGE + f"lang={language}")
    assert sound(app)
    assert has(app, "ae_train")
    table = " ".join(bodies(app))
    assert "Conv2DTranspose" in table
    # Encoder and decoder.
    assert table.count("<table class='layers'>") == 2
    app.button(key="ae_train").click().run()
    [(_, recipe)] = laboratory.asked
    assert recipe == AutoencoderRecipe(
        code=8,
        filters=16,
        loss="binary_crossentropy",
        epochs=30,
        learning_rate=3e-3,
        batch_size=32,
        validation=0.2,
    )


@pytest.mark.parametrize(("each", "option"), OPTIONS, ids=lambda value: getattr(value, "key", value))
def test_every_option_gives_a_recipe_of_it(open_page, laboratory, each, option, monkeypatch):
    name = next((name for name, one in p.RECIPE.items() if one is each), "data")
    network = option if name == "network" else next(net for net in p.NETWORK.options if matters(name, net))
    app = open_page("autoencoder", PAGE + f"ae_t_network={network}&{each.key}={option}")
    assert sound(app)
    if has(app, "ae_train"):  # else the pictures are to be fetched first
        app.button(key="ae_train").click().run()
        wanted = "digits" if option == "own" else option
        assert getattr(laboratory.asked[-1][1], name) == wanted


@pytest.mark.parametrize("network", p.NETWORK.options)
def test_what_each_network_is_asked_for(open_page, laboratory, network):
    app = open_page("autoencoder", PAGE + f"ae_t_network={network}")
    for name in ("code", "beta", "noise", "hole"):
        there = True
        try:
            app.get_by_key(p.RECIPE[name].key)
        except KeyError:
            there = False
        assert there == matters(name, network), name
    assert ("def spoiled" in app.code[0].value) == (network == "denoiser")
    assert ("def holes" in app.code[0].value) == (network == "inpainter")


def test_levels_that_have_passed_one_another_are_a_range(open_page, laboratory):
    app = open_page("autoencoder", PAGE + "ae_t_network=denoiser&ae_t_least=0.8&ae_t_most=0.3")
    assert sound(app)
    app.button(key="ae_train").click().run()
    recipe = laboratory.asked[-1][1]
    assert (recipe.least, recipe.most) == (0.3, 0.8)


@pytest.mark.parametrize("query", ["ae_t_code=0", "ae_t_network=transformer", "ae_t_data=photos", "run=12"])
def test_a_wrong_value_in_a_link_is_named(open_page, laboratory, query):
    app = open_page("autoencoder", PAGE + query)
    assert sound(app)
    assert app.warning
    assert has(app, "ae_train")


def test_a_training_under_way(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("autoencoder", PAGE + f"run={ID}")
    assert sound(app)
    assert progress(app).startswith("Epoch 3 of 3, step 20 of 30, 800 images a second")
    curves = component(app, "every")
    assert [chart["name"] for chart in curves["charts"]] == ["reconstruction", "divergence", "psnr"]
    assert curves["steps"]["divergence"] == [2.0, 4.0]
    assert curves["epochs"]["val_divergence"] == pytest.approx([2.2, 4.4])
    assert curves["steps"]["psnr"] == pytest.approx([10.0, 13.0103], abs=1e-3)
    seen = component(app, "given")
    assert [look["step"] for look in seen["looks"]] == [0, 10, 20]
    assert seen["looks"][1]["codes"][0] == [None, 1.0]
    assert seen["labels"] == [0, 1, 2]
    assert seen["wanted"] is None
    app.button(key="ae_stop").click().run()
    assert laboratory.asked == [("stop", ID)]


def test_a_repairer_shows_what_was_wanted(open_page, laboratory):
    laboratory.events = tuple(
        {name: value for name, value in event.items() if name not in ("codes", "labels")}
        for event in events()
    )
    laboratory.runs[ID] = Run(ID, "running", replace(RECIPE, network="denoiser"), 0.0, mine=True)
    app = open_page("autoencoder", PAGE + f"run={ID}")
    assert sound(app)
    seen = component(app, "given")
    assert seen["wanted"].startswith("data:image/png;base64,")
    assert seen["looks"][0]["codes"] is None
    assert [chart["name"] for chart in component(app, "every")["charts"]] == ["loss", "psnr"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("network", MEASURED)
def test_what_was_measured_is_said(open_page, laboratory, network, language):
    laboratory.metrics = {**MEASURED[network], "test_count": 397, "ended": "done"}
    laboratory.runs[ID] = Run(ID, "done", replace(RECIPE, network=network), 0.0, mine=True)
    app = open_page("autoencoder", PAGE + f"run={ID}&lang={language}", ae_my_runs=True)
    assert sound(app)
    for value in laboratory.metrics.values():
        if isinstance(value, float) and value > 1:
            assert f"{value:.1f}".removesuffix(".0") in said(app)
    repairs = network in ("denoiser", "inpainter")
    assert has(app, "ae_to_rebuild") == has(app, "ae_to_imagine") == (not repairs)
    assert has(app, "ae_to_repair") == repairs
    assert has(app, f"ae_open_{ID}")


def test_what_ran_away_is_said_without_an_error(open_page, laboratory):
    nan = float("nan")
    laboratory.metrics = {
        **{name: nan for name in MEASURED["variational"]},
        "test_count": 397,
        "ended": "done",
    }
    laboratory.events = tuple({**event, "error": nan, "reconstruction": nan} for event in events())
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    assert sound(open_page("autoencoder", PAGE + f"run={ID}"))


def test_a_link_with_a_run_alone_brings_its_settings_along(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("autoencoder", PAGE + f"run={ID}")
    assert app.session_state["ae_t_network"] == "variational"
    assert not has(app, "ae_train")
    app.session_state["ae_t_beta"] = 4.0
    app.run()
    assert "1 → 4" in said(app)
    assert has(app, "ae_train")
    app.button(key="ae_another_seed").click().run()
    assert laboratory.asked[-1] == ("submit", replace(RECIPE, seed=1))


def test_longer_and_aside(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    app = open_page("autoencoder", PAGE + f"run={ID}")
    app.button(key="ae_longer").click().run()
    assert laboratory.asked == [("resume", ID, 6)]
    assert app.session_state["ae_t_epochs"] == 6
    app.button(key="ae_aside").click().run()
    assert app.session_state["run"] == ""


def test_a_refusal_is_said(open_page, laboratory):
    laboratory.refuse = LabError("The queue is full.")
    app = open_page("autoencoder", PAGE)
    app.button(key="ae_train").click().run()
    assert sound(app)
    assert "The queue is full." in said(app)


def test_a_network_that_is_too_large_cannot_be_begun(open_page, laboratory, monkeypatch):
    monkeypatch.setenv("CNNLAB_MOST_PARAMETERS", "1000")
    app = open_page("autoencoder", PAGE)
    assert sound(app)
    assert "here it may have 1,000" in said(app)
    assert app.button(key="ae_train").disabled


def test_the_time_stands_on_the_button(open_page, laboratory, monkeypatch):
    from cnnlab.web.training import cost, offer

    found = cost.Cost(2.0, 0.01, 0.001, 0.002, 1400, 397, "CPU")
    monkeypatch.setattr(offer, "cost_of", lambda recipe: found)
    app = open_page("autoencoder", PAGE)
    # 35 steps and a look at 280 pictures, thirty times, and 677 pictures measured.
    assert app.button(key="ae_train").label == "Train, about 20 s"
    assert facts(app)["Steps"] == "1,050 35 an epoch"


def upload(app, content: bytes):
    app.get_by_key("ae_recipe_file").upload("recipe.json", content).run()
    assert not app.exception
    return app


def test_a_recipe_sets_the_controls_and_is_what_is_trained(open_page, laboratory):
    recipe = AutoencoderRecipe(
        data="shapes", network="denoiser", noise="jpeg", least=0.5, most=0.9, filters=8
    )
    app = upload(open_page("autoencoder", PAGE, ae_upload=True), write(recipe).encode())
    assert [each.value for each in app.success] == ["The controls are set as the recipe says."]
    app.button(key="ae_train").click().run()
    assert laboratory.asked[-1][1] == recipe


def test_the_controls_reach_as_far_as_recipes_do(open_page, laboratory):
    limits = {**autoencoder._NUMBERS, **autoencoder._WHOLE, "most": (0, 1)}
    controls = {name: each for name, each in p.RECIPE.items() if isinstance(each, Number)}
    assert {name: (each.low, each.high) for name, each in controls.items()} == limits
    recipe = replace(
        RECIPE, warm_up=500.0, examples=100_000, epochs=177, code=37, beta=99.5, validation=0.123, hidden=1001
    )
    app = upload(open_page("autoencoder", PAGE, ae_upload=True), write(recipe).encode())
    assert [each.value for each in app.success] == ["The controls are set as the recipe says."]
    app.button(key="ae_train").click().run()
    assert laboratory.asked[-1][1] == recipe


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write(ClassifierRecipe()), "recipe of a classifier"),
        (write(AutoencoderRecipe(data="photos", network="photo_denoiser")), "from the command line alone"),
        ('{"kind": "autoencoder", "code": 0}', '"code"'),
        ("{", "no recipe"),
    ],
)
def test_what_cannot_be_trained_here_is_one_sentence(open_page, laboratory, content, words):
    app = upload(open_page("autoencoder", PAGE, ae_upload=True), content.encode())
    [error] = app.error
    assert words in error.value
    assert not app.success


def test_the_question_about_one_value_more(open_page, laboratory):
    from cnnlab import datasets
    from cnnlab.networks.autoencoder import autoencoder_of
    from cnnlab.web.autoencoder.train_question import questions

    about = datasets.about("digits")
    for network in p.NETWORK.options:
        recipe = AutoencoderRecipe(network=network, code=3)
        found = questions(recipe, about)
        assert bool(found) == recipe.coded
        if found:
            now, more = (autoencoder_of(replace(recipe, code=code), about.shape) for code in (3, 4))
            assert found[0].answer == more.count_params() - now.count_params()
            weights = sum(_weights(model) * sign for model, sign in ((more, 1), (now, -1)))
            encoder = sum(
                model.get_layer("encoder").count_params() * sign for model, sign in ((more, 1), (now, -1))
            )
            assert list(found[0].slips) == [weights, encoder]
            assert "bias" in found[0].slips[weights]
            assert "encoder's side" in found[0].slips[encoder]


def _weights(model) -> int:
    """Parameters that are no biases."""
    return sum(each.numpy().size for each in model.weights if each.numpy().ndim > 1)
