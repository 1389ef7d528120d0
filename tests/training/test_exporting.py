"""A trained network as files: each is read by something else, and computes the same."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.datasets import stored
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import exporting, lite, run
from cnnlab.training.parts import parts_of
from cnnlab.training.picture_archive import archive
from cnnlab.training.smaller import smaller

PLAIN, COLOUR = 32 * "a", 32 * "b"
RECIPES = {
    PLAIN: ClassifierRecipe(
        layers=(Layer("conv", 8), Layer("max_pool", size=2), Layer("dense", 32)),
        epochs=3,
        batch_size=32,
        learning_rate=3e-3,
        dropout=0.2,
    ),
    COLOUR: ClassifierRecipe(
        data="shapes",
        examples=300,
        layers=(Layer("separable", 8, stride=2), Layer("residual", 8, stride=2), Layer("global_pool")),
        batch_norm=True,
        scale_inputs=False,
        activation="leaky_relu",
        epochs=1,
        batch_size=32,
    ),
}


@pytest.fixture(scope="module", autouse=True)
def trained(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNLAB_HOME", str(tmp_path_factory.mktemp("home")))
        for name, recipe in RECIPES.items():
            run(recipe, run_folder(name))
        yield


@pytest.mark.parametrize("name", RECIPES)
def test_every_file_is_run_again_and_computes_the_same(name):
    found = exporting.check(name)
    assert tuple(found) == exporting.FORMS
    for form in ("keras", "weights", "lite"):
        assert found[form].difference < 1e-5
        assert found[form].same == found[form].pictures == 200
    assert found["lite_int8"].same >= (190 if name == PLAIN else 100)
    assert found["lite_int8"].difference < 0.25
    for form in exporting.FORMS:
        assert found[form].size == len(exporting.export(name, form))
    # A quarter of the bits; of so few weights as those of COLOUR, the description of the network is most of the file.
    assert found["lite_int8"].size < (0.5 if name == PLAIN else 0.85) * found["lite"].size


def test_keras_reads_its_file_without_us(tmp_path):
    import keras

    (tmp_path / "classifier.keras").write_bytes(exporting.export(PLAIN, "keras"))
    model = keras.saving.load_model(tmp_path / "classifier.keras", safe_mode=True)
    parts = parts_of(RECIPES[PLAIN])
    right = (np.asarray(model(parts.x_test / np.float32(255))).argmax(axis=1) == parts.y_test).mean()
    assert right == pytest.approx(pretrained.metrics_of(PLAIN)["test_accuracy"], abs=0.003)


def test_the_weights_have_names_and_shapes():
    with np.load(io.BytesIO(exporting.export(PLAIN, "weights")), allow_pickle=False) as held:
        shapes = {name: held[name].shape for name in held.files}
    assert shapes == {
        "1_conv.kernel": (3, 3, 1, 8),
        "1_conv.bias": (8,),
        "3_dense.kernel": (13 * 13 * 8, 32),
        "3_dense.bias": (32,),
        "logits.kernel": (32, 10),
        "logits.bias": (10,),
    }


def test_eight_bits_take_bytes_and_give_probabilities():
    file = exporting.export(PLAIN, "lite_int8")
    made = lite.interpreter(file)
    assert made.get_input_details()[0]["dtype"] == made.get_output_details()[0]["dtype"] == np.uint8
    parts = parts_of(RECIPES[PLAIN])
    asked = made.get_input_details()[0]
    assert asked["quantization"][0] == pytest.approx(1 / 255, rel=1e-3)
    # So the bytes of a picture go in as they are.
    np.testing.assert_array_equal(
        lite.quantised(lite.as_input(parts.x_test[:5], RECIPES[PLAIN]), asked), parts.x_test[:5]
    )
    found = lite.run(file, parts.x_test, RECIPES[PLAIN])
    assert np.abs(found.sum(axis=1) - 1).max() < 0.05
    assert (found.argmax(axis=1) == parts.y_test).mean() > 0.8


def test_nothing_is_written_to_the_log(capfd):
    exporting.pretrained.trained(PLAIN).kept.clear()
    exporting.check(PLAIN)
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_a_file_that_computes_something_else_is_not_given_out(monkeypatch):
    pretrained.trained(PLAIN).kept.clear()
    real = lite.run
    monkeypatch.setattr(lite, "run", lambda *given: real(*given)[:, ::-1])
    with pytest.raises(LabError, match="not given out"):
        exporting.export(PLAIN, "lite")


def test_a_converter_that_refuses_is_a_sentence(monkeypatch):
    import tensorflow as tf

    def refuse(self):
        raise RuntimeError("an operation that there is not")

    pretrained.trained(PLAIN).kept.clear()
    monkeypatch.setattr(tf.lite.TFLiteConverter, "convert", refuse)
    with pytest.raises(LabError, match="refuses one of the layers"):
        exporting.export(PLAIN, "lite")
    found = exporting.check(PLAIN)
    assert [form for form, each in found.items() if isinstance(each, LabError)] == ["lite", "lite_int8"]


def test_without_its_pictures(monkeypatch):
    monkeypatch.setattr(stored, "is_here", lambda name: False)
    recipe = RECIPES[PLAIN]
    assert exporting.calibration(replace(recipe, data="mnist")).shape == (200, 28, 28, 1)
    with pytest.raises(LabError, match="cifar10 is not on this computer"):
        exporting.calibration(replace(recipe, data="cifar10"))
    held = pretrained.trained(PLAIN)
    for data, shape in (
        ("fashion_mnist", (28, 28, 1)),
        ("cifar10", (32, 32, 3)),
        (f"own-{'0' * 32}", (48, 48, 3)),
        (f"own-{'0' * 32}", (64, 64, 1)),
    ):
        lacking = replace(held, recipe=replace(recipe, data=data), shape=shape)
        assert exporting.some_pictures(lacking, 50).shape == (50, *shape)


def test_too_large_for_a_file(monkeypatch):
    monkeypatch.setattr(exporting, "MOST_PARAMETERS", 1000)
    with pytest.raises(LabError, match="too many for a file"):
        exporting.export(PLAIN, "keras")


def test_the_pictures_of_a_program():
    with np.load(io.BytesIO(archive(RECIPES[COLOUR])), allow_pickle=False) as held:
        parts = parts_of(RECIPES[COLOUR])
        for name in ("x_train", "y_train", "x_validation", "y_validation", "x_test", "y_test"):
            np.testing.assert_array_equal(held[name], getattr(parts, name))
        assert held["classes"].tolist() == list(parts.classes)


def test_too_many_pictures_for_one_file(monkeypatch):
    monkeypatch.setattr("cnnlab.training.picture_archive.LARGEST", 1000)
    with pytest.raises(LabError, match="too many for one file"):
        archive(RECIPES[PLAIN])


def test_what_smaller_costs():
    told = []
    costs = smaller((PLAIN, COLOUR), report=told.append)
    assert [(each.network, each.form) for each in costs] == [
        (name, form) for name in (PLAIN, COLOUR) for form in ("keras", "lite", "lite_int8")
    ]
    assert told == sorted(told)
    plain = costs[:3]
    assert plain[0].right / plain[0].tested == pytest.approx(
        pretrained.metrics_of(PLAIN)["test_accuracy"], abs=0.003
    )
    assert plain[1].right == plain[0].right
    assert abs(plain[2].right - plain[0].right) <= 0.03 * plain[0].tested
    assert plain[2].size < 0.5 * plain[1].size
    assert all(0 < each.milliseconds < 1000 for each in costs)


@pytest.mark.parametrize(
    ("form", "difference", "same", "sound"),
    [
        ("lite", 0.0009, 0, True),
        ("lite", 0.0011, 200, False),
        ("lite_int8", 1.0, 160, True),
        ("lite_int8", 0.0, 159, False),
    ],
)
def test_what_is_given_out(form, difference, same, sound):
    assert exporting.Agreement(200, difference, same, 1000).sound(form) is sound
