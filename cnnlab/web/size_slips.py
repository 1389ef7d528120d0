"""What is said of a wrong output size, by the names of `cnnlab.ops.slips.size_slips`."""

from __future__ import annotations

from cnnlab.web.i18n import N_

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
