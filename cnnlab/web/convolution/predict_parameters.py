"""Try this: predict the parameters of a depthwise separable layer."""

from __future__ import annotations

from cnnlab.ops.kind_counts import separable_slips
from cnnlab.ops.kinds import ordinary_kernel
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SLIPS = {
    "ordinary": N_(
        "That is the ordinary layer: a kernel of its own for every pair of input channel and map."
    ),
    "bias": N_("That leaves out the biases: there is one for each map."),
    "depthwise": N_("That is the depthwise step alone; the 1×1 step has weights too, and there are biases."),
    "pointwise": N_("That is the 1×1 step alone; the depthwise step has weights too."),
    "shared": N_("That uses one kernel for all channels; each channel has its own."),
    "both": N_("That counts a bias after each step; only the maps at the end have one."),
    "product": N_("That multiplies the weights of the two steps; they stand beside each other, so add them."),
}


def parameters_question() -> Question:
    """Ask for the parameters of the separable layer that the page shows."""
    kernel, _, inputs, outputs = ordinary_kernel().shape
    right, slips = separable_slips(kernel, inputs, outputs)
    return Question(
        "separable_parameters",
        t(
            "A depthwise separable layer with a kernel of {kernel} × {kernel} turns {inputs} channels into"
            " {outputs} maps, each with a bias. How many parameters does it have?",
            kernel=kernel,
            inputs=inputs,
            outputs=outputs,
        ),
        right,
        t(
            "It has {right}: {kernel}·{kernel}·{inputs} for the depthwise step, {inputs}·{outputs} for the"
            " 1×1 step, and {outputs} biases.",
            right=right,
            kernel=kernel,
            inputs=inputs,
            outputs=outputs,
        ),
        slips={value: t(SLIPS[name]) for value, name in slips.items()},
        query="conv_mode=kinds&kind=separable",
    )
