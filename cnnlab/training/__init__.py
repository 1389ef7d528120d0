"""From a recipe to a run: the loops that train, and what they tell while they do."""

from __future__ import annotations

from cnnlab.recipes import ClassifierRecipe

__all__ = ["ClassifierRecipe", "run"]


def run(recipe, directory, reporter=None) -> dict:
    """Do what a recipe says.

    Parameters
    ----------
    recipe : ClassifierRecipe
    directory : path-like
        Gets ``recipe.json``, ``metrics.json`` and ``model.weights.h5``; made where it is missing.
    reporter : callable, optional
        Called with a dict several times a second; returns False to end the training early.

    Returns
    -------
    dict
        The metrics, as in ``metrics.json``.

    Raises
    ------
    LabError
        Where the data set cannot be had or the network cannot be built.
    """
    from cnnlab.training.classifying import run_classifier

    return run_classifier(recipe, directory, reporter)
