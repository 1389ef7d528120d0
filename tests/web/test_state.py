from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution.kinds_properties import KINDS
from cnnlab.web.convolution.learn_properties import LEARN
from cnnlab.web.convolution.spectrum_properties import SPECTRUM
from cnnlab.web.convolution.stack_properties import STACK
from cnnlab.web.in_hand import PROPERTIES as IN_HAND
from cnnlab.web.state import Choice, Flag, Number, Text

ALL = (p.MODE, *p.FILTER, *STACK, *KINDS, *LEARN, *SPECTRUM, *IN_HAND)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.key)
def test_the_default_is_a_value(each):
    text = str(each.default).lower() if isinstance(each, Flag) else str(each.default)
    assert each.accepts(text)
    assert each.read(text) == each.default


def test_keys_are_unique():
    keys = [each.key for each in ALL]
    assert len(keys) == len(set(keys))
    assert "lang" not in keys


@given(text=st.text())
def test_no_text_raises(text):
    for each in ALL:
        if each.accepts(text):
            each.read(text)


@given(text=st.one_of(st.floats().map(repr), st.integers().map(str), st.text()))
def test_a_number_accepts_what_lies_within_its_limits(text):
    number = Number("x", "X", 1, 15, 3)
    if number.accepts(text):
        assert 1 <= number.read(text) <= 15
        assert number.read(text) == int(text)


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-1", "16", "", "3.5", "1e9999", "३x", "0x3", "9" * 400, "9" * 5000]
)
def test_a_number_refuses(text):
    assert not Number("x", "X", 1, 15, 3).accepts(text)


def test_a_text_refuses_what_its_reader_refuses_and_what_is_too_long():
    kernel = Text("k", "K", lambda text: text.isdigit(), limit=3)
    assert kernel.accepts("12")
    assert kernel.accepts("")
    assert not kernel.accepts("a")
    assert not kernel.accepts("1234")


def test_a_choice_refuses_what_is_not_an_option():
    choice = Choice("c", "C", {"a": "A"}, "a")
    assert choice.accepts("a")
    assert not choice.accepts("A")


@pytest.mark.parametrize(
    ("typed", "valid"), [("", ""), ("3,4", "3,4"), ("abc", ""), ("1" * 30 + ",2", ""), (None, "")]
)
def test_what_nobody_can_read_counts_as_the_default(monkeypatch, typed, valid):
    monkeypatch.setattr("streamlit.session_state", {p.AT.key: typed})
    assert p.AT.valid == valid


def test_a_list_of_numbers_tells_the_browser_its_choice_again_when_its_names_change(monkeypatch):
    def page():
        import streamlit as st

        from cnnlab.web.state import Number

        letters = st.session_state.get("letters", "abc")
        Number("number", "Class", 0, 3, 0).pick(dict(enumerate(letters)))

    app = AppTest.from_function(page, default_timeout=30).run()
    app.selectbox[0].select(1).run()
    assert not app.selectbox[0].proto.set_value
    app.session_state["letters"] = "xyz"
    app.run()
    assert app.selectbox[0].proto.set_value
    assert app.selectbox[0].value == 1


@pytest.mark.parametrize("sent", ["4 · Residual", None, [3], {}])
def test_what_is_no_number_counts_as_the_default(monkeypatch, sent):
    number = Number("x", "X", 1, 15, 3)
    monkeypatch.setattr("streamlit.session_state", {"x": sent})
    assert number.value == 3
    assert number.write(number.value) == "3"
