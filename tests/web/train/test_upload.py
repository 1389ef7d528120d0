"""A file is uploaded in the mode Train: a recipe sets the controls, anything else gets one sentence."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from cnnlab.recipes import ClassifierRecipe, Layer, write
from cnnlab.web.classifier import train_properties as p
from tests.web.mode_checks import sound
from tests.web.train.checks import PAGE, builder

UPLOADED = ClassifierRecipe(
    data="shapes",
    clutter=0.5,
    layers=(Layer("conv", 12, 5), Layer("max_pool", size=2), Layer("flatten"), Layer("dense", 48)),
    activation="tanh",
    batch_norm=True,
    dropout=0.25,
    optimizer="sgd",
    learning_rate=0.03,
    schedule="cosine",
    batch_size=16,
    epochs=7,
    flip=True,
    seed=11,
)


@pytest.fixture
def opened(open_page, laboratory):
    """The page with the place for a file open; it says what it is about to train."""
    return open_page("classifier", PAGE, cls_upload=True)


def upload(app, name: str, content: bytes):
    app.get_by_key("cls_recipe_file").upload(name, content).run()
    assert not app.exception
    return app


def errors(app) -> list[str]:
    return [each.value for each in app.error]


def recipe_that_is_trained(app, laboratory) -> ClassifierRecipe:
    app.button(key="cls_train").click().run()
    return laboratory.asked[-1][1]


def test_a_recipe_sets_the_controls_and_is_what_is_trained(opened, laboratory):
    assert opened.get_by_key("cls_optimizer").value != "sgd"
    app = upload(opened, "recipe.json", write(UPLOADED).encode())
    assert sound(app)
    assert [each.value for each in app.success] == ["The controls are set as the recipe says."]
    state = app.session_state
    assert (state["cls_optimizer"], state["cls_rate"], state["cls_epochs"]) == ("sgd", 0.03, 7)
    assert (state["cls_data"], state["cls_batch_norm"], state[p.PRESET.key]) == ("shapes", True, p.OWN_LAYERS)
    assert app.get_by_key("cls_optimizer").value == "sgd"
    assert [block["kind"] for block in builder(app)["blocks"] if "kind" in block][:5] == [
        "input",
        "conv",
        "max_pool",
        "flatten",
        "dense",
    ]
    assert recipe_that_is_trained(app, laboratory) == UPLOADED


def test_the_same_file_once_more_after_a_change(opened, laboratory):
    app = upload(opened, "recipe.json", write(UPLOADED).encode())
    app.session_state["cls_epochs"] = 3
    app.run()
    assert app.session_state["cls_epochs"] == 3, "a rerun does not bring the file's values back"


def keras_file() -> bytes:
    """Make a file as Keras writes it, which tells whoever opens it to run a program."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("metadata.json", '{"keras_version": "3.15.1"}')
        archive.writestr("config.json", '{"class_name": "Lambda", "module": "keras.layers"}')
        archive.writestr("model.weights.h5", b"\x89HDF\r\n\x1a\n")
    return content.getvalue()


@pytest.mark.parametrize("size", [0, 3_000_000])
@pytest.mark.parametrize("name", ["classifier.keras", "recipe.json"])
def test_a_network_is_refused_with_the_pages_own_sentence(opened, laboratory, name, size, monkeypatch):
    import keras

    def opens(*_, **__):
        raise AssertionError("it has been opened")

    for opener in ("load_model", "deserialize_keras_object"):
        monkeypatch.setattr(keras.saving, opener, opens)
    before = {each.key: opened.session_state[each.key] for each in p.TRAIN}
    app = upload(opened, name, keras_file() + bytes(size))
    [sentence] = errors(app)
    assert "networks from elsewhere are never opened here" in sentence
    assert "Upload the recipe (JSON) instead" in sentence
    assert {each.key: app.session_state[each.key] for each in p.TRAIN} == before
    assert not app.success


def test_weights_of_old_keras_are_refused_likewise(opened, laboratory):
    app = upload(opened, "classifier.h5", b"\x89HDF\r\n\x1a\n" + bytes(2000))
    assert "networks from elsewhere are never opened here" in errors(app)[0]


@pytest.mark.parametrize(
    "content", [b"", b"{", np.arange(1000).tobytes(), b'{"kind": "classifier", "epochs": 0}']
)
def test_what_is_no_recipe_is_one_sentence_and_the_page_stays(opened, laboratory, content):
    app = upload(opened, "recipe.json", content)
    assert len(errors(app)) == 1
    assert not app.success
    assert recipe_that_is_trained(app, laboratory) == ClassifierRecipe()


def test_a_sound_recipe_after_a_refusal(opened, laboratory):
    app = upload(opened, "recipe.json", b"{")
    assert errors(app)
    app.get_by_key("cls_recipe_file").clear().run()
    assert not errors(app)
    app = upload(app, "recipe.json", write(UPLOADED).encode())
    assert not errors(app)
    assert recipe_that_is_trained(app, laboratory) == UPLOADED


def test_the_page_says_why_and_what_instead(opened, laboratory):
    said = " ".join(each.value for each in opened.caption)
    assert "a Keras file may hold any program" in said
    assert "Bring the recipe, and train it" in said
