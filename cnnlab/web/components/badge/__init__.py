"""The badge: does TensorFlow get the same values as the scope in the browser?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab.web.components import register
from cnnlab.web.components.packing import packed
from cnnlab.web.i18n import N_, t

WORDS = {
    "agrees": N_("TensorFlow agrees, largest difference {difference}"),
    "differs": N_("TensorFlow does not agree: largest difference {difference}"),
    "waiting": N_("TensorFlow is computing …"),
    "error": N_("TensorFlow did not answer"),
    "infinite": N_("infinite"),
}
"""What the badge says, in English: the message ids of the catalogue."""

STATES = ("agrees", "waiting", "error")

_MOUNT = register(
    "badge",
    "shared/bus.js",
    "shared/format.js",
    "shared/dom.js",
    "shared/unpack.js",
    "badge/badge.js",
    css="badge/badge.css",
    html="<div class='badge' role='status'></div>",
)


def badge(key: str, blob: bytes) -> None:
    """Show whether TensorFlow's values are those of the scope on the same bus.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    blob : bytes
        What `pack` makes.
    """
    _MOUNT(key=key, data=blob)


def pack(
    bus: str,
    id: str,  # noqa: A002 - the name that all three components give it
    values: np.ndarray | None = None,
    *,
    tolerance: float = 0.0,
    relative: Sequence[float] = (),
    state: str = "agrees",
    words: dict[str, str] | None = None,
) -> bytes:
    """Pack TensorFlow's values, or the news that there are none, for `badge`.

    Parameters
    ----------
    bus : str
        Name that the scope and this badge share.
    id : str
        That of the scope whose settings the values belong to.
    values : (oh, ow) or (oh, ow, C) array, optional
        TensorFlow's output after the activation; sent as float32. Several maps stand along a first axis more.
    tolerance : float
        Largest difference that counts as agreement: 1e-5 of the largest sum of absolute products,
        for float32 sums of many products differ by their order.
    relative : sequence of float
        Where `values` holds several maps along its first axis: for each how far its values may differ
        besides, as a part of TensorFlow's value. 0: they must be equal.
    state : str
        ``"agrees"`` (the values are there, to be compared), ``"waiting"`` or ``"error"``.
    words : dict of str to str, optional
        Translated sentences instead of those in `WORDS`, such as the reason of an error.

    Returns
    -------
    bytes
        As `cnnlab.web.components.packing.packed` makes it; behind the head stand the values.
    """
    array = np.zeros(0, np.float32) if values is None else np.ascontiguousarray(values, dtype="<f4")
    head = {
        "bus": bus,
        "id": id,
        "shape": list(array.shape),
        "state": state,
        "tolerance": float(tolerance),
        "relative": [float(part) for part in relative],
        "words": {name: t(sentence) for name, sentence in WORDS.items()} | (words or {}),
    }
    return packed(head, array.tobytes())
