"""Try this: the weights of the dense layer that does what one kernel does on a small piece."""

from __future__ import annotations

import numpy as np

from cnnlab.ops.dense_cost import weight_slips
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.why_report import piece_of
from cnnlab.web.activations import why_properties as p
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SLIPS = {
    "same": N_("That takes the result for as large as the piece; without padding it is smaller."),
    "kernel": N_("Those are the weights of the convolution; a dense layer has one for each pixel and value."),
    "connected": N_(
        "Those are the places where a weight of the kernel stands; a dense layer stores the zeros, too."
    ),
    "sum": N_("That adds pixels and values; each pixel meets each value, so multiply."),
    "bias": N_("That counts biases, too; the question asks for weights alone."),
    "side": N_("That counts one row of pixels and one row of values; take all of them."),
}


def weights_question(pixels: np.ndarray) -> Question:
    """Ask for the weights, for the piece of the picture and the kernel's size on the screen.

    Raises
    ------
    LabError
        Where the kernel does not fit into the picture.
    """
    side = int(p.WHY_SIZE.value)
    rows, columns = (last - first for first, last in piece_of(pixels, (side, side)))
    down, right = ConvolutionSpec().output_size((rows, columns), (side, side))
    weights, slips = weight_slips((rows, columns), (side, side))
    return Question(
        "dense_weights",
        t(
            "A kernel of {kernel} × {kernel} slides over a piece of {rows} × {columns} pixels, without padding. A"
            " dense layer shall give the same values. How many weights does it have, without biases?",
            kernel=side,
            rows=rows,
            columns=columns,
        ),
        weights,
        t(
            "It has {weights}: {rows} × {columns} = {pixels} pixels, times {down} × {right} = {values} values. The"
            " convolution has {window}.",
            weights=f"{weights:,}",
            rows=rows,
            columns=columns,
            pixels=rows * columns,
            down=down,
            right=right,
            values=down * right,
            window=side**2,
        ),
        slips={value: t(SLIPS[name]) for value, name in slips.items()},
        query="act_mode=why&act_why=matrix",
    )
