"""The mode Step by step."""

from __future__ import annotations

from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import asking


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    with bench.pictures:
        row(
            [
                Figure(asking.content(bench.hand), t("Content"), t("The picture in hand")),
                Figure(asking.style(), t("Style"), t("The style picture")),
            ],
            200,
            320,
        )
    return Shown("")


def controls(hand: InHand) -> None:
    """Show the controls."""
    asking.style_control()


MODE = Mode(show, controls)
