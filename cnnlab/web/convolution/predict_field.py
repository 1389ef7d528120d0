"""Try this: predict the receptive field of the stack on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.ops.convolution import receptive_field
from cnnlab.ops.stack_geometry import Settings, field_slips
from cnnlab.web.i18n import N_, listing, t
from cnnlab.web.quiz import Question

SLIPS = {
    "sum": N_(
        "That adds the sizes of the kernels; but neighbouring windows overlap, so each adds only k − 1."
    ),
    "last": N_("That is the window of the last layer alone, in the map before it."),
    "stride": N_(
        "That forgets the strides: after a stride of s, one step in the map is s pixels of the picture."
    ),
    "dilation": N_("That forgets the dilations: a kernel reaches over d(k − 1) + 1 values."),
    "product": N_("That multiplies the sizes of the kernels; each layer adds to the field."),
    "area": N_("That is the number of pixels in the field; the question was its number of rows."),
    "jump": N_("That counts the last stride too; it only sets how far neighbouring fields lie apart."),
}


def field_question(layers: Sequence[Settings]) -> Question:
    """Ask for the rows of the receptive field of one value of the last map."""
    right = receptive_field(layers)[0].size
    return Question(
        "receptive_field",
        t(
            "The layers are, one after another: {layers}. How many rows of the picture can one value of the"
            " last map see?",
            layers=_described(layers),
        ),
        right,
        t("It sees {rows} rows: {sum}.", rows=right, sum=_sum(layers, right)),
        slips={value: t(SLIPS[name]) for value, name in field_slips(layers).items()},
    )


def _described(layers: Sequence[Settings]) -> str:
    settings = [
        t(
            "(kernel {kernel}, stride {stride}, dilation {dilation})",
            kernel=kernel[0],
            stride=spec.stride[0],
            dilation=spec.dilation[0],
        )
        for spec, kernel in layers
    ]
    return listing(settings)


def _sum(layers: Sequence[Settings], right: int) -> str:
    parts = [
        f"{spec.dilation[0]}·({kernel[0]} − 1)·{receptive_field(layers[:index])[0].jump}"
        for index, (spec, kernel) in enumerate(layers)
    ]
    return f"1 + {' + '.join(parts)} = {right}"
