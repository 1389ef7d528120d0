"""Charts of several lines each, over the steps of a training, with lines to compare them with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "epoch": N_("Epoch"),
    "at_step": N_("Epoch {epoch}, step {step}"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "lines",
    "shared/format.js",
    "shared/dom.js",
    "shared/svg.js",
    "shared/clamp.js",
    "lines/scale.js",
    "lines/plot.js",
    "lines/lines.js",
    css="lines/lines.css",
    html="<div class='lines'></div>",
)

Values = Sequence[float | None]


@dataclass(frozen=True)
class Line:
    """One of the lines of a chart.

    Attributes
    ----------
    label : str
        In the reader's language.
    values : sequence of float or None
        One for each step of its chart; None where a value is no number.
    """

    label: str
    values: Values


@dataclass(frozen=True)
class LineChart:
    """Some lines with one axis.

    Attributes
    ----------
    title : str
        In the reader's language.
    steps : sequence of int
        Where the values are.
    lines : sequence of Line
        Three at the most: each has its colour by its place.
    references : sequence of (str, float)
        Levels to compare the lines with, and what they are called.
    low, high : float or None
        What the axis shows at the least.
    """

    title: str
    steps: Sequence[int]
    lines: Sequence[Line]
    references: Sequence[tuple[str, float]] = ()
    low: float | None = 0.0
    high: float | None = None


def lines(
    key: str,
    run: str,
    last: int,
    every: int,
    charts: Sequence[LineChart],
    marks: Sequence[tuple[int, str]] = (),
    height: int = 190,
) -> None:
    """Show charts side by side, with one cursor for all.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What the curves belong to.
    last, every : int
        Steps of the whole training, and of an epoch.
    charts : sequence of LineChart
    marks : sequence of (int, str)
        Steps at which something was changed, and what.
    height : int
        Of each chart, in pixels.
    """
    _MOUNT(
        key=key,
        data={
            "run": run,
            "last": last,
            "every": every,
            "height": height,
            "charts": [
                {
                    "title": chart.title,
                    "x": list(chart.steps),
                    "lines": [{"label": line.label, "y": list(line.values)} for line in chart.lines],
                    "references": [{"label": label, "value": value} for label, value in chart.references],
                    "low": chart.low,
                    "high": chart.high,
                }
                for chart in charts
            ],
            "marks": [{"step": step, "label": label} for step, label in marks],
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
