from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.convolution import PADDINGS, ConvolutionSpec
from tests.ops import oracles

small = st.tuples(st.integers(1, 5), st.integers(1, 5))
specs = st.builds(ConvolutionSpec, small, small, st.sampled_from(PADDINGS), st.booleans())
many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@st.composite
def possible(draw):
    """A spec with a picture's and a kernel's size that have an output."""
    spec = draw(specs)
    size = draw(st.tuples(st.integers(1, 24), st.integers(1, 24)))
    kernel = draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    try:
        spec.check(size, kernel)
    except LabError:
        assume(False)
    return spec, size, kernel


@many
@given(possible())
def test_never_read_equals_marking_what_each_window_reads(case):
    spec, size, kernel = case
    numbers = np.arange(1, size[0] * size[1] + 1).reshape(size)
    padded = oracles.pad(numbers, kernel, spec)
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, spec.dilation, strict=True)]
    read = set()
    for top in range(0, padded.shape[0] - reach[0] + 1, spec.stride[0]):
        for left in range(0, padded.shape[1] - reach[1] + 1, spec.stride[1]):
            window = padded[
                top : top + reach[0] : spec.dilation[0], left : left + reach[1] : spec.dilation[1]
            ]
            read.update(window.ravel().tolist())
    unread = ~np.isin(numbers, list(read))
    rows, columns = spec.never_read(size, kernel)
    expected = np.zeros(size, dtype=bool)
    expected[list(rows)] = True
    expected[:, list(columns)] = True
    np.testing.assert_array_equal(expected, unread)


@many
@given(possible())
def test_arithmetic_adds_up(case):
    spec, size, kernel = case
    padded = oracles.pad(np.zeros(size), kernel, spec).shape
    extra = spec.same_extra(size, kernel)
    for axis, numbers in enumerate(spec.arithmetic(size, kernel)):
        reach = (kernel[axis] - 1) * spec.dilation[axis] + 1
        starts = range(0, padded[axis] - reach + 1, spec.stride[axis])
        assert numbers.output == len(starts) == spec.output_size(size, kernel)[axis]
        assert (numbers.before, numbers.after) == spec.padding_amounts(size, kernel)[axis]
        assert numbers.before + numbers.n + numbers.after == padded[axis]
        assert numbers.after - numbers.before == extra[axis]
        assert extra[axis] in (0, 1)
        left, right = numbers.numbers.split(" = ")
        value = eval(left.replace("·", "*"), {"floor": np.floor, "__builtins__": {}})
        assert value == int(right) == numbers.output


def test_formula_with_its_numbers():
    rows, _ = ConvolutionSpec().arithmetic((28, 28), (3, 3))
    assert rows.formula == "floor((n + p - d(k - 1) - 1) / s) + 1"
    assert rows.numbers == "floor((28 + 0 - 1·(3 - 1) - 1) / 1) + 1 = 26"


@pytest.mark.parametrize(
    ("size", "kernel", "spec", "expected"),
    [
        (28, 3, ConvolutionSpec(), 26),
        (28, 3, ConvolutionSpec(padding="same"), 28),
        (28, 3, ConvolutionSpec(padding="same", stride=(2, 2)), 14),
        (28, 3, ConvolutionSpec(padding="full"), 30),
        (28, 3, ConvolutionSpec(dilation=(2, 2)), 24),
        (28, 4, ConvolutionSpec(stride=(3, 3)), 9),
        (7, 7, ConvolutionSpec(), 1),
    ],
)
def test_known_output_sizes(size, kernel, spec, expected):
    assert spec.output_size((size, size), (kernel, kernel)) == (expected, expected)


def test_same_puts_the_odd_pixel_at_the_bottom_and_right():
    spec = ConvolutionSpec(padding="same", stride=(2, 1))
    assert spec.padding_amounts((28, 28), (3, 2)) == ((0, 1), (0, 1))
    assert spec.same_extra((28, 28), (3, 2)) == (1, 1)
    assert ConvolutionSpec(padding="full").same_extra((28, 28), (4, 4)) == (0, 0)


def test_never_read_between_windows_and_in_the_gaps():
    assert ConvolutionSpec(stride=(3, 1)).never_read((8, 4), (2, 2)) == ((2, 5), ())
    assert ConvolutionSpec(stride=(1, 3), dilation=(1, 3)).never_read((1, 9), (1, 2))[1] == (1, 2, 4, 5, 7, 8)
    assert ConvolutionSpec(stride=(2, 2)).never_read((6, 5), (3, 3)) == ((5,), ())


def test_a_spec_is_a_value():
    spec = ConvolutionSpec([2, np.int64(3)], [1, 2])
    assert spec == ConvolutionSpec((2, 3), (1, 2))
    assert hash(spec) == hash(ConvolutionSpec((2, 3), (1, 2)))
    assert all(type(entry) is int for entry in spec.stride)
    with pytest.raises(dataclasses.FrozenInstanceError):
        spec.padding = "same"


@pytest.mark.parametrize(
    "pair",
    [
        (0, 1),
        (1, -1),
        (1,),
        (1, 1, 1),
        (1.0, 1),
        (True, 1),
        2,
        "11",
        None,
        (None, 1),
        (1025, 1),
        (10**30, 1),
    ],
)
@pytest.mark.parametrize("setting", ["stride", "dilation"])
def test_wrong_steps_get_a_sentence(setting, pair):
    with pytest.raises(LabError, match=f"The {setting} needs two whole numbers"):
        ConvolutionSpec(**{setting: pair})


@pytest.mark.parametrize("padding", ["", "SAME", "zero", None, 0, ["same"]])
def test_wrong_paddings_get_a_sentence(padding):
    with pytest.raises(LabError, match="no padding of that name"):
        ConvolutionSpec(padding=padding)


@pytest.mark.parametrize("flip", [0, 1, None, "no"])
def test_wrong_flips_get_a_sentence(flip):
    with pytest.raises(LabError, match="Flip"):
        ConvolutionSpec(flip=flip)


@pytest.mark.parametrize(
    ("spec", "size", "kernel", "says"),
    [
        (ConvolutionSpec(), (20, 20), (21, 1), r"21 × 1 pixels and the picture has only 20 × 20"),
        (ConvolutionSpec(), (20, 20), (1, 25), "smaller kernel or dilation"),
        (ConvolutionSpec(dilation=(10, 1)), (20, 20), (3, 3), "21 × 3"),
        (ConvolutionSpec(padding="reflect"), (2, 9), (5, 5), "Reflect padding would add 2 rows"),
        (ConvolutionSpec(padding="circular"), (2, 9), (7, 7), "Circular padding would add 3 rows"),
        (ConvolutionSpec(padding="full", dilation=(1000, 1000)), (9, 9), (9, 9), "which is too many"),
        (ConvolutionSpec(), (0, 5), (1, 1), "picture's size"),
        (ConvolutionSpec(), (5, 5, 3), (1, 1), "picture's size"),
        (ConvolutionSpec(), (5, 5), (1, 0), "kernel's size"),
        (ConvolutionSpec(), (5, 5), 3, "kernel's size"),
    ],
)
def test_impossible_settings_say_what_to_change(spec, size, kernel, says):
    for method in (
        spec.check,
        spec.output_size,
        spec.padding_amounts,
        spec.arithmetic,
        spec.never_read,
        spec.same_extra,
    ):
        with pytest.raises(LabError, match=says):
            method(size, kernel)


def test_the_largest_padding_that_reflect_and_circular_allow():
    assert ConvolutionSpec(padding="reflect").output_size((3, 3), (5, 5)) == (3, 3)
    assert ConvolutionSpec(padding="circular").output_size((2, 2), (5, 5)) == (2, 2)
