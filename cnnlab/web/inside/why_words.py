"""What the mode Why this class says."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.explain.pixels import completeness_gap
from cnnlab.inference.why_methods import Asking, flat, is_signed, over
from cnnlab.inference.why_report import WhyReport
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number


def heading(report: WhyReport, names: list[str]) -> str:
    """Say which class is asked about, and what the network gives it."""
    best = int(report.probabilities.argmax())
    values = {"name": names[report.target], "percent": percent(float(report.probabilities[report.target]))}
    if best == report.target:
        said = t("Why **{name}**? The network gives it {percent}, the most of all.", **values)
    else:
        said = t(
            "Why not **{name}**, and what of it is there all the same? The network gives it {percent}, and {other}"
            " to **{best}**.",
            best=names[best],
            other=percent(float(report.probabilities[best])),
            **values,
        )
    if report.truth is None or report.truth == best:
        return said
    return sentences(said, t("It is {name}.", name=names[report.truth]))


def reading(report: WhyReport, method: str, sign: str, name: str) -> str:
    """Say in a sentence what is to be seen in an explanation.

    Parameters
    ----------
    report : WhyReport
    method : str
    sign : str
    name : str
        Of the class.
    """
    values = report.found[method]
    if not np.any(values):
        return t("Empty: nothing here speaks for {name}.", name=name)
    shown = over(report.seen.shape, flat(method, values, sign))
    given = {"name": name, "share": whole_percent(half(shown))}
    signed = is_signed(method, sign)
    if method == "grad_cam":
        return t(
            "{rows} × {columns} values, stretched over the picture. Half of what it points at lies in {share} of it.",
            rows=values.shape[0],
            columns=values.shape[1],
            **given,
        )
    if method == "layer_cam":
        return t(
            "{rows} × {columns} values, each weighted with its own gradient. Half of it lies in {share} of the"
            " picture.",
            rows=values.shape[0],
            columns=values.shape[1],
            **given,
        )
    if method == "smooth":
        if signed:
            return t(
                "Brighter pixels would raise the logit where it is orange, and lower it where it is blue; mean of"
                " {count} noisy copies.",
                count=report.asking.copies,
            )
        return t(
            "How strongly the logit answers to each pixel, whichever way; mean of {count} noisy copies.",
            count=report.asking.copies,
        )
    if not signed:
        return t(
            "How much each pixel matters, for or against. Half of it lies in {share} of the picture.", **given
        )
    return _signed(report, method, name)


def _signed(report: WhyReport, method: str, name: str) -> str:
    values = report.found[method]
    if method == "occlusion":
        return t(
            "A square of {size} pixels moved over the picture: where it covers the most orange place it costs on"
            " average {most} of the logit {logit}.",
            size=report.asking.square(report.seen.shape)[0],
            most=number(float(values.max())),
            logit=number(float(report.logits[report.target])),
        )
    total = number(float(values.sum()))
    if method == "integrated":
        return t(
            "Orange raised the logit of {name}, blue lowered it: together by {total}. From nothing to this picture it"
            " changed by {difference}.",
            name=name,
            total=total,
            difference=number(difference(report)),
        )
    return t(
        "The gradient at this picture, times its brightness: orange speaks for {name}, blue against it. Its sum,"
        " {total}, explains no difference.",
        name=name,
        total=total,
    )


def difference(report: WhyReport) -> float:
    """Return how much higher the logit of the class is for the picture than for nothing."""
    return float(report.logits[report.target]) - report.nothing


def gap(report: WhyReport) -> float:
    """Return how far integrated gradients are from the difference that they explain, as a share of it."""
    return completeness_gap(report.found["integrated"], float(report.logits[report.target]), report.nothing)


def half(values: np.ndarray) -> float:
    """Return the smallest share of the places that holds half of what is positive in a map."""
    positive = np.sort(np.maximum(values, 0), axis=None)[::-1]
    reached = np.searchsorted(np.cumsum(positive), positive.sum() / 2) + 1
    return min(int(reached), positive.size) / positive.size


def held(values: np.ndarray, mask: np.ndarray) -> float | None:
    """Return the share of what is positive in a map (H, W) that lies under a mask; None for a map without any."""
    positive = np.maximum(values, 0)
    total = float(positive.sum())
    return float(positive[mask].sum()) / total if total > 0 else None


def less(asking: Asking, got: Asking) -> list[str]:
    """Say, for each method that was asked, what is smaller than it was set to.

    Parameters
    ----------
    asking, got : Asking
        What the page is set to, and what was asked in the end.
    """
    said = []
    if "integrated" in got.methods and got.steps < asking.steps:
        said.append(
            t("integrated gradients in {count} steps instead of {usual}", count=got.steps, usual=asking.steps)
        )
    if "smooth" in got.methods and got.copies < asking.copies:
        said.append(
            t("SmoothGrad with {count} copies instead of {usual}", count=got.copies, usual=asking.copies)
        )
    squares = [(each.size, min(each.stride, each.size)) for each in (asking, got)]
    if "occlusion" in got.methods and squares[0] != squares[1]:
        size, stride = squares[1]
        said.append(
            t("occlusion by a square of {size} pixels that moves by {stride}", size=size, stride=stride)
        )
    return said


def say_less(parts: list[str]) -> None:
    """Say on the page what has been saved, where anything has."""
    if parts:
        what = listing(parts)
        st.caption(t("So that nobody has to wait, less is computed here than usual: {what}.", what=what))


def whole_percent(share: float) -> str:
    """Write a share of a picture or map."""
    return f"{100 * share:.0f} %"
