"""The share of a picture's variance that alternates from pixel to pixel."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab import datasets
from cnnlab.metrics.checkerboard import checkerboard

SMOOTH = np.sin(2 * np.pi * np.arange(28) / 14)[:, None] * np.ones(28)


@pytest.mark.parametrize(
    "pattern",
    [
        np.indices((28, 28)).sum(axis=0) % 2,
        np.indices((28, 28))[0] % 2,
        np.indices((28, 28))[1] % 2,
    ],
    ids=["board", "rows", "columns"],
)
def test_what_alternates_counts_whole_and_smooth_waves_do_not(pattern):
    pictures = np.stack([pattern, SMOOTH, np.full((28, 28), 0.3)])[..., None]
    np.testing.assert_allclose(checkerboard(pictures), [1, 0, 0], atol=1e-12)


def test_a_sum_counts_by_its_variances():
    # sin² has a mean of 1/2 and an alternating ±a one of a².
    a = 0.3
    board = a * (-1.0) ** np.indices((28, 28)).sum(axis=0)
    (share,) = checkerboard((SMOOTH + board)[None, ..., None])
    assert share == pytest.approx(a**2 / (a**2 + 0.5))


def test_noise_has_its_even_share_and_real_digits_hardly_any():
    noise = np.random.default_rng(0).normal(size=(200, 28, 28, 1))
    assert checkerboard(noise).mean() == pytest.approx(55 / 783, rel=0.05)
    assert checkerboard(datasets.load("digits").x_test / 255).mean() < 0.001
