"""The browser's own arithmetic of the mode Function, in Chromium, against TensorFlow and SciPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import cnnlab.web.components
from cnnlab.ops.activation import NAMES, activate, derivative
from cnnlab.ops.activation_report import CHECKED

pytestmark = pytest.mark.browser

COMPONENTS = Path(cnnlab.web.components.__file__).parent
POINTWISE = [name for name in NAMES if name != "softmax"]


@pytest.fixture(scope="module")
def blank(chromium):
    """A blank page with the functions alone."""
    context = chromium.new_context()
    page = context.new_page()
    for script in ("shared/activate.js", "activation/axes.js"):
        page.add_script_tag(content=(COMPONENTS / script).read_text("utf-8"))
    yield page
    context.close()


@pytest.mark.parametrize("name", POINTWISE)
@pytest.mark.parametrize("parameters", [{"slope": 0.2, "alpha": 1.0}, {"slope": 0.01, "alpha": 2.5}])
def test_functions_and_slopes_like_tensorflow(blank, name, parameters):
    values = np.concatenate([CHECKED, np.linspace(-40, 40, 401, dtype=np.float32)])
    got, slopes = blank.evaluate(
        """([values, name, parameters]) => [
          [...activate(Float32Array.from(values), name, parameters)],
          values.map((value) => SLOPES[name](value, parameters)),
        ]""",
        [values.tolist(), name, parameters],
    )
    limit = {"rtol": 1e-5, "atol": 1e-6}
    np.testing.assert_allclose(got, activate(values, name, **parameters), **limit)
    np.testing.assert_allclose(slopes, derivative(values, name, **parameters), **limit)


def test_the_share_of_the_normal_distribution_like_scipy(blank):
    from scipy.special import ndtr

    values = np.linspace(-12, 12, 4801)
    got = blank.evaluate("values => values.map(normalShare)", values.tolist())
    np.testing.assert_allclose(got, ndtr(values), rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("seed", range(6))
def test_the_colours_limit_is_the_one_that_sorting_finds(blank, seed):
    rng = np.random.default_rng(seed)
    values = (rng.standard_normal(rng.integers(1, 3000)) * 10.0 ** rng.integers(-3, 4)).astype(np.float32)
    values[rng.random(values.size) < 0.3] = (0, -0.0)[seed % 2]
    for share in (0.5, 0.995, 1):
        got = blank.evaluate(
            "([values, share]) => sizeWithin(Float32Array.from(values), share)", [values.tolist(), share]
        )
        assert got == np.sort(np.abs(values))[int(np.ceil(share * values.size)) - 1]
