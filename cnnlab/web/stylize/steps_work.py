"""One painting of one visitor: begun, looked at, stopped, kept until another is begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.inference.painting import Painting, make_painting
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.web import long_work
from cnnlab.web.components.painting import jpeg_url

KEY = "_style_s_painting"
_OPENED = "_style_s_opened"
FIRST = 3
"""Seconds of the painting that begins by itself."""


@dataclass(eq=False)
class Work:
    """A painting on the long worker.

    Attributes
    ----------
    content, style : ndarray of uint8, shape (H, W, 3)
        What it is made of, which need not be in hand any more.
    recipe : PaintingRecipe
        As it was asked for, with whatever sizes and steps.
    seconds : float
        That were given to it.
    call : LongCall or None
        None where the engine did not take it.
    refusal : LabError or None
        Why not.
    stopping : bool
        The visitor has stopped it, which it notices within a second.
    """

    content: np.ndarray
    style: np.ndarray
    recipe: PaintingRecipe
    seconds: float
    call: LongCall | None = None
    refusal: LabError | None = None
    stopping: bool = False
    _urls: list[str] = field(default_factory=list, repr=False)

    @property
    def moving(self) -> bool:
        """Whether there is more to come."""
        return self.call is not None and not self.call.done()

    @property
    def painting(self) -> Painting | None:
        """What has come of it, also where it was stopped; None where nothing has."""
        return self.call.result(0) if self.call is not None and self.call.status == "done" else None

    @property
    def stopped(self) -> bool:
        """Whether it has ended before its time, with a picture."""
        return self.painting is not None and self.painting.stopped

    @property
    def failure(self) -> LabError | None:
        """Why it failed, if it did."""
        if self.call is None or self.call.status not in ("failed", "cancelled"):
            return self.refusal
        if self.stopping and not self.moments:
            return None  # There was no picture to keep.
        found = long_work.outcome(self.call)
        return found if isinstance(found, LabError) else None

    @property
    def moments(self) -> list[Mapping[str, Any]]:
        """What has been reported: see `cnnlab.inference.painting.make_painting`."""
        reports = [] if self.call is None else self.call.reports()
        # Before the first moment it only says that it is at work.
        return [report.payload for report in reports if report.payload]

    @property
    def kept(self) -> list[Mapping[str, Any]]:
        """The moments up to the picture that has come of it: all but where it was stopped."""
        if not self.stopped:
            return self.moments
        steps = sum(self.painting.recipe.steps)
        return [each for each in self.moments if each["step"] <= steps]

    def urls(self, moments: list[Mapping[str, Any]]) -> list[str]:
        """Return the first moments as the browser takes them; each is written once."""
        self._urls += [jpeg_url(each["picture"]) for each in moments[len(self._urls) :]]
        return self._urls[: len(moments)]

    def stop(self) -> None:
        """End it; the best picture so far is kept."""
        if self.moving:
            self.call.cancel()
            self.stopping = True


def current() -> Work | None:
    """Return the painting that there is."""
    return st.session_state.get(KEY)


def begin(content: np.ndarray, style: np.ndarray, recipe: PaintingRecipe, seconds: float) -> None:
    """Begin a painting in place of the one that there is (as a button's callback, too)."""
    before = current()
    if before is not None:
        before.stop()
    st.session_state[_OPENED] = True
    work = Work(content, style, recipe, seconds)
    try:
        work.call = engine.call_long(make_painting, content, style, recipe, seconds)
    except LabError as error:
        work.refusal = LabError(error.message, **error.values)
    st.session_state[KEY] = work


def due() -> bool:
    """Tell whether a small painting is to begin by itself: once in a session."""
    return not st.session_state.get(_OPENED, False)


def is_of(work: Work, content: np.ndarray, style: np.ndarray, recipe: PaintingRecipe) -> bool:
    """Tell whether a painting is of what is on the screen, apart from its time."""
    same = (np.array_equal(ours, theirs) for ours, theirs in ((work.content, content), (work.style, style)))
    return all(same) and replace(work.recipe, sides=recipe.sides, steps=recipe.steps) == recipe
