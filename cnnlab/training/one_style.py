"""The training of a network for one style: what it starts from, what its steps learn, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.networks.one_style import one_style_of
from cnnlab.networks.perceptual import keras_weights, perceptual_of
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.loop import Task
from cnnlab.training.measuring import circumstances
from cnnlab.training.one_style_looks import SIDE, Looks
from cnnlab.training.one_style_names import COMPACT, STYLIZER
from cnnlab.training.one_style_pictures import style_of
from cnnlab.training.one_style_steps import MEASURES, Losses, as_floats, optimizer_of, training_steps

LOOK = 4.0
"""Seconds between two looks at the examples at the least: each takes as long as a step."""


def one_style_task(recipe: OneStyleRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Build the networks of a recipe; see `cnnlab.training.loop.run_task`."""
    watch()
    return task_of(recipe, perceptual_for(recipe), watch)


def perceptual_for(recipe: OneStyleRecipe) -> keras.Model:
    """Return the network that the losses of a recipe are measured with.

    Raises
    ------
    LabError
        It is not here, and cannot be fetched.
    """
    if recipe.perceptual == "vgg19":
        return perceptual_of(keras_weights())
    return pretrained.trained(COMPACT).model


def task_of(
    recipe: OneStyleRecipe, perceptual: keras.Model, watch: Callable[[], object], side: int = SIDE
) -> Task:
    """Build the network of a recipe, to be judged by `perceptual` and with squares of so many pixels."""
    style = style_of(recipe)
    model = start_of(recipe, style)
    optimizer = optimizer_of(recipe, model)
    losses = Losses(recipe, perceptual, style)
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
