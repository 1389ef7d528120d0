"""Maps by t-SNE: made once on the long worker, kept for all visitors, while the page shows what it has."""

from __future__ import annotations

import threading
from collections import OrderedDict

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.images_report import lay_out
from cnnlab.web import long_work
from cnnlab.web.i18n import t
from cnnlab.web.inside import images_properties as p

KEY = "_in_map_making"
MOST = 64
"""Maps that are kept; each takes 5 kB."""
_SHOWN = "_in_map_shown"

_maps: OrderedDict[tuple, np.ndarray] = OrderedDict()
_lock = threading.Lock()
"""All visitors' threads share the maps."""


def wanted(about: tuple[str, int]) -> tuple:
    """Return what the map depends on that the page is set to: the arguments of `lay_out`."""
    return (*about, p.SPACE.value, float(p.PERPLEXITY.value), int(p.SEED.value))


def places(about: tuple[str, int]) -> np.ndarray | None:
    """Return the map by t-SNE that the page is set to, and have it made where it is not there yet.

    Until then the last one of the same pictures is returned, or None.

    Parameters
    ----------
    about : (str, int)
        Name and stamp of the network.
    """
    long_work.take(KEY)
    _keep()
    if p.PLANE.value != "tsne":
        return None
    key = wanted(about)
    if (found := _held(key)) is not None:
        st.session_state[_SHOWN] = key
        return found
    _have_made(key)
    last = st.session_state.get(_SHOWN)
    return _held(last) if last is not None and last[:3] == key[:3] else None


def under_way(about: tuple[str, int]) -> bool:
    """Tell whether the map that the page is set to is being made."""
    return p.PLANE.value == "tsne" and long_work.current(KEY) is not None and wanted(about) not in _maps


def failed(about: tuple[str, int]) -> bool:
    """Tell whether the map that the page is set to could not be made, or has been stopped."""
    last = long_work.ended(KEY)
    return (
        p.PLANE.value == "tsne"
        and last is not None
        and last[0] == wanted(about)
        and isinstance(last[1], LabError)
    )


def wait() -> None:
    """Show how far it is, and then the page anew."""
    long_work.watch(KEY, lambda payload: t("t-SNE is laying the pictures out …"))


def _held(key: tuple) -> np.ndarray | None:
    with _lock:
        if key not in _maps:
            return None
        _maps.move_to_end(key)
        return _maps[key]


def _keep() -> None:
    last = long_work.ended(KEY)
    if last is None or not isinstance(last[1], np.ndarray):
        return
    with _lock:
        _maps[last[0]] = last[1]
        while len(_maps) > MOST:
            _maps.popitem(last=False)
    long_work.forget(KEY)


def _have_made(key: tuple) -> None:
    last = long_work.ended(KEY)
    if last is not None and last[0] == key:
        return
    work = long_work.current(KEY)
    if work is not None and work.name != key:
        long_work.drop(KEY)
    long_work.begin(KEY, key, lay_out, *key)
