"""What trained networks are asked, against Keras asked plainly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import signal
from scipy.special import logsumexp, softmax

from cnnlab import inference, pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.images import gallery, preparing
from cnnlab.images.varying import varied
from cnnlab.inference import classifying, feature_maps, start_report
from cnnlab.inference.familiarity import threshold
from cnnlab.inference.use_report import Question, report_use
from cnnlab.metrics.certainty import energies
from cnnlab.recipes import Layer
from cnnlab.training.parts import parts_of
from tests import trained

NAME = "digits-classifier"
DIGIT = gallery.digit(5)[..., None]


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


def noise(count, shape=(28, 28, 1)):
    return np.random.default_rng(0).random((count, *shape), np.float32)


# ---- classify


@pytest.mark.parametrize("count", [0, 1, 7, classifying.BATCH + 3])
def test_probabilities_are_those_of_keras(count):
    images = noise(count)
    given = inference.classify(images, NAME)
    assert (given.shape, given.dtype) == ((count, 10), np.float32)
    if count:
        expected = softmax(trained.logits_of(pretrained.load(NAME), images), axis=1)
        np.testing.assert_allclose(given, expected, atol=1e-5)
        np.testing.assert_allclose(given.sum(axis=1), 1, atol=1e-5)


def test_it_reaches_the_accuracy_of_its_metrics():
    parts = parts_of(trained.DIGITS)
    given = inference.classify(parts.x_test / np.float32(255), NAME)
    accuracy = (given.argmax(axis=1) == parts.y_test).mean()
    assert accuracy == pytest.approx(pretrained.metrics_of(NAME)["test_accuracy"], abs=0.003)
    assert accuracy > 0.85


def test_a_run_that_was_trained_on_0_to_255_gets_that():
    name = "1" * 32
    recipe = replace(trained.DIGITS, scale_inputs=False)
    model = trained.first_weights(recipe, run_folder(name), (28, 28, 1))
    images = noise(3)
    expected = softmax(trained.logits_of(model, 255 * images), axis=1)
    np.testing.assert_allclose(inference.classify(images, name), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("images", "sentence"),
    [
        (noise(2, (32, 32, 3)), r"shape \(N, 28, 28, 1\)"),
        (noise(1)[0], r"shape \(N, 28, 28, 1\)"),
        (255 * noise(1), "between 0 and 1"),
        (-noise(1), "between 0 and 1"),
        (np.full((1, 28, 28, 1), np.nan), "between 0 and 1"),
        ("a picture", "one array of numbers"),
        ([[1], [1, 2]], "one array of numbers"),
    ],
)
def test_images_that_do_not_fit_get_a_sentence(images, sentence):
    with pytest.raises(LabError, match=sentence):
        inference.classify(images, NAME)


def test_a_name_that_there_is_not():
    with pytest.raises(LabError, match="digits-classifier, shapes-classifier"):
        inference.classify(noise(1), "nobody")


# ---- familiar or not


def test_the_threshold_lets_95_in_100_validation_pictures_pass():
    network = pretrained.trained(NAME)
    parts = parts_of(trained.DIGITS)
    found = -logsumexp(trained.logits_of(network.model, parts.x_validation.astype(np.float32) / 255), axis=1)
    assert (found <= threshold(network) + 0.01).mean() == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize("metrics", [{}, {"energy_threshold": None}])
def test_without_metrics_it_comes_from_the_predictions(metrics):
    network = replace(pretrained.trained(NAME), metrics=metrics, kept={})
    assert threshold(network) == pytest.approx(threshold(pretrained.trained(NAME)), abs=0.02)


def test_without_either_there_is_none(tmp_path):
    assert threshold(replace(pretrained.trained(NAME), metrics={}, folder=tmp_path, kept={})) is None


def test_most_strange_pictures_are_called_strange_and_most_digits_are_not():
    network = pretrained.trained(NAME)
    samples = [name for name in gallery.SAMPLES if name != "digit"]
    strange = np.stack([preparing.fit(gallery.sample(name, 56), 28, "grey") for name in samples])
    digits = parts_of(trained.DIGITS).x_test[..., 0]
    called = [
        (energies(classifying.logits(network, each[..., None] / np.float32(255))) > threshold(network)).mean()
        for each in (strange, digits)
    ]
    # A network this small, and 140 validation pictures: it is a hint and no proof, as the page says.
    assert called[0] > 0.4
    assert called[1] < 0.25


# ---- feature maps


def test_the_first_layer_is_a_cross_correlation_with_its_kernels():
    network = pretrained.trained(NAME)
    image = DIGIT / np.float32(255)
    kernels, biases = (np.asarray(each) for each in network.model.get_layer("1_conv").weights)
    expected = np.stack(
        [
            signal.correlate2d(image[..., 0], kernels[:, :, 0, place], "valid") + biases[place]
            for place in range(8)
        ],
        axis=-1,
    )
    np.testing.assert_allclose(feature_maps.values(network, image, "1_conv", True), expected, atol=1e-4)
    after = feature_maps.values(network, image, "1_conv")
    np.testing.assert_allclose(after, np.maximum(expected, 0), atol=1e-4)
    pooled = expected.reshape(12, 2, 12, 2, 8).max(axis=(1, 3))
    np.testing.assert_allclose(
        feature_maps.values(network, image, "2_max_pool"), np.maximum(pooled, 0), atol=1e-4
    )


@pytest.mark.parametrize("batch_norm", [False, True])
def test_every_kind_of_layer_can_be_looked_at(batch_norm):
    layers = (
        Layer("conv", 4),
        Layer("separable", 5),
        Layer("average_pool", size=2),
        Layer("residual", 6, stride=2),
        Layer("global_pool"),
        Layer("dense", 7),
    )
    recipe = replace(trained.DIGITS, layers=layers, batch_norm=batch_norm, dropout=0.3, activation="tanh")
    name = f"{2 + batch_norm:032x}"
    trained.first_weights(recipe, run_folder(name), (28, 28, 1))
    network = pretrained.trained(name)
    found = {each.name: each for each in feature_maps.layers(network)}
    assert {each: found[each].shape for each in found} == {
        "1_conv": (26, 26, 4),
        "2_separable": (24, 24, 5),
        "3_average_pool": (12, 12, 5),
        "4_residual": (6, 6, 6),
        "5_global_pool": (6,),
        "6_dense": (7,),
    }
    assert [each.signed for each in found.values()] == [True, True, False, True, False, True]
    image = noise(1)[0]
    for each in found.values():
        after, before = (feature_maps.values(network, image, each.name, flag) for flag in (False, True))
        assert after.shape == each.shape
        np.testing.assert_allclose(after, np.tanh(before) if each.signed else before, atol=1e-5)


def test_of_a_network_without_hidden_layers_the_pixels_are_looked_at():
    recipe = replace(trained.DIGITS, layers=(Layer("flatten"),), batch_norm=False)
    name = 32 * "4"
    trained.first_weights(recipe, run_folder(name), (28, 28, 1))
    report = report_use(name, 0, DIGIT, 0, Question(layer=3))
    assert [each.shape for each in report.layers] == [(784,)]
    np.testing.assert_allclose(report.values, DIGIT.reshape(-1) / 255, atol=1e-6)


# ---- what the page asks


def test_a_report_holds_together():
    report = report_use(NAME, 0, DIGIT, 0, Question(vary="turn"))
    np.testing.assert_array_equal(report.seen, DIGIT)
    expected = softmax(trained.logits_of(pretrained.load(NAME), DIGIT[None] / np.float32(255))[0])
    np.testing.assert_allclose(report.probabilities, expected, atol=1e-5)
    assert report.energy == pytest.approx(-logsumexp(report.logits.astype(float)), abs=1e-5)
    assert report.truth is None
    middle = int(np.flatnonzero(report.amounts == 0)[0])
    np.testing.assert_allclose(report.course[middle], report.probabilities, atol=1e-5)
    np.testing.assert_allclose(report.course[0], report.upside_down, atol=1e-5)
    assert report.milliseconds > 0
    assert report.device in ("CPU", "GPU")
    assert report.values.shape == (24, 24, 8)


@pytest.mark.parametrize("way", ["turn", "shift", "noise"])
def test_the_course_is_what_is_said_to_each_picture(way):
    fixed = {"turn": 10.0, "shift": 2, "noise": 0.1}
    report = report_use(NAME, 0, DIGIT, 0, Question(**fixed, vary=way))
    np.testing.assert_array_equal(report.seen, varied(DIGIT, **fixed))
    for place in (0, len(report.amounts) // 3, -1):
        picture = varied(DIGIT, **{**fixed, way: report.amounts[place].item()})
        expected = inference.classify(picture[None] / np.float32(255), NAME)[0]
        np.testing.assert_allclose(report.course[place], expected, atol=1e-5)


def test_test_pictures_come_with_their_class_and_begin_again():
    parts = parts_of(trained.DIGITS)
    for number in (0, 396, 397, 999):
        report = report_use(NAME, 0, None, number, Question())
        same = (parts.x_test == report.seen).all(axis=(1, 2, 3))
        assert report.truth in parts.y_test[same]
    first, again = (report_use(NAME, 0, None, number, Question()).seen for number in (0, 397))
    np.testing.assert_array_equal(first, again)
    assert report_use("shapes-classifier", 0, None, 3, Question()).seen.shape == (32, 32, 3)


@pytest.mark.parametrize("layer", [0, 5, 9, 40])
def test_a_layer_without_maps_gives_the_first(layer):
    assert report_use(NAME, 0, DIGIT, 0, Question(layer=layer)).layer.name == "1_conv"


def test_what_cannot_be_asked():
    with pytest.raises(LabError, match="28 × 28"):
        report_use(NAME, 0, np.zeros((32, 32, 3), np.uint8), 0, Question())
    with pytest.raises(LabError, match="vary"):
        Question(vary="mirror")


def test_the_test_set_that_is_not_here(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    name = "4" * 32
    trained.first_weights(replace(trained.SHAPES, data="cifar10"), run_folder(name), (32, 32, 3))
    with pytest.raises(LabError, match="cifar10 are not on this computer"):
        report_use(name, 0, None, 0, Question())


def test_the_start_page_shows_eight_maps(monkeypatch, tmp_path):
    pixels = gallery.sample("coffee")[..., 0]
    found = start_report.report_start_page(pixels, gallery.digit(5))
    strip = found["classifier"]
    assert strip.shape == (2 * 26, 4 * 26)
    assert (strip.min(), strip.max()) == (0, 1)
    assert found["inside"].shape == (2 * 12, 4 * 12)
    monkeypatch.setattr(pretrained, "MODELS", tmp_path)
    assert set(start_report.report_start_page(pixels, gallery.digit(5))) == set(found) - {
        "classifier",
        "inside",
    }


def test_the_course_is_asked_once_while_its_slider_moves(monkeypatch):
    asked = []
    plain = classifying.logits
    monkeypatch.setattr(
        classifying, "logits", lambda net, images: asked.append(len(images)) or plain(net, images)
    )
    picture = gallery.digit(7)[..., None]

    def report(**question):
        asked.clear()
        return report_use("digits-classifier", 0, picture, 0, Question(**question)), sum(asked)

    pretrained.trained("digits-classifier").kept.pop("course", None)
    first, cost = report(turn=10.0)
    moved, cheap = report(turn=20.0)
    noisy, dear = report(turn=20.0, noise=0.2)
    assert (cost, cheap, dear) == (51, 2, 51)
    np.testing.assert_array_equal(moved.course, first.course)
    assert (noisy.course != first.course).any()
    # What is kept is what would be computed.
    place = int(np.flatnonzero(first.amounts == 0)[0])
    np.testing.assert_allclose(report(turn=0.0)[0].probabilities, first.course[place], atol=1e-5)
