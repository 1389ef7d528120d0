"""Pictures that grow: they are shown as they come, one moment after the other, and can be gone through afterwards."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "play": N_("Watch it grow"),
    "pause": N_("Pause"),
    "step": N_("step {step} of {last}"),
    "start": N_("noise, before the first step"),
    "slider": N_("Step"),
    "picture": N_("Picture {number}, {when}"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "growth",
    "shared/format.js",
    "shared/dom.js",
    "growth/growth.js",
    css="growth/growth.css",
    html="<div class='growth'></div>",
)


@dataclass(frozen=True, eq=False)
class Moment:
    """All pictures after so many steps.

    Attributes
    ----------
    step : int
    pixels : str
        The pictures, by `encoded`.
    captions : sequence of (str, str)
        For each picture two short lines.
    """

    step: int
    pixels: str
    captions: Sequence[tuple[str, str]]


def encoded(pictures: np.ndarray) -> str:
    """Write the pictures of a moment (uint8, (R, H, W, C)) as text."""
    return base64.b64encode(np.ascontiguousarray(pictures)).decode("ascii")


def growth(
    key: str, run: str, shape: tuple[int, int, int], moments: Sequence[Moment], last: int, under_way: bool
) -> None:
    """Show pictures on their way.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What is being made: another name begins anew.
    shape : (rows, columns, channels)
        Of a picture.
    moments : sequence of Moment
        Those that have come so far, in the order of their steps.
    last : int
        Steps in all.
    under_way : bool
        More are to come: they are played as they do.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "last": last,
            "live": under_way,
            "shape": list(shape),
            "moments": [
                {
                    "step": each.step,
                    "pixels": each.pixels,
                    "captions": [list(pair) for pair in each.captions],
                }
                for each in moments
            ],
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
