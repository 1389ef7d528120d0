"""The controls of the mode Data."""

from __future__ import annotations

import streamlit as st

from cnnlab.datasets import own
from cnnlab.web import visitor
from cnnlab.web.classifier import data_collect, train_suited
from cnnlab.web.classifier import data_properties as p
from cnnlab.web.classifier.train_properties import SEED, VALIDATION
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.moments import moment


def show(_: InHand) -> None:
    """Show them."""
    data_collect.adopt_made()
    p.DATA_SET.select(on_change=train_suited.follow_data)
    if p.DATA_SET.value == "shapes":
        p.CLUTTER.slider()
        p.NOISE.slider()
        p.CUE.slider()
    elif p.DATA_SET.value == p.OWN_PICTURES:
        _own()
    if data_collect.is_open():
        data_collect.controls()
        return
    p.EXAMPLES.box(on_change=train_suited.follow_data)
    with st.expander(t("More"), key="more"):
        VALIDATION.slider()
        SEED.box()


def _own() -> None:
    sets = own.sets_of(visitor.token())
    if not sets and not p.OWN_SET.valid:
        return
    names = {each.id: _name(each) for each in sets}
    if p.OWN_SET.valid and p.OWN_SET.valid not in names:
        names[p.OWN_SET.valid] = t("The set of this link")
    if p.OWN_SET.value not in names:
        # While more pictures are collected none need be chosen.
        names = {"": t("none"), **names}
        st.session_state[p.OWN_SET.key] = ""
    st.selectbox(
        t(p.OWN_SET.label),
        list(names),
        format_func=names.__getitem__,
        key=p.OWN_SET.key,
        help=t(p.OWN_SET.help),
        persist_state="session",
    )
    p.COLLECT.toggle()
    if any(each.id == p.OWN_SET.valid for each in sets) and not p.COLLECT.value:
        with st.popover(t("Delete this set"), icon=":material/delete:"):
            st.markdown(
                t(
                    "Its pictures are deleted for good. What you are still collecting stays until you remove it there,"
                    " and a training on them keeps the few pictures that it shows until it is deleted itself."
                )
            )
            st.button(
                t("Delete the pictures"),
                on_click=_delete,
                args=(p.OWN_SET.valid, visitor.token()),
                key="cls_delete_set",
            )


def _name(found: own.OwnSet) -> str:
    # With the first letters of its id no other set has the same label.
    return t(
        "{classes} classes, {count} pictures, {moment} ({id})",
        classes=len(found.classes),
        count=sum(found.train) + sum(found.test),
        moment=moment(found.created),
        id=found.id[:5],
    )


def _delete(data: str, owner: str) -> None:
    own.delete(data, owner)
    st.session_state[p.OWN_SET.key] = p.OWN_SET.default
