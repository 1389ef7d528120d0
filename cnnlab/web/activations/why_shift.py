"""Why convolve, a shift: a dense unit and a convolution are asked again while the picture moves."""

from __future__ import annotations

import io
from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, drawing, encoding, exporting, preparing
from cnnlab.ops.why_report import Shifted, report_shift, template_of
from cnnlab.web import in_hand
from cnnlab.web.activations import why_programs, why_shift_chart
from cnnlab.web.activations import why_properties as p
from cnnlab.web.activations.predict_weights import weights_question
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number

FRAME = tuple(bytes.fromhex(colour.CLASSES[1].removeprefix("#")))
SAME = 1e-4
"""An answer that differs by less is written as the same."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        shift = int(p.WHY_SHIFT.slider())
        side = int(p.WHY_SIZE.segmented())
    moved = np.roll(pixels, shift, axis=1)
    with bench.pictures:
        try:
            # All shifts are computed at once: moving the slider then asks nothing.
            report: Shifted = ask_again(report_shift, pixels, side)
        except NotReady:
            row([_moved(moved, shift)], 160, 300)
            raise
        st.markdown(_sentence(report, shift, pixels.shape[1]))
        row(_figures(moved, report, shift), 130, 180)
        why_shift_chart.show(report, shift)
        st.caption(_background())
    with bench.facts:
        facts(_facts(report, shift, pixels.shape[1]))
    return Shown(
        why_programs.shift(report.patch, report.place, shift),
        _downloads(bench.hand.pixels, report, shift),
        (weights_question(pixels),),
    )


def _moved(moved: np.ndarray, shift: int) -> Figure:
    return Figure(
        moved, t("The picture, moved"), t("The picture in hand, in grey, moved to the right"), _by(shift)
    )


def _by(shift: int) -> str:
    return t("by {shift} px; what leaves on the right comes in on the left", shift=shift)


def _now(report: Shifted, shift: int, width: int) -> tuple[int, int]:
    return report.place[0], (report.place[1] + shift) % width


def _figures(moved: np.ndarray, report: Shifted, shift: int) -> list[Figure]:
    down, right = _now(report, shift, moved.shape[1])
    half = len(report.kernel) // 2
    window = [((down - half, down + half + 1), (right - half, right + half + 1))]
    # At each pixel: what it adds to the dense unit's answer.
    template = template_of(np.roll(moved, -shift, axis=1))
    products = template * (moved.astype(np.float32) / 255 - moved.mean() / 255)
    response = np.roll(report.response, shift, axis=1)
    return [
        Figure(
            drawing.marked(moved, window, [FRAME]),
            t("The picture, moved"),
            t("The moved picture; a frame where the convolution answers most strongly"),
            _by(shift),
        ),
        Figure(
            colour.diverging(template),
            t("Dense unit: its weights"),
            t("The picture before it was moved, less its mean"),
            t("the picture itself, known by heart"),
        ),
        Figure(
            colour.diverging(products, float(np.abs(template).max()) * _reach(moved)),
            t("Weights × pixels"),
            t("The product of weight and moved pixel, at each place: orange agrees, blue disagrees"),
            t("their sum is its answer: {value}", value=number(report.dense[shift])),
        ),
        Figure(
            colour.diverging(report.kernel),
            t("Convolution: its kernel"),
            t("The patch with the most contrast, less its mean"),
            t("{rows} × {columns} pixels cut from the picture", rows=2 * half + 1, columns=2 * half + 1),
        ),
        Figure(
            drawing.marked(colour.diverging(response), window, [FRAME]),
            t("Convolution: its feature map"),
            t("The responses of a small kernel, cut from the picture; the highest is framed"),
            t("highest: {value}", value=number(report.highest[shift])),
        ),
    ]


def _reach(moved: np.ndarray) -> float:
    """The largest distance of a pixel from the mean, as a share of white."""
    return float(np.abs(moved - moved.mean()).max()) / 255


def _sentence(report: Shifted, shift: int, width: int) -> str:
    if shift % width == 0:
        return t("**Nothing has moved yet:** both answer as strongly as they can. Move the slider.")
    if report.dense[shift] > 1 - SAME:
        return t(
            "**Moved by {shift} px, this picture is the same as before,** so both answers stay. Choose a"
            " picture that does not repeat.",
            shift=shift,
        )
    dense = t(
        "**Moved by {shift} px:** the dense unit's answer falls from 1 to **{value}**, because its weights stay where"
        " they are.",
        shift=shift,
        value=number(report.dense[shift], 2),
    )
    if report.equals > 1:
        return sentences(
            dense,
            t(
                "The convolution's highest response stays **{value}**; it stands at {count} places, and all of them"
                " have moved along.",
                value=number(report.highest[shift], 3),
                count=f"{report.equals:,}",
            ),
        )
    return sentences(
        dense,
        t(
            "The convolution's highest response stays **{value}**, and its place has moved along by {shift}"
            " columns.",
            value=number(report.highest[shift], 3),
            shift=shift,
        ),
    )


def _background() -> str:
    return sentences(
        t(
            "A convolution is *equivariant*: what moves in the picture moves in its map. Taking the highest value"
            " (global max pooling) makes the answer *invariant*; at the old place alone it falls as well."
        ),
        t("A dense network can learn to withstand shifts, too, but it has to see each of them in training."),
    )


def _facts(report: Shifted, shift: int, width: int) -> list[tuple[str, ...]]:
    before, now = report.place, _now(report, shift, width)
    return [
        (t("Dense unit"), number(report.dense[shift]), t("1 is the same picture, 0 no likeness")),
        (t("Convolution, highest"), number(report.highest[shift])),
        (
            t("Its place"),
            t("row {row}, column {column}", row=now[0], column=now[1]),
            t("at first column {column}, counted from 0", column=before[1]),
        ),
        (
            t("Map of the moved picture − moved map"),
            number(report.along, 2),
            t("largest difference over all shifts, computed by TensorFlow"),
        ),
    ]


def _downloads(picture: np.ndarray, report: Shifted, shift: int) -> tuple[Download, ...]:
    response = np.roll(report.response, shift, axis=1)
    arrays = {
        "template": template_of(picture if picture.ndim == 2 else preparing.as_grey(picture)),
        "kernel": report.kernel,
        "response": response,
        "dense": report.dense,
        "highest": report.highest,
        "at_the_old_place": report.fixed,
    }
    return (
        Download(N_("Feature map (PNG)"), "response.png", "image/png", partial(exporting.map_png, response)),
        Download(N_("Answers (CSV)"), "answers.csv", "text/csv", partial(_table, report)),
        Download(
            N_("Exact values (NPZ)"),
            "shift.npz",
            "application/octet-stream",
            partial(engine.call, exporting.npz, arrays),
        ),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", partial(encoding.png, picture)),
    )


def _table(report: Shifted) -> bytes:
    buffer = io.StringIO("shift,dense,highest,at_the_old_place\n")
    buffer.seek(0, io.SEEK_END)
    columns = (range(len(report.dense)), report.dense, report.highest, report.fixed)
    np.savetxt(buffer, np.column_stack(columns), fmt="%.9g", delimiter=",")
    return buffer.getvalue().encode()
