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
from cnnlab.images.previews import opened
from cnnlab.inference.painting import best_of, make_painting, taken_so_far
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
    stopped : bool
        The visitor has stopped it.
    """

    content: np.ndarray
    style: np.ndarray
    recipe: PaintingRecipe
    seconds: float
    call: LongCall | None = None
    refusal: LabError | None = None
    stopped: bool = False
    _urls: list[str] = field(default_factory=list, repr=False)

    @property
    def moving(self) -> bool:
        """Whether there is more to come."""
        return self.call is not None and not self.stopped and not self.call.done()

    @property
    def whole(self) -> bool:
        """Whether it has come to its end."""
        return self.call is not None and not self.stopped and self.call.status == "done"

    @property
    def failure(self) -> LabError | None:
        """Why it failed, if it did."""
        if self.call is None or self.stopped or self.call.status not in ("failed", "cancelled"):
            return self.refusal
        found = long_work.outcome(self.call)
        return found if isinstance(found, LabError) else None

    @property
    def moments(self) -> list[Mapping[str, Any]]:
        """What has been reported: see `cnnlab.inference.painting.make_painting`."""
        return [] if self.call is None else [report.payload for report in self.call.reports()]

    @property
    def kept(self) -> list[Mapping[str, Any]]:
        """The moments up to the best one of a painting that was stopped, otherwise all."""
        moments = self.moments
        if not moments or not self.stopped:
            return moments
        best = best_of(moments)
        return moments[: next(place for place, each in enumerate(moments) if each is best) + 1]

    @property
    def made(self) -> tuple[np.ndarray, PaintingRecipe] | None:
        """What has come of it, uint8 (H, W, 3), and the recipe that gives it again; None where nothing has."""
        if self.whole:
            painting = self.call.result(0)
            return painting.picture, painting.recipe
        kept = self.kept
        return (opened(kept[-1]["picture"]), taken_so_far(kept[-1])) if kept else None

    def urls(self, moments: list[Mapping[str, Any]]) -> list[str]:
        """Return the first moments as the browser takes them; each is written once."""
        self._urls += [jpeg_url(each["picture"]) for each in moments[len(self._urls) :]]
        return self._urls[: len(moments)]

    def stop(self) -> None:
        """End it; what there is stays."""
        if self.call is not None and not self.call.done():
            self.call.cancel()
            self.stopped = True


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
