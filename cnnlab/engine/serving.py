"""The store of this process: which one it is, from the start of the server to its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cnnlab.folders import home

if TYPE_CHECKING:
    from cnnlab.engine.clearing import Clearing
    from cnnlab.engine.store import Store

_lock = threading.Lock()
_stores: dict[Path, Store] = {}
_clearing: dict[Path, Clearing] = {}


def store() -> Store:
    """Return the store of the laboratory's folder; it is opened when something is asked of it."""
    from cnnlab.engine.store import Store

    folder = home()
    with _lock:
        if folder not in _stores:
            _stores[folder] = Store(folder)
        return _stores[folder]


def begin(
    alive: Callable[[], Iterable[str]] | None = None, stop: Callable[[str], None] | None = None
) -> Store:
    """Say from now on that this server lives, and clear away old runs; may be called again. See `Store.serve`.

    Raises
    ------
    LabError
        A setting of the clearing is no number.
    """
    from cnnlab.engine.clearing import Clearing

    opened = store()
    with _lock:
        clearing = None if opened.home in _clearing else Clearing(opened)
        if clearing is not None:
            _clearing[opened.home] = clearing
    opened.serve(alive, stop)
    if clearing is not None:
        clearing.start()
    return opened


def end() -> None:
    """Give the leases back; what this server still had queued or running is lost. The next `store` is a new one."""
    with _lock:
        stores, clearings = list(_stores.values()), list(_clearing.values())
        _stores.clear()
        _clearing.clear()
    for clearing in clearings:
        clearing.stop()
    for each in stores:
        each.close()
