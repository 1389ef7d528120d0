"""The training of a network for one style: what it starts from, what its steps learn, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.networks.one_style import one_style_of
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training import perceptual
from cnnlab.training.loop import Task
from cnnlab.training.measuring import circumstances
from cnnlab.training.one_style_looks import SIDE, Looks
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.training.one_style_pictures import style_of
from cnnlab.training.one_style_steps import MEASURES, Losses, optimizer_of, training_steps
from cnnlab.training.style_steps import as_floats

LOOK = 4.0
"""Seconds between two looks at the examples at the least: each takes as long as a step."""


def one_style_task(recipe: OneStyleRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Build the networks of a recipe; see `cnnlab.training.loop.run_task`.

    What its losses are measured with is fetched, where it is not here.
    """

    def go_on(fraction: float) -> bool:
        watch()
        return True

    watch()
    if recipe.perceptual == "vgg19":
        perceptual.fetch(go_on)
    return task_of(recipe, perceptual_for(recipe), watch)


def perceptual_for(recipe: OneStyleRecipe) -> keras.Model:
    """Return the network that the losses of a recipe are measured with.

    Raises
    ------
    LabError
        It is not here.
    """
    return perceptual.network(recipe.perceptual)


def task_of(
    recipe: OneStyleRecipe, judge: keras.Model, watch: Callable[[], object], side: int = SIDE
) -> Task:
    """Build the network of a recipe, to be judged by another one and with squares of so many pixels."""
    style = style_of(recipe)
    model = start_of(recipe, style)
    optimizer = optimizer_of(recipe, model)
    losses = Losses(recipe, judge, style)
    looks = Looks(recipe, model, losses, side)
    # Before a checkpoint is read: how well the start does is known of a training that goes on, too.
    before = looks.measured(watch)
    return Task(
        recipe,
        model,
        optimizer,
        recipe.steps * recipe.batch_size,
        MEASURES,
        training_steps(recipe, model, losses, optimizer),
        lambda watch: {f"val_{name}": value for name, value in looks.measured(watch).items()},
        looks.begin,
        looks.look,
        lambda go_on: {
            **{f"before_{name}": value for name, value in before.items()},
            **{f"test_{name}": value for name, value in looks.measured(go_on).items()},
            "parameters": model.count_params(),
            **circumstances(),
        },
        look_every=LOOK,
    )


def start_of(recipe: OneStyleRecipe, style: np.ndarray) -> keras.Model:
    """Return the network as it is before the first step.

    Raises
    ------
    LabError
        The shipped stylizer is not here, or has another architecture than the recipe says.
    """
    model = one_style_of(recipe)
    if recipe.start == "scratch":
        return model
    shipped = pretrained.trained(STYLIZER)
    theirs = shipped.recipe
    if (theirs.filters, theirs.blocks, theirs.hidden) != (recipe.filters, recipe.blocks, recipe.hidden):
        raise LabError(
            "The shipped stylizer has {filters} filters, {blocks} blocks and {hidden} hidden values: a recipe that"
            " starts from it has the same.",
            filters=theirs.filters,
            blocks=theirs.blocks,
            hidden=theirs.hidden,
        )
    for name in ("encoder", "decoder"):
        model.get_layer(name).set_weights(shipped.model.get_layer(name).get_weights())
    encoder, code = (shipped.model.get_layer(name) for name in ("encoder", "code"))
    picture = as_floats(style[None])
    model.get_layer("style").set_weights([np.asarray(code([picture, *encoder(picture)]))[0]])
    # What it sees in a photograph it knows already; how it paints is what it learns.
    model.get_layer("encoder").trainable = False
    return model
