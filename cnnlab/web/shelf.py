"""Results that visitors have had made, kept for a while: a few for each, and so many bytes for all together."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from typing import Any

from cnnlab.web.memo import weight


class Shelf:
    """Results by name. One that several visitors have asked for is kept once.

    Parameters
    ----------
    each : int
        Results of one visitor; another one takes the place of the oldest.
    most : int
        Bytes of all. Where they are not enough, whoever takes most of them loses the oldest: nobody can push out
        what others have. The last one always has its place.
    """

    def __init__(self, each: int, most: int) -> None:
        self._each, self._most = each, most
        self._results: dict[str, tuple[Any, int]] = {}
        self._places: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._results)

    def get(self, visitor: str, name: str) -> Any:
        """Return a result, which has a place among this visitor's then; None where there is none."""
        with self._lock:
            if name not in self._results:
                return None
            self._place(visitor, name)
            return self._results[name][0]

    def put(self, visitor: str, name: str, result: Any) -> None:
        """Keep a result of a visitor."""
        with self._lock:
            self._results[name] = result, weight(result)
            self._place(visitor, name)

    def _place(self, visitor: str, name: str) -> None:
        self._places[visitor, name] = None
        self._places.move_to_end((visitor, name))
        mine = [place for place in self._places if place[0] == visitor]
        for place in mine[: -self._each]:
            self._drop(place)
        while len(self._places) > 1 and sum(size for _, size in self._results.values()) > self._most:
            self._drop(self._oldest_of_the_largest())

    def _oldest_of_the_largest(self) -> tuple[str, str]:
        sizes: Counter[str] = Counter()
        for visitor, name in self._places:
            sizes[visitor] += self._results[name][1]
        # The first of equals is the oldest; the last of all has only just got its place.
        return max(list(self._places)[:-1], key=lambda place: sizes[place[0]])

    def _drop(self, place: tuple[str, str]) -> None:
        del self._places[place]
        if all(name != place[1] for _, name in self._places):
            del self._results[place[1]]
