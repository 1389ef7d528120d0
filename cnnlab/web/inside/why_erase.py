"""Erasing by hand: the probability follows the brush."""

from __future__ import annotations

import logging
from html import escape

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.images import colour
from cnnlab.images.covering import cover
from cnnlab.inference.why_methods import Asking, flat, over
from cnnlab.inference.why_report import WhyReport
from cnnlab.inference.why_trust import report_erased
from cnnlab.metrics.certainty import softmax
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.components.eraser import eraser
from cnnlab.web.compute import NotReady, ask_again, wait_for_engine
from cnnlab.web.frame import FAILED, UNFORESEEN
from cnnlab.web.i18n import listing, sentences, t, t_error
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside.asking import Asked
from cnnlab.web.inside.why_view import picture
from cnnlab.web.inside.why_words import held, whole_percent
from cnnlab.web.number_grid import number

log = logging.getLogger(__name__)
KEY = "in_why_eraser"


@st.fragment
def show(now: Asked, report: WhyReport, asking: Asking) -> None:
    """Show the picture to erase in, and what the network says to what is left; a stroke draws only this again."""
    seen = report.seen
    left, right = st.columns([2, 3], gap="medium")
    with left:
        mask = eraser(KEY, picture(seen), picture(cover(seen, asking.nothing)))
    with right:
        # A stroke comes here past the frame, which catches what happens on the page. What is erased stays.
        try:
            _answer(now, report, asking, mask)
        except LabError as error:
            st.error(t_error(error), icon=":material/error:")
            if not engine.ready():
                wait_for_engine()
        except NotReady:
            wait_for_engine()
        except Exception:
            log.exception(FAILED)
            st.error(t(UNFORESEEN), icon=":material/error:")


def _answer(now: Asked, report: WhyReport, asking: Asking, mask: np.ndarray) -> None:
    logits: np.ndarray = ask_again(report_erased, *now.work, mask, asking.nothing, place="why_erased")
    before, after = softmax(logits)
    said = [_erased(report, mask)]
    if mask.any():
        said.append(change(report.target, logits, now.names))
    st.markdown(sentences(*said))
    st.html(_bars(report.target, before, after, now.names))


def _erased(report: WhyReport, mask: np.ndarray) -> str:
    if not mask.any():
        return t(
            "Rub out what a map points at, then undo it and rub out something else. If the map is right, the"
            " probability falls with the first and hardly with the second."
        )
    shares = {
        method: held(over(report.seen.shape, flat(method, values, p.SIGN.value)), mask)
        for method, values in report.found.items()
    }
    parts = [
        t("{share} in {method}", share=whole_percent(share), method=t(p.METHODS[method]))
        for method, share in shares.items()
        if share is not None
    ]
    erased = whole_percent(float(mask.mean()))
    if not parts:
        return t("You erased {erased} of the pixels.", erased=erased)
    return t(
        "You erased {erased} of the pixels. Of all that the maps mark for the class they held {shares}.",
        erased=erased,
        shares=listing(parts),
    )


def change(target: int, logits: np.ndarray, names: list[str]) -> str:
    """Say what has become of a class's probability and logit (2, classes), and whether another one has won."""
    before, after = softmax(logits)
    values = {
        "name": names[target],
        "before": percent(float(before[target])),
        "after": percent(float(after[target])),
        "old": number(float(logits[0, target])),
        "new": number(float(logits[1, target])),
    }
    if values["before"] == values["after"]:
        said = t(
            "The probability of **{name}** stays at {after}; its logit went from {old} to {new}.", **values
        )
    elif after[target] < before[target]:
        said = t(
            "The probability of **{name}** fell from {before} to **{after}**, its logit went from {old} to {new}.",
            **values,
        )
    else:
        said = t(
            "The probability of **{name}** rose from {before} to **{after}**, its logit went from {old} to {new}.",
            **values,
        )
    best = int(after.argmax())
    if best == target or best == int(before.argmax()):
        return said
    now = t(
        "Now the network says **{name}** ({percent}).", name=names[best], percent=percent(float(after[best]))
    )
    return sentences(said, now)


def _bars(target: int, before: np.ndarray, after: np.ndarray, names: list[str]) -> str:
    """Show, of the class in question and of the surest before and now, what they had and what they have."""
    places = dict.fromkeys((target, int(before.argmax()), int(after.argmax())))
    second = [int(place) for place in np.argsort(-after, kind="stable") if int(place) not in places]
    rows = [*places, *second][: max(3, len(places))]
    lines = "".join(_pair(names[place], place, float(before[place]), float(after[place])) for place in rows)
    head = escape(t("Probability before and after erasing"))
    return f"<table class='bars twice' aria-label='{head}'>{lines}</table>"


def _pair(name: str, place: int, before: float, after: float) -> str:
    ink = colour.CLASSES[place % len(colour.CLASSES)]
    lines = (("before", t("before"), before), ("now", t("now"), after))
    cells = [
        f"<td class='when'>{escape(word)}</td>"
        f"<td class='track'><i class='{kind}' style='width:{100 * share:.2f}%;background:{ink}'></i></td>"
        f"<td class='share'>{escape(percent(share))}</td>"
        for kind, word, share in lines
    ]
    return (
        f"<tr><th scope='row' rowspan='2'>{escape(name)}</th>{cells[0]}</tr><tr class='best'>{cells[1]}</tr>"
    )
