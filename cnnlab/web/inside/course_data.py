"""What the component of the mode Time machine is given."""

from __future__ import annotations

import hashlib
import json

import numpy as np

from cnnlab.inference.course_report import CourseReport
from cnnlab.inference.course_stock import CourseStock
from cnnlab.web.components.course import Tiles, colours, packed
from cnnlab.web.i18n import language


def data_of(report: CourseReport, stock: CourseStock | None, names: list[str], own_scale: bool) -> dict:
    """Return what the component draws, but for its captions.

    Parameters
    ----------
    report : CourseReport
    stock : CourseStock or None
        None: it is still being made.
    names : list of str
        Of the classes.
    own_scale : bool
        Kernels and maps of each step have a scale of their own; else all have one.
    """
    shares = report.probabilities
    broken = ~np.isfinite(shares).all(axis=1)
    probabilities = [
        [None] * len(names) if bad else [float(share) for share in row]
        for bad, row in zip(broken, shares, strict=True)
    ]
    found = {
        "names": names,
        "colours": list(colours(len(names))),
        "space": "" if language() == "zh" else " ",
        "steps": list(report.steps),
        "perEpoch": report.per_epoch,
        "probabilities": probabilities,
        "truth": report.truth,
        "target": report.target,
        "course": [row[report.target] for row in probabilities],
        "seen": {"pixels": packed(report.seen), "shape": list(report.seen.shape)},
        "kernels": _kernels(report, own_scale),
        "maps": _tiles(report.maps, own_scale),
        "classMap": _class_map(report),
        "stock": None if stock is None else _stock(report, stock),
        "own": None if report.places is None else report.places.tolist(),
        "accuracy": None if stock is None or stock.labels is None else stock.accuracy.tolist(),
    }
    text = json.dumps([found, language()])
    return {**found, "id": hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}


def _kernels(report: CourseReport, own_scale: bool) -> dict | None:
    if report.kernels is None:
        return None
    one = report.kernels.shape[-1] == 1
    return _tiles(report.kernels[..., 0] if one else report.kernels, own_scale, signed=True)


def _class_map(report: CourseReport) -> dict | None:
    # Its use is to say where; how much it is at each step stands beside its scale.
    return None if report.class_maps is None else _tiles(report.class_maps[:, None], own_scale=True)


def _tiles(values: np.ndarray | None, own_scale: bool, signed: bool = False) -> dict | None:
    if values is None:
        return None
    limits = np.abs(values.astype(np.float32)).max(axis=tuple(range(1, values.ndim)), initial=0)
    if not own_scale:
        limits = np.full_like(limits, limits.max(initial=0))
    return Tiles(values, limits, signed or bool(values.min(initial=0) < 0)).data()


def _stock(report: CourseReport, stock: CourseStock) -> dict:
    # Each step fills the panel: on one scale for all the first ones would be a single spot.
    shown = stock.places
    if report.places is not None:
        shown = np.concatenate([shown, report.places[:, None]], axis=1)
    low, high = shown.min(axis=1), shown.max(axis=1)
    return {
        "labels": None if stock.labels is None else packed(stock.labels.astype(np.uint8)),
        "answers": packed(stock.answers.astype(np.uint8)),
        "places": packed(stock.places.astype(np.float32)),
        "centres": ((low + high) / 2).tolist(),
        "limits": [float(limit) or 1.0 for limit in (high - low).max(axis=1) / 2],
        "count": stock.answers.shape[1],
        "points": stock.places.shape[1],
    }
