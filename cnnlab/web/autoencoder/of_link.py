"""The run of the link: which modes can ask its network, and what the others say."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.web.i18n import t
from cnnlab.web.training.kinds import of_link


def run(coded: bool) -> str:
    """Return the id of the link's run, for a mode that asks networks with a code, or those without one.

    Parameters
    ----------
    coded : bool
        True: with a code. False: those that repair pictures.

    Returns
    -------
    str
        Empty where there is none, or it is known to be of another kind. One that is not here is returned: who asks
        it says so.
    """
    found = of_link("autoencoder")
    return "" if found and _coded(found) is (not coded) else found


def say_elsewhere(coded: bool) -> None:
    """Say where the run of the link can be looked at, where a mode cannot ask it; see `run`."""
    found = of_link("autoencoder")
    if not found or _coded(found) is not (not coded):
        return
    if coded:
        st.caption(
            t("The run of this link has no code, it repairs pictures: the mode Repair asks its network.")
        )
    else:
        st.caption(
            t(
                "The run of this link repairs nothing, it has a code: the modes Rebuild and Imagine ask its network."
            )
        )


def _coded(run: str) -> bool | None:
    """Tell whether the network of a run has a code; None where that is not known."""
    try:
        return pretrained.recipe_of(run).coded
    except LabError:
        return None
