from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from cnnlab.images import gallery
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


@dataclass(frozen=True, eq=False)
class Held:
    pixels: np.ndarray
    name: str = "held"


COLOUR = [
    np.pad(np.repeat(gallery.digit(digit)[..., None], 3, axis=2), ((2, 2), (2, 2), (0, 0)))
    for digit in (2, 5)
]


@pytest.mark.parametrize(
    "within",
    [
        lambda pixels: (pixels, 0),
        lambda pixels: [pixels],
        lambda pixels: {"picture": pixels},
        lambda pixels: Held(pixels),
        lambda pixels: ((None, Held(pixels)), {"more": [pixels]}),
    ],
)
def test_two_pictures_differ_wherever_they_are_held(within):
    """NumPy writes no more than the ends of an array of over a thousand values: here the same, black."""
    one, other = map(within, COLOUR)
    assert COLOUR[0].shape == (32, 32, 3)
    assert repr(COLOUR[0]) == repr(COLOUR[1])
    assert identity("walk", one) != identity("walk", other)
    assert identity("walk", one) == identity("walk", within(COLOUR[0].copy()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("digits", None, 1, 1200, "best"), ("digits", None, 11, 200, "best")),
        ((("a", "b"), "c"), (("a",), "b", "c")),
        ((("a", "b"),), (["a", "b"],)),
        (("a", ""), ("a",)),
        ((1,), ("1",)),
        ((b"1",), ("1",)),
        (({"a": 1},), (("a", 1),)),
        ((np.zeros(2, np.float32),), (np.zeros(2, np.int32),)),
        ((np.array(["a", None], object),), (np.array(["b", None], object),)),
    ],
)
def test_parts_do_not_run_together(one, other):
    assert identity(*one) != identity(*other)


def test_an_array_is_what_it_holds_however_it_lies():
    assert identity(VALUES.T.copy().T) == identity(VALUES)
    assert identity(VALUES[::2]) == identity(VALUES[::2].copy())
