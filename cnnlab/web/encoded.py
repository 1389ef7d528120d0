"""Pictures as the browser gets them; those that were sent lately are not encoded again."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
import streamlit as st

from cnnlab.images import encoding

ALL = 3 * 2**19
"""Letters that are kept for a visitor in all: two rows of a mode on a picture of 256 × 256."""
ONE = 2**18
"""Letters of the longest that is kept: a few larger ones would only drive each other out."""
_KEY = "_encoded"


def url(pixels: np.ndarray) -> str:
    """Return a picture as a ``data:`` URL.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    """
    kept: OrderedDict[str, str] = st.session_state.setdefault(_KEY, OrderedDict())
    name = encoding.picture_id(pixels)
    found = kept.pop(name, None)
    if found is None:
        found = encoding.data_url(pixels)
    if len(found) <= ONE:
        kept[name] = found  # The one used last stands last.
    while sum(map(len, kept.values())) > ALL:
        kept.popitem(last=False)
    return found
