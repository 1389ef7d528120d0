"""The same network on three sizes, and what Flatten and a dense layer would make of them."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnnlab.images import colour
from cnnlab.ops.global_report import GlobalReport
from cnnlab.ops.line_network import Answer, weights
from cnnlab.web.i18n import t
from cnnlab.web.pooling.global_view import image, part
from cnnlab.web.pooling.global_words import COLOURS, NAMES, VARIANTS

LARGEST = 200
"""CSS pixels of the longer side of the whole picture."""


def show(report: GlobalReport, pooling: str, covered: bool) -> None:
    """Show the answers to each size, and the refusal of a dense layer.

    Parameters
    ----------
    report : GlobalReport
    pooling : {"average", "max"}
    covered : bool
        A question is open that other sizes answer: say so, and show nothing.
    """
    st.subheader(t("The same network on other sizes"), anchor=False)
    if covered:
        st.caption(t("Other sizes and numbers of weights are covered while a question is open."))
        return
    whole = report.answers["whole"]
    cards = "".join(_card(t(VARIANTS[name]), answer, whole) for name, answer in report.answers.items())
    st.html(f"<div class='sizes'>{cards}</div>")
    if pooling == "average":
        st.markdown(
            t(
                "**Global average pooling has no weights.** It makes one number of each map, however large the map is:"
                " the same kernels and the same dense layer answer for every size."
            )
        )
    else:
        st.markdown(
            t(
                "**Global max pooling has no weights.** It makes one number of each map, however large the map is: the"
                " same kernels and the same dense layer answer for every size."
            )
        )
    if report.refusals:
        _show_refusal(report)


def _card(name: str, answer: Answer, whole: Answer) -> str:
    rows, columns = answer.picture.shape
    # In proportion to the whole picture: a size is seen as one.
    width = LARGEST * columns / max(whole.picture.shape)
    counted = weights(answer.maps.shape[:2])
    flat = t(
        "Flatten and Dense: {rows} × {columns} × 4 × 4 = {weights} weights",
        rows=answer.maps.shape[0],
        columns=answer.maps.shape[1],
        weights=f"{counted.with_flatten:,}",
    )
    bars = "".join(
        part(t(title), float(share), paint)
        for title, share, paint in zip(NAMES, answer.fractions, COLOURS, strict=True)
    )
    picture = image(
        colour.grey(answer.picture), t("What the network sees: {name}", name=name), f"width:{width:.0f}px"
    )
    detail = t("{rows} × {columns} pixels, four numbers", rows=rows, columns=columns)
    return (
        f"<div>{picture}<div>{bars}</div><div class='name'>{escape(name)}<small>{escape(detail)}</small>"
        f"<small>{escape(flat)}</small></div></div>"
    )


def _show_refusal(report: GlobalReport) -> None:
    name, message = next(iter(report.refusals.items()))
    made, given = (report.answers[each].maps.size for each in ("whole", name))
    rows, columns = report.answers[name].picture.shape
    st.markdown(
        t(
            "**Flatten and a dense layer are bound to one size.** For the picture, Flatten gives {made} numbers, and"
            " the dense layer has a weight for each of them and each class. For {rows} × {columns} pixels Flatten"
            " gives {given}: the weights do not fit, and each belongs to a place that is now elsewhere. Keras refuses:",
            made=f"{made:,}",
            given=f"{given:,}",
            rows=rows,
            columns=columns,
        )
    )
    st.html(f"<pre class='refusal'>{escape(message)}</pre>")
