"""What is asked on the page Inside: which network, about which picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.web.classifier import use_properties as use
from cnnlab.web.classifier.use_input import Network, fitted, network, take_drawing
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import properties as p

PAD = "in_pad"
"""Where the mode Map of images lets a digit be drawn."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A network and a picture.

    Attributes
    ----------
    network : Network
    names : list of str
        Of its classes, in the reader's language.
    picture : ndarray of uint8, shape (H, W, C), or None
        At the network's size; None: the test picture of that number.
    number : int
    """

    network: Network
    names: list[str]
    picture: np.ndarray | None
    number: int

    @property
    def about(self) -> tuple[str, int]:
        """The network for a report: its name, and a stamp that changes when it has learned more."""
        return self.network.name, pretrained.stamp(self.network.name)

    @property
    def work(self) -> tuple[str, int, np.ndarray | None, int]:
        """Network and picture for a report: name, stamp, picture, number of the test picture."""
        return (*self.about, self.picture, self.number)


def asked(hand: InHand) -> Asked:
    """Return what the page is set to.

    Raises
    ------
    LabError
        There is no network, or no such run.
    """
    found = network()
    picture = None if found.kind == "example" else fitted(hand, found)
    return Asked(found, [t(name) for name in found.about.classes], picture, int(use.EXAMPLE.value))


def takes() -> tuple[str, ...]:
    """Say what may be in hand, before the page is shown; a new drawing is taken in hand."""
    try:
        found = network()
    except LabError:
        return ("digit", "picture")
    if p.MODE.value == "map":
        take_drawing(found, PAD)
    return found.takes
