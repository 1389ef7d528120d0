"""What the trainings on the screen will cost in time here: measured once, for all visitors."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from cnnlab import datasets, engine
from cnnlab.engine import LongCall
from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.recipes import Recipe
from cnnlab.training.estimating import Cost, measure_cost, plain

KEPT = 100
FRESH = 300.0
"""Seconds for which a measurement is believed: a computer that was busy then may be idle now."""
LIMIT = 120.0
"""Seconds that a measurement may take."""

_known: OrderedDict[Recipe, tuple[Cost | None, float]] = OrderedDict()
"""What was measured, and when; None where that failed."""
_under_way: tuple[Recipe, LongCall] | None = None
_lock = threading.Lock()


def cost_of(recipe: Recipe) -> Cost | None:
    """Return what a recipe costs; None while that is not known.

    Asking for it begins the measurement, if none is under way: one at a time, so that thirty visitors who
    move sliders do not keep the process for long calculations from everything else.
    """
    global _under_way
    wanted = plain(recipe)
    with _lock:
        _collect()
        found, when = _known.get(wanted, (None, None))
        old = when is None or time.monotonic() - when > FRESH
        if old and _under_way is None and measurable(recipe):
            try:
                _under_way = (wanted, engine.call_long(measure_cost, wanted, timeout=LIMIT))
            except LabError:
                _keep(wanted, None)
    return found


def pending(recipe: Recipe) -> bool:
    """Tell whether it is worth to ask again in a moment."""
    return plain(recipe) not in _known and measurable(recipe)


def measurable(recipe: Recipe) -> bool:
    """Tell whether a recipe can be measured here: allowed, its pictures at hand, and not in this very process."""
    if engine.state().mode == "inline":
        return False
    if not datasets.is_here(recipe.data):
        return False
    try:
        limits().check(recipe)
    except LabError:
        return False
    return True


def _collect() -> None:
    global _under_way
    if _under_way is None or not _under_way[1].done():
        return
    wanted, call = _under_way
    _under_way = None
    if call.status == "cancelled":
        return  # whoever waited for it has left: it is measured when somebody asks again
    try:
        _keep(wanted, call.result(0))
    except Exception:  # noqa: BLE001 - whatever it was: the button then does not say the time
        _keep(wanted, None)


def _keep(wanted: Recipe, found: Cost | None) -> None:
    _known.pop(wanted, None)
    _known[wanted] = (found, time.monotonic())
    while len(_known) > KEPT:
        _known.popitem(last=False)
