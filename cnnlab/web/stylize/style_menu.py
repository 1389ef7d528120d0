"""The menu of the style in hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab.images import styles
from cnnlab.web.stylize import properties as p


def show(style: np.ndarray, has_own: bool, keep: Callable[[np.ndarray], None]) -> None:
    """Show the menu.

    Parameters
    ----------
    style : ndarray of uint8, shape (h, w, 3)
        In hand.
    has_own : bool
        Whether the visitor has one of their own here.
    keep : callable
        Takes another in hand.
    """
    p.STYLE.select([*styles.NAMES, *([p.OWN] if has_own else [])])
    if p.STYLE.value not in (*styles.TEXTURES, p.OWN):
        p.SEED.slider()
