"""What the mode Data shows of a data set that is not on this computer yet."""

from __future__ import annotations

import streamlit as st

from cnnlab.datasets import fetching
from cnnlab.web.classifier import long_work
from cnnlab.web.classifier.data_properties import DATA_SET
from cnnlab.web.i18n import t

KEY = "cls_fetch"


def show(name: str) -> None:
    """Offer to fetch a data set, and show how far it is."""
    size = f"{fetching.BYTES[name] / 1e6:.0f}"
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, _progress)
        return
    long_work.say_failure(KEY)
    st.info(
        t(
            "{name} is not on this computer yet. It can be fetched from the internet once ({size} MB). The digits and"
            " the shapes are here at once.",
            name=DATA_SET.options[name],
            size=size,
        ),
        icon=":material/cloud_download:",
    )
    st.button(
        t("Fetch {name}, {size} MB", name=DATA_SET.options[name], size=size),
        icon=":material/download:",
        type="primary",
        on_click=long_work.begin,
        args=(KEY, name, fetching.bring, name),
        key="cls_fetch_button",
    )


def _progress(report: dict) -> str:
    return t("Fetching: {here} MB so far", here=f"{report.get('bytes', 0) / 1e6:.1f}")
