"""Try this: predict the output size from the settings on the screen."""

from __future__ import annotations

from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.slips import size_slips
from cnnlab.web.convolution.filter_facts import in_symbols
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SLIPS = {
    "padding": N_("That forgets the padding."),
    "one_side": N_("That counts the padding on one side only."),
    "no_dilation": N_("That forgets the dilation: the kernel reaches over d(k − 1) + 1 pixels."),
    "dilation": N_(
        "That counts the dilation wrongly: between k cells there are k − 1 distances, so d(k − 1) + 1."
    ),
    "floor": N_("That rounds up: a window that does not fit completely is left out, so round down."),
    "stride": N_("That forgets the stride."),
    "plus_one": N_("That forgets the + 1: the first window needs no step."),
    "kernel": N_("That is the input's size: the output keeps it only with enough padding and stride 1."),
}


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
