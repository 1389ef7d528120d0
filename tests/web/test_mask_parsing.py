"""What the eraser sends comes from a browser: it may be anything."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from cnnlab.web.components.eraser import parse_mask

NAME = "0123456789abcdef"

masks = nps.arrays(bool, st.tuples(st.integers(1, 40), st.integers(1, 40)))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def encode(mask: np.ndarray, name: str = NAME) -> str:
    return f"{name}:" + base64.b64encode(np.packbits(mask).tobytes()).decode()


@given(masks)
def test_a_mask_arrives_as_it_was_painted(mask):
    np.testing.assert_array_equal(parse_mask(encode(mask), NAME, mask.shape), mask)


@given(masks, masks)
def test_the_mask_of_another_size_or_picture_is_none(mask, other):
    if -(-mask.size // 8) != -(-other.size // 8):
        assert parse_mask(encode(mask), NAME, other.shape) is None
    assert parse_mask(encode(mask, NAME[::-1]), NAME, mask.shape) is None


@given(json_values)
def test_anything_else_is_none(value):
    assert parse_mask(value, NAME, (28, 28)) is None


@given(st.text(alphabet="AZaz09+/=:#\n é", min_size=149, max_size=149))
def test_text_of_the_right_length_is_a_mask_or_none(text):
    found = parse_mask(f"{NAME}:{text}"[:149], NAME, (28, 28))
    assert found is None or found.shape == (28, 28)


@pytest.mark.parametrize("end", ["é", "\n", "=", "*"])
def test_what_is_no_base64_is_none(end):
    text = encode(np.ones((28, 28), bool))
    assert parse_mask(text, NAME, (28, 28)) is not None
    assert parse_mask(text[:-1] + end, NAME, (28, 28)) is None or end == "="
