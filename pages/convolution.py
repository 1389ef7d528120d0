"""Convolution: drag a kernel over a picture and follow every number."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.convolution import kinds, learn, one_filter, spectrum, stack
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution.kinds_properties import KINDS
from cnnlab.web.convolution.learn_properties import LEARN
from cnnlab.web.convolution.spectrum_properties import SPECTRUM
from cnnlab.web.convolution.stack_properties import STACK
from cnnlab.web.i18n import N_

frame.show(
    frame.Page(
        key="convolution",
        title=N_("Convolution"),
        idea=N_(
            "A small grid of weights slides over the picture; at each place the products are added to one number."
        ),
        mode=p.MODE,
        modes={
            "filter": frame.Mode(one_filter.show, one_filter.controls),
            "stack": stack.show,
            "kinds": kinds.show,
            "learn": learn.show,
            "spectrum": spectrum.show,
        },
        properties=(*p.FILTER, *STACK, *KINDS, *LEARN, *SPECTRUM),
        takes=("picture", "digit"),
    )
)
