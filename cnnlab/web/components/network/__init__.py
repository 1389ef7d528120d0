"""A network as one strip: every layer with its most active maps as small pictures, the classes at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlab.explain.following import MAP_BY_MAP
from cnnlab.images import encoding
from cnnlab.images.colour import CLASSES, lut_base64
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web.adopting import event
from cnnlab.web.components import register
from cnnlab.web.components.packing import packed
from cnnlab.web.i18n import N_, t

WORDS = {
    "label": N_("The network, from the picture to the classes"),
    "hint": N_(
        "Of each layer the most active maps, largest peak first. Choose a layer or a map; arrow keys go from map to"
        " map. Orange lines: what goes into the chosen map, the thicker the more."
    ),
    "unit_map": N_("map {number}: {low} to {high}"),
    "unit_value": N_("value {number}: {value}"),
    "share": N_("{percent} % of what goes into the chosen one"),
    "of": N_("{shown} of {count}"),
    "logit": N_("{name}: logit {logit}, probability {percent}"),
    "covered": N_("covered while a question is open"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "network",
    "shared/dom.js",
    "shared/svg.js",
    "shared/format.js",
    "shared/colour.js",
    "shared/unpack.js",
    "network/tiles.js",
    "network/columns.js",
    "network/ways.js",
    "network/network.js",
    css="network/network.css",
    html="<div class='network' role='group'></div>",
)


@dataclass(frozen=True)
class Named:
    """How a stage is called.

    Attributes
    ----------
    title : str
        In the reader's language.
    detail : str
        A second line: its shape.
    """

    title: str
    detail: str


def network(
    key: str,
    report: LayersReport,
    names: Sequence[Named],
    classes: Sequence[tuple[str, str]],
    scale: str,
    covered: bool = False,
) -> None:
    """Show a network; a click is read by `chosen`.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    report : LayersReport
    names : sequence of Named
        For each stage.
    classes : sequence of (str, str)
        Of each class its name in the reader's language, and its probability as it is written.
    scale : {"map", "layer", "network"}
        What shares one scale of colours.
    covered : bool
        A question is open: the classes have no numbers.
    """
    _MOUNT(
        key=key,
        data=pack(report, names, classes, scale, covered),
        default={"choice": None},
        on_choice_change=lambda: None,
    )


def chosen(key: str) -> tuple[int, int] | None:
    """Return stage and unit that the visitor has chosen since this was last asked; unit -1: the stage alone."""
    parts = (event(key, "choice") or "").split(",")
    try:
        stage, unit = (int(part) for part in parts)
    except ValueError:
        return None
    return stage, unit


def pack(
    report: LayersReport,
    names: Sequence[Named],
    classes: Sequence[tuple[str, str]],
    scale: str,
    covered: bool,
) -> bytes:
    """Pack a report for the component: maps as bytes, each on a scale of its own that the head names."""
    bodies: list[bytes] = []
    columns: list[dict[str, Any]] = []
    for place, (column, name) in enumerate(zip(report.columns, names, strict=True)):
        stage = column.stage
        described = {
            "kind": "output" if place == len(names) - 1 else stage.kind,
            "title": name.title,
            "detail": name.detail,
            "sources": list(stage.sources),
            "around": stage.around,
            "count": stage.shape[-1],
            "units": column.units.tolist(),
            "low": column.low,
            "high": column.high,
        }
        if stage.kind == "input":
            described["src"] = encoding.data_url(
                report.seen.squeeze(-1) if report.seen.shape[2] == 1 else report.seen
            )
        elif column.values.ndim == 3:
            quantised, lows, highs = _quantised(column.values)
            bodies.append(quantised.tobytes())
            described |= {"size": column.values.shape[1:], "lows": lows.tolist(), "highs": highs.tolist()}
        else:
            described["values"] = column.values.tolist()
        columns.append(described)
    opened = report.opened
    head = {
        "id": encoding.picture_id(report.seen),
        "columns": columns,
        "stage": opened.place,
        "unit": opened.unit,
        "shares": [] if opened.working is None else np.round(opened.working.shares, 4).tolist(),
        "by_source": opened.working is not None and len(report.columns[opened.place].stage.sources) > 1,
        "same_unit": report.columns[opened.place].stage.kind in MAP_BY_MAP,
        "classes": [name for name, _ in classes],
        "paints": [CLASSES[place % len(CLASSES)] for place in range(len(classes))],
        "probabilities": None if covered else report.probabilities.tolist(),
        "percents": None if covered else [share for _, share in classes],
        "scale": scale,
        "tables": {name: lut_base64(name) for name in ("diverging", "sequential")},
        "words": {name: t(sentence) for name, sentence in WORDS.items()},
    }
    return packed(head, b"".join(bodies))


def _quantised(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return maps (n, rows, columns) as bytes between the least and the greatest value of each, and these."""
    lows, highs = values.min(axis=(1, 2)), values.max(axis=(1, 2))
    spans = np.where(highs > lows, highs - lows, 1)[:, None, None]
    return np.rint(255 * (values - lows[:, None, None]) / spans).astype(np.uint8), lows, highs
