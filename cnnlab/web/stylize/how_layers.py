"""The view Layer by layer: pictures that agree with the content, or the style, in one layer alone."""

from __future__ import annotations

import functools
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import fit
from cnnlab.inference import style_how
from cnnlab.inference.style_how_layers import KINDS, SIDE, rebuild_layers
from cnnlab.recipes.painting import LAYERS
from cnnlab.training.perceptual import SHIPPED
from cnnlab.web import encoded, in_hand, long_work
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.identity import identity
from cnnlab.web.stylize import how_downloads, how_program
from cnnlab.web.stylize import properties as page
from cnnlab.web.stylize.how_asking import Pair

KEY = "_style_how_layers"
FILE = Path(__file__).with_name("how_layers.png")
"""What comes of the pictures that the page begins with: made by `cnnlab.inference.style_how_layers.write_sheet`."""
HEADINGS = {
    "content": N_("Made of noise, to have the content's maps in one layer"),
    "style": N_("Made of noise, to have the style's Gram matrices up to this layer"),
}


def show(bench: Bench, pair: Pair) -> Shown:
    """Fill the bench."""
    wanted = identity(*pair, pretrained.stamp(SHIPPED))
    long_work.take(KEY)
    made = _made(wanted)
    with bench.pictures:
        row(
            [
                Figure(fit(pair.content, SIDE), t("Content"), t("The picture in hand, a square of it")),
                Figure(fit(pair.style, SIDE), t("Style"), t("The style picture, a square of it")),
            ],
            110,
            200,
        )
        if made is None:
            _offer(wanted, pair)
        else:
            st.html(f"<div class='kept'>{''.join(_row(made, place) for place in range(len(KINDS)))}</div>")
            if not bench.covered:
                st.markdown(
                    t(
                        "Above: the first layers keep every pixel, the last one lets go of exact colours and fine grain"
                        " and keeps where things are. Below: the further the layers go, the larger the piece of the"
                        " style that comes again, and none of it is where it was."
                    )
                )
    return Shown(how_program.layers(), how_downloads.layers(pair, made))


def controls() -> None:
    """Show no controls of its own: content and style are all there is to choose."""


def _made(wanted: str) -> np.ndarray | None:
    """Return the pictures (2, 4, 96, 96, 3) where they are here: the shipped ones, or those that were made last."""
    last = long_work.ended(KEY)
    if last is not None and last[0] == wanted and isinstance(last[1], np.ndarray):
        return last[1]
    return shipped() if _at_first() else None


@functools.cache
def shipped() -> np.ndarray:
    """Return the pictures for what the page begins with."""
    with Image.open(FILE) as sheet:
        pixels = np.asarray(sheet.convert("RGB"))
    return pixels.reshape(len(KINDS), SIDE, len(LAYERS), SIDE, 3).swapaxes(1, 2)


def _at_first() -> bool:
    shown = (in_hand.PICTURE, in_hand.TONE, in_hand.CROP, page.STYLE, page.SEED)
    large = int(in_hand.SIZE.value) >= style_how.SIDE
    return large and all(each.value == each.default for each in shown)


def _offer(wanted: str, pair: Pair) -> None:
    work = long_work.current(KEY)
    if work is not None and work.name == wanted:
        long_work.watch(KEY, _says)
        return
    long_work.say_failure(KEY)
    st.markdown(
        t(
            "Eight pictures are made of noise, each by some hundred steps of gradient descent. That takes about half a"
            " minute."
        )
    )
    st.button(
        t("Make them for these two pictures"),
        icon=":material/auto_fix_high:",
        type="primary",
        on_click=_begin,
        args=(wanted, pair),
        key="style_h_make",
    )


def _begin(wanted: str, pair: Pair) -> None:
    long_work.drop(KEY)
    long_work.begin(KEY, wanted, rebuild_layers, *pair)


def _says(payload: dict) -> str:
    if not payload:
        return t("It begins in a moment …")
    if payload["kind"] == "content":
        return t("The content, {layer} …", layer=payload["layer"])
    return t("The style, up to {layer} …", layer=payload["layer"])


def _row(made: np.ndarray, place: int) -> str:
    title = t(HEADINGS[KINDS[place]])
    figures = "".join(
        f"<figure><img class='exact' src='{encoded.url(np.ascontiguousarray(picture))}'"
        f" alt='{escape(title)}: {layer}'><figcaption>{layer}</figcaption></figure>"
        for picture, layer in zip(made[place], LAYERS, strict=True)
    )
    return f"<h4>{escape(title)}</h4>{figures}"
