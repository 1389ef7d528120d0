"""The Code tab of the mode What it looks for."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from PIL import Image

from cnnlab.inference.want import Want
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.web.classifier import use_downloads
from cnnlab.web.inside.wants_program import program
from tests.web.inside.wants_checks import growth_of, opened


@pytest.mark.parametrize(
    "query",
    [
        "in_want_class=8&in_want_seed=3&in_want_jitter=2",
        "in_want=unit&in_want_layer=3&in_want_unit=5",
        "in_want=unit&in_want_layer=6&in_want_unit=31&in_want_smooth=0.5",
        "in_want=layer&in_want_layer=1",
        "cls_model=shapes-classifier&in_want=unit&in_want_layer=2&in_want_unit=3",
        "cls_model=shapes-classifier&in_want=unit&in_want_layer=1&in_want_unit=2&in_want_dark_colour=0.4",
        "cls_model=shapes-classifier&in_want=layer&in_want_layer=2",
    ],
)
def test_the_program_makes_the_same_pictures(open_page, query, tmp_path, monkeypatch):
    app = opened(open_page, query)
    grown = growth_of(app).grown
    name = app.session_state["cls_model"]
    (tmp_path / "model.weights.h5").write_bytes(use_downloads.weights(name))
    monkeypatch.chdir(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    # Bytes are rounded; and where neighbours are equal, the last digit decides which way total variation pulls.
    apart = np.abs(255 * left["pictures"] - grown.pictures[-1])
    assert apart.max() < 32
    assert apart.mean() < 1
    np.testing.assert_allclose(left["excitement"](left["pictures"]), grown.values[-1], rtol=0.02, atol=1e-3)
    assert Image.open(tmp_path / "wanted.png").size[1] == grown.pictures.shape[2]


@pytest.mark.parametrize("name", ["mnist", "digits"])
@pytest.mark.parametrize("norm", [True, False])
def test_the_program_finds_the_layer_in_every_network(name, norm):
    """Names that Keras gives in the program, checked by shape against the network itself."""
    layers = (
        Layer("conv", 5, 3),
        Layer("residual", 5),
        Layer("separable", 6, 3),
        Layer("residual", 7, stride=2),
        Layer("conv", 8, 3),
        Layer("global_pool"),
        Layer("dense", 9),
        Layer("dense", 11),
    )
    recipe = ClassifierRecipe(data=name, layers=layers, batch_norm=norm)
    model = network_of(recipe, (28, 28, 1), 10)
    for number, layer in enumerate(layers, 1):
        if layer.kind == "global_pool":
            continue
        for kind in ("unit", "layer"):
            text = program(recipe, (28, 28, 1), 10, Want(kind, f"{number}_{layer.kind}", 0))
            left: dict = {}
            exec(
                text[: text.index("def excitement")].replace('model.load_weights("model.weights.h5")', ""),
                left,
            )
            left["model"].set_weights(model.get_weights())
            picture = np.random.default_rng(0).random((2, 28, 28, 1)).astype(np.float32)
            own = [each for each in model.layers if each.name.startswith(f"{number}_")]
            cut = keras.Model(model.inputs[0], own[-2 if kind == "unit" else -1].output)
            np.testing.assert_allclose(left["cut"](picture), cut(picture), atol=1e-5)
