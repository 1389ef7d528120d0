"""The scope: a picture and what an operation makes of it side by side, and the arithmetic of any output value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from cnnlab.images.colour import lut_base64
from cnnlab.web.components import picture_channel, register
from cnnlab.web.i18n import N_, t

WORDS = {
    "input": N_("Input"),
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
    "red": N_("red"),
    "green": N_("green"),
    "blue": N_("blue"),
    "never_read": N_("Pixels that no window ever reads"),
    "live": N_("Row {row}, column {column}: {value}"),
}
"""What the scope says of every operation, in English: the message ids of the catalogue."""

CONVOLUTION_WORDS = {
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
    "clipped": N_("0 to 1, clipped for display"),
    "tap_hint": N_("Point at a cell to follow one product."),
}
"""What it says of a convolution."""

_MOUNT = register(
    "scope",
    "shared/bus.js",
    "shared/format.js",
    "shared/kernels.js",
    "shared/colour.js",
    "shared/convolve.js",
    "shared/pool.js",
    "shared/activate.js",
    "shared/echo.js",
    "shared/dom.js",
    "shared/measure.js",
    "shared/clamp.js",
    "shared/decode.js",
    "scope/window.js",
    "scope/view.js",
    "shared/canvas.js",
    "shared/pixels.js",
    "shared/frames.js",
    "scope/paint.js",
    "scope/marks.js",
    "scope/layout.js",
    "scope/cells.js",
    "scope/convolution_panel.js",
    "scope/convolution.js",
    "scope/pooling_panel.js",
    "scope/pooling.js",
    "scope/operation.js",
    "scope/gestures.js",
    "scope/player.js",
    "scope/engine.js",
    "scope/draw.js",
    "scope/frame.js",
    "scope/steering.js",
    "scope/scope.js",
    css=("scope/scope.css", "scope/panel.css", "shared/live.css"),
    html="<div class='scope'></div>",
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
        ``"grey"``: exactly 0 to 1, clipped. ``"magnitude"``: as "auto", with the sequential scale in place of grey.
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
    alt = alt or {}
    settings = {
        "operation": "convolution",
        "kernels": [[[float(cell) for cell in row] for row in kernel] for kernel in kernels],
        "output_size": output_size,
        "pads": pads,
        "padding": padding,
        "stride": stride,
        "dilation": dilation,
        "channel": channel,
        "bias": float(bias),
        "flip": bool(flip),
        "activation": activation,
        "scale": scale,
        "never_read": never_read,
        "at": at,
        "alt": {"input": alt.get("input")},
        "outputs": [{"title": t("Output"), "alt": alt.get("output")}],
        "chosen": 0,
    }
    said = {name: t(sentence) for name, sentence in CONVOLUTION_WORDS.items()} | (words or {})
    return mount(key, bus, picture, id, settings, said)


def mount(
    key: str,
    bus: str,
    picture: Mapping[str, str | int],
    id: str,  # noqa: A002 - the name that all three components give it
    settings: Mapping[str, Any],
    words: Mapping[str, Any],
) -> str | None:
    """Show the scope with any of the operations that it knows.

    Parameters
    ----------
    key, bus, picture, id
        As for `scope`.
    settings : mapping
        What its script needs to know: ``operation``, ``outputs`` (for each map its ``title`` and ``alt``),
        ``chosen`` (which of them the arithmetic is about), ``output_size``, ``pads``, ``padding``, ``stride``,
        ``dilation``, ``scale``, ``never_read``, ``at``, ``alt``, and what the operation itself asks for.
    words : mapping
        The operation's own words, translated.

    Returns
    -------
    str or None
        As `scope`.
    """
    unread = settings["never_read"] or {}
    data = {
        **settings,
        "bus": bus,
        "id": id,
        "picture_id": picture["id"],
        "output_size": _whole(settings["output_size"]),
        "pads": [_whole(pair) for pair in settings["pads"]],
        "stride": _whole(settings["stride"]),
        "dilation": _whole(settings["dilation"]),
        "never_read": {side: _whole(unread.get(side, ())) for side in ("rows", "cols")},
        "lut": lut_base64("diverging"),
        "sequential": lut_base64("sequential"),
        "words": {name: t(sentence) for name, sentence in WORDS.items()} | dict(words),
    }
    with st.container(gap=None):
        picture_channel.publish(f"{key}_picture", bus, picture)
        return _MOUNT(key=key, data=data, on_at_change=_nothing).at


def _whole(numbers: Sequence[int]) -> list[int]:
    return [int(number) for number in numbers]


def _nothing() -> None:
    """Declare the state: Streamlit wants a callback for it."""
