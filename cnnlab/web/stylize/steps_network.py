"""The offer to fetch the weights of VGG19, where they are not on this computer."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference import painting_network
from cnnlab.training import perceptual
from cnnlab.web import long_work
from cnnlab.web.i18n import t

KEY = "style_s_fetch"


def offer() -> None:
    """Offer to fetch them, and show how far it is."""
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, _progress)
        return
    long_work.say_failure(KEY)
    st.info(
        t(
            "The weights of VGG19 are not on this computer yet. They can be fetched from the internet once ({size} MB)."
            " The compact network is here at once.",
            size=perceptual.MEGABYTES,
        ),
        icon=":material/cloud_download:",
    )
    st.button(
        t("Fetch {name}, {size} MB", name="VGG19", size=perceptual.MEGABYTES),
        icon=":material/download:",
        type="primary",
        on_click=long_work.begin,
        args=(KEY, "vgg19", painting_network.bring),
        key="style_s_fetch_button",
    )


def _progress(report: dict) -> str:
    return t("Fetching {name}: {here} MB so far", name="VGG19", here=f"{report.get('megabytes', 0):.1f}")
