"""Small pictures in a row, each with what the classifier takes it for."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.inference.known_codes import SURE
from cnnlab.web import encoded
from cnnlab.web.autoencoder.imagine_asking import CLASSES
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import t


def strip(title: str, pictures: np.ndarray, shares: np.ndarray | None, covered: bool) -> None:
    """Show pictures in a row.

    Parameters
    ----------
    title : str
    pictures : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    shares : ndarray of float, shape (N, classes), or None
        What the classifier says to each; a bar under the picture shows the largest in its class's colour. None: it is
        not asked.
    covered : bool
        A question is open: none of that is shown.
    """
    said = [None] * len(pictures) if covered or shares is None else shares
    parts = "".join(
        _frame(place, picture, each)
        for place, (picture, each) in enumerate(zip(pictures, said, strict=True), 1)
    )
    head = f"<p class='strip-title'>{escape(title)}</p>"
    st.html(f"{head}<div class='strip' style='--count:{len(pictures)}'>{parts}</div>")


def _frame(place: int, picture: np.ndarray, shares: np.ndarray | None) -> str:
    source = encoded.url(picture)
    if shares is None:
        alt = t("Frame {number}", number=place)
        return f"<figure><img class='exact' src='{source}' alt='{escape(alt)}'></figure>"
    best = int(shares.argmax())
    share = float(shares[best])
    name = CLASSES[best]
    alt = t("Frame {number}: {name}, {percent}", number=place, name=name, percent=percent(share))
    paint = colour.CLASSES[best % len(colour.CLASSES)]
    kind = "" if share > SURE else " class='unsure'"
    return (
        f"<figure{kind}><img class='exact' src='{source}' alt='{escape(alt)}'>"
        f"<i><b style='width:{100 * share:.1f}%;background:{paint}'></b></i>"
        f"<figcaption><strong>{escape(name)}</strong> {escape(whole_percent(share))}</figcaption></figure>"
    )


def whole_percent(share: float) -> str:
    """Write a probability short: softmax gives neither 0 nor 1, so nothing is called 0 or 100."""
    if share > 0.995:
        return "> 99 %"
    return "< 1 %" if share < 0.005 else f"{100 * share:.0f} %"
