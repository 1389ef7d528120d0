"""What came out of each training, as a bar with its interval: the first thing to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from cnnlab.metrics.classification import wilson
from cnnlab.web.classifier.compare_courses import COLOURS, Course
from cnnlab.web.i18n import N_, sentences, t

STATES = {
    "none": N_("not trained yet"),
    "queued": N_("waiting"),
    "running": N_("learning"),
    "stopped": N_("stopped"),
    "failed": N_("failed"),
    "lost": N_("lost"),
}
_STYLE = """<style>
.cls-bars { display: grid; grid-template-columns: minmax(5rem, max-content) 1fr minmax(3.6rem, max-content);
  gap: 0.3rem 0.7rem; align-items: center; font-size: 0.9rem; }
.cls-bars .track { position: relative; height: 1.1rem; border-radius: 0.2rem;
  background: color-mix(in srgb, currentColor 8%, transparent); }
.cls-bars .fill { position: absolute; inset: 0 auto 0 0; border-radius: 0.2rem; }
.cls-bars .span { position: absolute; top: 50%; height: 0; border-top: 2px solid currentColor; }
.cls-bars .span::before, .cls-bars .span::after { content: ""; position: absolute; top: -5px; height: 8px;
  border-left: 2px solid currentColor; }
.cls-bars .span::before { left: 0; } .cls-bars .span::after { right: 0; }
.cls-bars .seed { position: absolute; top: 50%; width: 7px; height: 7px; margin: -3.5px; border-radius: 50%;
  border: 1.5px solid currentColor; box-sizing: border-box; }
.cls-bars .value { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.cls-bars .name { overflow-wrap: anywhere; max-width: 11rem; }
@media (max-width: 480px) {
  .cls-bars { grid-template-columns: 6.2rem 1fr minmax(3.6rem, max-content); font-size: 0.8rem; }
}
</style>"""


def show(courses: Sequence[Course]) -> None:
    """Show a bar for each training: test accuracy at the end, before that how far it has come."""
    lines = "".join(_line(course, paint) for course, paint in zip(courses, COLOURS, strict=False))
    st.html(f"{_STYLE}<div class='cls-bars' role='list'>{lines}</div>")
    words = [t("Test accuracy; the bracket is its 95 % interval.")]
    if any(course.others for course in courses):
        words.append(t("Circles: the same training from two other seeds."))
    st.caption(sentences(*words))


def _line(course: Course, paint: str) -> str:
    name = f"<span class='name'>{escape(course.name)}</span>"
    return f"{name}{_track(course, paint)}<span class='value'>{escape(value(course))}</span>"


def _track(course: Course, paint: str) -> str:
    inside = ""
    if course.test_accuracy is not None:
        low, high = wilson(round(course.test_accuracy * course.test_count), course.test_count)
        inside = (
            f"<div class='fill' style='width:{_percent(course.test_accuracy)};background:{paint}'></div>"
            f"<div class='span' style='left:{_percent(low)};width:{_percent(high - low)}'></div>"
        )
        inside += "".join(
            f"<div class='seed' style='left:{_percent(other)}'></div>" for other in course.others
        )
    elif course.steps and course.epochs:
        share = course.epochs[-1].step / course.steps
        inside = f"<div class='fill' style='width:{_percent(share)};background:{paint};opacity:0.3'></div>"
    label = t("{name}: {value}", name=course.name, value=value(course))
    return f"<div class='track' role='listitem' aria-label='{escape(label, quote=True)}'>{inside}</div>"


def value(course: Course) -> str:
    """Say what a training has come to: its test accuracy, or how it stands."""
    if course.test_accuracy is not None:
        return f"{100 * course.test_accuracy:.1f} %"
    if course.status == "running" and course.steps and course.epochs:
        return t("{share} % learned", share=round(100 * course.epochs[-1].step / course.steps))
    return t(STATES.get(course.status, STATES["none"]))


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
