"""How a component's event becomes the value of a bound property.

Components cannot be bound to the URL; the widgets beside them are. A component sends ``value#number``,
where the number makes every event a new one, and its event is taken over here, in the script, before the
widget is made (callbacks of components would hide it from the tests).
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from cnnlab.web.state import Property

LONGEST = 32_000
"""Characters of the longest event: three kernels of 15 x 15 take a third of them."""


def event(component: str, name: str) -> str | None:
    """Return what a component has sent since it was last asked, or None.

    Parameters
    ----------
    component : str
        Key of the component.
    name : str
        Name of its state.
    """
    state = st.session_state.get(component)
    sent = state.get(name) if isinstance(state, Mapping) else None
    seen = f"_{component}.{name}"
    # It comes from the browser: anything may be in it.
    if not isinstance(sent, str) or len(sent) > LONGEST or sent == st.session_state.get(seen):
        return None
    st.session_state[seen] = sent
    return sent.rpartition("#")[0]


def adopt(component: str, name: str, target: Property) -> bool:
    """Give a property the value that a component has sent, if there is a new one that it accepts."""
    value = event(component, name)
    if value is None or not target.accepts(value):
        return False
    st.session_state[target.key] = target.read(value)
    return True
