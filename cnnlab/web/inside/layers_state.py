"""What is opened in the mode Layers: read from the address, changed by clicks."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference.layers_report import Choice
from cnnlab.web.adopting import event
from cnnlab.web.components.network import chosen
from cnnlab.web.inside import layers_properties as p

STRIP, SCOPE, ATLAS = "in_network", "in_scope", "in_atlas"
"""Keys of the components in which something can be chosen."""


def choice() -> Choice:
    """Return what is opened now."""
    return Choice(*(int(each.value) for each in (p.STAGE, p.UNIT, p.ROW, p.COLUMN, p.CHANNEL)))


def take_choice() -> None:
    """Take over what has been chosen in the strip or pinned in the scope since the last run."""
    found = chosen(STRIP)
    if found is not None and p.STAGE.accepts(str(found[0])) and p.UNIT.accepts(str(found[1])):
        open_value(*found)
    unit = event(ATLAS, "choice")
    if unit is not None and p.UNIT.accepts(unit):
        open_value(int(p.STAGE.value), p.UNIT.read(unit))
    place = (event(SCOPE, "at") or "").split(",")
    if len(place) == 2 and all(
        each.accepts(text) for each, text in zip((p.ROW, p.COLUMN), place, strict=True)
    ):
        for each, text in zip((p.ROW, p.COLUMN), place, strict=True):
            st.session_state[each.key] = each.read(text)


def open_value(stage: int, unit: int, row: int = -1, column: int = -1) -> None:
    """Open a value: its stage, its map, and its place where that is chosen."""
    values = {p.STAGE: stage, p.UNIT: unit, p.ROW: row, p.COLUMN: column, p.CHANNEL: -1}
    for each, value in values.items():
        st.session_state[each.key] = value
