"""Tells Python once that the browser has shown what was sent and has time for more."""

from __future__ import annotations

from cnnlab.web.components import register

_mount = register("settled", "settled/settled.js")

KEY = "settled"
"""Key of the component: it stands once on a page."""


def settled() -> bool:
    """Return whether the browser has shown the page's first things; until then, ask it to say so.

    What comes below the fold, and takes the browser long, can wait until then.
    """
    return bool(_mount(key=KEY, default={"shown": False}, on_shown_change=lambda: None).shown)
