"""Experiments with generators and discriminators: recipes that differ in what each is about, on digits always here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cnnlab.recipes.experiments import Arm, Experiment
from cnnlab.recipes.gan import GanRecipe

_BASE = GanRecipe(
    network="dcgan", filters=8, noise=32, average=0.95, learning_rate=1e-3, critic_rate=1e-3, epochs=20
)
"""Small enough for a quarter of a minute; it takes no wishes, so that the classes that it leaves out can be seen."""
_PLAIN = replace(_BASE, spectral=False)
"""Without spectral normalisation the discriminator may become as steep as it likes."""


def _experiment(name: str, base: GanRecipe, arms: dict[str, dict[str, Any]]) -> Experiment:
    return Experiment(name, tuple(Arm(arm, replace(base, **changes)) for arm, changes in arms.items()))


EXPERIMENTS = {
    each.name: each
    for each in (
        _experiment(
            "losses",
            _BASE,
            {
                "minimax": {"loss": "minimax"},
                "non_saturating": {"loss": "non_saturating"},
                "least_squares": {"loss": "least_squares"},
                "hinge": {"loss": "hinge"},
                # Its penalty is what keeps the slope in bounds: it needs no other means.
                "wasserstein": {"loss": "wasserstein", "spectral": False},
            },
        ),
        _experiment(
            "checkerboard",
            replace(_BASE, epochs=8),
            {"resize": {}, "transposed": {"upsampling": "transposed"}},
        ),
        _experiment(
            "failures",
            replace(_BASE, loss="non_saturating"),
            {
                "healthy": {},
                "strong": {"loss": "minimax", "spectral": False, "critic_rate": 5e-3, "critic_steps": 3},
                "collapse": {"learning_rate": 1e-2, "critic_rate": 1e-4},
                "weak": {"critic_rate": 1e-5},
            },
        ),
        _experiment(
            "article",
            GanRecipe(
                network="dense", loss="non_saturating", noise=100, spectral=False, average=0.0, momentum=0.5,
                learning_rate=2e-4, critic_rate=2e-4, epochs=60,
            ),
            {"mended": {}},
        ),
    )
}  # fmt: skip
"""By name. The last is no comparison: what the source article's network gives once it is mended."""


def with_seed(experiment: Experiment, seed: int) -> Experiment:
    """Return an experiment from another start: other first weights, another order, other noise."""
    return replace(
        experiment,
        arms=tuple(Arm(arm.name, replace(arm.recipe, seed=seed)) for arm in experiment.arms),
    )
