"""The way back: what reaches each pixel of the picture when every output sends back 1."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.ops.pooling_report import WindowReport
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number

TITLES = {
    "max": N_("Max: all of it to the winner"),
    "average": N_("Average: the same to each value"),
    "l2": N_("L2: to each value its part of the total"),
}
KEY = "pool_way_back"


def folder() -> st.delta_generator.DeltaGenerator:
    """Return the folded part; what is in it is computed only while it is open."""
    return st.expander(t("On the way back"), icon=":material/undo:", key=KEY, on_change="rerun")


def show(report: WindowReport, kinds: tuple[str, str]) -> None:
    """Show, for both kinds, what reaches each pixel, and say what it means."""
    st.markdown(
        sentences(
            t("Nothing in a pooling layer is trained; on the way back it only passes the gradient on."),
            t(
                "Here every output sends back 1, and a pixel adds up what it gets from all windows that read it."
            ),
        )
    )
    row([_figure(kind, values) for kind, values in zip(kinds, report.gradients, strict=True)])
    if report.gradients[0].ndim == 3:
        st.caption(t("The three channels are added."))


def _figure(kind: str, gradient: np.ndarray) -> Figure:
    values = gradient if gradient.ndim == 2 else gradient.sum(axis=2)
    high = float(values.max())
    title = t(TITLES[kind])
    return Figure(
        colour.sequential(values, 0, high), title, title, t("dark 0, light {high}", high=number(high))
    )
