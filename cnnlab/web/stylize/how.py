"""The mode How it works: what content and style are, for a network."""

from __future__ import annotations

from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import (
    asking,
    how_asking,
    how_gram,
    how_layers,
    how_shuffle,
    how_statistics,
    style_menu,
)
from cnnlab.web.stylize import how_properties as p

_VIEWS = {
    "gram": how_gram,
    "shuffle": how_shuffle,
    "layers": how_layers,
    "statistics": how_statistics,
}


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    return _VIEWS[p.VIEW.value].show(bench, how_asking.pair(bench.hand))


def controls(hand: InHand) -> None:
    """Show the controls."""
    p.VIEW.pills(label_visibility="collapsed")
    # Without the picture: it stands on the bench in every view.
    style_menu.show(None, asking.own(), asking.keep)
    _VIEWS[p.VIEW.value].controls()


MODE = Mode(show, controls)
