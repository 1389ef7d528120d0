"""What is going on in the training of a GAN: stated rules on what its last steps have told and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from cnnlab.metrics.generated import SHARE
from cnnlab.recipes import GanRecipe

ROWS, COLUMNS = 4, 10
"""Pictures of a sheet, as `cnnlab.training.gan_looks` has them, which loads TensorFlow."""
REPORTS = 8
"""Of the last steps, whose means the rules look at; before there are so many it is too early to say anything."""
STEPS = 50
"""Before which it is too early, too, however slow they are."""
SURE = 0.97
"""Share of right verdicts from which the discriminator is too strong: hardly a gradient is left."""
GUESSING = 0.5
"""Share of right verdicts up to which the discriminator might as well guess."""
EVEN = 0.53
"""Share of right verdicts up to which it hardly does better than that."""
NEAR = 1.5
"""Multiple of the Fréchet distance between real pictures and real pictures up to which generated ones are near."""
FEW = 0.5
"""Share of the classes up to which what is left is a collapse."""
ALIKE = 0.35
"""Spread of the generated pictures, as a share of that of the real ones, below which they are nearly the same one."""
STILL = 5e-4
"""Mean change of a pixel over the last looks below which the pictures stand still; pixels go from 0 to 1."""
LOOKS = 5
"""Looks that the change is taken over."""


@dataclass(frozen=True)
class Signs:
    """What the rules look at.

    Attributes
    ----------
    recipe : GanRecipe
    lately : sequence of mapping
        What the last steps told: ``step``, ``critic_loss``, ``generator_loss``, ``real``, ``fake``, ``right``; the
        newest last.
    judged : mapping
        The last figures of `cnnlab.training.gan_judging`; empty where there are none.
    spread : float or None
        See `spread`.
    change : float or None
        See `change`.
    """

    recipe: GanRecipe
    lately: Sequence[Mapping[str, float]]
    judged: Mapping[str, Any]
    spread: float | None = None
    change: float | None = None

    def mean(self, name: str) -> float:
        """Return the mean of one of the measures over the last reports."""
        return float(np.mean([each[name] for each in self.lately[-REPORTS:]]))


@dataclass(frozen=True)
class Health:
    """Which rule holds.

    Attributes
    ----------
    rule : str
        One of `RULES`.
    classes : tuple of int
        Those that are left, where "collapsed" has found it by classes.
    values : mapping of str to float
        What the rule has looked at.
    """

    rule: str
    values: Mapping[str, float]
    classes: tuple[int, ...] = ()


def health(signs: Signs) -> Health:
    """Say which of `RULES` holds: the first that does, in their order."""
    return next(found for found in (rule(signs) for rule in RULES.values()) if found is not None)


def _burst(signs: Signs) -> Health | None:
    """The last numbers are none any more: not even the mean of a loss."""
    last = signs.lately[-1:]
    return Health("burst", {}) if last and not all(map(isfinite, last[0].values())) else None


def _young(signs: Signs) -> Health | None:
    """Too few reports or steps to speak of a course."""
    few = len(signs.lately) < REPORTS or signs.lately[-1]["step"] < STEPS
    return Health("young", {}) if few else None


def _still(signs: Signs) -> Health | None:
    """The same noise gives the same pictures as some looks before."""
    if signs.change is None or signs.change >= STILL:
        return None
    return Health("still", {"change": signs.change, "right": signs.mean("right")})


def _collapsed(signs: Signs) -> Health | None:
    """The classifier sees few of the classes, or all generated pictures are nearly the same one."""
    counts = np.asarray(signs.judged.get("histogram", ()), float)
    if counts.sum():
        left = np.flatnonzero(counts / counts.sum() >= SHARE / len(counts))
        if len(left) <= FEW * len(counts):
            return Health("collapsed", {"classes": len(counts)}, tuple(left.tolist()))
    if signs.spread is not None and signs.spread < ALIKE:
        return Health("collapsed", {"spread": signs.spread})
    return None


def _sure(signs: Signs) -> Health | None:
    """The discriminator is nearly always right. A Wasserstein critic is meant to be: its slope is bounded."""
    right = signs.mean("right")
    return Health("sure", _scores(signs)) if right >= SURE and signs.recipe.loss != "wasserstein" else None


def _even(signs: Signs) -> Health | None:
    """The discriminator hardly does better than to guess, and what was measured says that it has reason to."""
    ratio = _ratio(signs)
    if signs.mean("right") > EVEN or ratio is None or ratio > NEAR:
        return None
    return Health("even", {**_scores(signs), "ratio": ratio})


def _fooled(signs: Signs) -> Health | None:
    """The discriminator guesses, or does worse."""
    return Health("fooled", _scores(signs)) if signs.mean("right") <= GUESSING else None


RULES = {
    "burst": _burst,
    "young": _young,
    "collapsed": _collapsed,
    "sure": _sure,
    "still": _still,
    "even": _even,
    "fooled": _fooled,
    "healthy": lambda signs: Health("healthy", _scores(signs)),
}
"""In the order in which they are asked: a discriminator that is too sure is also why pictures stand still."""


def _scores(signs: Signs) -> dict[str, float]:
    return {name: signs.mean(name) for name in ("right", "real", "fake")}


def _ratio(signs: Signs) -> float | None:
    distance, floor = signs.judged.get("frechet"), signs.judged.get("frechet_real")
    return distance / floor if distance is not None and floor else None


def spread(generated: np.ndarray, real: np.ndarray, conditional: bool) -> float | None:
    """Return how much generated pictures differ from one another, as a share of how much real ones do.

    Parameters
    ----------
    generated, real : ndarray of uint8, shape (H, W) or (H, W, 3)
        Sheets as `cnnlab.training.gan_looks.sheet` makes them.
    conditional : bool
        Whether each column shows one class: only pictures of one column are then compared.

    Returns
    -------
    float or None
        The ratio of the standard deviations of a pixel; None where the real pictures are all the same.
    """
    own, known = (_deviation(_cells(each), conditional) for each in (generated, real))
    return own / known if known else None


def change(now: np.ndarray, before: np.ndarray) -> float:
    """Return by how much a pixel differs between two sheets in the mean, from 0 to 1."""
    return float(np.abs(now.astype(np.float32) - before).mean() / 255)


def _cells(sheet: np.ndarray) -> np.ndarray:
    """Return the pictures of a sheet, row by row and column by column: (ROWS, COLUMNS, values)."""
    rows, columns = sheet.shape[0] // ROWS, sheet.shape[1] // COLUMNS
    cut = sheet.reshape(ROWS, rows, COLUMNS, columns, -1).swapaxes(1, 2)
    return cut.reshape(ROWS, COLUMNS, -1).astype(np.float64)


def _deviation(cells: np.ndarray, conditional: bool) -> float:
    if not conditional:
        cells = cells.reshape(ROWS * COLUMNS, 1, -1)
    return float(np.sqrt(cells.var(axis=0).mean()))
