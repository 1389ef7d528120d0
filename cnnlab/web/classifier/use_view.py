"""What the network sees, and what it says to it: a picture beside bars."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.inference.use_report import UseReport
from cnnlab.web import encoded
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import t


def show(seen: np.ndarray, title: str, names: list[str], report: UseReport | None, covered: bool) -> None:
    """Show what the network sees, and beside it a bar for each class.

    Parameters
    ----------
    seen : ndarray of uint8, shape (H, W, C)
    title : str
        How it came about.
    names : list of str
        Of the classes.
    report : UseReport or None
        None while the engine starts: the bars are empty.
    covered : bool
        A question is open: the bars are empty.
    """
    pixels = seen[..., 0] if seen.shape[2] == 1 else seen
    caption, alt = t("What the network sees"), t("What the network sees, pixel by pixel")
    detail = "{} × {}".format(*seen.shape[:2])
    picture = (
        f"<figure><img class='exact' src='{encoded.url(pixels)}' alt='{escape(alt)}'>"
        f"<figcaption>{escape(caption)}<small>{escape(detail)}; {escape(title)}</small></figcaption></figure>"
    )
    shares = None if report is None or covered else report.probabilities
    truth = None if report is None or covered else report.truth
    st.html(f"<div class='answer'>{picture}{bars(names, shares, truth)}</div>")


def bars(names: list[str], shares: np.ndarray | None, truth: int | None) -> str:
    """Return a table with a bar for each class, as HTML; they are empty where the probabilities are not known."""
    best = -1 if shares is None else int(shares.argmax())
    lines = "".join(
        _bar(name, None if shares is None else float(shares[place]), place, place == best, place == truth)
        for place, name in enumerate(names)
    )
    head = escape(t("Probability of each class"))
    return f"<table class='bars' aria-label='{head}'>{lines}</table>"


def _bar(name: str, share: float | None, place: int, best: bool, true: bool) -> str:
    paint = colour.CLASSES[place % len(colour.CLASSES)]
    width = 0 if share is None else 100 * share
    value = "?" if share is None else percent(share)
    mark = f" <small>{escape(t('true class'))}</small>" if true else ""
    kind = " class='best'" if best else ""
    return (
        f"<tr{kind}><th scope='row'>{escape(name)}{mark}</th>"
        f"<td class='track'><i style='width:{width:.2f}%;background:{paint}'></i></td>"
        f"<td class='share'>{escape(value)}</td></tr>"
    )
