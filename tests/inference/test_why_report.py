"""What explains a class of a trained network, against plain computations."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.images.covering import COVERS, cover
from cnnlab.inference.why_methods import METHODS, Asking, chosen_layer, flat, map_layers, over
from cnnlab.inference.why_report import report_why
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Layer
from tests import trained

DIGIT = gallery.digit(5)[..., None]


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())


def model_of(name: str):
    recipe = pretrained.recipe_of(name)
    about = pretrained.about_of(name)
    model = network_of(recipe, about.shape, len(about.classes))
    model.load_weights(trained.models() / name / "model.weights.h5")
    return model


def test_grad_cam_is_that_of_the_textbook():
    model = model_of("digits-classifier")
    report = report_why("digits-classifier", 0, DIGIT, 0, Asking(target=3, methods=("grad_cam", "layer_cam")))
    assert (report.target, report.layer.name) == (3, "3_conv")
    both = tf.keras.Model(model.input, [model.get_layer("3_conv_relu").output, model.output])
    with tf.GradientTape() as tape:
        maps, logits = both(DIGIT[None] / np.float32(255))
        score = logits[0, 3]
    gradients = tape.gradient(score, maps)[0].numpy()
    maps = maps[0].numpy()
    expected = sum(maps[..., k] * gradients[..., k].mean() for k in range(maps.shape[-1]))
    np.testing.assert_allclose(report.found["grad_cam"], np.maximum(expected, 0), atol=1e-4)
    expected = sum(maps[..., k] * np.maximum(gradients[..., k], 0) for k in range(maps.shape[-1]))
    np.testing.assert_allclose(report.found["layer_cam"], np.maximum(expected, 0), atol=1e-4)


@pytest.mark.parametrize("nothing", COVERS)
def test_integrated_gradients_add_up_to_the_difference(nothing):
    report = report_why("digits-classifier", 0, DIGIT, 0, Asking(nothing=nothing, steps=200))
    model = model_of("digits-classifier")
    both = np.stack([DIGIT, cover(DIGIT, nothing)]) / np.float32(255)
    logits = trained.logits_of(model, both)
    np.testing.assert_allclose(report.logits, logits[0], atol=1e-4)
    assert report.target == logits[0].argmax()
    assert report.nothing == pytest.approx(logits[1, report.target], abs=1e-4)
    difference = logits[0, report.target] - logits[1, report.target]
    assert report.found["integrated"].sum() == pytest.approx(difference, rel=0.01, abs=0.02)


def test_gradient_times_input_and_smooth_grad_without_noise_are_one_gradient():
    asking = Asking(methods=("gradient_input", "smooth"), noise=0.0, copies=2)
    report = report_why("digits-classifier", 0, DIGIT, 0, asking)
    model, image = model_of("digits-classifier"), tf.constant(DIGIT[None] / np.float32(255))
    with tf.GradientTape() as tape:
        tape.watch(image)
        score = model(image)[0, report.target]
    gradient = tape.gradient(score, image)[0].numpy()
    np.testing.assert_allclose(report.found["smooth"], gradient, atol=1e-4)
    np.testing.assert_allclose(report.found["gradient_input"], gradient * DIGIT / 255, atol=1e-4)


def test_occlusion_is_what_covering_costs():
    asking = Asking(methods=("occlusion",), size=14, stride=14, nothing="grey")
    report = report_why("digits-classifier", 0, DIGIT, 0, asking)
    model = model_of("digits-classifier")
    for rows, columns in ((slice(0, 14), slice(0, 14)), (slice(14, 28), slice(0, 14))):
        covered = DIGIT.copy()
        covered[rows, columns] = 128
        left = trained.logits_of(model, covered[None] / np.float32(255))[0, report.target]
        lost = report.found["occlusion"][rows, columns]
        np.testing.assert_allclose(lost, report.logits[report.target] - left, atol=1e-4)


@pytest.mark.parametrize("network", ["digits-classifier", "shapes-classifier"])
def test_every_method_has_one_value_for_each_pixel(network):
    report = report_why(network, 0, None, 3, Asking(methods=METHODS))
    assert list(report.found) == list(METHODS)
    for method, values in report.found.items():
        for sign in ("usual", "signed", "absolute"):
            shown = over(report.seen.shape, flat(method, values, sign))
            assert shown.shape == report.seen.shape[:2]
            assert np.isfinite(shown).all()
            assert (
                sign == "signed"
                or method in ("integrated", "gradient_input", "occlusion")
                or shown.min() >= 0
            )
            assert sign != "absolute" or shown.min() >= 0


@pytest.mark.parametrize("target", [-1, 10, 999])
def test_a_class_that_is_not_there_is_the_surest(target):
    report = report_why("digits-classifier", 0, DIGIT, 0, Asking(target=target))
    assert report.target == report.probabilities.argmax()


def test_an_earlier_layer_can_be_looked_at_and_one_without_maps_falls_back():
    for layer, name in ((1, "1_conv"), (2, "2_max_pool"), (4, "4_max_pool"), (6, "3_conv"), (40, "3_conv")):
        report = report_why("digits-classifier", 0, DIGIT, 0, Asking(layer=layer))
        assert report.layer.name == name
        assert report.found["grad_cam"].shape == report.layer.shape[:2]


def test_a_network_without_maps_has_no_class_map(tmp_path, monkeypatch):
    recipe = ClassifierRecipe(data="digits", layers=(Layer("flatten"), Layer("dense", 8)))
    trained.first_weights(recipe, tmp_path / "digits-classifier", (28, 28, 1))
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    report = report_why("digits-classifier", 0, DIGIT, 0, Asking(methods=METHODS))
    assert report.layer is None
    assert list(report.found) == ["integrated", "gradient_input", "smooth", "occlusion"]
    assert chosen_layer(map_layers(recipe, (28, 28, 1), 10), 1) is None


def test_a_residual_network_is_explained_from_its_last_block():
    report = report_why("shapes-classifier", 0, None, 0, Asking())
    assert report.layer.name == "2_residual"
    assert report.found["grad_cam"].shape == report.layer.shape[:2] == (15, 15)


@pytest.mark.parametrize("settings", [{"methods": ("lime",)}, {"nothing": "void"}])
def test_what_does_not_exist_is_said(settings):
    with pytest.raises(LabError, match="Choose one of"):
        Asking(**settings)


def test_a_picture_of_another_size_is_refused():
    with pytest.raises(LabError, match="28 × 28"):
        report_why("digits-classifier", 0, np.zeros((8, 8, 1), np.uint8), 0, Asking())
