"""The training of a stylizer: what its steps learn, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cnnlab import pretrained
from cnnlab.datasets import style_pictures
from cnnlab.datasets.style_pictures import Pictures
from cnnlab.networks.perceptual import Weights, are_cached, keras_weights, perceptual_of, read_weights
from cnnlab.networks.stylizer import stylizer_of
from cnnlab.recipes import PerceptualRecipe, StylizerRecipe
from cnnlab.recipes.stylizer import KERAS
from cnnlab.training.loop import Task
from cnnlab.training.measuring import circumstances
from cnnlab.training.perceptual import SHIPPED
from cnnlab.training.style_judging import SIDE, Judge
from cnnlab.training.style_looks import Looks
from cnnlab.training.style_steps import MEASURES, eye_of, optimizer_of, pieces_of, training_steps


def weights_of(recipe: StylizerRecipe | PerceptualRecipe) -> Weights:
    """Return the weights of the perceptual network that a recipe names; Keras's own where the file is not here.

    Raises
    ------
    LabError
        They cannot be had.
    """
    file = style_pictures.path_of(recipe.perceptual)
    # They are the same, but nothing is fetched without being asked for.
    if recipe.perceptual == KERAS or (are_cached() and not file.is_file()):
        return keras_weights()
    return read_weights(file)


def stylizer_task(recipe: StylizerRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Load the pictures of a recipe and build its networks; see `cnnlab.training.loop.run_task`."""
    watch()
    weights = weights_of(recipe)
    return task_of(recipe, style_pictures.load(recipe, watch), weights, watch)


def task_of(
    recipe: StylizerRecipe,
    pictures: Pictures,
    weights: Weights,
    watch: Callable[[], object],
    side: int = SIDE,
) -> Task:
    """Build the network of a recipe, to be trained with these pictures and judged with squares of so many pixels."""
    model, perceptual = stylizer_of(recipe), perceptual_of(weights, recipe.precision)
    optimizer = optimizer_of(recipe, model)
    pieces = pieces_of(recipe, pictures, watch)
    fine = eye_of(perceptual, pieces, watch)
    rough = eye_of(pretrained.trained(SHIPPED).model, pieces, watch) if recipe.rough else None
    judge = Judge(model, perceptual_of(weights), pictures, side)
    looks = Looks(model, pictures, min(side, 192))
    return Task(
        recipe,
        model,
        optimizer,
        recipe.steps * recipe.batch_size,
        MEASURES,
        training_steps(recipe, model, optimizer, pictures, pieces, fine, rough),
        lambda watch: {f"val_{name}": value for name, value in judge.quick(watch).items()},
        looks.begin,
        looks.look,
        lambda go_on: {
            **{f"test_{name}": value for name, value in judge.whole(go_on).items()},
            "parameters": model.count_params(),
            **circumstances(),
        },
    )
