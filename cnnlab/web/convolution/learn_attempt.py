"""One descent of one visitor: begun, looked at, stopped, forgotten."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall, Report
from cnnlab.errors import LabError
from cnnlab.ops.hidden_kernel import Puzzle, Recovery, recover
from cnnlab.web.convolution.learn_controls import Settings

KEY = "_attempt"


@dataclass(eq=False)
class Attempt:
    """A descent on the long worker, and how far the page has shown it.

    The worker is done within a second as a rule, too quick for the eye: the page shows its reports one after
    another, so that the kernel is seen to form, and the worker is free for the next visitor meanwhile.

    Attributes
    ----------
    identity : str
        Name of the settings that it belongs to.
    call : LongCall or None
        None where the engine did not take it.
    refusal : LabError or None
        Why not.
    shown : int
        How many reports are on the screen.
    stopped : bool
        The visitor has stopped it.
    """

    identity: str
    call: LongCall | None
    refusal: LabError | None = None
    shown: int = 0
    stopped: bool = False

    @property
    def frames(self) -> tuple[Report, ...]:
        """The reports that are on the screen."""
        return self.call.reports()[: self.shown] if self.call else ()

    @property
    def failure(self) -> LabError | None:
        """The sentence of a descent that failed."""
        if self.call is None or self.stopped or self.call.status not in ("failed", "cancelled"):
            return self.refusal
        try:
            self.call.result(0)
        except LabError as error:
            return error
        return None

    @property
    def outcome(self) -> Recovery | None:
        """The result, once all of it has been shown."""
        if self.call is None or self.stopped or self.moving or self.call.status != "done":
            return None
        return self.call.result(0)

    @property
    def moving(self) -> bool:
        """Whether there is more to come."""
        if self.call is None or self.stopped or self.call.status in ("failed", "cancelled"):
            return False
        return not self.call.done() or self.shown < len(self.call.reports())

    def advance(self) -> None:
        """Show more of the reports: one at first, where most happens, and faster later."""
        if self.call is None or self.stopped:
            return
        # Of a descent that failed all that is left to see is seen at once.
        step = 1000 if self.call.status == "failed" else max(1, self.shown // 5)
        self.shown = min(self.shown + step, len(self.call.reports()))

    def stop(self) -> None:
        """End it where it stands on the screen."""
        if self.call is not None:
            self.call.cancel()
        self.stopped = True


def begin(identity: str, puzzle: Puzzle, settings: Settings) -> None:
    """Begin a descent (as a button's callback)."""
    forget()
    work = (puzzle, settings.hidden, settings.noise, settings.steps, settings.rate, settings.seed)
    try:
        attempt = Attempt(identity, engine.call_long(recover, *work))
    except LabError as error:
        attempt = Attempt(identity, None, error)
    st.session_state[KEY] = attempt


def current(identity: str) -> Attempt | None:
    """Return the descent that belongs to the settings on the screen; one of other settings is cancelled."""
    attempt = st.session_state.get(KEY)
    if attempt is not None and attempt.identity != identity:
        forget()
        return None
    return attempt


def forget() -> None:
    """Cancel the descent, if there is one."""
    attempt = st.session_state.pop(KEY, None)
    if attempt is not None:
        attempt.stop()
