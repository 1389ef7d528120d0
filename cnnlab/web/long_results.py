"""What takes longer than a moment: made on the long worker, kept for a while, for all visitors."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from cnnlab.errors import LabError
from cnnlab.web import long_work
from cnnlab.web.identity import identity

MOST = 12
"""Results that are kept; one on a photograph of 512 × 512 takes 2 to 4 MB."""

_made: OrderedDict[str, Any] = OrderedDict()
_lock = threading.Lock()
"""All visitors' threads share the results."""


def made(key: str, function: Callable, work: tuple) -> Any:
    """Return a result, or have it made and return None.

    Parameters
    ----------
    key : str
        Of a kind of work: one call of each is under way for a visitor, and gives way to a newer one.
    function : callable
        As for `cnnlab.engine.call_long`.
    work : tuple
        Its arguments.
    """
    long_work.take(key)
    _keep(key)
    name = _name(function, work)
    if (found := _held(name)) is not None:
        if long_work.current(key) is not None:
            long_work.drop(key)
        return found
    last = long_work.ended(key)
    if last is not None and last[0] == name:
        return None  # It has failed, or has been stopped.
    under_way = long_work.current(key)
    if under_way is not None and under_way.name != name:
        long_work.drop(key)
    long_work.begin(key, name, function, *work)
    return None


def kept(function: Callable, work: tuple) -> Any:
    """Return a result that has been made lately, or None; parameters as for `made`."""
    return _held(_name(function, work))


def wait(key: str, says: Callable[[dict], str]) -> None:
    """Show how far it is, and then the page anew; or why it has failed."""
    if long_work.current(key) is not None:
        long_work.watch(key, says)
    else:
        long_work.say_failure(key)


def ended(key: str) -> bool:
    """Tell whether the work of a key has ended without a result: it has failed, or has been stopped."""
    return long_work.current(key) is None


def forget(key: str) -> None:
    """End what is under way and is no longer asked for."""
    long_work.drop(key)
    long_work.forget(key)


def _name(function: Callable, work: tuple) -> str:
    return identity(function.__name__, *work)


def _held(name: str) -> Any:
    with _lock:
        if name not in _made:
            return None
        _made.move_to_end(name)
        return _made[name]


def _keep(key: str) -> None:
    last = long_work.ended(key)
    if last is None or isinstance(last[1], LabError):
        return
    with _lock:
        _made[last[0]] = last[1]
        while len(_made) > MOST:
            _made.popitem(last=False)
    long_work.forget(key)
