"""The widget for what is in hand: samples, upload, camera, drawing pad."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.images import encoding, gallery, preparing
from cnnlab.web import in_hand, memo, taking
from cnnlab.web.adopting import adopt
from cnnlab.web.components import gallery as thumbnails
from cnnlab.web.i18n import language, t, t_error
from cnnlab.web.in_hand import CROP, DIGIT, HAND, OWN, PICTURE, PREPARE, SEED, SIZE, TONE, InHand

MENU = "hand_menu"
THUMBNAIL = 64


def show(takes: tuple[str, ...]) -> InHand:
    """Show the thumbnail with its menu and return what is in hand."""
    place = st.container(key="in_hand", horizontal=True, vertical_alignment="center", gap="small")
    with place:
        thumbnail = st.empty()
        # Its widgets exist only while it is open: the browser would keep the values of those in a closed one,
        # and undo with them whatever a link or a question has set meanwhile.
        menu = st.popover(t("Change the picture"), icon=":material/image:", key=MENU, on_change="rerun")
        if menu.open:
            with menu:
                kind = _kind(takes)
                _sources(kind)
                _settings(kind)
    in_hand_now = held(takes)
    source = memo.last("thumbnail", encoding.picture_id(in_hand_now.pixels), lambda: _thumbnail(in_hand_now))
    alt = t("The picture in hand")
    thumbnail.html(f"<img class='thumbnail' src='{source}' alt='{alt}'>")
    return in_hand_now


def is_open() -> bool:
    """Tell whether the menu is open: its widgets may then change what is in hand."""
    return bool(st.session_state.get(MENU))


def _thumbnail(hand: InHand) -> str:
    side = max(preparing.SMALLEST, min(THUMBNAIL, max(hand.pixels.shape[:2])))
    return encoding.data_url(preparing.fit(hand.pixels, side, "colour", "square"))


def held(takes: tuple[str, ...]) -> InHand:
    """Return what is in hand for a page that takes these kinds, without showing anything of it."""
    try:
        return in_hand.current(takes)
    except LabError as error:  # a digit of one's own, prepared anew, in which no ink is found
        st.warning(t_error(error))
        in_hand.drop("digit")
        return in_hand.current(takes)


def _kind(takes: tuple[str, ...]) -> str:
    if len(takes) == 1:
        return takes[0]
    return HAND.segmented()


def _sources(kind: str) -> None:
    source = taking.where_from("hand_source")
    take = partial(_take, kind)
    if source == "upload":
        taking.upload("", take)
    elif source == "camera":
        taking.camera("", take)
    elif source == "draw":
        # What is drawn is taken as it is: without ink it is said later what is wrong.
        taking.draw("", partial(in_hand.keep, kind), t("Take the drawing in hand"))
    elif kind == "picture":
        _samples()


def _samples() -> None:
    adopt("hand_gallery", "choice", PICTURE)
    thumbnails.gallery("hand_gallery", t("Sample pictures"), _thumbnails(language()), PICTURE.value)


@st.cache_data(show_spinner=False, max_entries=2)
def _thumbnails(language: str) -> list[tuple[str, str, str]]:
    small = (
        (name, preparing.fit(gallery.sample(name, 56), 56, "colour", "square")) for name in gallery.SAMPLES
    )
    return [(name, t(PICTURE.options[name]), encoding.data_url(pixels)) for name, pixels in small]


def _settings(kind: str) -> None:
    # All of them stay on the page while another kind is in hand: a property that is not shown leaves the URL.
    if kind == "picture":
        PICTURE.select(_available(PICTURE, kind))
        left, right = st.columns(2)
        with left:
            SIZE.select()
            TONE.segmented()
        with right:
            CROP.select()
        credit = gallery.CREDITS.get(PICTURE.value)
        if credit:
            st.caption(credit)
    else:
        DIGIT.select(_available(DIGIT, kind))
        if DIGIT.value == OWN:
            PREPARE.toggle()
        else:
            SEED.slider()


def _available(choice, kind: str) -> list[str]:
    return [name for name in choice.options if name != OWN or in_hand.own(kind) is not None]


def _take(kind: str, pixels: np.ndarray) -> None:
    if kind == "digit":
        preparing.to_digit(pixels, prepare=True)
    in_hand.keep(kind, pixels)
