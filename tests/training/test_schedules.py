from __future__ import annotations

import numpy as np
import pytest

from cnnlab.recipes.classifier import SCHEDULES
from cnnlab.training.schedules import END, START, WARM_UP, rates


def test_constant():
    np.testing.assert_allclose(rates("constant", 0.1, 5), 0.1, rtol=1e-6)


def test_cosine_falls_from_the_largest_to_nearly_nothing():
    found = rates("cosine", 2.0, 100)
    assert found[0] == 2.0
    assert (np.diff(found) < 0).all()
    assert found[50] == pytest.approx(1.0)
    assert found[-1] < 0.01


def test_one_cycle_rises_and_falls():
    found = rates("one_cycle", 1.0, 1000)
    top = int(found.argmax())
    assert top == pytest.approx(1000 * WARM_UP, abs=1)
    assert found[0] == pytest.approx(START)
    assert found[top] == pytest.approx(1, abs=1e-4)
    assert found[-1] == pytest.approx(END, abs=1e-4)
    assert (np.diff(found[:top]) > 0).all()
    assert (np.diff(found[top + 1 :]) < 0).all()


@pytest.mark.parametrize("schedule", ["constant", "cosine", "one_cycle"])
def test_a_single_step(schedule):
    assert np.isfinite(rates(schedule, 0.1, 1)).all()


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_some_of_them_are_those_of_all(schedule):
    whole = rates(schedule, 0.1, 50)
    np.testing.assert_array_equal(rates(schedule, 0.1, 50, 13, 20), whole[13:33])
