"""Why convolve, the same job: on a small piece, the dense layer that does exactly what a convolution does."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, drawing, encoding, exporting
from cnnlab.ops import kernels
from cnnlab.ops.dense_matrix import SameJob
from cnnlab.ops.why_report import Window, piece_of, report_same_job
from cnnlab.web import in_hand
from cnnlab.web.activations import matrix_figure, why_programs
from cnnlab.web.activations import why_properties as p
from cnnlab.web.activations.predict_weights import weights_question
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number

FRAME = tuple(bytes.fromhex(matrix_figure.MARK.removeprefix("#")))


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        name = p.WHY_KERNEL.select()
        kernel = kernels.build(name, _allowed(name, int(p.WHY_SIZE.segmented())))
        chosen = int(p.WHY_ROW.slider())
    window = piece_of(pixels, kernel.shape)
    piece = pixels[slice(*window[0]), slice(*window[1])]
    with bench.pictures:
        try:
            job: SameJob = ask_again(report_same_job, piece, kernel)
        except NotReady:
            row([_piece(piece)], 160, 240)
            raise
        index = min(chosen, job.convolved.size) - 1
        row(_figures(piece, kernel, job, index), 150, 240)
        if bench.covered:
            st.caption(t("The matrix is covered while a question is open."))
        else:
            _show_matrix(job, piece.shape, index)
            st.markdown(_words(job, kernel))
    if not bench.covered:
        with bench.facts:
            facts(_facts(job, kernel))
    return Shown(
        why_programs.matrix(window, kernel),
        _downloads(bench.hand.pixels, piece, kernel, job),
        (weights_question(pixels),),
    )


def _allowed(name: str, wanted: int) -> int:
    sizes = [size for size in kernels.uses(name).sizes if str(size) in p.WHY_SIZE.options]
    size = min(sizes, key=lambda each: abs(each - wanted))
    if size != wanted:
        st.caption(t("This kernel is used with {size} × {size}.", size=size))
    return size


def _piece(piece: np.ndarray, window: Window | None = None) -> Figure:
    return Figure(
        piece if window is None else drawing.marked(piece, [window], [FRAME]),
        t("A piece of the picture"),
        t("The most contrasty piece of the picture, enlarged, with the window of the chosen value"),
        t("{rows} × {columns} pixels", rows=piece.shape[0], columns=piece.shape[1]),
    )


def _figures(piece: np.ndarray, kernel: np.ndarray, job: SameJob, index: int) -> list[Figure]:
    across = job.convolved.shape[1]
    down, right = divmod(index, across)
    window = (down, down + kernel.shape[0]), (right, right + kernel.shape[1])
    place = (down, down + 1), (right, right + 1)
    limit = float(max(np.abs(job.convolved).max(), np.abs(job.multiplied).max()))
    results = [
        Figure(
            drawing.marked(colour.diverging(values, limit), [place], [FRAME]),
            title,
            alt,
            t("value in the frame: {value}", value=number(values[down, right], 4)),
        )
        for values, title, alt in (
            (job.convolved, t("By the convolution"), t("The feature map that the convolution gives")),
            (job.multiplied, t("By the matrix"), t("The matrix times the pixels, laid out as a feature map")),
        )
    ]
    weights = job.matrix[index].reshape(piece.shape)
    return [
        _piece(piece, window),
        Figure(
            drawing.marked(colour.diverging(weights, float(np.abs(kernel).max())), [window], [FRAME]),
            t("Weights of this value, laid out as the piece"),
            t("The chosen row of the matrix as a picture: the kernel at its place, all else zero"),
            t("row {row} of the matrix", row=index + 1),
        ),
        *results,
    ]


def _show_matrix(job: SameJob, size: tuple[int, ...], index: int) -> None:
    rows, columns = job.matrix.shape
    matrix_figure.show(
        job.matrix,
        job.connected,
        size[1],
        index,
        t(
            "The dense layer's weights: a row for each of the {rows} values, a column for each of the {columns} pixels;"
            " a line after each row of the piece. Blue: below 0, orange: above, empty: 0.",
            rows=rows,
            columns=columns,
        ),
        t(
            "A matrix of {rows} rows and {columns} columns, nearly empty: each row holds the kernel's weights, one"
            " place further right than the row above",
            rows=rows,
            columns=columns,
        ),
    )


def _words(job: SameJob, kernel: np.ndarray) -> str:
    sparse = t(
        "**Sparse:** a value is connected with the {window} pixels of its window; its other weights are 0.",
        window=kernel.size,
    )
    shared = t(
        "**Shared:** every row holds the same {window} weights, only at other places. A dense layer would have to"
        " learn all {entries} apart; a convolution learns {window} and gets them everywhere.",
        window=kernel.size,
        entries=job.matrix.size,
    )
    return f"- {sparse}\n- {shared}"


def _facts(job: SameJob, kernel: np.ndarray) -> list[tuple[str, ...]]:
    empty = int((~job.connected).sum())
    return [
        (t("Weights of the dense layer"), "{} × {} = {:,}".format(*job.matrix.shape, job.matrix.size)),
        (
            t("of these always 0"),
            t("{share} %", share=f"{100 * empty / job.matrix.size:.3g}"),
            t("{count} of {all}", count=f"{empty:,}", all=f"{job.matrix.size:,}"),
        ),
        (t("Weights of the convolution"), f"{kernel.size}"),
        (
            t("Largest difference of the results"),
            number(job.difference, 2),
            t("rounding: up to {tolerance}", tolerance=number(job.tolerance, 1)),
        ),
    ]


def _downloads(
    picture: np.ndarray, piece: np.ndarray, kernel: np.ndarray, job: SameJob
) -> tuple[Download, ...]:
    arrays = {
        "matrix": job.matrix,
        "kernel": kernel,
        "piece": piece,
        "convolved": job.convolved,
        "multiplied": job.multiplied,
    }
    return (
        Download(
            N_("Matrix (PNG)"),
            "matrix.png",
            "image/png",
            lambda: encoding.png(encoding.enlarge(colour.diverging(job.matrix), 16)),
        ),
        Download(
            N_("Matrix (CSV)"), "matrix.csv", "text/csv", partial(engine.call, exporting.csv, job.matrix)
        ),
        Download(
            N_("Exact values (NPZ)"),
            "same_job.npz",
            "application/octet-stream",
            partial(engine.call, exporting.npz, arrays),
        ),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", partial(encoding.png, picture)),
    )
