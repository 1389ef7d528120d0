"""A camera that takes pictures for as long as its button is held."""

from __future__ import annotations

import binascii
from collections.abc import Mapping

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

MOST = 30
"""Pictures of one burst."""
LONGEST = 60_000
"""Letters of one picture: a JPEG of 112 x 112 pixels has about 6,000."""

WORDS = {
    "start": N_("Turn the camera on"),
    "hold": N_("Hold to take pictures"),
    "other": N_("Other camera"),
    "stop": N_("Turn the camera off"),
    "view": N_("What the camera sees"),
    "refused": N_(
        "The camera cannot be used here. Browsers give it only to pages under https:// or on this computer, and only"
        " if you allow it; upload photos instead."
    ),
}
"""What it says, in English."""

_mount = register(
    "shutter",
    "shutter/shutter.js",
    css="shutter/shutter.css",
    html="""
<div class="shutter" role="group">
  <video playsinline muted hidden></video>
  <p role="alert" hidden></p>
  <div class="tools">
    <button type="button" class="hold" hidden></button>
    <button type="button" class="other" hidden></button>
    <button type="button" class="power"></button>
  </div>
</div>
""",
)


def words() -> dict[str, str]:
    """Return :data:`WORDS` in the reader's language."""
    return {name: t(word) for name, word in WORDS.items()}


def shutter(key: str, *, words: Mapping[str, str]) -> list[bytes]:
    """Show the camera; return the pictures (JPEG, square) that were taken since the last run, mostly none.

    Parameters
    ----------
    key : str
        Name of the component in the session.
    words : mapping of str to str
        The words of :data:`WORDS`, translated, as :func:`words` gives them.
    """
    state = _mount(key=key, data={"words": dict(words), "most": MOST}, on_shots_change=lambda: None)
    return parse_shots(state.get("shots"))


def parse_shots(value: object) -> list[bytes]:
    """Read the text that the camera sends; it comes from a browser, so it may be anything at all.

    Parameters
    ----------
    value : object
        The Base64 of each picture, with commas between them, if it is what it should be.

    Returns
    -------
    list of bytes
        Whatever was packed soundly; whether these are pictures the decoder will tell.
    """
    if not isinstance(value, str) or len(value) > MOST * (LONGEST + 1):
        return []
    shots = []
    for text in value.split(",")[:MOST]:
        try:
            shots.append(binascii.a2b_base64(text, strict_mode=True))
        except ValueError:
            continue
    return [shot for shot in shots if shot]
