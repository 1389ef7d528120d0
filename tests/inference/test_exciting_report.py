"""The pictures that excite a map most: against a plain loop over all of them."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.explain.fields import field_box
from cnnlab.explain.steps import steps_of
from cnnlab.inference import budget, exciting_report
from cnnlab.inference.exciting_report import MOST, looked_at, report_exciting
from cnnlab.inference.stock import stock
from tests import trained

NAME = "digits-classifier"


@pytest.fixture(autouse=True)
def _models(monkeypatch):
    monkeypatch.setattr(pretrained, "MODELS", trained.models())


def asked(step, unit, count=6, name=NAME):
    return report_exciting(name, pretrained.stamp(name), step, unit, count)


def values_of(name, step):
    model = pretrained.load(name)
    look = keras.Model(model.inputs[0], model.get_layer(step).output)
    return look(stock(pretrained.trained(name)).pictures / np.float32(255), training=False).numpy()


@pytest.mark.parametrize("step", ["1_conv_relu", "4_max_pool", "3_conv"])
def test_the_most_exciting_as_a_plain_loop(step):
    values = values_of(NAME, step)
    held = stock(pretrained.trained(NAME))
    for unit in (0, values.shape[-1] - 1):
        report = asked(step, unit)
        peaks = [float(each[..., unit].max()) for each in values]
        by_hand = sorted(range(len(peaks)), key=lambda index: -peaks[index])[:6]
        np.testing.assert_allclose(report.values, [peaks[index] for index in by_hand], rtol=1e-4)
        np.testing.assert_array_equal(report.pictures, held.pictures[report.numbers])
        np.testing.assert_array_equal(report.labels, held.labels[report.numbers])
        model = pretrained.load(NAME)
        for number, value, (row, column), box in zip(
            report.numbers, report.values, report.places, report.boxes, strict=True
        ):
            assert values[number, row, column, unit] == pytest.approx(value, rel=1e-4)
            assert tuple(box) == field_box(model, steps_of(model), step, row, column)
        assert (report.source, report.looked_at) == ("test", len(held.pictures))


def test_a_layer_without_maps_sees_the_whole_picture():
    report = asked("6_dense_relu", 3)
    values = values_of(NAME, "6_dense_relu")[:, 3]
    np.testing.assert_allclose(report.values, np.sort(values)[::-1][:6], rtol=1e-4)
    assert (report.places == 0).all()
    assert (report.boxes[0, 2:] > 20).all()


def test_another_map_of_a_layer_costs_no_look_at_the_pictures(monkeypatch):
    asked("1_conv_relu", 0)
    monkeypatch.setattr(exciting_report, "_found", None)
    asked("1_conv_relu", 5)


def test_a_residual_network_in_colour():
    report = asked("2_residual_relu", 2, name="shapes-classifier", count=4)
    assert report.pictures.shape == (4, 32, 32, 3)
    assert (np.diff(report.values) <= 0).all()


@pytest.mark.parametrize(("count", "got"), [(-3, 1), (10_000, MOST)])
def test_the_number_of_pictures_is_bounded(count, got):
    assert len(asked("1_conv_relu", 0, count).pictures) == got


@pytest.mark.parametrize(("step", "unit"), [("input", 0), ("9_conv", 0), ("1_conv", 8), ("1_conv", -1)])
def test_what_is_not_there_is_refused(step, unit):
    with pytest.raises(LabError, match="Choose"):
        asked(step, unit)


def test_a_large_network_is_shown_fewer_pictures(monkeypatch):
    network = pretrained.trained(NAME)
    assert looked_at(network, 1000) == 1000
    monkeypatch.setattr(budget, "PACE", 1.0)
    assert looked_at(network, 1000) == 200
    assert looked_at(network, 50) == 50
