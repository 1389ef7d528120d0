"""Pictures with what the network said about them: two bars each, for its answer and for the truth."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.web import encoded
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.i18n import t

TRUTH, OTHER = colour.CLASSES[0], colour.CLASSES[1]
"""Blue for the true class, orange for any other: as in the matrix."""
SHORT = 3
"""Letters of a name that has room beside its probability under a small picture."""


def show(subject: Subject, places: np.ndarray) -> None:
    """Show pictures.

    Parameters
    ----------
    subject : Subject
        With answers and pictures.
    places : ndarray of int, shape (n,)
        Which of the answers; each has its picture here.
    """
    tiles = "".join(_tile(subject, int(place)) for place in places)
    columns = 4 if max(map(len, subject.names)) <= SHORT else 3
    # As many columns as ever, so that a cell with few pictures shows them no larger.
    sizes = f"grid-template-columns:repeat({columns},minmax(0,1fr));--figure-most:150px;--count:{columns}"
    st.html(f"<div class='figures' style='{sizes}'>{tiles}</div>")


def _tile(subject: Subject, place: int) -> str:
    answers, shares, names = subject.answers, subject.probabilities[place], subject.names
    pixels = picture_of(subject, place)
    truth, first = int(answers.labels[place]), int(shares.argmax())
    # Beside the answer what is most telling: the truth, or where that is the answer the runner-up.
    second = truth if truth != first else int(np.argsort(-shares, kind="stable")[1])
    alt = t(
        "Picture of {truth}, called {answer} with {share} %",
        truth=names[truth],
        answer=names[first],
        share=share(shares[first]),
    )
    bars = "".join(
        _bar(names[each], shares[each], TRUTH if each == truth else OTHER) for each in (first, second)
    )
    return (
        f"<figure><img class='exact' src='{encoded.url(pixels)}' alt='{escape(alt, quote=True)}'>"
        f"<figcaption>{bars}</figcaption></figure>"
    )


def picture_of(subject: Subject, place: int) -> np.ndarray:
    """Return the picture of an answer as uint8, (H, W) or (H, W, 3)."""
    answers = subject.answers
    pixels = answers.pictures[np.searchsorted(answers.shown, place)]
    return pixels[..., 0] if pixels.shape[2] == 1 else pixels


def share(value: float) -> str:
    """Write a probability in percent, with so many digits that it is not mistaken for certainty."""
    percent = 100 * value
    if 99.5 <= percent < 99.95:
        return f"{percent:.1f}"
    return ">99.9" if 99.95 <= percent < 100 else "<1" if 0 < percent < 1 else f"{percent:.0f}"


def _bar(name: str, value: float, paint: str) -> str:
    return (
        f"<div class='part'><span>{escape(name)}<b>{escape(share(value))} %</b></span>"
        f"<i style='width:{100 * value:.1f}%;background:{paint}'></i></div>"
    )
