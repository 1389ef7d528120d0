"""All that the mode Depth asks for, in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from cnnlab.ops.dense_collapse import DenseCollapse, collapse
from cnnlab.ops.depth import DepthRun, DepthSpec, deviation, run
from cnnlab.ops.depth_verdict import Verdict, judge

GLOROT = ("sigmoid", "tanh", "linear")
"""Those that Glorot's initialisation was made for; He's is the usual one of the others."""


@dataclass(frozen=True)
class Remedy:
    """Other settings under which nothing is wrong with the same network.

    Attributes
    ----------
    activation, initialisation : str
    ratio : float
        The gradient at the first layer, in units of that at the last.
    """

    activation: str
    initialisation: str
    ratio: float


@dataclass(frozen=True, eq=False)
class DepthReport:
    """What became of the numbers in a deep stack of dense layers.

    Attributes
    ----------
    run : DepthRun
    verdict : Verdict
    theory : ndarray of float64, shape (L,)
        What the way back through each layer should multiply the norm of the gradient by.
    remedy : Remedy or None
        None where nothing is wrong, or nothing that was tried is healthy.
    collapse : DenseCollapse
        Two small layers with the same activation between them.
    """

    run: DepthRun
    verdict: Verdict
    theory: np.ndarray
    remedy: Remedy | None
    collapse: DenseCollapse

    @property
    def per_layer(self) -> float | None:
        """By what the norm of the gradient was multiplied on its way back through a layer (geometric mean)."""
        return _mean(self.run.ratio, len(self.theory) - 1)

    @property
    def theory_per_layer(self) -> float | None:
        """The same, as theory has it."""
        return _mean(float(np.prod(self.theory[1:])), len(self.theory) - 1)


def report_depth(spec: DepthSpec) -> DepthReport:
    """Run a stack of dense layers, judge it, and look for what helps.

    Theory: the gradient with respect to the activations before a layer is the layer's weights times the gradient
    behind it times the activation's slope. Where those three are independent, its norm is multiplied by
    sqrt(n) s r: n units, weights of standard deviation s, slopes of root mean square r (He et al. 2015, equation
    13; for a slope near 1 Glorot and Bengio 2010, equation 6). For ReLU r is sqrt(1/2), and He's s = sqrt(2/n)
    makes it 1.

    Parameters
    ----------
    spec : DepthSpec

    Returns
    -------
    DepthReport
    """
    found = run(spec)
    verdict = judge(found)
    theory = sqrt(spec.units) * deviation(spec.initialisation, spec.units, spec.units) * found.slope
    return DepthReport(
        found,
        verdict,
        theory,
        None if verdict.sound else _remedy(spec),
        collapse(spec.activation, spec.slope, spec.alpha, spec.seed),
    )


def _remedy(spec: DepthSpec) -> Remedy | None:
    """Try the usual initialisation, then the other, then ReLU with He's: the first that is healthy."""
    usual = ("glorot", "he") if spec.activation in GLOROT else ("he", "glorot")
    for better in (
        *(replace(spec, initialisation=name) for name in usual),
        replace(spec, activation="relu", initialisation="he"),
    ):
        found = run(better) if better != spec else None
        if found is not None and judge(found).sound:
            return Remedy(better.activation, better.initialisation, found.ratio)
    return None


def _mean(product: float, count: int) -> float | None:
    return product ** (1 / count) if count and np.isfinite(product) else None
