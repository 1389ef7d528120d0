"""How a map came about, as pictures: what goes into it times its kernels, the sum, and what becomes of that."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.explain.stages import Stage
from cnnlab.explain.workings import Working
from cnnlab.images import colour
from cnnlab.inference.layers_report import LayersReport, Opened
from cnnlab.web import encoded
from cnnlab.web.i18n import N_, t
from cnnlab.web.inside.layer_names import channel_name
from cnnlab.web.number_grid import number

RESULTS = {
    "norm": N_("normalised"),
    "activation": N_("after {function}"),
    "max_pool": N_("the largest of each window"),
    "average_pool": N_("the mean of each window"),
    "global_pool": N_("the mean of the map"),
    "add": N_("sum"),
}
"""What the steps of a stage make, but for layers with weights, whose result is a sum plus the bias."""
FUNCTIONS = {"relu": "ReLU", "leaky_relu": "leaky ReLU", "sigmoid": "sigmoid", "tanh": "tanh"}


def show(report: LayersReport, stage: Stage) -> None:
    """Show what goes in and what comes out, each picture with its words."""
    opened = report.opened
    how = opened.working
    pixels = report.columns[stage.sources[0]].stage.kind == "input"
    parts = (
        (_part(how, place, stage, pixels), opened.kernel is not None and channel == opened.channel)
        for place, channel in enumerate(how.channels)
    )
    inputs = "".join(f"<div class='part{' chosen' if chosen else ''}'>{part}</div>" for part, chosen in parts)
    st.html(
        f"<div class='working'><div class='into'>{inputs}{_rest(how)}</div>{_outcome(stage, opened)}</div>"
    )
    if how.kernels is not None and len(how.shares) > 1:
        st.caption(
            t(
                "The percentages are shares of all that goes in, each by its size, whatever its sign: what is added and"
                " what is taken away both count."
            )
        )


def painted(values: np.ndarray, limit: float, kind: str) -> np.ndarray:
    """Colour numbers.

    Parameters
    ----------
    values : ndarray of float
    limit : float
        The absolute value at which the strongest colours are reached.
    kind : {"signed", "magnitude", "pixels"}
        On the diverging scale, on the sequential one, or grey.
    """
    if kind == "pixels":
        return colour.grey(values / limit)
    return colour.diverging(values, limit) if kind == "signed" else colour.sequential(values, 0, limit)


def kind_of(values: np.ndarray) -> str:
    """Say on which scale numbers are coloured that are no pixels."""
    return "signed" if values.min(initial=0) < 0 else "magnitude"


def _part(how: Working, place: int, stage: Stage, pixels: bool) -> str:
    """One channel: its map, its kernel, and what the two give."""
    channel = int(how.channels[place])
    limit, kind = _limit(how.before), kind_of(how.before)
    if pixels:
        limit, kind = (1.0 if limit <= 1 else 255.0), "pixels"
    rows = [_tile(how.before[place], limit, kind, _title(how, stage, channel, pixels))]
    if how.kernels is not None:
        name = t("kernel") if how.before.ndim == 3 else t("weight")
        mixed = "" if how.mix is None else f"× {number(how.mix[place])}"
        share = t("{percent} % of it", percent=f"{100 * how.shares[channel]:.0f}")
        rows += [
            "<span class='sign'>×</span>",
            _tile(how.kernels[place], _limit(how.kernels), "signed", name),
            f"<span class='sign'>{escape(mixed)} =</span>",
            _tile(how.parts[place], _limit(how.parts), "signed", share if len(how.shares) > 1 else ""),
        ]
    return "".join(rows)


def _title(how: Working, stage: Stage, channel: int, pixels: bool) -> str:
    if stage.kind == "add":
        return t("the way through") if channel == 0 else t("the way around")
    if pixels and how.before.ndim == 3:
        return channel_name(channel) if len(how.shares) == 3 else t("the picture")
    # What works map by map has one, and it is that of the chosen number.
    if how.before.ndim == 3:
        return t("map {number}", number=channel + 1) if how.kernels is not None else t("the map before")
    return t("value {number}", number=channel + 1)


def _rest(how: Working) -> str:
    others = len(how.shares) - len(how.channels)
    if not others:
        return ""
    share = 1 - float(how.shares[how.channels].sum())
    title = t("{count} others, together {percent} %", count=others, percent=f"{100 * share:.0f}")
    limit = max(_limit(how.parts), _limit(how.rest))
    return f"<div class='part rest'>{_tile(how.rest, limit, 'signed', title)}</div>"


def _outcome(stage: Stage, opened: Opened) -> str:
    """The sum and the bias, and what each further step makes of it."""
    how = opened.working
    steps = stage.steps[stage.steps.index(stage.main) :]
    tiles = []
    for step, made in zip(steps, how.results, strict=True):
        if step.kind in RESULTS:
            words = t(RESULTS[step.kind], function=FUNCTIONS.get(step.function, step.function))
        else:
            words = t("sum + bias ({bias})", bias=number(how.bias)) if how.bias else t("sum")
        tiles.append(_tile(made, _limit(made), kind_of(made), words))
    arrows = "<span class='sign'>→</span>".join(tiles)
    return f"<div class='outcome'><span class='sign'>=</span>{arrows}</div>"


def _limit(values: np.ndarray) -> float:
    return float(np.abs(values).max(initial=0)) or 1.0


def _tile(values: np.ndarray, limit: float, kind: str, title: str) -> str:
    if values.size == 1:
        inner = _cell(float(values.reshape(-1)[0]), limit, kind)
    else:
        low, high = number(float(values.min())), number(float(values.max()))
        said = t("{what}: {low} to {high}", what=title, low=low, high=high)
        source = encoded.url(painted(values, limit, kind))
        inner = f"<img class='exact' src='{source}' alt='{escape(said)}' title='{escape(said)}'>"
    return f"<figure>{inner}<figcaption>{escape(title)}</figcaption></figure>"


def _cell(value: float, limit: float, kind: str) -> str:
    paint = np.broadcast_to(painted(np.array([value]), limit, kind)[0], 3)
    red, green, blue = (int(part) for part in paint)
    style = f"background:rgb({red},{green},{blue});color:{colour.ink_on(paint)}"
    return f"<span class='cell' style='{style}'>{escape(number(value))}</span>"
