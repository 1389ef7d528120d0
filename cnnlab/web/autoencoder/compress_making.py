"""The curves of bytes against distance: made once for a sheet on the long worker, kept for all visitors."""

from __future__ import annotations

import threading
from collections import OrderedDict

import numpy as np

from cnnlab.errors import LabError
from cnnlab.inference.compress_report import Point, report_curves
from cnnlab.web import long_work
from cnnlab.web.i18n import t
from cnnlab.web.identity import identity

KEY = "_ae_curves"
MOST = 64
"""Sheets whose curves are kept; each takes some kilobytes."""

Sheet = tuple[str, np.ndarray | None, int]

_curves: OrderedDict[str, tuple[Point, ...]] = OrderedDict()
_lock = threading.Lock()
"""All visitors' threads share the curves."""


def curves(sheet: Sheet) -> tuple[Point, ...] | None:
    """Return the curves of a sheet, and have them made where they are not there yet: None until then.

    Parameters
    ----------
    sheet : (str, ndarray or None, int)
        The arguments of `report_curves`.
    """
    name = identity(*sheet)
    long_work.take(KEY)
    last = long_work.ended(KEY)
    if last is not None and isinstance(last[1], tuple):
        with _lock:
            _curves[last[0]] = last[1]
            while len(_curves) > MOST:
                _curves.popitem(last=False)
        long_work.forget(KEY)
    found = held(sheet)
    if found is None:
        _have_made(name, sheet)
    return found


def held(sheet: Sheet) -> tuple[Point, ...] | None:
    """Return the curves of a sheet if they are there."""
    name = identity(*sheet)
    with _lock:
        if name in _curves:
            _curves.move_to_end(name)
        return _curves.get(name)


def under_way() -> bool:
    """Tell whether the curves are being made."""
    return long_work.current(KEY) is not None


def failed(sheet: Sheet) -> bool:
    """Tell whether the curves of a sheet could not be made, or have been stopped."""
    last = long_work.ended(KEY)
    return last is not None and last[0] == identity(*sheet) and isinstance(last[1], LabError)


def wait() -> None:
    """Show how far it is, and then the page anew."""
    long_work.watch(KEY, lambda payload: t("Each way is being tried at many settings …"))


def _have_made(name: str, sheet: Sheet) -> None:
    last = long_work.ended(KEY)
    if last is not None and last[0] == name:
        return
    work = long_work.current(KEY)
    if work is not None and work.name != name:
        long_work.drop(KEY)
    long_work.begin(KEY, name, report_curves, *sheet)
