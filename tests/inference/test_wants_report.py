"""What classes, units and layers of a network that has really been trained want."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.inference import wanted_values, wants_report
from cnnlab.inference.stock import stock
from cnnlab.inference.want import OF_PICTURE, ROOM, Want, most_pictures
from cnnlab.inference.wants_report import (
    EARLY,
    FRAMES,
    REAL,
    SECONDS,
    early_steps,
    noise_of,
    report_wants,
)
from cnnlab.metrics.certainty import energies, softmax
from tests import trained
from tests.growing import grown_of

NAME = "digits-classifier"


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


def asked(want: Want, name: str = NAME, picture=None):
    return report_wants(name, 0, picture, 0, want, 0)


def logits_of(pictures: np.ndarray, name: str = NAME) -> np.ndarray:
    return trained.logits_of(pretrained.load(name), pictures.astype(np.float32) / np.float32(255))


@pytest.mark.parametrize(
    "want",
    [
        Want(unit=3),
        Want("unit", "1_conv", 5),
        Want("unit", "3_conv", 15),
        Want("unit", "6_dense", 30),
        Want("layer", "3_conv"),
        Want("layer", "6_dense"),
    ],
    ids=lambda want: f"{want.kind} {want.layer}{want.unit}",
)
def test_what_is_wanted_grows_beyond_all_that_is_real(want):
    report = asked(want)
    grown = grown_of(NAME, report.want)
    assert grown.steps.tolist() == list(range(0, 193, 8))
    assert len(grown.steps) == FRAMES
    assert grown.pictures.shape == (25, 4, 28, 28, 1)
    assert (grown.values[-1] > grown.values[0]).all()
    assert grown.values[-1].max() > report.real_values[0]
    # The first steps are the same ones.
    np.testing.assert_array_equal(report.early.pictures, grown.pictures[:4])


def test_a_class_is_believed_to_be_what_it_is_not():
    report = asked(Want(unit=3))
    grown = grown_of(NAME, report.want)
    logits = logits_of(grown.pictures[-1])
    assert (logits.argmax(axis=1) == 3).all()
    # The bytes are rounded; the network had what lies behind them.
    np.testing.assert_allclose(grown.values[-1], logits[:, 3], rtol=0.02)
    np.testing.assert_allclose(grown.probabilities[-1], softmax(logits), atol=0.01)
    np.testing.assert_allclose(grown.energies[-1], energies(logits), rtol=0.02)


def test_the_same_seed_gives_the_same_pictures():
    first, again, other = (grown_of(NAME, Want(unit=7, steps=24, seed=seed)).pictures for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_the_class_of_the_picture_given_is_what_the_network_calls_it():
    digit = gallery.digit(7)[..., None]
    report = asked(Want(unit=OF_PICTURE), picture=digit)
    best = int(logits_of(digit[None])[0].argmax())
    assert report.want.unit == best
    np.testing.assert_array_equal(report.seen, digit)
    assert report.seen_value == pytest.approx(float(logits_of(digit[None])[0, best]), abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "layer"), [("class", ""), ("unit", "3_conv"), ("unit", "6_dense"), ("layer", "1_conv")]
)
def test_the_real_pictures_are_those_with_the_largest_values(kind, layer):
    report = asked(Want(kind, layer, 2))
    network = pretrained.trained(NAME)
    pictures = stock(network).pictures
    # By hand: the layer before its activation, or the logits.
    source = {"class": "logits", "unit": f"{layer}", "layer": f"{layer}_relu"}[kind]
    cut = keras.Model(network.model.inputs[0], network.model.get_layer(source).output)
    values = np.asarray(cut(pictures.astype(np.float32) / np.float32(255), training=False))
    values = (values**2).reshape(len(values), -1).mean(axis=1) if kind == "layer" else values[..., 2]
    values = values.reshape(len(values), -1).mean(axis=1)
    np.testing.assert_allclose(report.real_values, np.sort(values)[::-1][:REAL], rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(report.real[0], pictures[values.argmax()])
    assert report.looked_through == len(pictures)
    assert report.source == "test"


def test_noise_gives_ten_probabilities():
    report = asked(Want(unit=0))
    assert report.noise.shape == (28, 28, 1)
    np.testing.assert_array_equal(report.noise, noise_of((28, 28, 1), 0))
    assert report.noise_probabilities.shape == (10,)
    np.testing.assert_allclose(
        report.noise_probabilities, softmax(logits_of(report.noise[None]))[0], atol=1e-5
    )
    assert (report_wants(NAME, 0, None, 0, Want(unit=0), 1).noise != report.noise).any()


def test_a_network_for_colours_and_residuals():
    for want in (
        Want("unit", "2_residual", 3, steps=16),
        Want("layer", "1_conv", steps=16),
        Want(unit=9, steps=16),
    ):
        report = asked(want, "shapes-classifier")
        assert report.early.pictures.shape == (3, 4, 32, 32, 3)
        assert (report.early.values[-1] > report.early.values[0]).all()


@pytest.mark.parametrize("want", [Want(unit=10), Want(unit=4000), Want("unit", "1_conv", 8)])
def test_a_unit_that_is_not_there_falls_back_to_the_first(want):
    assert asked(want).want.unit == 0


@pytest.mark.parametrize("layer", ["", "7_conv", "logits", "x_conv"])
def test_a_layer_that_is_not_there_gets_a_sentence(layer):
    with pytest.raises(LabError, match="no layer of that name"):
        asked(Want("unit", layer, 0))


def test_a_kind_that_is_none_gets_a_sentence():
    with pytest.raises(LabError, match="Choose one of"):
        Want("pixel")


def test_all_that_grows_is_reported():
    grown = grown_of(NAME, Want(unit=1, steps=20, restarts=9))
    assert grown.steps.tolist() == [0, 8, 16, 20]
    assert grown.pictures.shape == (4, 9, 28, 28, 1)
    assert grown.values.shape == grown.energies.shape == (4, 9)


def test_many_steps_keep_few_moments():
    grown = grown_of(NAME, Want(unit=1, steps=512, restarts=1))
    assert len(grown.steps) == FRAMES
    assert (grown.steps[0], grown.steps[-1]) == (0, 512)


@pytest.mark.parametrize("restarts", range(1, 10))
@pytest.mark.parametrize("passes", [40, 55, 300, 10_000])
def test_the_first_steps_stay_within_what_they_may_take(passes, restarts):
    steps = early_steps(passes, Want(restarts=restarts))
    assert 0 <= steps <= EARLY

    def taken(steps):
        moments = [*range(0, steps, 8), steps]
        return restarts * (3 * steps + 2 * len(moments))

    assert taken(steps) <= passes
    assert steps == EARLY or taken(steps + 1) > passes


def test_with_a_small_network_nothing_is_reduced():
    network = pretrained.trained(NAME)
    for restarts in range(1, 10):
        assert early_steps(wants_report.passes_within(network, SECONDS), Want(restarts=restarts)) == EARLY


def test_with_a_large_network_fewer_pictures_are_looked_through_and_fewer_steps_taken(monkeypatch):
    # As with 180 million multiply-adds for each picture.
    for module in (wants_report, wanted_values):
        monkeypatch.setattr(module, "passes_within", lambda network, seconds: int(100 * seconds))
    monkeypatch.setattr(pretrained, "_trained", type(pretrained._trained)())
    report = asked(Want(unit=3, restarts=9))
    assert report.looked_through == 85
    assert report.early.steps.tolist() == [0]
    assert report.early.pictures.shape[1] == 9
    report = asked(Want(unit=3, restarts=2))
    assert report.early.steps.tolist() == [0, 7]
    np.testing.assert_array_equal(
        report.early.pictures[-1], grown_of(NAME, Want(unit=3, restarts=2, steps=7)).pictures[-1]
    )
    for module in (wants_report, wanted_values):
        monkeypatch.setattr(module, "passes_within", lambda network, seconds: 7)
    assert asked(Want(unit=3, restarts=9)).want.restarts == 3


def test_all_pictures_of_a_moment_can_be_sent():
    for shape in ((28, 28, 1), (32, 32, 3), (64, 64, 3)):
        assert most_pictures(shape) * np.prod(shape) <= ROOM
    assert most_pictures((32, 32, 3)) >= 9
    assert most_pictures((64, 64, 3)) == 4
