"""Which runs are those of an experiment with classifiers, and what has still to be trained for it."""

from __future__ import annotations

from cnnlab.engine import Run
from cnnlab.recipes.experiments import Experiment
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.training import standing as shared
from cnnlab.web.training.standing import Standing, begin

__all__ = ["Standing", "begin", "named", "refreshed", "standing", "stop"]

KIND = "classifier"


def standing(experiment: Experiment) -> Standing:
    """Find the runs of an experiment: those that the link names, and the visitor's own of the same recipes."""
    return shared.standing(experiment, p.ids_in(p.ARMS.valid), KIND)


def refreshed(experiment: Experiment, before: Standing) -> Standing:
    """Look again at the runs that were found."""
    return shared.refreshed(experiment, before, KIND)


def named(ids: str) -> tuple[Run, ...]:
    """Return the classifiers that a text lists; those that there are not any more are left out."""
    return shared.named(p.ids_in(ids), KIND)


def stop(experiment: Experiment) -> None:
    """Hand in no more, and stop what is under way."""
    shared.stop(standing(experiment))
