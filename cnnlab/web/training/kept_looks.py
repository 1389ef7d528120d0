"""The looks at a network while it learns, as many as are shown: some hold hundreds of codes."""

from __future__ import annotations

from typing import Any


class KeptLooks:
    """Looks by their steps: the first, the last, and some at even distances between them.

    Parameters
    ----------
    most : int
        How many are shown; at most twice as many are kept, and the last.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._every = 1
        self._held: dict[int, tuple[int, dict[str, Any]]] = {}

    def take(self, step: int, event: dict[str, Any]) -> None:
        """Take in the look after so many steps."""
        self.go_back(step - 1)
        number = 0
        if self._held:
            last, (before, _) = next(reversed(self._held.items()))
            number = before + 1
            if before % self._every:
                del self._held[last]
        self._held[step] = number, event
        if len(self._held) > 2 * self._most:
            self._every *= 2
            self._held = {
                place: (each, look)
                for place, (each, look) in self._held.items()
                if each % self._every == 0 or place == step
            }

    def go_back(self, step: int) -> None:
        """Forget the looks after a step."""
        self._held = {place: each for place, each in self._held.items() if place <= step}

    def shown(self, most: int = 0) -> list[dict[str, Any]]:
        """Return those that are shown, or fewer of them, the first and the last among them."""
        events = [event for _, event in self._held.values()]
        if not events:
            return []
        most = most or self._most
        places = {round(place * (len(events) - 1) / (most - 1)) for place in range(most)}
        return [events[place] for place in sorted(places)]

    def late(self, count: int) -> list[dict[str, Any]]:
        """Return the last ones that are kept, in their order; 0: all."""
        return [event for _, event in self._held.values()][-count:]
