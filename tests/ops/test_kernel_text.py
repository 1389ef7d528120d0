from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnlab.errors import LabError
from cnnlab.ops.kernels import parse, to_text

numbers = st.floats(-1e6, 1e6, width=32)
shapes = array_shapes(min_dims=2, max_dims=2, max_side=15) | array_shapes(
    min_dims=2, max_dims=2, max_side=9
).map(lambda shape: (3, *shape))


@settings(max_examples=200, deadline=None)
@given(arrays(np.float32, shapes, elements=numbers))
def test_text_and_back(kernel):
    text = to_text(kernel)
    back = parse(text)
    assert back.dtype == np.float32
    assert back.shape == kernel.shape
    np.testing.assert_allclose(back, kernel, rtol=6e-6, atol=1e-37)
    assert to_text(back) == text


@pytest.mark.parametrize(
    ("text", "kernel"),
    [
        ("1,0;0,-1", [[1, 0], [0, -1]]),
        (" 1 , 0 ;\n 0 , -1 \n", [[1, 0], [0, -1]]),
        ("1,0\n0,-1", [[1, 0], [0, -1]]),
        ("1，0；0，−1", [[1, 0], [0, -1]]),
        ("+.5,1.,1e-2,-2E3", [[0.5, 1, 0.01, -2000]]),
        ("7", [[7]]),
        ("1,2|3,4\n|5,6", [[[1, 2]], [[3, 4]], [[5, 6]]]),
        ("1000000", [[1e6]]),
    ],
)
def test_reads(text, kernel):
    np.testing.assert_array_equal(parse(text), np.array(kernel, dtype=np.float32))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        (None, "is empty"),
        ("1,2;3", "differ in length"),
        ("1,;2,3", "not a number"),
        ("a", "“a” is not a number"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("1e999", "between -1000000 and 1000000"),
        ("1_0", "not a number"),
        ("0x1", "not a number"),
        ("1 2", "not a number"),
        ("٣", "not a number"),
        ("1000001", "1000001 does not"),
        ("<b>" * 99, "not a number"),
        (",".join("1" * 16), "1 rows and 16 columns"),
        (";".join("1" * 16), "16 rows and 1 columns"),
        ("1|2", "There are 2 kernels"),
        ("1|2|3|4", "There are 4 kernels"),
        ("1|2,3|4", "same number of rows and columns"),
        ("1|2|", "not a number"),
        ("1" * 20_001, "longer than 20000"),
    ],
)
def test_nonsense_gets_a_sentence(text, says):
    with pytest.raises(LabError, match=says):
        parse(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text("0123456789.,;|-+eE \n", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        kernel = parse(text)
    except LabError as error:
        kernel, said = None, str(error)
    assert len(said) < 300 if kernel is None else np.isfinite(kernel).all()


def test_at_most_six_digits_and_no_minus_zero():
    assert to_text([[1 / 3, -0.0, 123456.7, -1e-9]]) == "0.333333,0,123457,-1e-09"
    assert to_text(np.arange(6).reshape(3, 1, 2)) == "0,1|2,3|4,5"


@pytest.mark.parametrize("kernel", [[1], [[float("nan")]], np.zeros((2, 1, 1)), np.zeros((0, 0))])
def test_what_is_no_kernel_is_not_written(kernel):
    with pytest.raises(LabError, match="one table of finite numbers, or three"):
        to_text(kernel)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1,2;\n3,4", [[1, 2], [3, 4]]),
        ("\n 1 , 2 \n\n 3 , 4 ;\n", [[1, 2], [3, 4]]),
        ("1,2\r\n3,4", [[1, 2], [3, 4]]),
        ("1,2;", [[1, 2]]),
    ],
)
def test_new_lines_part_rows_and_empty_ones_part_nothing(text, rows):
    assert parse(text).tolist() == rows


def test_new_lines_around_the_bars():
    assert parse("1,2\n|\n3,4\n|\n5,6").tolist() == [[[1, 2]], [[3, 4]], [[5, 6]]]


@pytest.mark.parametrize(
    "text", ["1" + " " * 19_000 + "1", "1" + " \n" * 9_000 + "x", ";" * 20_000, "," * 20_000]
)
def test_a_long_text_of_separators_is_refused(text):
    with pytest.raises(LabError):
        parse(text)
