"""What the mode Instant shows: the result, large, and the styles to choose from beneath it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.web.components import gallery as thumbnails
from cnnlab.web.components.before_after import before_after
from cnnlab.web.components.eraser import reveal
from cnnlab.web.i18n import t
from cnnlab.web.stylize import asking, properties, style_menu
from cnnlab.web.stylize import instant_properties as p
from cnnlab.web.stylize.asking import STRIP
from cnnlab.web.stylize.instant_asking import BRUSH, Asked


def result(now: Asked, made: np.ndarray) -> None:
    """Show the photograph and what has been made of it, (H, W, 3) of uint8; or have it painted by hand."""
    if now.brush:
        reveal(BRUSH, now.name, now.content, made, now.grid)
        st.caption(t("Paint over the photograph: where the brush has been, the style comes through."))
        return
    before_after("style_before_after", now.content, made, (t("The photograph"), style_name(now)), large=True)


def waiting(now: Asked, ended: bool = False) -> None:
    """Show the photograph before the network has answered, or where it has been stopped."""
    said = t("Not painted") if ended else t("The network is painting …")
    before_after(
        "style_before_after",
        now.content,
        now.content,
        (t("The photograph"), said),
        large=True,
    )


def style_name(now: Asked) -> str:
    """Say in which style the picture is."""
    if now.one_style:
        return t("In the style that the network has learned")
    names = properties.STYLE.options
    first = t(names[properties.STYLE.value])
    if now.second is None:
        return t("In the style: {name}", name=first)
    return t(
        "In two styles: {first}, {rest} %, and {second}, {share} %",
        first=first,
        rest=100 - p.MIX.value,
        second=t(names[p.SECOND.value]),
        share=p.MIX.value,
    )


def strip() -> None:
    """Show the styles; a click chooses one."""
    items = style_menu.items(asking.own())
    thumbnails.gallery(STRIP, t("Styles"), items, properties.STYLE.value, strip=True)
