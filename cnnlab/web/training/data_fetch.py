"""What is shown of a data set that is not on this computer yet: in Data, and in Train in place of the button."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnnlab.datasets import fetching
from cnnlab.web import long_work
from cnnlab.web.i18n import t
from cnnlab.web.training.data_names import NAMES

KEY = "cls_fetch"


def show(name: str) -> None:
    """Offer to fetch a data set, and show how far it is."""
    size = f"{fetching.BYTES[name] / 1e6:.0f}"
    work = long_work.current(KEY)
    if work is not None:
        # It may be another one that is on its way.
        long_work.watch(KEY, partial(_progress, NAMES[work.name]))
        return
    long_work.say_failure(KEY)
    st.info(
        t(
            "{name} is not on this computer yet. It can be fetched from the internet once ({size} MB). Without a"
            " network, put {file} into a folder and name that folder in CNNLAB_DATA_DIR before the laboratory is"
            " started. The digits and the shapes are here at once.",
            name=NAMES[name],
            size=size,
            file=f"{name}.npz",
        ),
        icon=":material/cloud_download:",
    )
    st.button(
        t("Fetch {name}, {size} MB", name=NAMES[name], size=size),
        icon=":material/download:",
        type="primary",
        on_click=long_work.begin,
        args=(KEY, name, fetching.bring, name),
        key="cls_fetch_button",
    )


def _progress(name: str, report: dict) -> str:
    return t("Fetching {name}: {here} MB so far", name=name, here=f"{report.get('bytes', 0) / 1e6:.1f}")
