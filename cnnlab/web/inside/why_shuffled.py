"""Does a map change when what the network has learned is gone?"""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.inference.why_methods import Asking, is_signed
from cnnlab.inference.why_report import WhyReport
from cnnlab.inference.why_trust import Cascade, Shuffled, report_shuffled
from cnnlab.web.classifier.use_controls import KERAS
from cnnlab.web.compute import ask_again
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside import why_view, why_words
from cnnlab.web.inside.asking import Asked
from cnnlab.web.inside.why_view import Panel
from cnnlab.web.number_grid import MINUS

ALIKE = 0.5
"""Rank correlation from which on a map has stayed what it was."""


def show(now: Asked, report: WhyReport, asking: Asking) -> None:
    """Show the maps of networks with ever more shuffled layers."""
    found: Cascade = ask_again(
        report_shuffled, *now.work, asking, p.SIGN.value, int(p.SHUFFLE.value), place="why_shuffled"
    )
    st.markdown(
        t(
            "The weights of each layer change places with one another, first those of the output, then ever earlier"
            " ones. What the network had learned is gone; a map that stays the same did not explain it."
        )
    )
    stages, name = found.stages, now.names[report.target]
    for method in found.asking.methods:
        signed = is_signed(method, p.SIGN.value)
        st.markdown("**" + t(p.METHODS[method]) + "** · " + verdict(method, signed, stages[0], stages[-1]))
        why_view.small(_panel(report, method, name, stage, stage is stages[-1]) for stage in stages)
    why_words.say_less(less(asking, found))
    p.SHUFFLE.box(width=160)


def less(asking: Asking, found: Cascade) -> list[str]:
    """Say what has been saved."""
    said = why_words.less(asking, found.asking)
    stages = len(found.stages) - 1
    if stages < found.wanted:
        said.append(t("{count} shuffled networks instead of {usual}", count=stages, usual=found.wanted))
    if len(found.asking.methods) < len(found.possible):
        names = listing(t(p.METHODS[method]) for method in found.asking.methods)
        said.append(t("{methods} alone", methods=names))
    return said


def _panel(report: WhyReport, method: str, name: str, stage: Shuffled, last: bool) -> Panel:
    signed = is_signed(method, p.SIGN.value)
    values = stage.maps[method]
    text = ""
    if stage.name:
        text = like(stage.correlations[method])
        if signed:
            text = listing([text, t("without signs {value}", value=like(stage.unsigned[method]))])
    title = _title(stage.name, last)
    empty = not np.any(values)
    return Panel(
        title,
        t("Empty: nothing here speaks for {name}.", name=name) if empty else text,
        t("{method}: {stage}", method=t(p.METHODS[method]), stage=title),
        None if empty else why_view.paint(report.seen, values, signed, float(p.STRENGTH.value)),
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


def _incomparable(own: np.ndarray, last: np.ndarray) -> str:
    """Say why there is no rank correlation: one of the maps has the same value everywhere."""
    if not np.any(own):
        if np.any(last):
            return t("As trained the map is empty: there is nothing to compare.")
        return t("The map is empty before and after: there is nothing to compare.")
    if np.ptp(own) == 0:
        return t("The map has the same value everywhere: too few values to compare.")
    if np.any(last):
        return t(
            "With all weights shuffled the map has the same value everywhere: nothing of its pattern is left. It"
            " depended on what was learned."
        )
    return t(
        "With all weights shuffled the map is empty: nothing of the class is left. It depended on what was learned."
    )


def verdict(method: str, signed: bool, first: Shuffled, last: Shuffled) -> str:
    """Say what becomes of a method's map when nothing is left of what was learned.

    Parameters
    ----------
    method : str
    signed : bool
        It is shown with signs.
    first, last : Shuffled
        The network itself, and the one with all layers shuffled.
    """
    value, unsigned = last.correlations[method], last.unsigned[method]
    if np.isnan(value):
        return _incomparable(first.maps[method], last.maps[method])
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
