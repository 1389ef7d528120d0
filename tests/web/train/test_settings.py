"""The mode Train: every option gives a recipe or a sentence, and every state of a run is said in words."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cnnlab import engine
from cnnlab.datasets import stored
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import PRESETS
from cnnlab.web.classifier import train_properties as p
from cnnlab.web.classifier.layer_text import read_layers, write_layers
from tests.web.mode_checks import facts, sound
from tests.web.train.checks import ID, OPTIONS, PAGE, Call, builder, has, progress


@pytest.mark.parametrize("language", ["en", "zh"])
def test_before_the_start_it_says_what_it_will_cost(open_page, laboratory, language):
    app = open_page("classifier", PAGE + f"lang={language}")
    assert sound(app)
    assert not app.warning
    assert not app.button(key="cls_train").disabled
    assert "93,322" in facts(app).values()


@pytest.mark.parametrize(("choice", "option"), OPTIONS, ids=lambda each: getattr(each, "key", each))
def test_every_option_gives_a_recipe(open_page, laboratory, choice, option):
    app = open_page("classifier", PAGE + f"{choice.key}={option}")
    assert sound(app)
    app.button(key="cls_train").click().run()
    assert sound(app)
    recipe = laboratory.asked[0][1]
    name = next((name for name, each in p.RECIPE.items() if each is choice), None)
    if name is not None:
        assert getattr(recipe, name) == option
    else:
        assert recipe.layers == PRESETS.get(option, PRESETS["article"])


@pytest.mark.parametrize("data", ["digits", "shapes", "mnist", "fashion_mnist", "cifar10", "own"])
def test_every_data_set_gives_a_recipe(open_page, laboratory, monkeypatch, data):
    monkeypatch.setattr(stored, "is_here", lambda name: True)
    app = open_page("classifier", PAGE + f"cls_data={data}&cls_preset=residual&cls_aug_shift=0")
    assert sound(app)
    app.button(key="cls_train").click().run()
    assert laboratory.asked[0][1].data == ("digits" if data == "own" else data)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_not_here_is_fetched_before_it_can_be_trained_on(
    open_page, laboratory, monkeypatch, tmp_path, language
):
    monkeypatch.delenv(stored.FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    app = open_page("classifier", PAGE + f"cls_data=mnist&lang={language}")
    assert sound(app)
    assert not has(app, "cls_train")
    assert has(app, "cls_fetch_button")
    assert "CNNLAB_DATA_DIR" in app.info[0].value
    assert facts(app)
    call = Call(None)
    call.progress = SimpleNamespace(fraction=0.5, payload={"bytes": 5_000_000})
    monkeypatch.setattr(engine, "call_long", lambda function, name: call)
    app.button(key="cls_fetch_button").click().run()
    assert sound(app)
    assert not has(app, "cls_fetch_button")
    assert "5.0 MB" in progress(app)
    assert "MNIST" in progress(app)
    monkeypatch.setattr(stored, "is_here", lambda name: True)
    call.ended = True
    app.run()
    assert sound(app)
    assert not app.button(key="cls_train").disabled


def test_numbers_and_switches_of_a_link_reach_the_recipe(open_page, laboratory):
    wanted = ClassifierRecipe(
        examples=300,
        validation=0.2,
        layers=read_layers("conv-8-5-s2-same;global_pool;dense-12"),
        batch_norm=True,
        dropout=0.25,
        l1=2e-5,
        l2=1e-3,
        label_smoothing=0.1,
        optimizer="adamw",
        weight_decay=0.07,
        learning_rate=0.0123,
        batch_size=50,
        epochs=7,
        flip=True,
        shift=2,
        rotate=15.0,
        zoom=0.1,
        coarse=0.5,
        early_stopping=3,
        scale_inputs=False,
        shuffle_labels=True,
        test_shift=4,
        seed=99,
    )
    query = "&".join(
        f"{each.key}={each.write(getattr(wanted, name))}"
        for name, each in p.RECIPE.items()
        if getattr(wanted, name) != each.default
    )
    query += f"&cls_examples=300&cls_preset=own&cls_layers={write_layers(wanted.layers)}"
    app = open_page("classifier", PAGE + query)
    assert sound(app)
    app.button(key="cls_train").click().run()
    assert laboratory.asked == [("submit", wanted)]


@pytest.mark.parametrize(
    "query",
    [
        "cls_preset=huge",
        "cls_layers=conv",
        "cls_layers=conv-0-3",
        "cls_layers=" + "dense-9;" * 200,
        "cls_layers=dense-" + "9" * 900,
        "cls_layers=dense-١",
        "cls_layers=__import__('os')",
        "cls_rate=nan",
        "cls_rate=1e999",
        "cls_batch=0",
        "cls_batch=1.5",
        "cls_epochs=-3",
        "cls_epochs=" + "9" * 5000,
        "cls_seed=99999999999",
        "cls_dropout=1",
        "cls_batch_norm=yes",
        "run=../../etc/passwd",
        "run=" + "g" * 32,
        "run=" + "a" * 31,
    ],
)
def test_a_wrong_value_in_a_link_is_named_and_does_no_harm(open_page, laboratory, query):
    app = open_page("classifier", PAGE + query)
    assert sound(app)
    assert len(app.warning) == 1
    assert not app.button(key="cls_train").disabled


def test_a_run_that_there_is_not_gets_a_sentence(open_page, laboratory):
    app = open_page("classifier", PAGE + f"run={ID}")
    assert sound(app)
    assert "There is no run of this name" in app.warning[0].value
    assert has(app, "cls_train")


def test_an_impossible_stack_says_where_and_why(open_page, laboratory):
    app = open_page("classifier", PAGE + "cls_preset=own&cls_layers=max_pool-8;max_pool-8;conv-4-3;dense-8")
    assert sound(app)
    assert app.button(key="cls_train").disabled
    # The picture, the layer that is possible, the one that is not, what would follow.
    blocks = builder(app)["blocks"]
    assert [bool(block["error"]) for block in blocks] == [False, False, True, False, False, False]
    assert "8 × 8" in blocks[2]["error"]
    assert "Max pooling" in blocks[2]["error"]
    assert blocks[1]["shape"] == [3, 3, 1]


def test_a_network_beyond_the_limit_is_refused_before_the_start(open_page, laboratory, monkeypatch):
    monkeypatch.setenv("CNNLAB_MOST_PARAMETERS", "1000")
    app = open_page("classifier", PAGE)
    assert app.button(key="cls_train").disabled
    assert "93,322 parameters" in app.warning[0].value
