"""What stands for nothing."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.images.covering import COVERS, cover

PIXELS = np.random.default_rng(0).integers(0, 256, (12, 10, 3), np.uint8)


@pytest.mark.parametrize("kind", COVERS)
@pytest.mark.parametrize("channels", [1, 3])
def test_it_has_the_pictures_shape(kind, channels):
    covered = cover(PIXELS[..., :channels], kind)
    assert (covered.shape, covered.dtype) == ((12, 10, channels), np.uint8)


def test_each_kind():
    assert set(cover(PIXELS, "black").flat) == {0}
    assert set(cover(PIXELS, "grey").flat) == {128}
    assert set(cover(PIXELS, "white").flat) == {255}
    np.testing.assert_array_equal(cover(PIXELS, "mean")[3, 4], np.rint(PIXELS.mean(axis=(0, 1))))
    blurred = cover(PIXELS, "blur")
    assert blurred.std() < PIXELS.std() / 2
    np.testing.assert_allclose(blurred.mean(axis=(0, 1)), PIXELS.mean(axis=(0, 1)), atol=6)
