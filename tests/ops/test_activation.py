from __future__ import annotations

import numpy as np
import pytest
import scipy.special as sp

from cnnlab.errors import LabError
from cnnlab.ops.activation import NAMES, activate

FORMULAS = {
    "relu": lambda x: np.where(x > 0, x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.2 * x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "gelu": lambda x: x * sp.ndtr(x),
    "sigmoid": sp.expit,
    "tanh": np.tanh,
    "softplus": lambda x: np.logaddexp(0, x),
    "swish": lambda x: x * sp.expit(x),
    "softmax": lambda x: sp.softmax(x, axis=-1),
    "linear": lambda x: x,
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(7,), (4, 5), (3, 4, 2)])
def test_equals_the_formula(name, shape):
    values = np.random.default_rng(1).normal(scale=4, size=shape).astype(np.float32)
    found = activate(values, name)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, FORMULAS[name](values.astype(float)), rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_large_numbers_stay_finite(name):
    assert np.isfinite(activate([-1e30, -100, 0, 100, 1e30], name)).all()


def test_every_name_has_its_formula():
    assert set(NAMES) == set(FORMULAS)


@pytest.mark.parametrize(
    ("values", "name", "says"),
    [
        ([1.0], "relu6", "no activation function"),
        ([1.0], None, "no activation function"),
        ([float("nan")], "relu", "finite numbers"),
        (["a"], "relu", "finite numbers"),
        (1.0, "softmax", "at least a list"),
    ],
)
def test_wrong_values_get_a_sentence(values, name, says):
    with pytest.raises(LabError, match=says):
        activate(values, name)
