"""A value is followed back to what counted most."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.explain.following import back
from cnnlab.explain.origins import origin
from cnnlab.recipes.layers import PRESETS, Layer
from tests.explain.test_workings import opened


def followed(layers, index: int, place, channel: int = 0):
    model, stages, values = opened(layers, norm=True)
    stage = stages[index]
    found = origin(model, stage.main, values, place)
    before = [values[stages[source].last.name] for source in stage.sources]
    return found, before, back(stage, found, place, channel, before)


@pytest.mark.parametrize("channel", [0, 2])
@pytest.mark.parametrize("place", [(0, 0, 1), (5, 7, 3)])
def test_of_a_convolution_the_largest_product(place, channel):
    found, before, (source, (row, column, unit)) = followed(
        (Layer("conv", 4, 3, padding="same"),), 1, place, channel
    )
    products = np.abs(found.patch * found.kernel)[..., channel]
    assert (source, unit) == (0, channel)
    expected = np.unravel_index(products.argmax(), products.shape)
    assert (row, column) == (found.rows[expected[0]], found.cols[expected[1]])
    assert before[0][row, column, unit] == pytest.approx(found.patch[*expected, channel])


def test_of_a_pooling_the_winner():
    found, before, (_, (row, column, unit)) = followed(
        (Layer("conv", 4, 3), Layer("max_pool", size=2)), 2, (3, 4, 2)
    )
    assert unit == 2
    assert before[0][row, column, unit] == pytest.approx(found.value)


def test_the_winner_of_a_window_with_signs_is_the_largest_not_the_farthest_from_zero():
    model, stages, values = opened((Layer("conv", 2, 3), Layer("max_pool", size=2)))
    signed = dict(values)
    signed[stages[1].last.name] = np.full((18, 18, 2), -1.0, np.float32)
    signed[stages[1].last.name][:2, :2, 1] = [[-5, 1], [-2, -3]]
    found = origin(model, stages[2].main, signed, (0, 0, 1))
    assert found.value == 1
    assert back(stages[2], found, (0, 0, 1), 0, [signed[stages[1].last.name]]) == (0, (0, 1, 1))
    signed[stages[1].last.name][:2, :2, 1] = [[-5, -4], [-2, -3]]
    found = origin(model, stages[2].main, signed, (0, 0, 1))
    assert back(stages[2], found, (0, 0, 1), 0, [signed[stages[1].last.name]]) == (0, (1, 0, 1))


def test_of_a_dense_layer_the_largest_term():
    layers = (Layer("conv", 4, 3), Layer("dense", 6), Layer("dense", 5))
    found, before, (_, (row, column, unit)) = followed(layers, 2, (1,), 3)
    terms = np.abs(found.terms.reshape(before[0].shape))[..., 3]
    assert terms[row, column] == terms.max()
    assert unit == 3
    assert followed(layers, 3, (2,), 4)[2] == (0, (4,))


def test_of_an_addition_the_larger_way_and_of_a_mean_the_largest_value():
    _, stages, _ = opened(PRESETS["residual"])
    [first, *_] = [place for place, stage in enumerate(stages) if stage.kind == "add"]
    _, before, (source, place) = followed(PRESETS["residual"], first, (2, 3, 5))
    assert place == (2, 3, 5)
    assert abs(before[source][place]) == max(abs(each[place]) for each in before)
    [mean] = [place for place, stage in enumerate(stages) if stage.kind == "global_pool"]
    _, before, (_, (row, column, unit)) = followed(PRESETS["residual"], mean, (7,))
    assert before[0][row, column, unit] == np.abs(before[0][..., 7]).max()


def test_a_window_with_nothing_in_it_leads_into_the_picture():
    model, stages, values = opened((Layer("conv", 4, 3, padding="same"),))
    silent = {name: np.zeros_like(each) for name, each in values.items()}
    found = origin(model, stages[1].main, silent, (0, 0, 1))
    _, (row, column, _) = back(stages[1], found, (0, 0, 1), 0, [silent["input"]])
    assert (row, column) == (0, 0)
