"""The training of a perceptual network: what its steps learn, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cnnlab.datasets import style_pictures
from cnnlab.datasets.style_pictures import Pictures
from cnnlab.networks.compact import compact_of, predictor_of
from cnnlab.networks.perceptual import Weights, perceptual_of
from cnnlab.recipes import PerceptualRecipe
from cnnlab.training.distilling_judge import Judge
from cnnlab.training.distilling_steps import MEASURES, optimizer_of, pieces_of, scales_of, training_steps
from cnnlab.training.loop import Task
from cnnlab.training.measuring import circumstances
from cnnlab.training.stylizing import weights_of


def perceptual_task(recipe: PerceptualRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Load the pictures of a recipe and build its networks; see `cnnlab.training.loop.run_task`."""
    watch()
    weights = weights_of(recipe)
    return task_of(recipe, style_pictures.load(recipe, watch), weights, watch)


def task_of(
    recipe: PerceptualRecipe, pictures: Pictures, weights: Weights, watch: Callable[[], object]
) -> Task:
    """Build the network of a recipe, to be trained with these pictures."""
    model, teacher = compact_of(recipe), perceptual_of(weights, recipe.precision)
    pieces = pieces_of(recipe, pictures, watch)
    predictor = predictor_of(recipe, scales_of(teacher, pieces))
    learned = [*model.trainable_variables, *predictor.trainable_variables]
    optimizer = optimizer_of(recipe, learned)
    judge = Judge(recipe, model, predictor, perceptual_of(weights), pictures)
    return Task(
        recipe,
        model,
        optimizer,
        recipe.steps * recipe.batch_size,
        MEASURES,
        training_steps(recipe, model, predictor, teacher, optimizer, learned, pieces),
        lambda watch: {f"val_{name}": value for name, value in judge.quick(watch).items()},
        lambda folder: {},
        lambda folder, done: {},
        lambda go_on: {
            **{f"test_{name}": value for name, value in judge.whole(go_on).items()},
            "parameters": model.count_params(),
            **circumstances(),
        },
        beside=predictor.variables,
    )
