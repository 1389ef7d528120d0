from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.kernels import PRESETS, SIZES, build, facts, normalise


@pytest.mark.parametrize(
    ("name", "column", "row"),
    [
        ("sobel_x", [1, 2, 1], [-1, 0, 1]),
        ("sobel_y", [-1, 0, 1], [1, 2, 1]),
        ("prewitt_x", [1, 1, 1], [-1, 0, 1]),
        ("scharr_x", [3, 10, 3], [-1, 0, 1]),
        ("scharr_y", [-1, 0, 1], [3, 10, 3]),
        ("identity", [0, 1, 0], [0, 1, 0]),
        ("box", [1 / 3] * 3, [1 / 3] * 3),
    ],
)
def test_factors_are_pleasant_to_read(name, column, row):
    found = facts(build(name))
    assert found.rank_one
    np.testing.assert_allclose(found.factors[0], column, atol=1e-6)
    np.testing.assert_allclose(found.factors[1], row, atol=1e-6)


@pytest.mark.parametrize("name", PRESETS)
def test_facts_of_every_preset(name):
    for size in SIZES[name]:
        kernel = build(name, size)
        found = facts(kernel)
        assert found.rank_one == (np.linalg.matrix_rank(kernel, rtol=1e-5) == 1)
        if found.rank_one:
            np.testing.assert_allclose(np.outer(*found.factors), kernel, atol=1e-5 * np.abs(kernel).max())
        assert found.total == pytest.approx(kernel.astype(float).sum())
        turned = np.rot90(kernel, 2)
        assert found.symmetric == np.allclose(kernel, turned, atol=1e-5 * np.abs(kernel).max(), rtol=0)
        assert found.antisymmetric == np.allclose(kernel, -turned, atol=1e-5 * np.abs(kernel).max(), rtol=0)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(-9, 9), min_size=1, max_size=6), st.lists(st.integers(-9, 9), min_size=1, max_size=6)
)
def test_products_of_whole_numbers_have_whole_factors(column, row):
    kernel = np.outer(column, row)
    found = facts(kernel)
    assert found.rank_one == bool(kernel.any())
    if found.rank_one:
        np.testing.assert_array_equal(np.outer(*found.factors), kernel)
        assert all(np.array_equal(factor, np.rint(factor)) for factor in found.factors)


@pytest.mark.parametrize(
    ("kernel", "symmetric", "antisymmetric", "sums_to", "rank_one"),
    [
        ([[1, 2], [2, 1]], True, False, "other", False),
        ([[1, 0], [0, -1]], False, True, "zero", False),
        ([[0.5, 0.25, 0.25]], False, False, "one", True),
        ([[0, 0], [0, 0]], True, True, "zero", False),
        ([[-2]], True, False, "other", True),
        ([[1e8, 1e-3], [0, 0]], False, False, "other", True),
    ],
)
def test_facts_of_small_kernels(kernel, symmetric, antisymmetric, sums_to, rank_one):
    found = facts(kernel)
    assert (found.symmetric, found.antisymmetric) == (symmetric, antisymmetric)
    assert (found.sums_to, found.rank_one) == (sums_to, rank_one)
    assert (found.factors is not None) == rank_one


def test_normalise_divides_by_the_sum_or_by_the_absolute_values():
    np.testing.assert_allclose(normalise([[1, 1], [1, 1]]), np.full((2, 2), 0.25))
    np.testing.assert_allclose(normalise([[-1, 0, 1]]), [[-0.5, 0, 0.5]])
    np.testing.assert_allclose(normalise([[-3, 1]]), [[1.5, -0.5]])
    three = normalise([[[2, 2]], [[-1, 1]], [[0, 4]]])
    np.testing.assert_allclose(three, [[[0.5, 0.5]], [[-0.5, 0.5]], [[0, 1]]])
    assert three.dtype == np.float32


@pytest.mark.parametrize("function", [facts, normalise])
@pytest.mark.parametrize(
    "kernel", [[1, 2], [[float("nan")]], np.zeros((0, 3)), [["a"]], np.zeros((1, 1, 1, 1))]
)
def test_what_is_no_kernel_gets_a_sentence(function, kernel):
    with pytest.raises(LabError, match="table of finite numbers"):
        function(kernel)


@pytest.mark.parametrize("kernel", [[[0, 0]], [[[1]], [[0]], [[2]]]])
def test_zeros_cannot_be_normalised(kernel):
    with pytest.raises(LabError, match="zeros cannot be normalised"):
        normalise(kernel)
