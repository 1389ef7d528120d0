"""The state of the mode Kinds: everything that its URL can carry."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

KIND = Choice(
    "kind",
    N_("Kind of convolution"),
    {
        "ordinary": N_("ordinary"),
        "pointwise": N_("1×1 (pointwise)"),
        "depthwise": N_("depthwise"),
        "separable": N_("depthwise separable"),
        "dilated": N_("dilated"),
        "transposed": N_("transposed"),
    },
    "ordinary",
    N_("All of them work on the same picture, with its three channels red, green and blue."),
)
KIND_DILATION = Number(
    "kind_dilation",
    N_("Dilation"),
    2,
    8,
    2,
    1,
    N_("Distance between neighbouring kernel cells in the picture."),
)
UP_KERNEL = Number("up_kernel", N_("Kernel size"), 2, 6, 3, 1, N_("Rows and columns of the kernel."))
UP_STRIDE = Number(
    "up_stride",
    N_("Stride"),
    1,
    4,
    2,
    1,
    N_("How far apart neighbouring pixels put their copies of the kernel: the picture grows by this factor."),
)

KINDS = (KIND, KIND_DILATION, UP_KERNEL, UP_STRIDE)
