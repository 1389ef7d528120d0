from __future__ import annotations

import numpy as np
import pytest

from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.web.identity import identity

VALUES = np.random.default_rng(0).normal(size=(5, 4)).astype(np.float32)


@pytest.mark.parametrize(
    "other",
    [
        (VALUES + np.float32(1e-6), ConvolutionSpec(), 0.0),
        (VALUES.reshape(4, 5), ConvolutionSpec(), 0.0),
        (VALUES, ConvolutionSpec(flip=True), 0.0),
        (VALUES, ConvolutionSpec(), 0.1),
    ],
)
def test_the_identity_changes_with_every_part(other):
    assert identity(VALUES, ConvolutionSpec(), 0.0) != identity(*other)
    assert identity(*other) == identity(*other)
