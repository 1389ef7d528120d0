"""The scope: a picture and its feature map side by side, and the arithmetic of any output value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from cnnlab.images.colour import lut_base64
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "input": N_("Input"),
    "output": N_("Output"),
    "size": "{height} × {width}",
    "input_help": N_("Move over a pixel to see which outputs it takes part in. Arrow keys move the window."),
    "output_help": N_("Move over a pixel to see its window in the input. Arrow keys move, space plays."),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "step": N_("One step"),
    "speed": N_("Speed"),
    "slow": N_("Slow"),
    "normal": N_("Normal"),
    "fast": N_("Fast"),
    "nearer": N_("Zoom in"),
    "farther": N_("Zoom out"),
    "whole": N_("Whole picture"),
    "panel": N_("Arithmetic of this output value"),
    "where": N_("Output at row {row}, column {column} (counted from 0)"),
    "patch": N_("patch"),
    "kernel": N_("kernel"),
    "products": N_("products"),
    "sum": N_("sum of the products"),
    "bias": N_("bias"),
    "value": N_("value"),
    "relu": N_("ReLU"),
    "leaky_relu": N_("leaky ReLU"),
    "sigmoid": N_("sigmoid"),
    "tanh": N_("tanh"),
    "red": N_("red"),
    "green": N_("green"),
    "blue": N_("blue"),
    "clipped": N_("0 to 1, clipped for display"),
    "never_read": N_("Pixels that no window ever reads"),
    "tap_hint": N_("Point at a cell to follow one product."),
    "live": N_("Row {row}, column {column}: {value}"),
}
"""What the scope says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "scope",
    "shared/bus.js",
    "shared/format.js",
    "shared/kernels.js",
    "shared/colour.js",
    "shared/convolve.js",
    "shared/activate.js",
    "shared/echo.js",
    "shared/dom.js",
    "scope/decode.js",
    "scope/operation.js",
    "scope/view.js",
    "scope/canvas.js",
    "scope/paint.js",
    "scope/marks.js",
    "scope/layout.js",
    "scope/panel.js",
    "scope/gestures.js",
    "scope/player.js",
    "scope/engine.js",
    "scope/draw.js",
    "scope/frame.js",
    "scope/steering.js",
    "scope/scope.js",
    css="scope/scope.css",
    html="<div class='scope'></div>",
)
_MOUNT_PICTURE = register(
    "scope_picture", "shared/bus.js", "scope/picture.js", html="<div class='picture' hidden></div>"
)


def scope(
    key: str,
    bus: str,
    picture: Mapping[str, str | int],
    kernels: Sequence[Sequence[Sequence[float]]],
    *,
    id: str,  # noqa: A002 - the name that all three components give it
    output_size: Sequence[int],
    pads: Sequence[Sequence[int]] = ((0, 0), (0, 0)),
    padding: str = "valid",
    stride: Sequence[int] = (1, 1),
    dilation: Sequence[int] = (1, 1),
    channel: str = "grey",
    bias: float = 0.0,
    flip: bool = False,
    activation: str = "linear",
    scale: str = "auto",
    never_read: Mapping[str, Sequence[int]] | None = None,
    at: str | None = None,
    alt: Mapping[str, str] | None = None,
    words: dict[str, str] | None = None,
) -> str | None:
    """Show a picture, its convolution, and how each output value came about.

    Everything moves within the browser. The picture travels once, in a component of its own: a new
    kernel does not send it again. Values of TensorFlow that the badge on the same bus receives
    for the same ``id`` replace the browser's own at rest.

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    bus : str
        Name that the kernel grid, this scope and its badge share.
    picture : mapping
        ``id`` (changes with the pixels), ``src`` (``"data:image/png;base64,..."``, 8 bits, without
        alpha), ``height``, ``width``, ``channels`` (1 or 3).
    kernels : nested sequences of float, (1, kh, kw) or (3, kh, kw)
        One kernel; three, for red, green and blue, are added into one map.
    id : str
        Stands for the picture and all settings; the badge must carry the same.
    output_size : (int, int)
        Rows and columns of the output.
    pads : ((int, int), (int, int))
        Padding (top, bottom), (left, right).
    padding : str
        ``"valid"``, ``"same"``, ``"full"`` (zeros), ``"circular"``, ``"reflect"`` or ``"replicate"``.
    stride, dilation : (int, int)
        For rows and columns.
    channel : str
        ``"grey"``, ``"red"``, ``"green"``, ``"blue"`` with a picture of one channel; ``"each"`` (one
        kernel, each channel apart) or ``"sum"`` (three kernels, added) with three.
    bias : float
        Added to each output value.
    flip : bool
        Whether the kernel is turned by 180 degrees: convolution instead of cross-correlation.
    activation : str
        ``"linear"``, ``"relu"``, ``"leaky_relu"``, ``"sigmoid"`` or ``"tanh"``.
    scale : str
        ``"auto"``: diverging where an output is negative, else grey from 0. ``"diverging"``: always.
        ``"grey"``: exactly 0 to 1, clipped.
    never_read : mapping, optional
        ``rows`` and ``cols`` of the input that no window reads.
    at : str, optional
        Output under the ring, ``"row,column"``.
    alt : mapping, optional
        ``input`` and ``output``: what the two pictures show, in words.
    words : dict of str to str, optional
        Translated sentences instead of those in `WORDS`.

    Returns
    -------
    str or None
        ``"row,column#time"``: the output that the visitor has pinned, and when; None without one.
    """
    data = {
        "bus": bus,
        "id": id,
        "picture_id": picture["id"],
        "kernels": [[[float(cell) for cell in row] for row in kernel] for kernel in kernels],
        "output_size": [int(n) for n in output_size],
        "pads": [[int(n) for n in pair] for pair in pads],
        "padding": padding,
        "stride": [int(n) for n in stride],
        "dilation": [int(n) for n in dilation],
        "channel": channel,
        "bias": float(bias),
        "flip": bool(flip),
        "activation": activation,
        "scale": scale,
        "never_read": {side: [int(n) for n in (never_read or {}).get(side, ())] for side in ("rows", "cols")},
        "at": at,
        "alt": dict(alt or {}),
        "lut": lut_base64("diverging"),
        "words": {name: t(sentence) for name, sentence in WORDS.items()} | (words or {}),
    }
    with st.container(gap=None):
        _MOUNT_PICTURE(key=f"{key}_picture", data={"bus": bus, "picture": dict(picture)})
        return _MOUNT(key=key, data=data, on_at_change=_nothing).at


def _nothing() -> None:
    """Declare the state: Streamlit wants a callback for it."""
