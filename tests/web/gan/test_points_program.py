"""The program of the mode Points gives the course that is on the screen."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.inference.points_advance import advance
from cnnlab.inference.points_state import COLUMNS
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.gan.points_program import ROUNDS, program

DRAWN = ((-1.485, 0.015), (0.615, 0.315), (0.0, -0.75))
SPECS = (
    PointsSpec(loss="minimax", units=8, layers=1, seed=4),
    PointsSpec(shape="grid", discriminator_steps=2, units=8),
    PointsSpec(shape="ring", loss="least_squares", noise="uniform", units=8),
    PointsSpec(shape="line", loss="hinge", units=4, layers=3),
    PointsSpec(shape="drawn", drawn=DRAWN, loss="wasserstein", units=8),
)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.loss)
def test_the_program_gives_the_same_losses_and_points(spec):
    text = program(spec)
    rounds = f"ROUNDS = {spec.seed}, 128, {ROUNDS}"
    assert rounds in text
    left: dict = {}
    exec(compile(text.replace(rounds, f"ROUNDS = {spec.seed}, 128, 12"), "program", "exec"), left)
    now = advance(spec, None, 12 * (spec.discriminator_steps + 1))
    curve = dict(zip(COLUMNS, now.state.curve.T, strict=True))
    np.testing.assert_allclose(
        left["discriminator_losses"], curve["discriminator_loss"], rtol=2e-4, atol=1e-5
    )
    np.testing.assert_allclose(left["generator_losses"], curve["generator_loss"], rtol=2e-4, atol=1e-5)
    np.testing.assert_allclose(left["points"], now.report.generated, atol=1e-4)
