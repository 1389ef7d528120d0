"""What can be seen of two networks of points at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from cnnlab.datasets.points import SPREAD, modes, real_points
from cnnlab.inference.points_state import PointsState
from cnnlab.recipes.points import PointsSpec

SHOWN = 256
"""Points that are generated, from the same noise each time."""
GRID = 41
"""Rows and columns of the discriminator's surface."""
LATTICE = 19
"""Rows and columns of the lattice of noise."""
PLANE = 1.6
"""The surface reaches from minus this to this, along both axes."""
NEAR = 0.15
"""What lies no farther apart is near: three standard deviations of a mode."""
FAIR = 0.25
"""A mode is found where it has this much of its fair share of the generated points."""
_NOISE = 3
"""What the seed is used for here."""


@dataclass(frozen=True, eq=False)
class PointsReport:
    """What can be seen.

    Attributes
    ----------
    real : ndarray of float32, shape (N, 2)
    generated : ndarray of float32, shape (SHOWN, 2)
    pushes : ndarray of float32, shape (SHOWN, 2)
        For each generated point the way in which the generator's own loss falls fastest: the negative gradient.
    surface : ndarray of float32, shape (GRID, GRID)
        What the discriminator says of each place, the lowest row first: a probability, or a score.
    lattice : ndarray of float32, shape (LATTICE, LATTICE, 2)
        Where the generator takes a lattice of noise; between two of its lines lies the same share of the noise.
    discriminator_loss, generator_loss : float
        On all real points and those generated; without the gradient penalty.
    mean_real, mean_generated : float
        Of what the discriminator says.
    value : float or None
        V(D, G), for the minimax loss; -log 4 where nothing can be told apart.
    separation : float
        How often a real point is held to be more real than a generated one: 1/2 where nothing can be told apart
        (the area under the ROC curve).
    push : float
        Mean length of the pushes.
    found : tuple of bool
        For each mode whether it has `FAIR` of its fair share of the generated points within `NEAR`.
    precision, recall : float
        Shares of the generated points that have a real one near, and of the real ones that have a generated one near.
    """

    real: np.ndarray
    generated: np.ndarray
    pushes: np.ndarray
    surface: np.ndarray
    lattice: np.ndarray
    discriminator_loss: float
    generator_loss: float
    mean_real: float
    mean_generated: float
    value: float | None
    separation: float
    push: float
    found: tuple[bool, ...]
    precision: float
    recall: float


def shown_noise(spec: PointsSpec) -> np.ndarray:
    """Return the noise that is looked at each time, shape (SHOWN, 2)."""
    rng = np.random.default_rng([spec.seed, _NOISE])
    if spec.noise == "uniform":
        return rng.uniform(-1, 1, (SHOWN, 2)).astype(np.float32)
    return rng.normal(size=(SHOWN, 2)).astype(np.float32)


def lattice_noise(kind: str) -> np.ndarray:
    """Return the lattice of noise, shape (LATTICE, LATTICE, 2): its cells are equally probable."""
    lines = np.linspace(0.02, 0.98, LATTICE)
    normal = np.array([NormalDist().inv_cdf(line) for line in lines])
    lines = 2 * lines - 1 if kind == "uniform" else normal
    return np.stack(np.meshgrid(lines, lines), axis=-1).astype(np.float32)


def plane_places() -> np.ndarray:
    """Return the places of the surface, shape (GRID, GRID, 2), the lowest row first."""
    lines = np.linspace(-PLANE, PLANE, GRID)
    return np.stack(np.meshgrid(lines, lines), axis=-1).astype(np.float32)


def report_of(spec: PointsSpec, state: PointsState) -> PointsReport:
    """Look at both networks; of their size no more than a few milliseconds.

    Returns
    -------
    PointsReport
    """
    import tensorflow as tf

    from cnnlab.training.points_looks import compiled_look

    real = real_points(spec)
    noise = np.concatenate([shown_noise(spec), lattice_noise(spec.noise).reshape(-1, 2)])
    places = np.concatenate([real, plane_places().reshape(-1, 2)])
    look = compiled_look(spec.loss, spec.units, spec.layers, SHOWN)
    given = (state.generator[0], state.discriminator[0], noise, places, np.int32(len(real)))
    made, pushes, says, scores, losses = (each.numpy() for each in look(*map(tf.constant, given)))
    generated, loss = made[:SHOWN], float(losses[0])
    of_generated, of_real, surface = np.split(says, [SHOWN, SHOWN + len(real)])
    right, wrong = scores[SHOWN : SHOWN + len(real)], scores[:SHOWN]
    near = _near(generated, real)
    return PointsReport(
        real,
        generated,
        pushes,
        surface.reshape(GRID, GRID),
        made[SHOWN:].reshape(LATTICE, LATTICE, 2),
        loss,
        float(losses[1]),
        float(of_real.mean()),
        float(of_generated.mean()),
        -loss if spec.loss == "minimax" else None,
        separation(right, wrong),
        float(np.linalg.norm(pushes, axis=1).mean()),
        found_modes(spec.shape, generated),
        float(near.any(axis=1).mean()),
        float(near.any(axis=0).mean()),
    )


def separation(right: np.ndarray, wrong: np.ndarray) -> float:
    """Return how often one of `right` (N,) is larger than one of `wrong` (M,); equal ones count half."""
    order = np.sort(wrong)
    below, up_to = np.searchsorted(order, right, "left"), np.searchsorted(order, right, "right")
    return float((below + up_to).mean() / (2 * len(wrong)))


def found_modes(shape: str, generated: np.ndarray) -> tuple[bool, ...]:
    """Tell for each mode of a shape whether generated points (N, 2) lie near it: `FAIR` of its fair share."""
    centres = modes(shape)
    if not len(centres):
        return ()
    distances = np.linalg.norm(generated[:, None] - centres, axis=2)
    counts = (distances <= 3 * SPREAD).sum(axis=0)
    return tuple(bool(count >= FAIR * len(generated) / len(centres)) for count in counts)


def _near(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    squares = (first**2).sum(axis=1)[:, None] + (second**2).sum(axis=1) - 2 * first @ second.T
    return squares <= NEAR**2
