"""What is wrong with a deep stack of layers, by stated rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.depth import DepthRun

MOSTLY_DEAD = 0.75
MOSTLY_SATURATED = 0.5
FAR = 1000.0
NEAR = 10.0


@dataclass(frozen=True)
class Verdict:
    """The one thing that matters most.

    Attributes
    ----------
    kind : str
        "infinite", "dead", "saturated", "vanishing", "exploding", "weakening", "growing" or "healthy".
    layer : int
        Where, from 1; 0 where nothing is wrong.
    share : float
        Of the layer's units that are dead, or of its values that are saturated.
    """

    kind: str
    layer: int = 0
    share: float = 0.0

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return self.kind == "healthy"


def judge(run: DepthRun) -> Verdict:
    """Say what is wrong.

    The first rule that holds decides:

    1. *infinite*: an activation or a gradient is infinite or not a number; the first such layer on the way
       forwards, or else the first on the way back.
    2. *dead*: more than `MOSTLY_DEAD` of the units of a layer have no slope for any input; the first such layer.
    3. *saturated*: more than `MOSTLY_SATURATED` of the values of a layer lie in the flat part of a sigmoid or
       tanh; the first such layer.
    4. *vanishing*: the norm of the gradient with respect to the activations falls, somewhere on the way back, below
       1 / `FAR` of that at the last layer; the first such layer on the way back.
    5. *exploding*: it rises above `FAR` times that at the last layer; likewise.
    6. *weakening*, *growing*: at layer 1 it is below 1 / `NEAR`, or above `NEAR` times, that at the last layer.
    7. *healthy*: none of these.

    Parameters
    ----------
    run : DepthRun

    Returns
    -------
    Verdict
    """
    strange = ~np.isfinite(run.spread)
    if strange.any():
        return Verdict("infinite", _first(strange))
    lost = ~np.isfinite(run.gradient) | ~np.isfinite(run.gradient_of_weights)
    if lost.any():
        return Verdict("infinite", _last(lost))
    for kind, shares, most in (
        ("dead", run.dead, MOSTLY_DEAD),
        ("saturated", run.saturated, MOSTLY_SATURATED),
    ):
        if (shares > most).any():
            layer = _first(shares > most)
            return Verdict(kind, layer, float(shares[layer - 1]))
    end = run.gradient[-1]
    for kind, passed in (("vanishing", run.gradient < end / FAR), ("exploding", run.gradient > end * FAR)):
        if passed.any():
            return Verdict(kind, _last(passed))
    if run.gradient[0] < end / NEAR:
        return Verdict("weakening", 1)
    return Verdict("growing", 1) if run.gradient[0] > end * NEAR else Verdict("healthy")


def _first(marks: np.ndarray) -> int:
    return int(np.flatnonzero(marks)[0]) + 1


def _last(marks: np.ndarray) -> int:
    return int(np.flatnonzero(marks)[-1]) + 1
