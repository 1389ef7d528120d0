"""The mode why."""

from __future__ import annotations

from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside.asking import asked


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    asked(bench.hand)
    return Shown("")


def controls(hand: InHand) -> None:
    """Show the controls."""


MODE = Mode(show, controls)
