"""TensorFlow's confirmation of what the browser has computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cnnlab.errors import LabError
from cnnlab.web.components import badge
from cnnlab.web.compute import NotReady, ask


def confirm(
    key: str,
    bus: str,
    identity: str,
    question: tuple,
    values: Callable[[Any], Mapping[str, Any]],
) -> Any:
    """Ask TensorFlow for what the browser shows already, and let the badge compare the two.

    Parameters
    ----------
    key : str
        Streamlit's key of the badge.
    bus, identity : str
        As for `cnnlab.web.components.badge.pack`.
    question : tuple
        A function and its arguments, as for `cnnlab.web.compute.ask`.
    values : callable
        Takes the answer, and returns what the badge compares: ``values``, ``tolerance`` or ``relative`` as
        for `cnnlab.web.components.badge.pack`.

    Returns
    -------
    The answer.

    Raises
    ------
    NotReady, LabError
        As `cnnlab.web.compute.ask`; the badge says so.
    """
    try:
        answer = ask(*question)
    except NotReady:
        badge.badge(key, badge.pack(bus, identity, state="waiting"))
        raise
    except LabError:
        badge.badge(key, badge.pack(bus, identity, state="error"))
        raise
    badge.badge(key, badge.pack(bus, identity, **values(answer)))
    return answer
