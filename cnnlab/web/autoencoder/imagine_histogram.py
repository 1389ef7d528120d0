"""The errors of the test pictures as a histogram, with the threshold and the picture that is asked about."""

from __future__ import annotations

from html import escape
from itertools import pairwise

import numpy as np
import streamlit as st

from cnnlab.inference.imagine_odd import OddReport
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

BINS = 48
TICKS = (1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0)


def histogram(report: OddReport, covered: bool, known: str) -> None:
    """Show the histogram, on a logarithmic axis: other pictures come back with errors many times as large.

    Parameters
    ----------
    report : OddReport
    covered : bool
        A question is open: where the picture stands is not shown.
    known : str
        What the pictures are whose errors are counted, in the reader's language.
    """
    low, high = limits(report)
    counts, edges = binned(report.errors, low, high)
    top = max(int(counts.max()), 1)
    bars = "".join(
        f"<i{' class=beyond' if left >= report.threshold else ''} style='left:{_x(left, low, high):.2f}%;"
        f"width:{_x(right, low, high) - _x(left, low, high):.2f}%;height:{100 * count / top:.1f}%'></i>"
        for count, (left, right) in zip(counts, pairwise(edges), strict=True)
    )
    limit = _x(report.threshold, low, high)
    above = escape(t("threshold {value}", value=number(report.threshold, 2)))
    side = "before" if limit > 60 else "after"
    own = "" if covered else f"<b class='own' style='left:{_x(report.error, low, high):.2f}%'>▲</b>"
    ticks = "".join(
        f"<small style='left:{_x(value, low, high):.2f}%'>{escape(number(value, 1))}</small>"
        for value in TICKS
        if low <= value <= high
    )
    label = t("Histogram of errors: {pictures}", pictures=known)
    st.html(
        f"<div class='errors'><div class='plot' role='img' aria-label='{escape(label)}'>{bars}"
        f"<span class='limit {side}' style='left:{limit:.2f}%'><em>{above}</em></span>{own}</div>"
        f"<div class='ticks'>{ticks}</div><p>{escape(t('mean squared error'))}</p></div>"
    )
    st.caption(t("Grey and orange: {pictures} by their error. ▲: the given picture.", pictures=known))


def limits(report: OddReport) -> tuple[float, float]:
    """Return the ends of the axis: it holds all test pictures but the easiest, the picture, and the odd ones shown."""
    others = [report.error, report.threshold, *(odd.error for odd in report.odd)]
    low = min(float(report.errors[len(report.errors) // 200]), *(each for each in others if each > 0))
    high = max(float(report.errors[-1]), *others)
    return max(low, 1e-6) / 1.2, high * 1.2


def binned(errors: np.ndarray, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """Count quantiles in `BINS` bins of equal width on a logarithmic axis: counts and edges."""
    edges = np.geomspace(low, high, BINS + 1)
    return np.histogram(errors, edges)[0], edges


def _x(value: float, low: float, high: float) -> float:
    return 100 * float(np.log(min(max(value, low), high) / low) / np.log(high / low))
