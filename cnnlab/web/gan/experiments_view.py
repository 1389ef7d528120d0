"""The pictures of several GANs side by side: the same noise, as far as each has come."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isfinite

import numpy as np
import streamlit as st

from cnnlab.images import encoding
from cnnlab.web.gan.experiments_course import COLOURS, ENLARGED, SHOWN, SIDE, Course, apart, pixels
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number

COLUMNS = 5
LEAST = 1e-4
"""A smaller share is not told from none."""
STYLE = """<style>
.gan-arms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--arm)), 1fr));
  gap: 1rem 1.2rem; }
.gan-arms figure { margin: 0; min-width: 0; }
.gan-arms figcaption { font-size: 0.9rem; line-height: 1.35; margin-bottom: 0.3rem; }
.gan-arms figcaption i { display: inline-block; width: 0.7rem; height: 0.7rem; border-radius: 50%;
  margin-right: 0.35rem; }
.gan-arms small { display: block; opacity: 0.8; font-size: 0.8rem; font-variant-numeric: tabular-nums; }
.gan-arms img { display: block; width: 100%; image-rendering: pixelated; border-radius: 0.25rem; background: #000; }
.gan-arms .none { aspect-ratio: 5 / 4; border-radius: 0.25rem; display: grid; place-items: center; font-size: 0.85rem;
  border: 1px dashed color-mix(in srgb, currentColor 35%, transparent); opacity: 0.8; }
.gan-zoom { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
</style>"""
STATES = {
    "none": N_("not trained yet"),
    "queued": N_("waits for its turn"),
    "stopped": N_("stopped"),
    "failed": N_("failed"),
    "lost": N_("lost"),
}


def show(name: str, courses: Sequence[Course]) -> None:
    """Show each training as a picture with a line or two."""
    inside = zoomed if name == "checkerboard" else sheet
    cards = "".join(
        card(course, paint, inside(course)) for course, paint in zip(courses, COLOURS, strict=False)
    )
    st.html(f"{STYLE}<div class='gan-arms' style='--arm:{320 if inside is zoomed else 138}px'>{cards}</div>")


def card(course: Course, paint: str, inside: str) -> str:
    """Return a training with its name and how far it is, as HTML."""
    return (
        f"<figure><figcaption><i style='background:{paint}'></i><b>{escape(course.name)}</b>"
        f"<small>{escape(how_far(course))}</small></figcaption>{inside}</figure>"
    )


def sheet(course: Course) -> str:
    """Return the last look as HTML."""
    if not course.looks:
        return f"<div class='none'>{escape(_empty(course))}</div>"
    step, picture = course.looks[-1]
    alt = t("What {name} makes of the same noise after {step} steps.", name=course.name, step=step)
    return f"<img src='{encoding.data_url(arranged(picture))}' alt='{escape(alt)}'>"


def arranged(picture: bytes) -> np.ndarray:
    """Return the first pictures of a look (PNG) in rows of five."""
    few = apart(pixels(picture))[:SHOWN]
    grid = few.reshape(-1, COLUMNS, *few.shape[1:]).swapaxes(1, 2)
    whole = grid.reshape(grid.shape[0] * SIDE, COLUMNS * SIDE, few.shape[-1])
    return whole[..., 0] if whole.shape[-1] == 1 else whole


def zoomed(course: Course) -> str:
    """Return a few pictures of each look, enlarged, with how much of each is checkerboard."""
    if not course.looks:
        return f"<div class='none'>{escape(_empty(course))}</div>"
    cells, shares = "", dict(course.board)
    for step, picture in course.looks:
        whole = pixels(picture)
        few = whole[:SIDE, : ENLARGED * SIDE]
        share = percent(shares.get(step, 0.0))
        alt = t(
            "Three pictures of {name} after {step} steps; checkerboard {share}.",
            name=course.name,
            step=step,
            share=share,
        )
        says = t("step {step}: {share}", step=step, share=share)
        cells += (
            f"<div><img src='{encoding.data_url(stretched(few))}' alt='{escape(alt)}'><small>{escape(says)}</small>"
            "</div>"
        )
    return f"<div class='gan-zoom'>{cells}</div>"


def stretched(few: np.ndarray) -> np.ndarray:
    """Return pixels from black to white: the first pictures of a generator are all nearly grey."""
    low, high = int(few.min()), int(few.max())
    return np.rint((few.astype(float) - low) * (255 / max(high - low, 1))).astype(np.uint8)


def percent(share: float) -> str:
    """Write a small share with two digits that count."""
    return f"{number(100 * share, 2)} %" if share >= LEAST else f"< {100 * LEAST:g} %"


def how_far(course: Course) -> str:
    """Say how far a training is, and what the discriminator says of both kinds of pictures."""
    last = course.last
    if not last:
        return _empty(course)
    if not all(isfinite(last[key] if last[key] is not None else float("nan")) for key in ("real", "fake")):
        return t(
            "step {step} of {steps} · its numbers are none any more", step=last["step"], steps=course.steps
        )
    return t(
        "step {step} of {steps} · right verdicts {right}",
        step=last["step"],
        steps=course.steps,
        right=f"{100 * last['right']:.0f} %",
    )


def _empty(course: Course) -> str:
    if course.status == "running":
        return t("is being trained")
    return t(STATES.get(course.status, STATES["none"]))
