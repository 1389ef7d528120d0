from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.images.averaging import averaged


@settings(max_examples=150, deadline=None)
@given(st.integers(3, 40), st.integers(3, 40), st.integers(0, 2**32 - 1))
def test_it_is_the_mean_of_each_block(height, width, seed):
    grey = np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)
    found = averaged(grey, (3, 3))
    assert found.dtype == np.float32
    # Whole pixels: the middle block takes one more, or one less, where thirds do not come out even.
    down, across = (
        [n // 3 + (n % 3 == 2), n // 3 + (n % 3 == 1), n // 3 + (n % 3 == 2)] for n in (height, width)
    )
    for i in range(3):
        for j in range(3):
            block = grey[sum(down[:i]) : sum(down[: i + 1]), sum(across[:j]) : sum(across[: j + 1])]
            assert found[i, j] == pytest.approx(sum(map(int, block.ravel())) / 255 / block.size, abs=1e-6)


@pytest.mark.parametrize("shape", [(2, 9), (9, 1)])
def test_fewer_pixels_than_blocks_get_a_sentence(shape):
    with pytest.raises(LabError, match="too few for 3 × 3 blocks"):
        averaged(np.zeros(shape, np.uint8), (3, 3))


@pytest.mark.parametrize("value", [0, 7, 255])
def test_an_even_picture_keeps_its_value(value):
    found = averaged(np.full((28, 19), value, np.uint8), (3, 3))
    np.testing.assert_allclose(found, value / 255, atol=1e-6)


def test_black_blocks_are_exactly_black():
    grey = np.zeros((28, 28), np.uint8)
    grey[12:16, 12:16] = 255
    found = averaged(grey, (3, 3))
    assert np.count_nonzero(found) == 1
