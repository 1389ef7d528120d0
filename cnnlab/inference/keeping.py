"""What is derived from a network for one of its layers: the last few are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from cnnlab.pretrained import Trained

MOST = 8
T = TypeVar("T")


def keep_few(network: Trained, group: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return what was made for a key, or make it; of a group the `MOST` that were asked last are kept.

    Parameters
    ----------
    network : Trained
    group : str
        What it is, such as a kind of compiled function.
    key : hashable
        What it is for, such as a layer.
    make : callable
    """
    kept: OrderedDict[Hashable, T] = network.kept.setdefault(group, OrderedDict())
    if key not in kept:
        kept[key] = make()
    kept.move_to_end(key)
    while len(kept) > MOST:
        kept.popitem(last=False)
    return kept[key]
