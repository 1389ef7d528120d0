"""Where two networks of points stand in their course; whoever asks holds it, and no worker does."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from cnnlab.errors import LabError
from cnnlab.networks.points import first_weights
from cnnlab.recipes.points import PointsSpec

CURVE = 400
"""Most points of a curve: from there on every second one is dropped."""
COLUMNS = ("step", "discriminator_loss", "generator_loss", "real", "generated")
"""Of a curve: steps of the generator, the losses, and the means of D(x) and D(G(z)) on the step's batch."""


@dataclass(frozen=True, eq=False)
class PointsState:
    """Both networks, and how they came here.

    Attributes
    ----------
    generator, discriminator : ndarray of float32, shape (3, n)
        Weights, and the two moments of Adam.
    generator_steps, discriminator_steps : int
        That have been taken.
    since : int
        Steps of the discriminator since the generator's last one.
    last : tuple of (float, float)
        Loss of the discriminator and mean D(x) in its last step; not a number before the first.
    curve : ndarray of float32, shape (k, 5)
        See `COLUMNS`.
    every : int
        Of how many steps of the generator the curve holds one.
    moved : str
        Which network has moved last: "discriminator", "generator", or "" before the first step.
    """

    generator: np.ndarray
    discriminator: np.ndarray
    generator_steps: int = 0
    discriminator_steps: int = 0
    since: int = 0
    last: tuple[float, float] = (float("nan"), float("nan"))
    curve: np.ndarray = field(default_factory=lambda: np.zeros((0, len(COLUMNS)), np.float32))
    every: int = 1
    moved: str = ""


def begin(spec: PointsSpec) -> PointsState:
    """Return the state before the first step."""
    fresh = {}
    for network in ("generator", "discriminator"):
        weights = first_weights(network, spec)
        fresh[network] = np.stack([weights, np.zeros_like(weights), np.zeros_like(weights)])
    return PointsState(**fresh)


def require_fit(spec: PointsSpec, state: PointsState) -> None:
    """Raise a LabError where a state is that of networks of another size."""
    fresh = begin(spec)
    for network in ("generator", "discriminator"):
        if getattr(state, network).shape != getattr(fresh, network).shape:
            raise LabError("These networks are of another size. Start again.")


def order_of(state: PointsState, steps: int, moves: int, only: str = "") -> np.ndarray:
    """Return whose moves come next.

    Parameters
    ----------
    state : PointsState
    steps : int
        Of the discriminator for each of the generator.
    moves : int
    only : {"", "discriminator", "generator"}
        Let one of them alone move.

    Returns
    -------
    ndarray of int32, shape (moves,)
        0 for the discriminator, 1 for the generator.
    """
    if only:
        return np.full(moves, only == "generator", np.int32)
    since, order = state.since, []
    for _ in range(moves):
        turn = since >= steps
        since = 0 if turn else since + 1
        order.append(turn)
    return np.array(order, np.int32)


def add_rows(curve: np.ndarray, every: int, rows: np.ndarray) -> tuple[np.ndarray, int]:
    """Append rows to a curve, and thin it where it has become too long: which rows stay depends on their steps alone.

    Returns
    -------
    curve : ndarray of float32, shape (k, 5)
        At most `CURVE` rows.
    every : int
        Of how many steps it holds one.
    """
    curve = np.concatenate([curve, rows.astype(np.float32)])
    curve = curve[curve[:, 0] % every == 0]
    while len(curve) > CURVE:
        every *= 2
        curve = curve[curve[:, 0] % every == 0]
    return curve, every
