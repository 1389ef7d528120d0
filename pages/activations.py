"""Activations and dense layers: what happens to a number after the sum, and what layers without windows do."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.activations import depth, function, softmax, why
from cnnlab.web.activations import properties as p
from cnnlab.web.activations.depth_properties import DEPTH
from cnnlab.web.activations.function_properties import FUNCTION_MODE
from cnnlab.web.activations.softmax_properties import SOFTMAX
from cnnlab.web.activations.why_properties import WHY
from cnnlab.web.i18n import N_

frame.show(
    frame.Page(
        key="activations",
        title=N_("Activations and dense layers"),
        idea=N_(
            "A curve after each sum makes a network more than one large sum; dense layers turn its maps into an answer."
        ),
        mode=p.MODE,
        modes={
            "function": frame.Mode(function.show, function.controls),
            "depth": depth.show,
            "softmax": softmax.show,
            "why": why.show,
        },
        properties=(*p.SHARED, *FUNCTION_MODE, *DEPTH, *SOFTMAX, *WHY),
        takes=("picture", "digit"),
    )
)
