"""From a recipe to a run: the loops that train, and what they tell while they do."""

from __future__ import annotations

import functools

from cnnlab.recipes import (
    AutoencoderRecipe,
    ClassifierRecipe,
    GanRecipe,
    OneStyleRecipe,
    PerceptualRecipe,
    StylizerRecipe,
)

__all__ = [
    "AutoencoderRecipe",
    "ClassifierRecipe",
    "GanRecipe",
    "Halted",
    "OneStyleRecipe",
    "PerceptualRecipe",
    "StylizerRecipe",
    "run",
]


class Halted(Exception):
    """It was to end where nothing can be told."""


def run(recipe, directory, reporter=None, go_on=None) -> dict:
    """Do what a recipe says.

    Parameters
    ----------
    recipe : ClassifierRecipe, AutoencoderRecipe, GanRecipe, StylizerRecipe, PerceptualRecipe or OneStyleRecipe
    directory : path-like
        Gets ``recipe.json``, ``metrics.json`` and ``model.weights.h5``; made where it is missing.
    reporter : callable, optional
        Called with a dict several times a second; returns False to end the training early.
    go_on : callable, optional
        Asked where nothing is told for long: while pictures are loaded, at the look at those for validation, and
        while the network is measured. It returns False to end the training early, except where it is measured:
        that comes to its end. It may also raise.

    Returns
    -------
    dict
        The metrics, as in ``metrics.json``.

    Raises
    ------
    LabError
        Where the data set cannot be had or the network cannot be built.
    Halted
        It was to end before its pictures were loaded; what the directory held is as it was.
    """
    from cnnlab.training.loop import run_task

    return run_task(functools.partial(_maker(recipe), recipe), recipe, directory, reporter, go_on)


def _maker(recipe):
    if isinstance(recipe, AutoencoderRecipe):
        from cnnlab.training.rebuilding import autoencoder_task

        return autoencoder_task
    if isinstance(recipe, GanRecipe):
        from cnnlab.training.adversarial import gan_task

        return gan_task
    if isinstance(recipe, StylizerRecipe):
        from cnnlab.training.stylizing import stylizer_task

        return stylizer_task
    if isinstance(recipe, OneStyleRecipe):
        from cnnlab.training.one_style import one_style_task

        return one_style_task
    if isinstance(recipe, PerceptualRecipe):
        from cnnlab.training.distilling import perceptual_task

        return perceptual_task
    from cnnlab.training.classifying import classifier_task

    return classifier_task
