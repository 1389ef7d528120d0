"""A drawing goes from its pad into the hand, and stays there when the pad goes away."""

from __future__ import annotations

import base64

import numpy as np
import pytest
import streamlit as st

from cnnlab.web import in_hand
from cnnlab.web.autoencoder.properties import GIVEN
from cnnlab.web.drawing import take_drawing

DRAWN = "140:" + base64.b64encode(bytes(9000) + bytes([255] * 600) + bytes(10000)).decode()


@pytest.fixture
def session(monkeypatch):
    held = {in_hand.DIGIT.key: "5", GIVEN.key: "example"}
    monkeypatch.setattr(st, "session_state", held)
    return held


def runs(session, *sheets):
    """Run the page once with each sheet; "away": the session has forgotten the pad."""
    for sheet in sheets:
        session.pop("pad", None)
        if sheet != "away":
            session["pad"] = {"drawing": sheet}
        take_drawing("pad", "digit", GIVEN)


def test_a_drawing_is_taken_in_hand(session):
    runs(session, "away", None, DRAWN)
    assert np.asarray(in_hand.own("digit")).sum() == 255 * 600
    assert session[in_hand.DIGIT.key] == in_hand.OWN
    assert session[GIVEN.key] == "digit"


def test_an_empty_pad_that_comes_back_takes_nothing_away(session):
    runs(session, "away", None, DRAWN, "away", None, None)
    assert in_hand.own("digit") is not None
    assert session[in_hand.DIGIT.key] == in_hand.OWN


def test_the_same_once_more_is_taken_again(session):
    runs(session, "away", None, DRAWN, "away", None)
    session[in_hand.DIGIT.key] = "3"
    runs(session, DRAWN)
    assert session[in_hand.DIGIT.key] == in_hand.OWN


def test_a_pad_that_is_wiped_gives_the_sample_back(session):
    runs(session, "away", None, DRAWN, None)
    assert in_hand.own("digit") is None
    assert session[in_hand.DIGIT.key] == in_hand.DIGIT.default
