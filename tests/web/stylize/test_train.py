"""The mode Train a style: what it starts with, every option as a recipe, and every state of a run in words."""

from __future__ import annotations

import ast
import time
from dataclasses import replace

import numpy as np
import pytest

from cnnlab import engine, pretrained
from cnnlab.engine import Run
from cnnlab.images import embedded, encoding, styles
from cnnlab.recipes import ClassifierRecipe, OneStyleRecipe, write
from cnnlab.web.frame import Mode, Shown
from cnnlab.web.state import Choice
from cnnlab.web.stylize import instant
from cnnlab.web.stylize import train as mode
from cnnlab.web.stylize import train_properties as p
from tests import one_styles
from tests.web.mode_checks import sound
from tests.web.train import conftest as train
from tests.web.train.checks import component, has, said

PAGE = "style_mode=train&"
ID = "0123456789abcdef" * 2
NOISE = np.random.default_rng(3).integers(0, 256, (40, 60, 3), dtype=np.uint8)
RECIPE = OneStyleRecipe(style=embedded.embed(NOISE), epochs=3)
MEASURED = {
    "before_style": 0.625,
    "test_style": 0.25,
    "before_content": 0.5,
    "test_content": 0.75,
    "test_loss": 1.5,
}
OPTIONS = [
    (name, option) for name, each in p.RECIPE.items() if isinstance(each, Choice) for option in each.options
]
made_up = train.laboratory


def events(epochs: int = 2) -> tuple[dict, ...]:
    """What a training of three epochs has told after so many of them."""
    values = {"loss": 2.5, "content": 0.5, "style": 0.25, "variation": 0.125}
    told: list[dict] = [
        {"kind": "start", "steps": 60, "steps_per_epoch": 20, "step": 0, "trained_on": 80, "device": "CPU"},
        {"kind": "look", "step": 0, "stylized": "stylized-0.png"},
    ]
    for epoch in range(1, epochs + 1):
        step = 20 * epoch
        told += [
            {"kind": "steps", "step": step, **values, "rate": 1e-3, "images_per_second": 8.0},
            {"kind": "epoch", "epoch": epoch, "step": step, **values, "val_style": 0.375, "val_content": 0.5},
            {"kind": "look", "step": step, "stylized": f"stylized-{step}.png"},
        ]
    return tuple(told)


@pytest.fixture
def laboratory(made_up, monkeypatch):
    made_up.events = events()
    sheet = encoding.png(np.zeros((8, 24, 3), np.uint8))
    monkeypatch.setattr(engine, "picture", lambda run, name: sheet)
    monkeypatch.setattr(pretrained, "names", lambda kind="": ("stylizer",))
    monkeypatch.setattr(mode, "ask_again", painted)
    return made_up


def painted(function, style, seed, picture, place):
    """What the network for all styles makes of the photographs, without asking it."""
    return np.zeros((8, 24, 3), np.uint8)


def begun(app) -> OneStyleRecipe:
    app.button(key="style_t_train").click().run()
    assert sound(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_begins_with_the_style_in_hand(open_page, laboratory, language):
    app = open_page("style", f"{PAGE}style_picture=glass&style_seed=4&lang={language}")
    assert sound(app)
    assert [look["step"] for look in component(app, "looks")["looks"]] == [0]
    ast.parse(app.code[0].value)
    begun(app)
    [(_, recipe)] = laboratory.asked
    assert (recipe.style, recipe.style_seed, recipe.picture) == ("glass", 4, "")


def test_a_style_of_ones_own_travels_with_the_recipe(open_page, laboratory):
    app = open_page("style", PAGE + "style_picture=own", _own_style=NOISE)
    begun(app)
    [(_, recipe)] = laboratory.asked
    found = embedded.picture_in(recipe.style)
    assert found.shape == NOISE.shape
    assert np.abs(found.astype(int) - NOISE).mean() < 20


def test_a_photograph_of_ones_own_is_learned_from_where_that_is_wanted(open_page, laboratory):
    own = {"_own_picture": NOISE, "picture": "own"}
    app = open_page("style", PAGE, **own)
    app.toggle(key="style_t_mine").set_value(True).run()
    begun(app)
    assert embedded.is_embedded(laboratory.asked[-1][1].picture)
    assert "style_t_mine" not in [each.key for each in open_page("style", PAGE).toggle]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_gives_a_recipe_of_it(open_page, laboratory, name, option):
    app = open_page("style", f"{PAGE}{p.RECIPE[name].key}={option}")
    assert sound(app)
    begun(app)
    assert getattr(laboratory.asked[-1][1], name) == option


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_training_under_way(open_page, laboratory, language):
    laboratory.runs[ID] = Run(ID, "running", RECIPE, 0.0, mine=True)
    app = open_page("style", f"{PAGE}run={ID}&lang={language}")
    assert sound(app)
    assert [look["step"] for look in component(app, "looks")["looks"]] == [0, 20, 40]
    assert component(app, "looks")["smooth"]
    app.button(key="style_t_stop").click().run()
    assert laboratory.asked == [("stop", ID)]


def test_one_that_has_ended_says_what_was_gained_and_leads_on(open_page, laboratory, monkeypatch):
    # Where it leads to paints, which is tested there.
    monkeypatch.setattr(instant, "MODE", Mode(lambda bench: Shown(""), lambda hand: None))
    laboratory.runs[ID] = Run(ID, "done", RECIPE, 0.0, mine=True)
    laboratory.metrics = MEASURED
    app = open_page("style", f"{PAGE}run={ID}")
    assert sound(app)
    assert "from 0.62 to 0.25" in said(app)
    # The link brings the recipe's own style in hand, and nothing seems to have been changed.
    assert "Changed since" not in said(app)
    app.button(key="style_t_use").click().run()
    assert app.session_state["style_mode"] == "instant"
    assert app.session_state["style_network"] == "run"
    assert app.session_state["run"] == ID


def test_another_style_is_another_training(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", replace(RECIPE, style="glass"), 0.0, mine=True)
    laboratory.metrics = MEASURED
    app = open_page("style", f"{PAGE}run={ID}&style_picture=waves")
    assert "Stained glass → Woodcut waves" in said(app)
    begun(app)
    assert laboratory.asked[-1][1].style == "waves"


@pytest.mark.parametrize(
    "query", ["style_t_epochs=0", "style_t_start=love", "style_t_rate=nan", "run=12", "run=" + "e" * 32]
)
def test_a_wrong_value_in_a_link_is_named(open_page, laboratory, query):
    app = open_page("style", PAGE + query)
    assert sound(app)
    assert app.warning
    assert has(app, "style_t_train")


def test_a_run_of_another_kind_and_its_recipe_are_sent_elsewhere(open_page, laboratory):
    laboratory.runs[ID] = Run(ID, "done", ClassifierRecipe(), 0.0, mine=True)
    app = open_page("style", f"{PAGE}run={ID}", style_t_upload=True)
    assert sound(app)
    assert "is a classifier" in " ".join(each.value for each in app.info)
    app.get_by_key("style_t_recipe_file").upload("recipe.json", write(ClassifierRecipe()).encode()).run()
    assert "Upload it on the page Classifier" in app.error[0].value
    app.get_by_key("style_t_recipe_file").upload("recipe.json", write(RECIPE).encode()).run()
    assert not app.error
    assert app.session_state["style_picture"] == "own"
    begun(app)
    assert laboratory.asked[-1][1].style == RECIPE.style


def test_it_goes_through_the_engine(open_page, monkeypatch, tmp_path):
    """A real training of a second, from the button to the end."""
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    one_styles.make_small(monkeypatch)
    run = engine.submit(one_styles.recipe(style="glass"), "1" * 32)
    while engine.run(run).alive:
        time.sleep(0.05)
    assert engine.run(run).status == "done"
    app = open_page("style", f"{PAGE}run={run}")
    assert sound(app)
    assert [look["step"] for look in component(app, "looks")["looks"]][-1] == 4


def test_styles_and_their_names_are_the_same():
    from cnnlab.web.stylize.style_names import STYLE_NAMES

    assert tuple(STYLE_NAMES) == styles.NAMES


def test_a_recipe_from_a_file_is_trained_as_it_stands(open_page, laboratory):
    recipe = replace(
        RECIPE, start="scratch", filters=8, blocks=1, hidden=16, steps=7, epochs=4, crop=40, batch_size=3
    )
    app = open_page("style", PAGE, style_t_upload=True)
    app.get_by_key("style_t_recipe_file").upload("recipe.json", write(recipe).encode()).run()
    assert not app.error
    begun(app)
    assert laboratory.asked[-1][1] == recipe


def test_a_recipe_from_a_file_brings_its_photograph_and_its_style(open_page, laboratory):
    recipe = replace(
        RECIPE, style=embedded.embed(NOISE), style_seed=0, picture=embedded.embed(NOISE[:, ::-1])
    )
    app = open_page("style", PAGE, style_t_upload=True)
    app.get_by_key("style_t_recipe_file").upload("recipe.json", write(recipe).encode()).run()
    assert not app.error
    begun(app)
    assert laboratory.asked[-1][1] == recipe


@pytest.mark.parametrize("shape", [(8, 8), (30, 1024), (600, 20)])
def test_a_style_that_is_too_narrow_is_widened_before_it_is_learned(open_page, laboratory, shape):
    app = open_page("style", PAGE + "style_picture=own", _own_style=np.full((*shape, 3), 90, np.uint8))
    begun(app)
    assert min(embedded.picture_in(laboratory.asked[-1][1].style).shape[:2]) >= 16
