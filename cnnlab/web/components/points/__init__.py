"""A plane with two networks of points at work on it: surface, points, arrows, warped grid, and two charts."""

from __future__ import annotations

import base64
from dataclasses import dataclass

import numpy as np

from cnnlab.datasets.points import SPREAD
from cnnlab.images import colour
from cnnlab.inference.points_report import GRID, LATTICE, PLANE, PointsReport
from cnnlab.inference.points_state import PointsState
from cnnlab.recipes.points import MOST_DRAWN, REACH
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t
from cnnlab.web.identity import identity

BUS = "gan_points"
WORDS = {
    "label": N_("Plane with real points, generated points, and what the discriminator says of each place"),
    "draw_label": N_("Plane to draw the real points on, with the mouse or a finger"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "step": N_("One step"),
    "step_d": N_("D step"),
    "step_g": N_("G step"),
    "step_d_title": N_("One step of the discriminator alone: the surface moves"),
    "step_g_title": N_("One step of the generator alone: the points move"),
    "restart": N_("Start again"),
    "clear": N_("Clear the points"),
    "speed": N_("Speed"),
    "slow": N_("Slow motion"),
    "normal": N_("Normal"),
    "fast": N_("Fast"),
    "shown": N_("Shown"),
    "s": N_("Surface"),
    "r": N_("Real points"),
    "g": N_("Generated"),
    "a": N_("Arrows"),
    "w": N_("Warped grid"),
    "step_number": N_("step {step}"),
    "rate": N_("{rate} updates a second"),
    "busy": N_(
        "{rate} updates a second: the computer has much to do, perhaps for others, so it goes more slowly"
    ),
    "idle": N_("Paused, because nobody has moved for a while."),
    "waiting": N_("TensorFlow is starting …"),
    "losses": N_("Losses, each batch"),
    "says": N_("Output, each batch"),
    "loss_d": N_("discriminator"),
    "loss_g": N_("generator"),
    "right": N_("D(x)"),
    "wrong": N_("D(G(z))"),
    "fake": N_("generated"),
    "real": N_("real"),
    "equal": N_("cannot tell"),
    "next_d": N_("next: discriminator"),
    "next_g": N_("next: generator"),
    "left": N_("{count} of {most} points"),
}
"""What the component says, in English: the message ids of the catalogue."""

_RELAY = register("points_relay", "shared/bus.js", "plane/relay.js", html="<div class='relay' hidden></div>")
_MOUNT = register(
    "gan_points",
    "shared/bus.js",
    "shared/format.js",
    "shared/dom.js",
    "shared/clamp.js",
    "shared/canvas.js",
    "shared/colour.js",
    "points/values.js",
    "points/layers.js",
    "points/chart.js",
    "points/pen.js",
    "points/bar.js",
    "points/scale.js",
    "points/clock.js",
    "points/points.js",
    css=("points/points.css", "shared/live.css"),
    html="<div class='gan-points'></div>",
)


@dataclass(frozen=True, eq=False)
class Answer:
    """What one question has led to.

    Attributes
    ----------
    report : PointsReport
    state : PointsState
    said, changed : str
        What is going on, in Markdown with bold alone; and what the last move has done.
    figures : list of (str, str, str)
        Name, value, remark.
    ended : bool
        It is of no use to go on.
    """

    report: PointsReport
    state: PointsState
    said: str
    changed: str
    figures: list[tuple[str, str, str]]
    ended: bool


@dataclass(frozen=True)
class Scale:
    """How what the discriminator says is coloured.

    Attributes
    ----------
    low, middle, high : float
        What is surely generated, what can be either, and what is surely real; for a score without limits `low` and
        `high` are where the scale begins, and the browser widens it.
    open : bool
        Whether there are no limits.
    """

    low: float
    middle: float
    high: float
    open: bool = False


SCALES = {
    "minimax": Scale(0.0, 0.5, 1.0),
    "non_saturating": Scale(0.0, 0.5, 1.0),
    "least_squares": Scale(0.0, 0.5, 1.0, open=True),
    "hinge": Scale(-1.0, 0.0, 1.0, open=True),
    "wasserstein": Scale(-1.0, 0.0, 1.0, open=True),
}
"""By loss."""


def stock_message(
    real: np.ndarray, centres: np.ndarray, scale: Scale, balance: tuple[float | None, float | None]
) -> dict:
    """Return what does not change while the networks learn; its ``id`` changes with anything in it.

    Parameters
    ----------
    real : ndarray of float32, shape (N, 2)
    centres : ndarray of float32, shape (k, 2)
        Of the groups that the data has.
    scale : Scale
    balance : (float or None, float or None)
        Losses of discriminator and generator where nothing can be told apart; None where nothing is known.
    """
    message = {
        "real": text_of(real),
        "centres": text_of(centres),
        "radius": 3 * SPREAD,
        "reach": PLANE,
        "field": REACH,
        "grid": GRID,
        "lattice": LATTICE,
        "most": MOST_DRAWN,
        "colours": colour.lut_base64("diverging"),
        "scale": [scale.low, scale.middle, scale.high],
        "open": scale.open,
        "balance": list(balance),
        "words": {name: t(sentence) for name, sentence in WORDS.items()},
    }
    return {"id": identity(*message.values()), **message}


def points(key: str, message: dict, speed: str, shown: str, drawn: str | None, steps: int) -> None:
    """Show the plane; what the hand sets is read from the states "speed", "shown" and "drawn".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    message : dict
        What `stock_message` makes.
    speed : {"slow", "normal", "fast"}
    shown : str
        Letters of what is shown.
    drawn : str or None
        Points drawn by hand, four digits each; None: nothing can be drawn.
    steps : int
        Of the discriminator for each of the generator.
    """
    _MOUNT(
        key=key,
        data={"bus": BUS, "stock": message, "speed": speed, "shown": shown, "drawn": drawn, "steps": steps},
        default={"speed": None, "shown": None, "drawn": None},
        on_speed_change=lambda: None,
        on_shown_change=lambda: None,
        on_drawn_change=lambda: None,
    )


def relay(key: str, course: str, answered: str, answer: Answer | None, said: str) -> None:
    """Hand the plane an answer; the next question is read from the state "at".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    course : str
        Name of the course.
    answered : str
        The question that the answer belongs to.
    answer : Answer or None
        None: there is none.
    said : str
        What is said where there is none.
    """
    data = {
        "bus": BUS,
        "course": course,
        "answered": answered,
        "said": said,
        "answer": None if answer is None else _message(answer),
    }
    _RELAY(key=key, data=data, default={"at": None}, on_at_change=lambda: None)


def text_of(values: np.ndarray) -> str:
    """Return numbers as base64 of 32-bit floats."""
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode("ascii")


def _message(answer: Answer) -> dict:
    report, state = answer.report, answer.state
    return {
        **{name: text_of(getattr(report, name)) for name in ("generated", "pushes", "surface", "lattice")},
        "curve": text_of(state.curve),
        "found": list(report.found),
        "done": [state.generator_steps, state.discriminator_steps],
        "since": state.since,
        "moved": state.moved,
        "said": answer.said,
        "changed": answer.changed,
        "figures": answer.figures,
        "ended": answer.ended,
    }
