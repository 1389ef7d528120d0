"""Try this: predict the size of the pooled map from the settings on the screen."""

from __future__ import annotations

from cnnlab.ops.arithmetic import AxisArithmetic
from cnnlab.ops.pooling import PoolingSpec
from cnnlab.ops.slips import size_slips
from cnnlab.web.i18n import N_, t
from cnnlab.web.pooling.size_words import numbers
from cnnlab.web.quiz import Question
from cnnlab.web.size_slips import SLIPS

OWN_SLIPS = {
    "half": N_("That halves the size; only a stride of 2 does that."),
    "no_window": N_("That divides by the stride alone; the last window must still fit, so count from n − k."),
    "kernel": N_("That is the input's size: only with stride 1 and enough padding is it kept."),
}


def pooled_size_question(size: tuple[int, int], spec: PoolingSpec) -> Question:
    """Ask for the number of rows of the pooled map."""
    rows = spec.arithmetic(size)[0]
    return Question(
        "pooled_size",
        t(
            "The picture has {n} rows. The window has {k} rows and stride {s}, and the padding adds {p} rows in"
            " all. How many rows does the pooled map have?",
            n=rows.n,
            k=rows.kernel,
            s=rows.stride,
            p=rows.before + rows.after,
        ),
        rows.output,
        t("It has {output} rows: {numbers}.", output=rows.output, numbers=numbers(rows)),
        slips={value: t({**SLIPS, **OWN_SLIPS}[name]) for value, name in slips_of(rows).items()},
    )


def slips_of(axis: AxisArithmetic) -> dict[int, str]:
    """Return wrong sizes and the name of the slip behind each: those of a convolution, and two of pooling."""
    slips = dict(size_slips(axis))
    for name, value in {"half": axis.n // 2, "no_window": axis.n // axis.stride}.items():
        if value != axis.output:
            slips.setdefault(value, name)
    return slips
