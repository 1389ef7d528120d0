from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.slips import size_slips


def slips(n: int, k: int, **settings) -> dict[int, str]:
    return dict(size_slips(ConvolutionSpec(**settings).arithmetic((n, n), (k, k))[0]))


@pytest.mark.parametrize(
    ("settings", "wrong", "name"),
    [
        ({"padding": "same"}, 26, "padding"),
        ({"padding": "same"}, 27, "one_side"),
        ({"dilation": (3, 3)}, 26, "no_dilation"),
        ({"dilation": (3, 3)}, 20, "dilation"),
        ({"stride": (3, 3)}, 10, "floor"),
        ({"stride": (3, 3)}, 26, "stride"),
        ({"stride": (3, 3)}, 8, "plus_one"),
        ({}, 28, "kernel"),
    ],
)
def test_a_slip_is_recognised_by_its_number(settings, wrong, name):
    assert slips(28, 3, **settings)[wrong] == name


@given(n=st.integers(1, 64), k=st.integers(1, 7), s=st.integers(1, 4), d=st.integers(1, 4))
def test_the_right_size_is_never_a_slip(n, k, s, d):
    try:
        axis = ConvolutionSpec((s, s), (d, d)).arithmetic((n, n), (k, k))[0]
    except LabError:
        return
    assert axis.output not in size_slips(axis)
