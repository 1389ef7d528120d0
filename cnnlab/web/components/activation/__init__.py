"""A feature map before and after an activation function, and the curve that carries the one into the other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from cnnlab.images.colour import lut_base64
from cnnlab.web.components import picture_channel, register
from cnnlab.web.i18n import N_, t

WORDS = {
    "before": N_("Before"),
    "after": N_("After"),
    "range": N_("{low} to {high}"),
    "help": N_("Move over a pixel to see it on the curve. Arrow keys move the ring."),
    "before_axis": N_("x: value before"),
    "after_axis": N_("f(x): value after"),
    "bars": N_("bars: √ of the share"),
    "slope": N_("its slope f′(x)"),
    "flat": N_("slope under {threshold}: hardly any gradient passes"),
    "panel": N_("What becomes of this value"),
    "slope_here": N_("slope {slope}: {verdict}"),
    "none": N_("no gradient passes here"),
    "hardly": N_("hardly any gradient passes here"),
    "whole": N_("the whole gradient passes here"),
    "part": N_("{percent} % of the gradient passes here"),
    "more": N_("the gradient grows to {percent} % here"),
    "turned": N_("the gradient changes its sign here; {percent} % of it passes"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "activation",
    "shared/bus.js",
    "shared/format.js",
    "shared/colour.js",
    "shared/convolve.js",
    "shared/activate.js",
    "shared/echo.js",
    "shared/dom.js",
    "shared/svg.js",
    "shared/measure.js",
    "shared/clamp.js",
    "shared/decode.js",
    "shared/canvas.js",
    "shared/pixels.js",
    "shared/frames.js",
    "activation/layout.js",
    "activation/model.js",
    "activation/axes.js",
    "activation/plot.js",
    "activation/moving.js",
    "activation/sentence.js",
    "activation/sizes.js",
    "activation/hands.js",
    "activation/frames.js",
    "activation/activation.js",
    css=("activation/activation.css", "shared/live.css"),
    html="<div class='activation'></div>",
)


def activation(
    key: str,
    bus: str,
    picture: Mapping[str, str | int],
    kernel: np.ndarray,
    *,
    id: str,  # noqa: A002 - the name that all components on a bus give it
    name: str,
    title: str,
    bias: float,
    slope: float,
    alpha: float,
    threshold: float,
    at: str | None,
    alt: Mapping[str, str],
) -> str | None:
    """Show a picture's feature map, an activation function, and what it makes of the map.

    Everything moves within the browser. Values of TensorFlow that the badge on the same bus receives for the
    same ``id`` replace the browser's own.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    bus : str
        Name that this component and its badge share.
    picture : mapping
        Of one channel, as for `cnnlab.web.components.scope.scope`.
    kernel : ndarray, shape (kh, kw)
        Slid over the picture without padding.
    id : str
        Stands for the picture and all settings; the badge must carry the same.
    name, title : str
        The function: one of `cnnlab.ops.activation.NAMES` but softmax, and what the legend says of its curve.
    bias, slope, alpha : float
        Added to each sum; parameters of the function.
    threshold : float
        Slopes smaller than this are shaded.
    at : str, optional
        The value under the ring, ``"row,column"``.
    alt : mapping
        ``before``, ``after`` and ``curve``: what they show, in words.

    Returns
    -------
    str or None
        ``"row,column#time"``: the place that the visitor has pinned, and when; None without one.
    """
    words = {word: t(sentence) for word, sentence in WORDS.items()}
    flat = WORDS["flat"]
    words["flat"] = t(flat, threshold=threshold)
    data = {
        "bus": bus,
        "id": id,
        "picture_id": picture["id"],
        "kernel": [[float(cell) for cell in row] for row in kernel],
        "bias": float(bias),
        "name": name,
        "parameters": {"slope": float(slope), "alpha": float(alpha)},
        "threshold": float(threshold),
        "at": at,
        "alt": dict(alt),
        "lut": lut_base64("diverging"),
        "words": {**words, "curve": title},
    }
    with st.container(gap=None):
        picture_channel.publish(f"{key}_picture", bus, picture)
        return _MOUNT(key=key, data=data, on_at_change=_nothing).at


def _nothing() -> None:
    """Declare the state: Streamlit wants a callback for it."""
