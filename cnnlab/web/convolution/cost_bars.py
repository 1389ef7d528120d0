"""What a kind of convolution costs, beside the ordinary one: numbers and bars."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnnlab.ops.kind_report import Cost
from cnnlab.web.i18n import t

_OWN, _OTHER = "#3f7fc4", "#8a94a1"


def show(name: str, cost: Cost, ordinary: Cost) -> None:
    """Show both costs.

    Parameters
    ----------
    name : str
        The kind, in the reader's language.
    cost, ordinary : Cost
    """
    groups = [
        (t("Parameters"), cost.parameters, ordinary.parameters),
        (t("Multiply-adds"), cost.multiply_adds, ordinary.multiply_adds),
    ]
    inside = "".join(_group(title, name, own, other) for title, own, other in groups)
    st.html(f"<div style='display:flex;flex-wrap:wrap;gap:0.8rem 2.5rem'>{inside}</div>")


def _group(title: str, name: str, own: int, other: int) -> str:
    most = max(own, other)
    ordinary = t("ordinary")
    bars = _bar(name, own, most, _OWN) if name != ordinary else ""
    return (
        "<div style='flex:1 1 18rem;max-width:30rem'>"
        f"<div style='font-size:0.8rem;opacity:0.75'>{escape(title)}</div>"
        f"{bars}{_bar(ordinary, other, most, _OTHER)}</div>"
    )


def _bar(name: str, value: int, most: int, colour: str) -> str:
    return (
        "<div style='display:grid;grid-template-columns:9.5rem 1fr 6.5rem;gap:0.5rem;align-items:center;"
        "font-size:0.875rem;line-height:1.5'>"
        f"<span style='overflow-wrap:anywhere'>{escape(name)}</span>"
        f"<span><span style='display:block;height:0.7rem;border-radius:0.2rem;min-width:2px;"
        f"background:{colour};width:{100 * value / most:.1f}%'></span></span>"
        f"<span style='text-align:right;font-variant-numeric:tabular-nums'>{value:,}</span></div>"
    )
