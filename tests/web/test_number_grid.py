from __future__ import annotations

import numpy as np
import pytest

from cnnlab.web.number_grid import _decimals, _text, number


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0, 3, "0"),
        (-1.23456, 3, "−1.23"),
        (4.8e-7, 2, "4.8e−7"),
        (-0.0005, 2, "−5e−4"),
        (0.25, 3, "0.25"),
        (9.8, 1, "1e1"),
    ],
)
def test_a_short_number(value, digits, text):
    assert number(value, digits) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([[1, 0, -1]], ["1", "0", "−1"]),
        ([[0.25, 1e-9, -0.0751]], ["0.25", "≈0", "−0.075"]),
        ([[12.0, -4.25, 0.04]], ["12", "−4.2", "≈0"]),
        ([[0.0, 0.0, 0.0]], ["0", "0", "0"]),
    ],
)
def test_the_numbers_of_a_grid(values, texts):
    values = np.array(values, float)
    assert [_text(value, _decimals(values)) for value in values[0]] == texts
