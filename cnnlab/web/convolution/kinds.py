"""Mode Kinds: six kinds of convolution on the same picture."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, drawing, exporting
from cnnlab.ops.kind_counts import typical_weights
from cnnlab.ops.kind_report import KindReport, kind_maps, report_kind
from cnnlab.web.compute import NotReady, ask
from cnnlab.web.convolution import cost_bars, kinds_kernels, kinds_transposed
from cnnlab.web.convolution import kinds_properties as k
from cnnlab.web.convolution.kinds_program import program
from cnnlab.web.convolution.kinds_words import MAPS, SENTENCES
from cnnlab.web.convolution.map_downloads import downloads
from cnnlab.web.convolution.predict_parameters import parameters_question
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t

Work = tuple[np.ndarray, str, int, int, int]


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = bench.hand.pixels
    with bench.controls:
        work = (pixels, *_choose())
    name = work[1]
    with bench.pictures:
        st.markdown(t(SENTENCES[name]))
        try:
            report: KindReport = ask(report_kind, *work)
        except NotReady:
            row([_input(pixels)])
            raise
        _show_maps(report, work)
        if pixels.ndim == 2:
            st.caption(
                t("A grey picture is used as three equal channels, so every difference of colours is 0.")
            )
        kinds_kernels.show(report.kind, spread=work[2] if name == "dilated" else 1)
        if not bench.covered:
            cost_bars.show(t(k.KIND.options[name]), report.cost, report.ordinary)
    if not bench.covered:
        with bench.facts:
            _show_facts(report, name)
    return Shown(
        program(*work[1:]),
        downloads(pixels, _count(report), partial(_maps, work), f"{name}.npz"),
        (parameters_question(),),
    )


def _choose() -> tuple[str, int, int, int]:
    # Pills and no segments: six names take several lines.
    name = k.KIND.pills()
    if name == "dilated":
        k.KIND_DILATION.slider()
    if name == "transposed":
        k.UP_KERNEL.slider()
        k.UP_STRIDE.slider()
    return name, k.KIND_DILATION.value, k.UP_KERNEL.value, k.UP_STRIDE.value


def _input(pixels: np.ndarray) -> Figure:
    return Figure(pixels, t("Input"), t("The picture in hand"), "{} × {}".format(*pixels.shape[:2]))


def _show_maps(report: KindReport, work: Work) -> None:
    pixels, name = work[:2]
    if report.enlargement is not None:
        kinds_transposed.show(pixels, report, *work[3:])
        return
    maps = report.kind.maps
    limit = float(np.abs(maps).max())
    figures = [
        _seen(pixels, report) if name == "dilated" else _input(pixels),
        *(
            Figure(
                _picture(maps[..., index], limit, report.signed[index]),
                t(title),
                t("Feature map: {title}", title=t(title)),
            )
            for index, title in enumerate(MAPS[name])
        ),
    ]
    # All of one size: four in a line, or two lines of three.
    row(figures, *((160, 300) if len(figures) <= 4 else (240, 290)))


def _picture(values: np.ndarray, limit: float, signed: bool) -> np.ndarray:
    """One scale for all signed maps of a kind, so that they can be compared."""
    return colour.diverging(values, limit) if signed else exporting.picture_of(values)


def _seen(pixels: np.ndarray, report: KindReport) -> Figure:
    middle = tuple(n // 2 for n in report.size)
    reach = report.field // 2
    step = max(1, reach)
    cells = [
        ((middle[0] + down, middle[0] + down + 1), (middle[1] + right, middle[1] + right + 1))
        for down in (-step, 0, step)
        for right in (-step, 0, step)
    ]
    return Figure(
        drawing.magnified(pixels, cells, [(230, 159, 0)] * len(cells)),
        t("The nine pixels that one value sees"),
        t("The middle of the picture, enlarged; the nine pixels under the kernel's cells are framed"),
        t("{reach} × {reach} pixels in all", reach=report.field),
    )


def _show_facts(report: KindReport, name: str) -> None:
    facts(
        [
            (t("Channels"), f"3 → {report.kind.maps.shape[2]}", t("in, out")),
            (t("Output"), "{} × {}".format(*report.size)),
            (t("Receptive field"), f"{report.field} × {report.field}"),
            *([] if name == "ordinary" else [_beside(report)]),
            (
                t("In the middle of a network"),
                t("{weights} weights", weights=f"{typical_weights(name):,}"),
                _typical(name),
            ),
        ]
    )


def _typical(name: str) -> str:
    ordinary = f"{typical_weights('ordinary'):,}"
    if name == "ordinary":
        return t("32 channels in, 64 out, kernel 3 × 3")
    if name == "pointwise":
        return t("32 channels in, 64 out, kernel 1 × 1; ordinary, 3 × 3: {ordinary}", ordinary=ordinary)
    if name == "depthwise":
        return t("32 channels in and out, kernel 3 × 3; ordinary, 64 out: {ordinary}", ordinary=ordinary)
    return t("32 channels in, 64 out, kernel 3 × 3; ordinary: {ordinary}", ordinary=ordinary)


def _beside(report: KindReport) -> tuple[str, str]:
    times = report.cost.multiply_adds / report.ordinary.multiply_adds
    return t("Multiply-adds compared with ordinary"), f"× {times:.3g}"


def _count(report: KindReport) -> int:
    return 1 if report.enlargement is not None else report.kind.maps.shape[2]


def _maps(work: Work) -> list[np.ndarray]:
    kind = engine.call(kind_maps, *work)
    if kind.name == "transposed":
        return [kind.maps]
    return [np.ascontiguousarray(kind.maps[..., index]) for index in range(kind.maps.shape[2])]
