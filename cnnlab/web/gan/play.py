"""The mode Play: digits out of noise, a critic to fool, a walk between two of them, and whether they are copies."""

from __future__ import annotations

from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.gan import play_asking as asking
from cnnlab.web.gan import play_copies, play_critic, play_grid, play_walk
from cnnlab.web.gan import play_properties as p
from cnnlab.web.in_hand import InHand

_VIEWS = {
    "grid": play_grid,
    "critic": play_critic,
    "walk": play_walk,
    "copy": play_copies,
}


def show(bench: Bench) -> Shown | None:
    """Fill the bench; nothing is returned while what it shows is still looked for."""
    return _VIEWS[p.VIEW.value].show(bench, asking.subject())


def controls(hand: InHand) -> None:
    """Show the controls; without a network there is nothing to set."""
    p.VIEW.pills(label_visibility="collapsed")
    asking.network_control()
    about = asking.known()
    if about is not None:
        _VIEWS[p.VIEW.value].controls(about)


MODE = Mode(show, controls)
