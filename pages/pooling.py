"""Pooling: a window slides over the picture and one number stays of each."""

from __future__ import annotations

from cnnlab.web import frame
from cnnlab.web.i18n import N_
from cnnlab.web.pooling import globally, noise, shift, undo, window, window_controls
from cnnlab.web.pooling import properties as p
from cnnlab.web.pooling.globally_properties import GLOBAL
from cnnlab.web.pooling.noise_properties import NOISE
from cnnlab.web.pooling.shift_properties import SHIFT
from cnnlab.web.pooling.undo_properties import UNDO
from cnnlab.web.pooling.window_properties import WINDOW_MODE

frame.show(
    frame.Page(
        key="pooling",
        title=N_("Pooling"),
        idea=N_("A window slides over the picture, and of all the values in it one number stays."),
        mode=p.MODE,
        modes={
            "window": frame.Mode(window.show, window_controls.show),
            "noise": noise.show,
            "shift": shift.show,
            "undo": undo.show,
            "global": globally.show,
        },
        properties=(*p.SHARED, *WINDOW_MODE, *NOISE, *SHIFT, *UNDO, *GLOBAL),
        takes=("picture", "digit"),
    )
)
