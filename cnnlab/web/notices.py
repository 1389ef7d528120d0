"""What a link could not give: said once, until it is understood."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.web import in_hand
from cnnlab.web.i18n import N_, listing, sentences, t
from cnnlab.web.state import Property

WRONG_VALUE = N_("What the link held for {names} does not fit; the usual setting is used.")
LOST_PICTURE = N_(
    "This address stands for a picture of somebody's own, which no address carries; you see a sample. If it is yours,"
    " choose it again."
)
LOST_STYLE = N_(
    "This address stands for a style picture of somebody's own, which no address carries; you see a sample. If it is"
    " yours, choose it again."
)


def of_link(wrong: Sequence[Property]) -> None:
    """Note the properties for which a link held a value that does not fit."""
    usual = [(each.label, each.key) for each in wrong if not each.wrong]
    if usual:
        _notices().append((WRONG_VALUE, usual))
    _notices().extend((each.wrong, []) for each in wrong if each.wrong)


def of_lost_picture() -> None:
    """Note that a link asked for a picture that only its maker has."""
    if in_hand.lost_own():
        _notices().append((LOST_PICTURE, []))


def of_lost_style() -> None:
    """Note that a link asked for a style that only its maker has."""
    _notices().append((LOST_STYLE, []))


def show() -> None:
    """Show the notices and the button that takes them away."""
    notices = _notices()
    if not notices:
        return
    with st.container(key="notices", horizontal=True, vertical_alignment="center"):
        st.warning(sentences(*(_sentence(*notice) for notice in notices)))
        st.button(t("Understood"), type="tertiary", on_click=notices.clear, key="understood")


def _sentence(message: str, names: list[tuple[str, str]]) -> str:
    controls = [t("{label} ({name})", label=t(label), name=name) for label, name in names]
    return t(message, names=listing(controls))


def _notices() -> list[tuple[str, list[tuple[str, str]]]]:
    return st.session_state.setdefault("_notices", [])
