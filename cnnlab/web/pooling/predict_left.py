"""Try this: how many values does a pooling leave?"""

from __future__ import annotations

from math import prod

from cnnlab.ops.pooling import PoolingSpec
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

PADDINGS = {
    "valid": N_("There is no padding: only windows that fit completely count."),
    "same": N_("The padding is “same”: windows may hang over the border."),
}


def left_question(size: tuple[int, int], spec: PoolingSpec) -> Question:
    """Ask for the number of values of the pooled map."""
    rows, columns = spec.output_size(size)
    stride = spec.stride[0]
    slips = {
        prod(size) // stride: t(
            "That divides once. The stride {stride} makes rows and columns fewer.", stride=stride
        ),
        prod(-(-n // step) for n, step in zip(size, spec.stride, strict=True)): t(
            "That counts windows that do not fit completely. With valid padding they are left out."
        ),
        prod(n // step for n, step in zip(size, spec.stride, strict=True)): t(
            "That takes the size divided by the stride and rounds down. How many windows find a place?"
        ),
        rows: t("That is the number of rows."),
    }
    return Question(
        "pool_left",
        t(
            "The picture has {rows} × {columns} = {count} values. The window is {window} × {window}, the stride"
            " {stride}. {padding} How many values does the pooled map have?",
            rows=size[0],
            columns=size[1],
            count=f"{prod(size):,}",
            window=spec.window[0],
            stride=stride,
            padding=t(PADDINGS[spec.padding]),
        ),
        rows * columns,
        t(
            "It has {rows} × {columns} = {count} values, one for each place of the window.",
            rows=rows,
            columns=columns,
            count=f"{rows * columns:,}",
        ),
        slips={wrong: says for wrong, says in slips.items() if wrong != rows * columns},
    )
