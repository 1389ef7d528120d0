"""Which network the modes Use and Examine look at: a shipped one, or the run of the link."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.web.classifier import properties as p
from cnnlab.web.training.kinds import of_link

OF_LINK = "run"
_SEEN = "_cls_run_seen"


def options(wanted: tuple[str, ...] = ()) -> list[str]:
    """Return the options of `MODEL` that there are: shipped networks, and the run if the link names one.

    Parameters
    ----------
    wanted : tuple of str
        Shipped names to choose from; all by default.
    """
    here = [
        name
        for name in pretrained.names("classifier")
        if name in p.MODEL.options and (not wanted or name in wanted)
    ]
    ordered = [name for name in p.MODEL.options if name in here]
    return [*ordered, *([OF_LINK] if of_link("classifier") else [])]


def settle(fallback: str = "") -> str:
    """Give `MODEL` a value that there is, and return the network's name: a shipped one, or a run's id.

    A run that the address has not named before is what somebody wants to see, so it is chosen at once.

    Parameters
    ----------
    fallback : str
        The option that stands in for one that is not here; the first there is by default.

    Raises
    ------
    LabError
        There is no network at all.
    """
    run = of_link("classifier")
    if run != st.session_state.get(_SEEN, ""):
        st.session_state[_SEEN] = run
        if run:
            st.session_state[p.MODEL.key] = OF_LINK
    there = options()
    if not there:
        raise LabError("No trained network is here yet. Train one in the mode Train.")
    if p.MODEL.value not in there:
        st.session_state[p.MODEL.key] = fallback if fallback in there else there[0]
    return run if p.MODEL.value == OF_LINK else p.MODEL.value
