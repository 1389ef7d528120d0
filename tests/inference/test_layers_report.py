"""What the mode Layers shows is what TensorFlow computes."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.images import gallery
from cnnlab.inference.layers_report import IN_COLUMN, Choice, report_layers, report_values
from cnnlab.metrics.certainty import softmax
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.recipes.layers import PRESETS
from tests import trained

NAME = "5" * 32


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


def made(layers, **settings) -> str:
    recipe = ClassifierRecipe(data="shapes", layers=layers, **settings)
    trained.first_weights(recipe, run_folder(NAME), (32, 32, 3))
    return NAME


def picture(shape=(32, 32, 3)) -> np.ndarray:
    return np.random.default_rng(2).integers(0, 256, shape, np.uint8)


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("preset", [*PRESETS, "separable"])
def test_every_number_is_keras_own(preset, scaled):
    layers = PRESETS.get(preset) or (Layer("separable", 5, 3, padding="same"), Layer("average_pool", size=2))
    name = made(layers, batch_norm=True, scale_inputs=scaled)
    seen = picture()
    model = pretrained.trained(name).model
    image = seen[None].astype(np.float32) / (255 if scaled else 1)
    given = keras.Model(model.inputs[0], {layer.name: layer.output for layer in model.layers})(image)
    report = report_layers(name, 0, seen, 0, Choice())
    for column in report.columns:
        expected = np.asarray(given[column.stage.last.name])[0]
        np.testing.assert_allclose(
            np.moveaxis(column.values, 0, -1), expected[..., column.units], rtol=1e-4, atol=1e-5
        )
        assert (column.low, column.high) == pytest.approx(
            (expected.min(), expected.max()), rel=1e-4, abs=1e-5
        )
    np.testing.assert_allclose(report.probabilities, softmax(np.asarray(given["logits"]))[0], atol=1e-6)
    values = report_values(name, 0, seen, 0)
    assert {"input", "logits"} <= set(values)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_value_that_is_opened_is_the_sum_of_its_terms(preset):
    name = made(PRESETS[preset], batch_norm=True)
    seen = picture()
    values = report_values(name, 0, seen, 0)
    count = len(report_layers(name, 0, seen, 0, Choice()).columns)
    for place in range(1, count):
        opened = report_layers(name, 0, seen, 0, Choice(place, 1, 1, 1)).opened
        if opened.working is None:
            continue
        stage = report_layers(name, 0, seen, 0, Choice(place)).columns[place].stage
        steps = stage.steps[stage.steps.index(stage.main) :]
        for step, origin in zip(steps, opened.origins, strict=True):
            own = values[step.name]
            expected = own[opened.row, opened.column, opened.unit] if own.ndim == 3 else own[opened.unit]
            assert origin.value == pytest.approx(float(expected), rel=1e-3, abs=1e-4)


def test_the_most_active_come_first_and_stand_for_what_is_not_chosen():
    digit = gallery.digit(5)[..., None]
    report = report_layers("digits-classifier", 0, digit, 0, Choice())
    values = report_values("digits-classifier", 0, digit, 0)
    column, opened = report.columns[1], report.opened
    sizes = np.abs(values[column.stage.last.name]).max(axis=(0, 1))
    assert len(column.units) == min(IN_COLUMN, len(sizes))
    assert (np.diff(sizes[column.units]) <= 0).all()
    assert (opened.place, opened.unit) == (1, int(sizes.argmax()))
    own = values[column.stage.last.name][..., opened.unit]
    assert own[opened.row, opened.column] == own.max()
    assert report.columns[-1].units.tolist() == list(range(10))


@pytest.mark.parametrize(
    "choice", [Choice(99, 5), Choice(-1, 10_000), Choice(2, 3, 500, 500), Choice(1, 0, 0, 0, 99)]
)
def test_what_is_not_there_is_replaced(choice):
    report = report_layers("digits-classifier", 0, gallery.digit(3)[..., None], 0, choice)
    shape = report.columns[report.opened.place].stage.shape
    assert report.opened.unit < shape[-1]
    assert report.opened.row < shape[0]


def test_a_picture_of_another_size_and_test_pictures():
    with pytest.raises(LabError, match="28 × 28"):
        report_layers("digits-classifier", 0, picture(), 0, Choice())
    report = report_layers("digits-classifier", 0, None, 3, Choice())
    assert report.truth in range(10)


def test_the_channel_under_the_window():
    opened = report_layers("shapes-classifier", 0, picture(), 0, Choice(2, 4, 0, 0, 5)).opened
    assert opened.channel == 5
    weights = pretrained.trained("shapes-classifier").model.get_layer("2_residual_a").get_weights()[0]
    np.testing.assert_array_equal(opened.kernel, weights[:, :, 5, 4])
    [place] = np.flatnonzero(opened.working.channels == 5)
    np.testing.assert_array_equal(opened.source, opened.working.before[place])
    assert opened.geometry == {"size": (3, 3), "stride": (2, 2), "padding": "same"}
