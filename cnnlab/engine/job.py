"""One training on its way, as the web process knows it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

from cnnlab.recipes import Recipe


class Job:
    """A recipe that waits for its turn or is being trained by. Any thread may use it.

    Parameters
    ----------
    run, owner : str
    recipe : Recipe

    Attributes
    ----------
    attempt : str
        Of this going only: a run that is continued gets another one.
    stopping : threading.Event
        Somebody wants it to end, and to keep what it has learned.
    dropped : threading.Event
        Nobody wants anything of it any longer.
    ending : bool
        The training has heard that it is to end, and measures what it has learned.
    fraction : float
        How much of it is done, from 0 to 1.
    worker : str
        Address of the worker that has it; empty as long as that is not known.
    """

    def __init__(self, run: str, owner: str, recipe: Recipe) -> None:
        self.run, self.owner, self.recipe = run, owner, recipe
        self.attempt = secrets.token_hex(8)
        self.stopping, self.dropped = threading.Event(), threading.Event()
        self.ending = False
        self.fraction = 0.0
        self.worker = ""
        self.thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._on_stop: Callable[[], None] | None = None
        self._after: list[Callable[[], None]] = []

    def stop(self) -> None:
        """Ask it to end; returns at once, and may be called again."""
        with self._lock:
            self.stopping.set()
            act = self._on_stop
        if act is not None:
            act()

    def when_stopped(self, act: Callable[[], None]) -> None:
        """Have `act` called by `stop`, in place of what was to be called before; now if it was stopped before."""
        with self._lock:
            self._on_stop = act
            late = self.stopping.is_set()
        if late:
            act()

    def afterwards(self, act: Callable[[], None]) -> None:
        """Have `act` called when it has ended and nobody writes into its folder any more."""
        with self._lock:
            self._after.append(act)

    def over(self) -> None:
        """Do what was to be done afterwards."""
        with self._lock:
            acts, self._after = self._after, []
        for act in acts:
            act()

    def take(self, message: dict) -> None:
        """Take in what the worker says of it."""
        self.worker = message.get("worker", self.worker)
        self.ending = message.get("ending", self.ending)
        if message.get("steps"):
            self.fraction = min(message["step"] / message["steps"], 1.0)
