"""What the camera's component sends, and what anybody might send in its place."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.web.components.shutter import LONGEST, MOST, parse_shots


@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=MOST))
def test_what_was_packed_is_unpacked(shots):
    assert parse_shots(",".join(base64.b64encode(shot).decode() for shot in shots)) == shots


@pytest.mark.parametrize(
    "value", [None, 3, {}, [], b"abc", "", ",,,", "no base64!", "A" * (MOST * (LONGEST + 1) + 1)]
)
def test_anything_else_is_nothing(value):
    assert parse_shots(value) == []


def test_more_than_a_burst_is_cut_off():
    assert len(parse_shots(",".join(["QUJD"] * (MOST + 5)))) == MOST


@given(st.text(max_size=300))
def test_no_text_does_harm(text):
    assert all(isinstance(shot, bytes) and shot for shot in parse_shots(text))
