"""Two pictures of one size over one another: a line that the hand moves parts before from after."""

from __future__ import annotations

import numpy as np

from cnnlab.images import encoding
from cnnlab.web import encoded
from cnnlab.web.components import register
from cnnlab.web.i18n import t

SMOOTH = 128
"""Pixels of a side from which on the browser may smooth a picture."""

_mount = register(
    "before_after",
    "shared/dom.js",
    "before_after/before_after.js",
    css="before_after/before_after.css",
    html="""
<figure class="pair">
  <div class="stack">
    <img class="after"><img class="before"><i></i>
    <input type="range" min="0" max="100" step="1" value="50">
  </div>
  <figcaption><span></span><span></span></figcaption>
</figure>
""",
)


def before_after(
    key: str, before: np.ndarray, after: np.ndarray, words: tuple[str, str], *, large: bool = False
) -> None:
    """Show two pictures over one another.

    Parameters
    ----------
    key : str
        Name of the component in the session.
    before, after : ndarray of uint8, shape (H, W) or (H, W, 3)
    words : (str, str)
        What is on the left of the line, and what is on the right.
    large : bool
        It is what the page is about: as large as the window allows, and sent with a loss that nobody sees.
    """
    url = encoding.small_url if large else encoded.url
    data = {
        "before": url(before),
        "after": url(after),
        "exact": max(before.shape[:2]) < SMOOTH,
        "large": large,
        "aspect": before.shape[1] / before.shape[0],
        "words": list(words),
        "label": t("How much of the picture is shown as it was before, in percent"),
    }
    _mount(key=key, data=data)
