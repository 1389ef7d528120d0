"""Mode One filter: a kernel over the picture, with all its numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.ops.filtering import Filtered, filter_picture
from cnnlab.web import figures
from cnnlab.web.adopting import adopt
from cnnlab.web.channels import channel_of
from cnnlab.web.components import picture_channel, scope
from cnnlab.web.confirming import confirm
from cnnlab.web.convolution import geometry_controls, kernel_controls
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution.filter_facts import keeps_brightness, show_facts, show_turned
from cnnlab.web.convolution.predict_size import size_question
from cnnlab.web.convolution.program import program
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.in_hand import InHand

BUS = kernel_controls.BUS


def controls(hand: InHand) -> None:
    """Show the controls."""
    adopt("scope", "at", p.AT)
    kernel = _kernel(hand)
    kernel_controls.show(kernel)
    geometry_controls.show(hand)
    with st.expander(t("More"), key="more"):
        kernel_controls.more(kernel)
        p.AT.box()


def _kernel(hand: InHand) -> np.ndarray:
    return kernel_controls.now(three=geometry_controls.channel_now(hand) == "sum")


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    hand = bench.hand
    adopt("scope", "at", p.AT)
    kernel, geometry = _kernel(hand), geometry_controls.now(hand)
    pixels = channel_of(hand.pixels, geometry.channel)
    size, kernel_size = pixels.shape[:2], kernel.shape[-2:]
    spec = geometry.spec
    spec.check(size, kernel_size)
    planes = kernel if kernel.ndim == 3 else kernel[None]
    work = (pixels, kernel, spec, geometry.bias, geometry.activation)
    identity = identity_of(*work)
    scale = "grey" if keeps_brightness(kernel) else "auto"
    with bench.pictures:
        # Before the engine is asked: the browser shows the result at once, TensorFlow confirms it.
        scope.scope(
            "scope",
            BUS,
            picture_channel.describe(pixels),
            planes,
            id=identity,
            output_size=spec.output_size(size, kernel_size),
            pads=spec.padding_amounts(size, kernel_size),
            padding=spec.padding,
            stride=spec.stride,
            dilation=spec.dilation,
            channel=geometry.channel,
            bias=geometry.bias,
            flip=spec.flip,
            activation=geometry.activation,
            scale=scale,
            never_read=dict(zip(("rows", "cols"), spec.never_read(size, kernel_size), strict=True)),
            at=p.AT.valid or None,
            alt=_alternatives(),
            words={"size": "?"} if bench.covered else None,
        )
        confirmation = st.container()
        planes_row = st.container()
    with bench.facts:
        if not bench.covered:
            show_facts(pixels, kernel, spec)
        turned = st.container()
    with confirmation:
        result: Filtered = confirm("badge", BUS, identity, (filter_picture, *work), _compared)
    with planes_row:
        _show_planes(result)
    with turned:
        show_turned(result, spec.flip)
    return Shown(
        program(kernel, geometry, spec.padding_amounts(size, kernel_size)),
        _downloads(hand.pixels, work, scale),
        (size_question(size, kernel_size, spec),),
    )


def _alternatives() -> dict[str, str]:
    return {
        "input": t("The picture in hand, with the window on it"),
        "output": t("Its feature map: the result of the convolution"),
    }


def _compared(result: Filtered) -> dict[str, Any]:
    return {"values": result.after, "tolerance": result.tolerance}


def _show_planes(result: Filtered) -> None:
    if not result.planes:
        return
    # One scale for all three: they are added, so they must be comparable.
    limit = max(float(np.abs(plane).max()) for plane in result.planes)
    names = (t("red × its kernel"), t("green × its kernel"), t("blue × its kernel"))
    figures.row(
        [
            figures.Figure(
                colour.diverging(plane, limit), name, name, t("from {low} to {high}", low=low, high=high)
            )
            for plane, name in zip(result.planes, names, strict=True)
            for low, high in [(f"{plane.min():.3g}", f"{plane.max():.3g}")]
        ]
    )
    st.caption(t("Added, and with the bias on top, these three are the feature map above."))


def _downloads(picture: np.ndarray, work: tuple, scale: str) -> tuple[Download, ...]:
    # All on the worker: writing out a large map takes half a second of the processor.
    def compute() -> Filtered:
        return engine.call(filter_picture, *work)

    def archive() -> bytes:
        result = compute()
        arrays = {"feature_map": result.after, "before_activation": result.before, "kernel": work[1]}
        return engine.call(exporting.npz, arrays)

    return (
        Download(
            N_("Feature map (PNG)"),
            "feature_map.png",
            "image/png",
            lambda: exporting.map_png(compute().after, scale),
        ),
        Download(N_("Exact values (NPZ)"), "feature_map.npz", "application/octet-stream", archive),
        Download(
            N_("Exact values (CSV)"),
            "feature_map.csv",
            "text/csv",
            lambda: engine.call(exporting.csv, compute().after),
        ),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )
