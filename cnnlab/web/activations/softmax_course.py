"""How the loss has come down, in a line beside the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import exp

import streamlit as st

from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

HEIGHT, MOST_BARS = 28, 30


def show(losses: Sequence[float], name: str) -> None:
    """Show number of steps, loss and probability before and after, and each loss as a small bar.

    Parameters
    ----------
    losses : sequence of float
        Before the first step, and after each; fewer than two show what to do.
    name : str
        Of the true class.
    """
    if len(losses) < 2:
        words = t(
            "A, B and C are three made-up classes, and {name} shall be right. Each step goes against the gradient:"
            " press until {name} is far ahead.",
            name=name,
        )
        st.html(f"<div style='font-size:0.86rem;opacity:0.8'>{escape(words)}</div>")
        return
    values = {
        "steps": len(losses) - 1,
        "before": number(losses[0]),
        "after": number(losses[-1]),
        "name": name,
        "first": share(exp(-losses[0])),
        "last": share(exp(-losses[-1])),
    }
    words = (
        t("1 step: loss {before} → {after}; {name} from {first} to {last}", **values)
        if len(losses) == 2
        else t("{steps} steps: loss {before} → {after}; {name} from {first} to {last}", **values)
    )
    st.html(
        "<div style='display:flex;flex-wrap:wrap;align-items:center;gap:0.2rem 0.8rem;font-size:0.86rem;"
        f"font-variant-numeric:tabular-nums'><span>{escape(words)}</span>{_bars(losses)}</div>"
    )


def share(probability: float) -> str:
    """Write a probability in percent. Softmax never gives exactly 0 or 1, so nothing is called 0 or 100."""
    if probability < 0.0005:
        return "<0.1 %"
    if probability > 0.9995:
        return ">99.9 %"
    return f"{100 * probability:.1f} %"


def _bars(losses: Sequence[float]) -> str:
    every = -(-len(losses) // MOST_BARS)
    top = max(losses) or 1.0
    bars = "".join(
        f"<span style='width:3px;height:{max(1, HEIGHT * loss / top):.1f}px;background:currentColor;"
        "opacity:0.6'></span>"
        for loss in losses[::every]
    )
    return f"<span aria-hidden='true' style='display:inline-flex;align-items:flex-end;gap:1px'>{bars}</span>"
