"""Some steps of two networks of points: from a state to the next one, and what can be seen then.

Nothing stays on the worker but compiled functions, which are those of every visitor with networks of the same size.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from cnnlab.datasets.points import real_points
from cnnlab.inference.points_report import PointsReport, report_of
from cnnlab.inference.points_state import PointsState, add_rows, begin, order_of, require_fit
from cnnlab.recipes.checks import require_choice, require_whole
from cnnlab.recipes.points import PointsSpec

MOST = 2000
"""Moves that may be asked for at once."""
AT_ONCE = 24
"""Moves between two looks at the clock."""
BUDGET = 0.05
"""Seconds after which a call that may end early ends, where nothing else is said."""
FAR = 30.0
"""Where generated points lie as far out as this, on the average, the training has exploded."""


@dataclass(frozen=True, eq=False)
class Advance:
    """What some moves have led to.

    Attributes
    ----------
    state : PointsState
        The last one whose numbers are all finite.
    report : PointsReport
        Of that state.
    exploded : bool
        The next move would have led to numbers that are none, or to points far off: it is of no use to go on.
    """

    state: PointsState
    report: PointsReport
    exploded: bool = False


def advance(
    spec: PointsSpec,
    state: PointsState | None,
    moves: int,
    only: str = "",
    budget: float | None = None,
) -> Advance:
    """Take some steps. How they are dealt out to calls makes no difference, to the last bit.

    Parameters
    ----------
    spec : PointsSpec
        Rates, points and the discriminator's steps may change from one call to the next.
    state : PointsState or None
        None: before the first step.
    moves : int
        Steps of either network, from 0 to `MOST`.
    only : {"", "discriminator", "generator"}
        Let one of the networks alone take steps.
    budget : float, optional
        Seconds after which it ends early, having taken fewer steps.

    Returns
    -------
    Advance

    Raises
    ------
    LabError
        Where a setting is none, or the state is that of networks of another size.
    """
    require_whole("moves", moves, 0, MOST)
    require_choice("only", only, ("", "discriminator", "generator"))
    state = begin(spec) if state is None else state
    require_fit(spec, state)
    real, started, exploded = real_points(spec), None, False
    while moves > 0 and not exploded:
        count = min(moves, AT_ONCE)
        later = _take(spec, state, real, order_of(state, spec.discriminator_steps, count, only))
        exploded = not _sound(later)
        state = state if exploded else later
        moves -= count
        # The first call of all compiles, which is not to be counted.
        started = started or time.monotonic()
        if budget is not None and time.monotonic() - started > budget:
            break
    report = report_of(spec, state)
    return Advance(state, report, exploded or bool(np.abs(report.generated).mean() > FAR))


def _take(spec: PointsSpec, state: PointsState, real: np.ndarray, order: np.ndarray) -> PointsState:
    import tensorflow as tf

    from cnnlab.training.points_steps import compiled_moves

    take = compiled_moves(spec.loss, spec.noise, spec.units, spec.layers)
    steps = np.array([state.generator_steps, state.discriminator_steps], np.int32)
    generator, discriminator, record = (
        each.numpy()
        for each in take(
            tf.constant(state.generator),
            tf.constant(state.discriminator),
            tf.constant(steps),
            tf.constant(order),
            tf.constant(real),
            tf.constant(spec.seed, tf.int32),
            tf.constant([spec.generator_rate, spec.discriminator_rate], tf.float32),
        )
    )
    return _told(replace(state, generator=generator, discriminator=discriminator), order, record)


def _told(state: PointsState, order: np.ndarray, record: np.ndarray) -> PointsState:
    """Bring counts and curve of a state up to what has happened."""
    last, since, rows, done = state.last, state.since, [], state.generator_steps
    for turn, (loss, right, wrong) in zip(order, record, strict=True):
        if turn:
            done, since = done + 1, 0
            rows.append((done, last[0], loss, last[1], wrong))
        else:
            since, last = since + 1, (float(loss), float(right))
    curve, every = add_rows(state.curve, state.every, np.array(rows).reshape(-1, 5))
    return replace(
        state,
        generator_steps=done,
        discriminator_steps=state.discriminator_steps + int((order == 0).sum()),
        since=since,
        last=last,
        curve=curve,
        every=every,
        moved="generator" if order[-1] else "discriminator",
    )


def _sound(state: PointsState) -> bool:
    return bool(np.isfinite(state.generator).all() and np.isfinite(state.discriminator).all())
