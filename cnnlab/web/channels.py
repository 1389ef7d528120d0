"""Which channels of a picture are worked on: the property, the pixels, and the line of a program that reads them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cnnlab.images import preparing
from cnnlab.web.i18n import N_
from cnnlab.web.in_hand import InHand
from cnnlab.web.state import Choice

PLANES = {"red": 0, "green": 1, "blue": 2}
NAMES = {
    "grey": N_("grey"),
    "red": N_("red"),
    "green": N_("green"),
    "blue": N_("blue"),
    "each": N_("each by itself"),
}


def choice(key: str, help: str, more: Mapping[str, str] | None = None) -> Choice:  # noqa: A002 - as in `Choice`
    """Make the property that says which channel is worked on.

    Parameters
    ----------
    key : str
        Its name in the URL.
    help : str
        Message id.
    more : mapping of str to str, optional
        Further options, besides those of `NAMES`.
    """
    return Choice(key, N_("Channel"), {**NAMES, **(more or {})}, "grey", help)


def now(channel: Choice, hand: InHand) -> str:
    """Return the channel that is worked on: a picture without colours has only one."""
    return channel.value if hand.pixels.ndim == 3 else "grey"


def channel_of(pixels: np.ndarray, channel: str) -> np.ndarray:
    """Return the part of a picture that a channel names, as uint8."""
    if pixels.ndim == 2 or channel in ("each", "sum"):
        return pixels
    return pixels[..., PLANES[channel]] if channel in PLANES else preparing.as_grey(pixels)


def picture_line(channel: str) -> str:
    """Return the line that reads one channel of ``picture.png``, or all three, as ``image``."""
    mode = "L" if channel == "grey" else "RGB"
    plane = f"[..., {PLANES[channel]}]" if channel in PLANES else ""
    return f'image = np.asarray(Image.open("picture.png").convert("{mode}"), dtype=np.float32){plane} / 255'
