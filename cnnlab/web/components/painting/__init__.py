"""A picture that is being made: shown as it comes, and gone through by hand when it is there."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "play": N_("Watch it come"),
    "pause": N_("Pause"),
    "slider": N_("Moment"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "painting",
    "shared/dom.js",
    "painting/painting.js",
    css="painting/painting.css",
    html="<div class='painting'></div>",
)


@dataclass(frozen=True)
class Frame:
    """A picture on its way.

    Attributes
    ----------
    url : str
        By `jpeg_url`.
    text : str
        What is said under it, in the reader's language.
    """

    url: str
    text: str


def jpeg_url(data: bytes) -> str:
    """Return a JPEG file as a ``data:`` URL."""
    return "data:image/jpeg;base64," + base64.b64encode(data).decode("ascii")


def painting(
    key: str, run: str, size: tuple[int, int], frames: Sequence[Frame], alt: str, live: bool
) -> None:
    """Show a picture on its way.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What is being made: another name begins anew.
    size : (rows, columns)
        Of the last one: all are shown as large.
    frames : sequence of Frame
        In their order; while it is being made only the last one, which is shown at once.
    alt : str
        What a person who cannot see the picture should know; the text of the moment is added.
    live : bool
        It is being made.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "live": live,
            "size": list(size),
            "frames": [{"url": each.url, "text": each.text} for each in frames],
            "alt": alt,
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
