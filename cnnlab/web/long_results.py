"""What takes longer than a moment: made on the long worker, and kept for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.web import long_work, visitor
from cnnlab.web.identity import identity
from cnnlab.web.shelf import Shelf

EACH = 4
"""Results of a visitor that are kept; one on a photograph of 512 × 512 takes 2 to 4 MB."""
MOST = 2**28
"""Bytes of all of them together."""
PATIENCE = 300.0
"""Seconds that a download may wait for its result: others may come before."""

_made = Shelf(EACH, MOST)


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
    if (found := _made.get(visitor.token(), name)) is not None:
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


def fetched(function: Callable, work: tuple) -> Any:
    """Return a result for a download: one that is kept, or else it is made first. Parameters as for `made`.

    It waits on the long worker, too: the quick one has to answer everybody's sliders meanwhile.

    Raises
    ------
    LabError
        As the function or the engine says.
    TimeoutError
        It has taken longer than `PATIENCE`.
    """
    mine, name = visitor.token(), _name(function, work)
    found = _made.get(mine, name)
    if found is None:
        found = engine.call_long(function, *work).result(PATIENCE)
        _made.put(mine, name, found)
    return found


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


def _keep(key: str) -> None:
    last = long_work.ended(key)
    if last is None or isinstance(last[1], LabError):
        return
    _made.put(visitor.token(), last[0], last[1])
    long_work.forget(key)
