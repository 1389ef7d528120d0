"""All experiments as cards: title, time, and in small what was measured beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from cnnlab.recipes.experiments import EXPERIMENTS
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier import properties as shared
from cnnlab.web.classifier.compare_courses import COLOURS, Course, measured_beforehand, seconds_beforehand
from cnnlab.web.classifier.compare_table import svg_url
from cnnlab.web.classifier.experiment_words import TITLES
from cnnlab.web.i18n import t

WIDTH, HEIGHT = 132, 44
_STYLE = """<style>
.cls-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(158px, 1fr)); gap: 0.6rem; }
.cls-cards a { display: block; padding: 0.5rem 0.7rem; border-radius: 0.4rem; color: inherit !important;
  text-decoration: none !important; border: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
.cls-cards a:hover, .cls-cards a:focus-visible { border-color: currentColor; }
.cls-cards a[aria-current] { border: 2px solid #0072b2; padding: calc(0.5rem - 1px) calc(0.7rem - 1px); }
.cls-cards img { display: block; width: 100%; height: 44px; margin-top: 0.3rem; }
.cls-cards b { font-size: 0.85rem; font-weight: 600; } .cls-cards small { font-size: 0.75rem; opacity: 0.75; }
</style>"""


def show(current: str) -> None:
    """Show a card for each experiment; a click opens it."""
    st.markdown(t("**All experiments**"))
    st.html(f"{_STYLE}<div class='cls-cards'>{''.join(_card(name, current) for name in EXPERIMENTS)}</div>")
    st.caption(
        t("In small: validation accuracy of each training, from 0 to 1, as it was measured beforehand.")
    )


def _card(name: str, current: str) -> str:
    experiment = EXPERIMENTS[name]
    courses = [measured_beforehand(name, arm.name, arm.recipe, arm.name) for arm in experiment.arms]
    seconds = seconds_beforehand(name)
    small = t("{count} trainings", count=len(courses))
    if seconds:
        small = t("{count} trainings, {seconds} s", count=len(courses), seconds=f"{seconds:.0f}")
    here = " aria-current='true'" if name == current else ""
    address = f"classifier?{shared.MODE.key}=compare&{p.EXPERIMENT.key}={name}"
    return (
        f"<a href='{address}' target='_self'{here}><b>{escape(t(TITLES[name]))}</b><br><small>{escape(small)}</small>"
        f"<img src='{_sparks(courses)}' alt=''></a>"
    )


def _sparks(courses: Sequence[Course]) -> str:
    lines = ""
    for course, paint in zip(courses, COLOURS, strict=False):
        last = course.seen(course.epochs[-1]) if course.epochs else 1
        points = " ".join(
            f"{WIDTH * course.seen(epoch) / last:.1f},{2 + (HEIGHT - 4) * (1 - epoch.val_accuracy):.1f}"
            for epoch in course.epochs
        )
        lines += f"<polyline points='{points}' fill='none' stroke='{paint}' stroke-width='1.5'/>"
    return svg_url(f"viewBox='0 0 {WIDTH} {HEIGHT}' preserveAspectRatio='none'", lines)
