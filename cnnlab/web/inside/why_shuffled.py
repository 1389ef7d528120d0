"""Does a map change when what the network has learned is gone?"""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.inference.why_methods import Wish, is_signed
from cnnlab.inference.why_report import WhyReport
from cnnlab.inference.why_trust import Stage, report_shuffled
from cnnlab.web.classifier.use_controls import KERAS
from cnnlab.web.compute import ask_again
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside import why_view
from cnnlab.web.inside.asking import Asked
from cnnlab.web.inside.why_view import Panel
from cnnlab.web.number_grid import MINUS

ALIKE = 0.5
"""Rank correlation from which on a map has stayed what it was."""


def show(now: Asked, report: WhyReport, wish: Wish) -> None:
    """Show the maps of networks with ever more shuffled layers."""
    stages: tuple[Stage, ...] = ask_again(
        report_shuffled, *now.work, wish, p.SIGN.value, int(p.SHUFFLE.value), place="why_shuffled"
    )
    st.markdown(
        t(
            "The weights of each layer change places with one another, first those of the output, then ever earlier"
            " ones. What the network had learned is gone; a map that stays the same did not explain it."
        )
    )
    for method in report.found:
        signed = is_signed(method, p.SIGN.value)
        st.markdown("**" + t(p.METHODS[method]) + "** · " + verdict(method, signed, stages[-1]))
        why_view.small(_panel(report, method, signed, stage, stage is stages[-1]) for stage in stages)
    p.SHUFFLE.box(width=160)


def _panel(report: WhyReport, method: str, signed: bool, stage: Stage, last: bool) -> Panel:
    values = stage.maps[method]
    text = ""
    if stage.name:
        text = like(stage.correlations[method])
        if signed:
            text = listing([text, t("without signs {value}", value=like(stage.unsigned[method]))])
    title = _title(stage.name, last)
    dead = not np.any(values)
    return Panel(
        title,
        t("No map: this network is dead.") if dead else text,
        t("{method}: {stage}", method=t(p.METHODS[method]), stage=title),
        None if dead else why_view.paint(report.seen, values, signed, float(p.STRENGTH.value)),
    )


def _title(name: str, last: bool) -> str:
    if not name:
        return t("As trained")
    if last:
        return t("All layers shuffled")
    number, _, kind = name.partition("_")
    if not number.isdigit():
        return t("The output shuffled")
    return t("From {layer} on", layer=f"{number} {KERAS.get(kind, kind.title())}")


def like(value: float) -> str:
    """Write a rank correlation."""
    return "–" if np.isnan(value) else f"{value:.2f}".replace("-", MINUS)


def verdict(method: str, signed: bool, last: Stage) -> str:
    """Say what becomes of a method's map when nothing is left of what was learned.

    Parameters
    ----------
    method : str
    signed : bool
        It is shown with signs.
    last : Stage
        With all layers shuffled.
    """
    value, unsigned = last.correlations[method], last.unsigned[method]
    if np.isnan(value):
        return t(
            "With all weights shuffled the map is empty: nothing of the class is left. It depended on what was learned."
        )
    if value >= ALIKE:
        return t(
            "The network knows nothing any more, and the order of the pixels is still much the same ({value}): this"
            " map shows the picture rather than the network.",
            value=like(value),
        )
    said = t("It changes (rank correlation {value}): it depends on what was learned.", value=like(value))
    if signed and unsigned >= ALIKE:
        return sentences(
            said,
            t(
                "But only its signs do: without them {value} is left, for where the picture is empty the map is empty"
                " too, whatever was learned.",
                value=like(unsigned),
            ),
        )
    return said
