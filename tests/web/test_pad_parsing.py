"""What the drawing pad sends comes from a browser: it may be anything."""

from __future__ import annotations

import base64
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cnnlab.web.components.pad import parse_drawing

PIXELS = 140 * 140

inks = st.dictionaries(st.integers(0, PIXELS - 1), st.integers(1, 255), min_size=1, max_size=30)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def encode(raw: bytes) -> str:
    return "140:" + base64.b64encode(raw).decode()


def bytes_of(ink: dict[int, int]) -> bytes:
    raw = bytearray(PIXELS)
    for place, value in ink.items():
        raw[place] = value
    return bytes(raw)


@given(inks)
def test_ink_arrives_where_it_was_drawn(ink):
    drawing = parse_drawing(encode(bytes_of(ink)))

    assert drawing is not None
    assert drawing.dtype == np.uint8
    assert drawing.shape == (140, 140)
    assert {row * 140 + col: drawing[row, col] for row, col in np.argwhere(drawing)} == ink


def test_a_drawing_cannot_be_written_to():
    drawing = parse_drawing(encode(bytes_of({5: 9})))

    with pytest.raises(ValueError, match="read-only"):
        drawing[0, 0] = 1


def test_a_sheet_without_ink_is_no_drawing():
    assert parse_drawing(encode(bytes(PIXELS))) is None


@given(json_values | st.binary() | st.just(encode(bytes_of({3: 3})).encode()))
def test_what_is_no_drawing_gives_none(value):
    assert parse_drawing(value) is None


@given(inks, st.integers(0, PIXELS), st.characters())
def test_one_character_that_is_not_base64_spoils_it(ink, place, character):
    assume(not (character.isascii() and (character.isalnum() or character in "+/")))
    text = encode(bytes_of(ink))

    assert parse_drawing(text[: 4 + place] + character + text[5 + place :]) is None


@given(inks, st.integers(-200, 200).filter(bool))
def test_a_wrong_number_of_bytes_gives_none(ink, difference):
    raw = bytes_of(ink)
    raw = raw + bytes([7]) * difference if difference > 0 else raw[:difference]

    assert parse_drawing(encode(raw)) is None


@pytest.mark.parametrize("prefix", ["", "14:", "280:", "140;", "140", "０40:"])
def test_another_size_is_refused(prefix):
    assert parse_drawing(prefix + encode(bytes_of({3: 3}))[4:]) is None


def test_a_huge_text_is_not_copied():
    text = "140:" + "QUJD" * 5_000_000
    tracemalloc.start()
    drawing = parse_drawing(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert drawing is None
    assert peak < 100_000


def script():
    import streamlit as st

    from cnnlab.web.components import pad

    drawing = pad.pad("sheet", words=pad.words(), paper=st.session_state.get("colour", "black"))
    st.text("none" if drawing is None else f"{drawing[0, 5]} {drawing[0, 6]} {drawing.flags.writeable}")


@pytest.mark.parametrize(("paper", "shown"), [("black", "200 0 False"), ("white", "55 255 False")])
def test_the_pad_returns_the_sheet_as_it_is_seen(paper, shown):
    app = AppTest.from_function(script)
    app.session_state["colour"] = paper
    app.session_state["sheet"] = {"drawing": encode(bytes_of({5: 200}))}
    app.run()

    assert not app.exception
    assert app.text[0].value == shown


@pytest.mark.parametrize(
    "state", [{}, {"drawing": None}, {"drawing": "140:!"}, {"drawing": {"a": [1]}}, {"x": 1}]
)
def test_a_state_that_is_no_drawing_shows_an_empty_pad(state):
    app = AppTest.from_function(script)
    app.session_state["sheet"] = state
    app.run()

    assert not app.exception
    assert app.text[0].value == "none"
