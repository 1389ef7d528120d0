"""Gram matrices against plain loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.metrics.gram import by_strength, gram_matrix, relative_distance


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_each_entry_is_the_mean_product_of_two_maps(rows, columns, count, seed):
    maps = np.random.default_rng(seed).normal(size=(rows, columns, count)).astype(np.float32)
    found = gram_matrix(maps)
    for i in range(count):
        for j in range(count):
            total = 0.0
            for row in range(rows):
                for column in range(columns):
                    total += float(maps[row, column, i]) * float(maps[row, column, j])
            assert found[i, j] == pytest.approx(total / (rows * columns), abs=1e-9)


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_places_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    maps = rng.normal(size=(5, 4, 3))
    moved = rng.permutation(maps.reshape(20, 3)).reshape(4, 5, 3)
    np.testing.assert_allclose(gram_matrix(moved), gram_matrix(maps), atol=1e-12)


def test_it_is_symmetric_and_has_no_negative_eigenvalue():
    gram = gram_matrix(np.random.default_rng(0).normal(size=(6, 7, 5)))
    np.testing.assert_allclose(gram, gram.T)
    assert np.linalg.eigvalsh(gram).min() > -1e-12


def test_a_picture_twice_as_large_has_the_same():
    maps = np.random.default_rng(1).normal(size=(4, 4, 3))
    np.testing.assert_allclose(gram_matrix(np.tile(maps, (2, 3, 1))), gram_matrix(maps), atol=1e-12)


def test_the_relative_distance():
    wanted = np.array([[3.0, 0.0], [0.0, 4.0]])
    assert relative_distance(wanted, wanted) == 0
    assert relative_distance(0 * wanted, wanted) == 1
    assert relative_distance(wanted + np.array([[0, 5], [0, 0]]), wanted) == 1
    assert relative_distance(wanted, 0 * wanted) == np.inf
    assert np.isnan(relative_distance(0 * wanted, 0 * wanted))


def test_the_strongest_come_first():
    assert by_strength(np.diag([1.0, 9.0, 4.0, 4.0]), 3).tolist() == [1, 2, 3]
