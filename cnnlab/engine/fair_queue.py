"""Who comes next: visitors take turns, and each has his own trainings done in the order in which he sent them.

Plain bookkeeping, without threads and without a clock; `cnnlab.engine.jobs` holds a lock around it.
"""

from __future__ import annotations

from collections import deque

from cnnlab.errors import LabError

MOST_RUNNING = 1
"""Trainings of one visitor that run at the same time."""

MOST_WAITING = 2
"""Trainings of one visitor that wait."""


class FairQueue:
    """The trainings that wait, and those that run.

    Parameters
    ----------
    limit : int
        How many may wait, of all visitors together.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting: dict[str, deque[str]] = {}  # by visitor, in the order of their turns
        self._running: dict[str, str] = {}  # the visitor of each run

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    @property
    def running(self) -> int:
        """How many run."""
        return len(self._running)

    def check(self, owner: str) -> None:
        """See whether a visitor may queue one more.

        Raises
        ------
        LabError
            He has enough of them waiting, or the queue is full.
        """
        if len(self._waiting.get(owner, ())) >= MOST_WAITING:
            raise LabError(
                "{waiting} of your trainings are waiting already. Stop one of them, or wait until one has begun.",
                waiting=MOST_WAITING,
            )
        if self.waiting >= self._limit:
            raise LabError(
                "{waiting} trainings are waiting already, and the queue takes no more. Please try again in a few "
                "minutes.",
                waiting=self._limit,
            )

    def add(self, run: str, owner: str) -> None:
        """Queue a run behind its owner's others; an owner who had none waiting comes after all who have."""
        self.check(owner)
        self._waiting.setdefault(owner, deque()).append(run)

    def take(self) -> str | None:
        """Take out the run whose turn it is, and count it as running; None: nobody's turn.

        It is the oldest one of the visitor who has waited longest for his turn and has none running.
        """
        busy = list(self._running.values())
        owner = next((owner for owner in self._waiting if busy.count(owner) < MOST_RUNNING), None)
        if owner is None:
            return None
        runs = self._waiting.pop(owner)
        run = runs.popleft()
        if runs:
            self._waiting[owner] = runs  # behind all others
        self._running[run] = owner
        return run

    def end(self, run: str) -> None:
        """Forget a run that has run."""
        self._running.pop(run, None)

    def remove(self, run: str) -> bool:
        """Take a run that waits out of the queue; returns whether it waited."""
        for owner, runs in self._waiting.items():
            if run in runs:
                runs.remove(run)
                if not runs:
                    del self._waiting[owner]
                return True
        return False

    def position(self, run: str) -> int:
        """Return the place of a run that waits, 1 for the next one; 0 where it does not wait.

        It holds for the queue as it is now: who comes later and has none waiting is served in between.
        """
        order = [
            (round_, turn, run_)
            for turn, runs in enumerate(self._waiting.values())
            for round_, run_ in enumerate(runs)
        ]
        return next((place for place, (*_, run_) in enumerate(sorted(order), 1) if run_ == run), 0)
