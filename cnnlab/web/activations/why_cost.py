"""Why convolve, the cost: weights, work and memory of three layers that give as many values."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnnlab.images import encoding
from cnnlab.ops.dense_cost import Costs, compare_costs
from cnnlab.web import in_hand
from cnnlab.web.activations import log_bars, why_programs
from cnnlab.web.activations import why_properties as p
from cnnlab.web.activations.predict_weights import weights_question
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t

NAMES = {
    "dense": N_("dense: all pixels, own weights"),
    "local": N_("local: its window, own weights"),
    "convolution": N_("convolution: its window, shared weights"),
}
"""The layers, by what each of their outputs reads and multiplies with."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        side = int(p.WHY_SIZE.segmented())
        maps = int(p.WHY_MAPS.slider())
    costs = compare_costs(pixels.shape, (side, side), maps)
    with bench.pictures:
        st.markdown(_sentence(costs, pixels.shape))
        log_bars.show(
            [
                (t("Parameters"), [(t(NAMES[name]), getattr(costs, name).parameters) for name in NAMES]),
                (
                    t("Multiply-adds"),
                    [(t(NAMES[name]), getattr(costs, name).multiply_adds) for name in NAMES],
                ),
            ]
        )
        st.markdown(_savings(costs))
    with bench.facts:
        facts(_facts(costs))
    return Shown(
        why_programs.cost(side, maps),
        (
            Download(N_("Table (CSV)"), "costs.csv", "text/csv", partial(_table, costs)),
            Download(
                N_("Picture in hand (PNG)"),
                "picture.png",
                "image/png",
                partial(encoding.png, bench.hand.pixels),
            ),
        ),
        (weights_question(pixels),),
    )


def _sentence(costs: Costs, size: tuple[int, ...]) -> str:
    return t(
        "For this grey picture of {rows} × {columns} pixels the **dense** layer would need {dense} weights,"
        " {memory}. The **convolution** needs {weights} weights, and gives just as many values.",
        rows=size[0],
        columns=size[1],
        dense=f"{costs.dense.weights:,}",
        memory=memory(costs.dense.memory),
        weights=f"{costs.convolution.weights:,}",
    )


def _savings(costs: Costs) -> str:
    sparse = t(
        "**Sparse:** each value reads the {window} pixels of its window and not all {pixels}. That saves weights"
        " and work: {times} times less of both.",
        window=costs.window,
        pixels=f"{costs.pixels:,}",
        times=times(costs.pixels / costs.window),
    )
    shared = t(
        "**Shared:** all {outputs} values of a map use the same {window} weights. That saves weights again,"
        " {times} times, but no work: each window is still multiplied.",
        window=costs.window,
        outputs=f"{costs.outputs:,}",
        times=f"{costs.outputs:,}",
    )
    return f"- {sparse}\n- {shared}"


def _facts(costs: Costs) -> list[tuple[str, ...]]:
    return [
        (t("Values given"), f"{costs.outputs * costs.maps:,}", t("without padding, stride 1")),
        (
            t("Memory of the dense layer"),
            memory(costs.dense.memory),
            t("as 32-bit numbers, with a bias for each value"),
        ),
        (t("Memory of the local layer"), memory(costs.local.memory), t("often called locally connected")),
        (
            t("Memory of the convolution"),
            memory(costs.convolution.memory),
            t("with a bias for each map"),
        ),
    ]


def memory(count: int) -> str:
    """Write a number of bytes: three digits, and a unit of a thousand bytes to the next."""
    units = ("B", "kB", "MB", "GB", "TB")
    value, place = float(count), 0
    # 999.5 kB would be written as 1000 kB.
    while value >= 999.5 and place < len(units) - 1:
        value, place = value / 1000, place + 1
    return f"{value:.3g} {units[place]}"


def times(ratio: float) -> str:
    """Write how many times: whole numbers from ten, else with one decimal."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def _table(costs: Costs) -> bytes:
    lines = ["layer,weights,biases,multiply_adds,bytes"]
    for name in NAMES:
        its = getattr(costs, name)
        lines.append(f"{name},{its.weights},{its.biases},{its.multiply_adds},{its.memory}")
    return "\n".join([*lines, ""]).encode()
