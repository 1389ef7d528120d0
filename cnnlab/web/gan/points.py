"""The mode Points: two small networks against one another in the plane, live."""

from __future__ import annotations

from math import log

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.datasets.points import modes, real_points
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.adopting import adopt
from cnnlab.web.components import points as component
from cnnlab.web.compute import NotReady
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.gan import points_downloads, points_live, points_questions
from cnnlab.web.gan import points_properties as q
from cnnlab.web.gan import points_words as words
from cnnlab.web.gan.points_controls import controls
from cnnlab.web.gan.points_program import program

PLANE = "gan_points"
BALANCE = {
    "minimax": (log(4), -log(2)),
    "non_saturating": (log(4), log(2)),
    "least_squares": (0.25, 0.125),
    "hinge": (2.0, None),
    "wasserstein": (0.0, None),
}
"""Losses of discriminator and generator where nothing can be told apart; a score alone has no level of its own."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    for name, target in (("speed", q.SPEED), ("shown", q.LAYERS_SHOWN), ("drawn", q.DRAWN)):
        adopt(PLANE, name, target)
    spec = q.spec()
    drawn = q.DRAWN.valid if q.SHAPE.value == "drawn" else None
    with bench.pictures:
        component.points(PLANE, _stock(spec), q.SPEED.value, q.LAYERS_SHOWN.valid, drawn, int(q.STEPS.value))
        points_live.live(spec, bench.covered)
    if not engine.ready():
        raise NotReady
    with bench.facts:
        st.caption(words.rules())
    if spec is None:
        return Shown("")
    return Shown(program(spec), points_downloads.downloads(spec), points_questions.questions())


MODE = Mode(show, controls)


def _stock(spec: PointsSpec | None) -> dict:
    real = np.zeros((0, 2), np.float32) if spec is None else real_points(spec)
    return component.stock_message(
        real, modes(q.SHAPE.value), component.SCALES[q.LOSS.value], BALANCE[q.LOSS.value]
    )
