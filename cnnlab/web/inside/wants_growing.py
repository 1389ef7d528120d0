"""One growth of one visitor: begun, looked at, stopped, forgotten."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.inference.want import Want
from cnnlab.inference.wants_report import Grown, gathered, grow
from cnnlab.web.components.growth import encoded
from cnnlab.web.inside.wants_properties import SEED

KEY = "_in_wants"
_OPENED, _DUE = "_in_wants_opened", "_in_wants_due"
log = logging.getLogger(__name__)


@dataclass(eq=False)
class Growth:
    """A growth on the long worker.

    Attributes
    ----------
    identity : str
        Name of the settings that it belongs to.
    call : LongCall or None
        None where the engine did not take it.
    refusal : LabError or None
        Why not.
    stopped : bool
        The visitor has stopped it.
    """

    identity: str
    call: LongCall | None
    refusal: LabError | None = None
    stopped: bool = False
    _pixels: list[str] = field(default_factory=list, repr=False)

    @property
    def moving(self) -> bool:
        """Whether there is more to come."""
        return self.call is not None and not self.stopped and not self.call.done()

    @property
    def failure(self) -> LabError | None:
        """The sentence of a growth that failed."""
        if self.call is None or self.stopped or self.call.status not in ("failed", "cancelled"):
            return self.refusal
        try:
            self.call.result(0)
        except LabError as error:
            # Without its traceback, which may hold what was sent.
            return LabError(error.message, **error.values)
        except Exception:
            log.exception("a growth has failed")
            return LabError(
                "This ended with an error that nobody had foreseen. Whoever runs this laboratory finds it in the"
                " server's log. Try it once more."
            )
        return None

    @property
    def whole(self) -> bool:
        """Whether all its steps have been taken."""
        return self.call is not None and not self.stopped and self.call.status == "done"

    @property
    def grown(self) -> Grown | None:
        """What has come of it so far; None where nothing has."""
        moments = self.moments
        return gathered(moments) if moments else None

    @property
    def moments(self) -> list[dict[str, Any]]:
        """What has been reported: the arguments of `cnnlab.inference.wants_report.gathered`."""
        return [] if self.call is None else [report.payload for report in self.call.reports()]

    def pixels(self) -> list[str]:
        """Return the pictures of all moments as the browser takes them; each moment is written once."""
        pictures = [each["pictures"] for each in self.moments]
        self._pixels += map(encoded, pictures[len(self._pixels) :])
        return self._pixels[: len(pictures)]

    def stop(self) -> None:
        """End it where it stands."""
        if self.call is not None and not self.call.done():
            self.call.cancel()
            self.stopped = True


def begin(identity: str, about: tuple[str, int], want: Want) -> None:
    """Begin a growth (as a button's callback, too)."""
    forget()
    st.session_state[_OPENED] = True
    try:
        growth = Growth(identity, engine.call_long(grow, *about, want))
    except LabError as error:
        growth = Growth(identity, None, error)
    st.session_state[KEY] = growth


def again_from_other_noise() -> None:
    """Have another growth begin with the next seed (as a button's callback)."""
    st.session_state[SEED.key] = (int(SEED.value) + 1) % (int(SEED.high) + 1)
    st.session_state[_DUE] = True


def due() -> bool:
    """Tell whether a growth is to begin by itself: once in a session, and where other noise was asked for."""
    return st.session_state.pop(_DUE, False) or not st.session_state.get(_OPENED, False)


def current(identity: str) -> Growth | None:
    """Return the growth that belongs to the settings on the screen; one of other settings is stopped and forgotten."""
    growth = st.session_state.get(KEY)
    if growth is not None and growth.identity != identity:
        forget()
        return None
    return growth


def forget() -> None:
    """Stop the growth, if there is one, and forget it."""
    growth = st.session_state.pop(KEY, None)
    if growth is not None:
        growth.stop()
