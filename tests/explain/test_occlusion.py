"""Occlusion, against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.explain.occlusion import occlusion


def plainly(score, image, size, stride, cover):
    """Average, for each pixel, what is lost by all squares that cover it."""
    height, width = image.shape[:2]
    starts = [sorted({*range(0, length - size, stride), length - size}) for length in (height, width)]
    lost = [[[] for _ in range(width)] for _ in range(height)]
    for top in starts[0]:
        for left in starts[1]:
            copy = image.copy()
            copy[top : top + size, left : left + size] = cover
            loss = score(image[None])[0] - score(copy[None])[0]
            for row in range(top, top + size):
                for column in range(left, left + size):
                    lost[row][column].append(loss)
    return np.array([[np.mean(each) for each in row] for row in lost])


@given(st.integers(3, 9), st.integers(3, 9), st.integers(1, 3), st.integers(0, 99), st.data())
def test_it_is_the_plain_loop(height, width, channels, seed, data):
    size = data.draw(st.integers(1, min(height, width)))
    stride = data.draw(st.integers(1, size))
    random = np.random.default_rng(seed)
    image = random.random((height, width, channels), np.float32)
    weights = random.normal(size=image.shape)

    def score(images):
        return (images * weights).sum(axis=(1, 2, 3)) ** 2

    np.testing.assert_allclose(
        occlusion(score, image, size, stride, 0.25),
        plainly(score, image, size, stride, 0.25),
        rtol=1e-4,
        atol=1e-5,
    )


def test_it_tells_how_far_it_is():
    told = []
    image = np.zeros((40, 40, 1), np.float32)
    occlusion(lambda images: images.sum(axis=(1, 2, 3)), image, 3, 1, 0.5, told.append)
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1] == 1


@pytest.mark.parametrize(("size", "stride"), [(0, 1), (6, 1), (3, 0), (3, 4)])
def test_an_impossible_square(size, stride):
    with pytest.raises(LabError, match="between 1 and 5"):
        occlusion(lambda images: images.sum(axis=(1, 2, 3)), np.zeros((5, 9, 1)), size, stride)
