"""What the mode Instant asks: photograph, styles, and how much of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import encoding, in_colour, preparing
from cnnlab.inference.style_report import QUICK, masked
from cnnlab.web import in_hand
from cnnlab.web.components import eraser
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import asking, properties
from cnnlab.web.stylize import instant_properties as p
from cnnlab.web.training import kinds

BRUSH = "style_instant_brush"
GRID = 96
"""Squares of the long side of what is painted by hand: a brush has no finer edge."""
PAINTERS = ("stylizer", "one-style")
"""Kinds of runs that paint any photograph."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A photograph and what is to be done with it.

    Attributes
    ----------
    network : str
        A shipped name, or the id of a run.
    content : ndarray of uint8, shape (H, W, 3)
    style : ndarray of uint8, shape (h, w, 3)
    second : ndarray of uint8, shape (h, w, 3), or None
    strength, mix : float
        From 0 to 1.
    keep_colour : bool
    brush : bool
        Only where it is painted by hand does the style go.
    hand : ndarray of uint8, shape (r, c) or (r, c, 3)
        The photograph as it is in hand, whatever the size of the result: what is painted by hand holds for it.
    """

    network: str
    content: np.ndarray
    style: np.ndarray
    second: np.ndarray | None
    strength: float
    mix: float
    keep_colour: bool
    brush: bool
    hand: np.ndarray

    @property
    def one_style(self) -> bool:
        """Whether the network has learned one style alone: it looks at no other."""
        return kinds.kind_of_run(self.network) == "one-style"

    @property
    def shipped(self) -> bool:
        """Whether the network ships with the laboratory; any other one is a run that only its maker has."""
        return self.network == p.SHIPPED

    @property
    def slow(self) -> bool:
        """Whether it takes longer than a moment."""
        return self.content.shape[0] * self.content.shape[1] > QUICK

    @property
    def work(self) -> tuple:
        """The arguments of `cnnlab.inference.style_report.report_style`."""
        stamp = pretrained.stamp(self.network)
        return (
            self.network,
            stamp,
            self.content,
            self.style,
            self.strength,
            self.second,
            self.mix,
            self.keep_colour,
        )

    @property
    def grid(self) -> tuple[int, int]:
        """Rows and columns of what is painted by hand."""
        rows, columns = self.hand.shape[:2]
        scale = min(1.0, GRID / max(rows, columns))
        return max(1, round(rows * scale)), max(1, round(columns * scale))

    @property
    def name(self) -> str:
        """The name that the photograph has for the brush."""
        return encoding.picture_id(self.hand)

    def mask(self) -> np.ndarray | None:
        """Return where the style goes, float32 (H, W) from 0 to 1; None: everywhere."""
        if not self.brush:
            return None
        painted = eraser.parse_mask(eraser.held_text(BRUSH), self.name, self.grid)
        if painted is None:
            painted = np.zeros(self.grid, bool)
        rows, columns = self.content.shape[:2]
        small = Image.fromarray(painted.astype(np.float32))
        enlarged = small.resize((columns, rows), Image.Resampling.BILINEAR)
        return np.clip(np.asarray(enlarged), 0, 1)

    def seen(self, made: np.ndarray) -> np.ndarray:
        """Return what is on the screen, uint8 (H, W, 3), of what the network has made."""
        mask = self.mask()
        return made if mask is None else masked(self.content, made, mask)


def asked(hand: InHand) -> Asked:
    """Return what the page is set to.

    Raises
    ------
    LabError
        There is no network to paint with.
    """
    second = p.SECOND.value
    there = second != p.NONE and (second != properties.OWN or asking.own() is not None)
    mixed = there and p.MIX.value > 0 and not one_style()
    return Asked(
        network(),
        content_of(hand, int(p.SIZE.value)),
        asking.style(),
        asking.picture_of(second, int(properties.SEED.value)) if mixed else None,
        p.STRENGTH.value / 100,
        p.MIX.value / 100 if mixed else 0.0,
        bool(p.KEEP.value),
        bool(p.BRUSH.value),
        hand.pixels,
    )


def content_of(hand: InHand, size: int) -> np.ndarray:
    """Return the photograph, uint8 (H, W, 3), with so many pixels on its long side."""
    pixels = hand.pixels
    if hand.kind == "picture":
        source, tone, crop = in_hand.source()
        pixels = preparing.fit(source, size, tone, crop, largest=p.SIZES[-1])
    return in_colour(pixels)


def network() -> str:
    """Return the name of the network that paints.

    Raises
    ------
    LabError
        It is not here.
    """
    run = run_of_link()
    if p.NETWORK.value == "run" and run:
        return run
    if p.SHIPPED not in pretrained.names():
        raise LabError(
            "The network that paints here is not there: the folder {folder} is missing.",
            folder=f"models/{p.SHIPPED}",
        )
    return p.SHIPPED


def run_of_link() -> str:
    """Return the run of the link if it is one that paints; otherwise nothing."""
    run = kinds.RUN.valid
    return run if run and kinds.kind_of_run(run) in PAINTERS else ""


def one_style() -> bool:
    """Tell whether the network that paints has learned one style alone."""
    run = run_of_link()
    return p.NETWORK.value == "run" and kinds.kind_of_run(run) == "one-style"
