"""One scale for all scores: real pictures above the line, generated ones below it, and two marks."""

from __future__ import annotations

from html import escape
from itertools import pairwise

import numpy as np
import streamlit as st

from cnnlab.inference.play_critic import CriticReport
from cnnlab.web.gan import play_critic_words as words
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

BINS = 40


def scale(report: CriticReport, about: Subject) -> None:
    """Show where the picture and the generated one beside it stand among all others."""
    low, high = limits(report)
    edges = np.linspace(low, high, BINS + 1)
    counts = {kind: np.histogram(scores, edges)[0] for kind, scores in _others(report).items()}
    top = max(1, *(int(each.max()) for each in counts.values()))
    bars = "".join(
        f"<i class='{kind}' style='left:{_x(left, low, high):.2f}%;width:{100 / BINS:.2f}%;"
        f"height:{48 * count / top:.1f}%'></i>"
        for kind, each in counts.items()
        for count, (left, _) in zip(each, pairwise(edges), strict=True)
        if count
    )
    marks = "".join(
        f"<b class='{kind} {_side(score, low, high)}' style='left:{_x(score, low, high):.2f}%'>"
        f"<em>{escape(name)}</em></b>"
        for kind, score, name in (
            ("yours", report.score, t("yours")),
            ("twin", report.twin_score, t("generated")),
        )
    )
    pictures = words.real_ones(report, about)
    label = t(
        "Scores: yours {yours}, the generated one {twin}, among {pictures} and generated ones",
        yours=number(report.score, 2),
        twin=number(report.twin_score, 2),
        pictures=pictures,
    )
    ends = "".join(
        f"<small style='{side}:0'>{escape(text)}</small>"
        for side, text in (
            ("left", t("← false: {score}", score=number(low, 2))),
            ("right", t("real: {score} →", score=number(high, 2))),
        )
    )
    st.html(
        f"<div class='critic' role='img' aria-label='{escape(label)}'><div class='plot'>{bars}{marks}</div>"
        f"<div class='ends'>{ends}</div></div>"
    )
    st.caption(
        t(
            "Above the line: scores of {pictures}, each judged as what it is; below it: of generated ones.",
            pictures=pictures,
        )
        if len(report.real)
        else t("Below the line: scores of generated pictures.")
    )


def limits(report: CriticReport) -> tuple[float, float]:
    """Return the ends of the axis: it holds nearly all others and both marks."""
    scores = np.concatenate(list(_others(report).values()))
    low, high = np.quantile(scores, [0.005, 0.995])
    low, high = min(low, report.score, report.twin_score), max(high, report.score, report.twin_score)
    room = 0.03 * (high - low) or 1.0
    return float(low - room), float(high + room)


def _others(report: CriticReport) -> dict[str, np.ndarray]:
    return {"real": report.real, "made": report.made}


def _side(value: float, low: float, high: float) -> str:
    """Say to which side of its mark a name stands, so that it stays within the scale."""
    place = _x(value, low, high)
    return "first" if place < 12 else "last" if place > 88 else ""


def _x(value: float, low: float, high: float) -> float:
    return 100 * (value - low) / (high - low)
