"""Try this: predict the output size from the settings on the screen."""

from __future__ import annotations

from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.slips import size_slips
from cnnlab.web.convolution.filter_facts import in_symbols
from cnnlab.web.i18n import t
from cnnlab.web.quiz import Question
from cnnlab.web.size_slips import SLIPS


def size_question(size: tuple[int, int], kernel_size: tuple[int, int], spec: ConvolutionSpec) -> Question:
    """Ask for the number of rows of the output."""
    rows = spec.arithmetic(size, kernel_size)[0]
    return Question(
        "output_size",
        t(
            "The picture has {n} rows. The kernel has {k} rows, stride {s}, dilation {d}, and the padding adds {p} rows"
            " in all. How many rows does the feature map have?",
            n=rows.n,
            k=rows.kernel,
            s=rows.stride,
            d=rows.dilation,
            p=rows.before + rows.after,
        ),
        rows.output,
        t("It has {output} rows: {numbers}.", output=rows.output, numbers=in_symbols(rows.numbers)),
        slips={value: t(SLIPS[name]) for value, name in size_slips(rows).items()},
    )
