"""The figures of several GANs in a table, each beside that of real pictures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from cnnlab.web.gan.experiments_course import COLOURS, Course
from cnnlab.web.gan.experiments_view import percent
from cnnlab.web.i18n import N_, listing, t

_STYLE = """<style>
.gan-figures { overflow-x: auto; }
.gan-figures table { border-collapse: collapse; font-size: 0.85rem; margin: 0; font-variant-numeric: tabular-nums; }
.gan-figures th, .gan-figures td { padding: 0.25rem 0.9rem 0.25rem 0; text-align: left; vertical-align: top; border: 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); font-weight: 400; }
.gan-figures thead th { border-bottom-width: 2px; opacity: 0.8; }
.gan-figures i { display: inline-block; width: 0.65rem; height: 0.65rem; border-radius: 50%; margin-right: 0.3rem; }
.gan-figures small { display: block; opacity: 0.75; }
</style>"""
SAYS = N_(
    "Measured by the shipped classifier of these digits on {count} generated pictures. Fréchet distance: between its"
    " features of generated and of real pictures, the smaller the better. Classes: of ten, how many it sees at least"
    " now and then. Spread: how far apart the features of two pictures are. Small: other seeds."
)


def show(name: str, courses: Sequence[Course]) -> None:
    """Show a line for each training that has been judged, and one for real pictures."""
    known = [course for course in courses if "frechet" in course.figures]
    if not known:
        return
    board = name == "checkerboard"
    heads = [t("Fréchet distance"), t("Classes"), t("Spread"), *([t("Checkerboard")] if board else [])]
    head = "".join(f"<th scope='col'>{escape(each)}</th>" for each in ("", *heads))
    lines = "".join(
        _line(course, paint, board)
        for course, paint in zip(courses, COLOURS, strict=False)
        if "frechet" in course.figures
    )
    st.html(
        f"{_STYLE}<div class='gan-figures' tabindex='0'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{lines}{_real(known[0], board)}</tbody></table></div>"
    )
    st.caption(t(SAYS, count=known[0].figures["count"]))


def _line(course: Course, paint: str, board: bool) -> str:
    cells = [
        _cell(f"{course.figures['frechet']:.0f}", (f"{each['frechet']:.0f}" for each in course.others)),
        _cell(str(course.figures["classes"]), (str(each["classes"]) for each in course.others)),
        _cell(f"{course.figures['diversity']:.2f}", (f"{each['diversity']:.2f}" for each in course.others)),
    ]
    if board:
        last = percent(course.board[-1][1]) if course.board else ""
        cells.append(_cell(last, (percent(each["board"]) for each in course.others)))
    return f"<tr><th scope='row'><i style='background:{paint}'></i>{escape(course.name)}</th>{''.join(cells)}</tr>"


def _cell(text: str, others) -> str:
    small = listing(others)
    return f"<td>{escape(text)}{f'<small>{escape(small)}</small>' if small else ''}</td>"


def _real(course: Course, board: bool) -> str:
    figures = course.figures
    cells = [
        f"{figures['frechet_real']:.0f}",
        str(figures.get("classes_real", 10)),
        f"{figures['diversity_real']:.2f}",
        *([""] if board else []),
    ]
    inside = "".join(f"<td>{escape(each)}</td>" for each in cells)
    name = escape(t("real digits"))
    return f"<tr><th scope='row'>{name}</th>{inside}</tr>"
