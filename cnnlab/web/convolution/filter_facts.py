"""The facts line of the mode One filter."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.ops import kernels
from cnnlab.ops.convolution import AxisArithmetic, ConvolutionSpec, multiply_adds, parameters, receptive_field
from cnnlab.ops.filtering import Filtered, as_weights
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.i18n import t


def show_facts(pixels: np.ndarray, kernel: np.ndarray, spec: ConvolutionSpec) -> None:
    """Show size, cost and the kernel's properties."""
    size, kernel_size = pixels.shape[:2], kernel.shape[-2:]
    weights = as_weights(kernel)
    rows, columns = spec.arithmetic(size, kernel_size)
    field, field_across = receptive_field([(spec, kernel_size)])
    facts(
        [
            (
                t("Output"),
                f"{rows.output} × {columns.output}",
                _formula(rows, columns),
            ),
            *_unread(spec.never_read(size, kernel_size)),
            *_same_extra(spec.same_extra(size, kernel_size), spec.padding),
            (
                t("Parameters"),
                f"{parameters(weights.shape):,}",
                t("= {weights} weights + 1 bias", weights=f"{parameters(weights.shape, bias=False):,}"),
            ),
            (t("Multiply-adds"), f"{multiply_adds(pixels.shape, weights.shape, spec):,}"),
            (t("Receptive field"), f"{field.size} × {field_across.size}"),
            *(_kernel_facts(kernel) if kernel.ndim == 2 else []),
        ]
    )


def keeps_brightness(kernel: np.ndarray) -> bool:
    """Tell whether a kernel's result is a picture again, to be shown as one: its weights add up to 1."""
    return kernels.facts(kernel.reshape(-1, kernel.shape[-1])).sums_to == "one"


def show_turned(result: Filtered, flipped: bool) -> None:
    """Say what turning the kernel by 180 degrees changes in the result, and show it where it was turned."""
    if result.turned <= result.tolerance:
        st.caption(t("Convolution and cross-correlation give the same here."))
        return
    sentence = t(
        "Convolution and cross-correlation differ here by up to {difference}.",
        difference=f"{result.turned:.3g}",
    )
    if flipped and result.difference is not None:
        title = t("Convolution minus cross-correlation")
        row([Figure(colour.diverging(result.difference, result.turned), title, title, sentence)])
    else:
        st.caption(sentence)


def _formula(rows: AxisArithmetic, columns: AxisArithmetic) -> str:
    numbers = [in_symbols(axis.numbers) for axis in (rows, columns)]
    return f"{in_symbols(rows.formula)} = " + "; ".join(dict.fromkeys(numbers))


def in_symbols(numbers: str) -> str:
    """Write a calculation of an output size as a textbook does, with brackets that round down."""
    return numbers.replace("floor(", "⌊").replace(") + 1", "⌋ + 1").replace("-", "−")


def _unread(lines: tuple[tuple[int, ...], tuple[int, ...]]) -> list[tuple[str, str]]:
    rows, columns = map(len, lines)
    if not rows and not columns:
        return []
    return [(t("Never read"), t("rows: {rows}; columns: {columns}", rows=rows, columns=columns))]


def _same_extra(extra: tuple[int, int], padding: str) -> list[tuple[str, str]]:
    if padding == "valid" or not any(extra):
        return []
    return [
        (
            t("More padding below and right"),
            t("rows: {rows}; columns: {columns}", rows=extra[0], columns=extra[1]),
        )
    ]


def _kernel_facts(kernel: np.ndarray) -> list[tuple[str, ...]]:
    known = kernels.facts(kernel)
    if known.symmetric:
        symmetry = t("symmetric: turned by 180° it is the same")
    elif known.antisymmetric:
        symmetry = t("antisymmetric: turned by 180° it changes its sign")
    else:
        symmetry = t("not symmetric: turned by 180° it is another kernel")
    meaning = {
        "one": t("even areas keep their brightness"),
        "zero": t("even areas become 0"),
        "other": t("even areas are multiplied by this"),
    }[known.sums_to]
    return [
        (t("Sum of the weights"), _total(known), meaning),
        (t("Symmetry"), symmetry),
        (t("Separable"), _separable(known)),
    ]


def _total(known: kernels.KernelFacts) -> str:
    # Rounding may leave a billionth of what is meant to be 0 or 1.
    exact = {"one": "1", "zero": "0"}.get(known.sums_to)
    return exact or f"{known.total:.4g}".replace("-", "−")


def _separable(known: kernels.KernelFacts) -> str:
    if not known.rank_one or known.factors is None:
        return t("no")
    column, row = (
        ", ".join(f"{value:.3g}".replace("-", "−") for value in factor) for factor in known.factors
    )
    return t("yes: column ({column}) times row ({row})", column=column, row=row)
