"""What a page brings to its mode Train; all the rest is shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnlab.recipes import Recipe
from cnnlab.web.components.curves import Chart
from cnnlab.web.state import Number
from cnnlab.web.training.course import MOST_LOOKS, Course

if TYPE_CHECKING:
    from cnnlab.engine import Run

Series = Mapping[str, Sequence[float | None]]


@dataclass(frozen=True, eq=False)
class Desk:
    """A page's own words, charts and controls.

    Attributes
    ----------
    prefix : str
        Of the keys of its widgets.
    kind : str
        Of its recipes: a name in `cnnlab.recipes.reading.KINDS`.
    epochs, seed : Number
        The properties of these settings.
    apply : callable
        Brings the controls to a recipe.
    measures : tuple of str
        What the events of its trainings hold; the first is a loss.
    looks : callable
        Shows what the network makes of fixed examples, of a run and its course.
    pictures_first : bool
        Whether these stand above the charts, which are then lower.
    summary : callable
        From a recipe to one line.
    result : callable
        From a recipe and what was measured of it to a sentence; empty where there is nothing.
    brief : callable
        The same in a few words.
    onward : callable
        Shows the buttons that lead to what can be done with a trained network, of a run.
    series : callable
        From the columns of these measures to those of its charts.
    charts : callable
        From a recipe to its charts.
    curves : callable, optional
        Shows its charts, of a run, its course and a height in pixels, in place of those.
    most_looks : int
        How many looks at what it has learned are shown at the most.
    """

    prefix: str
    kind: str
    epochs: Number
    seed: Number
    apply: Callable[[Recipe], None]
    measures: tuple[str, ...]
    looks: Callable[[Run, Course], None]
    pictures_first: bool
    summary: Callable[[Recipe], str]
    result: Callable[[Recipe, dict], str]
    brief: Callable[[Recipe, dict], str]
    onward: Callable[[Run], None]
    series: Callable[[Series], Series] = dict
    charts: Callable[[Recipe], Sequence[Chart]] = lambda recipe: ()
    curves: Callable[[Run, Course, int], None] | None = None
    most_looks: int = MOST_LOOKS

    def key(self, name: str) -> str:
        """Return the key of one of the page's widgets."""
        return f"{self.prefix}_{name}"
