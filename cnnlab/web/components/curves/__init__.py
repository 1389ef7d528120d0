"""How a training goes: a chart for each thing that is measured, step by step and epoch by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "epoch": N_("Epoch"),
    "batches": N_("Training, batch by batch"),
    "train": N_("Training, whole epoch"),
    "validation": N_("Validation"),
    "batches_short": N_("batches"),
    "train_short": N_("training"),
    "validation_short": N_("validation"),
    "zoom": N_("Zoom in on the end"),
    "at_step": N_("Epoch {epoch}, step {step}"),
    "broken": N_("The loss is no longer a number: the weights have run away. A smaller learning rate helps."),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "curves",
    "shared/format.js",
    "shared/dom.js",
    "shared/svg.js",
    "shared/clamp.js",
    "curves/scale.js",
    "curves/plot.js",
    "curves/curves.js",
    css="curves/curves.css",
    html="<div class='curves'></div>",
)

Series = Mapping[str, Sequence[float | None]]


@dataclass(frozen=True)
class Chart:
    """One of the charts.

    Attributes
    ----------
    name : str
        Of its values in the series; those for validation have ``val_`` before it.
    title : str
        Message id.
    form : {"number", "share", "decibel"}
        Numbers from 0 on, shares of 1 said in per cent, or decibels, whose axis need not begin at 0.
    """

    name: str
    title: str
    form: Literal["number", "share", "decibel"]


def curves(
    key: str,
    run: str,
    last: int,
    every: int,
    charts: Sequence[Chart],
    steps: Series,
    epochs: Series,
    height: int = 236,
) -> None:
    """Show charts that grow without a jump: their axes are those of the whole training from the beginning.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    run : str
        What the curves belong to.
    last, every : int
        Steps of the whole training, and of an epoch.
    charts : sequence of Chart
        In their order; where the first one's value is no number, the weights have run away.
    steps : mapping
        ``x`` (steps taken), and the values of each chart for batches; None where a value is no number.
    epochs : mapping
        ``x``, and for each chart the values in training and validation, of the epochs that are over.
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
            "charts": [{"name": chart.name, "title": t(chart.title), "form": chart.form} for chart in charts],
            "steps": {name: list(values) for name, values in steps.items()},
            "epochs": {name: list(values) for name, values in epochs.items()},
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
    )
