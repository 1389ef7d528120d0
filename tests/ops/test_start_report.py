"""The pictures of the start page against their oracles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from cnnlab.errors import LabError
from cnnlab.ops import kernels
from cnnlab.ops.start_report import report_start


def test_the_three_pictures():
    pixels = np.random.default_rng(0).integers(0, 256, (37, 50), np.uint8)
    found = report_start(pixels)
    edges = signal.correlate2d(pixels / 255, kernels.build("sobel_x"), "valid")
    np.testing.assert_allclose(found["convolution"], edges, atol=1e-5)
    np.testing.assert_allclose(found["activations"], np.maximum(edges, 0), atol=1e-5)
    blocks = pixels[:32, :48].reshape(4, 8, 6, 8).max(axis=(1, 3))
    np.testing.assert_allclose(found["pooling"], blocks / 255, rtol=1e-6)


def test_a_picture_smaller_than_the_window():
    with pytest.raises(LabError):
        report_start(np.zeros((7, 20), np.uint8))
