"""The training of a generative adversarial network: what its steps learn, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from cnnlab import datasets
from cnnlab.datasets import Dataset
from cnnlab.recipes import GanRecipe
from cnnlab.training import wishes
from cnnlab.training.gan_looks import Looks
from cnnlab.training.gan_measuring import QUICK, Measuring
from cnnlab.training.gan_steps import MEASURES, Players, game, players_of
from cnnlab.training.loop import Task

LOOK = 4.0
"""Seconds between two looks: forty pictures, as PNG, cost a tenth of a step."""


def pictures_of(recipe: GanRecipe) -> Dataset:
    """Load the data set of a recipe, with those of its training pictures that the recipe draws by its seed.

    Raises
    ------
    LabError
        The data set cannot be had.
    """
    data = datasets.load(recipe.data)
    if not recipe.examples:
        return data
    places = chosen(recipe, len(data.y_train))
    groups = None if data.groups is None else data.groups[places]
    return replace(data, x_train=data.x_train[places], y_train=data.y_train[places], groups=groups)


def chosen(recipe: GanRecipe, count: int) -> np.ndarray:
    """Return the places of those of `count` training pictures that a recipe draws by its seed, which has `examples`."""
    return np.random.default_rng([recipe.seed, 1]).permutation(count)[: recipe.examples]


def gan_task(recipe: GanRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Load the pictures of a recipe and build its networks; see `cnnlab.training.loop.run_task`."""
    watch()
    parts = pictures_of(recipe)
    watch()
    return task_of(recipe, parts, folder)


def task_of(recipe: GanRecipe, parts: Dataset, folder: Path) -> Task:
    """Build the networks of a recipe, to be trained with these pictures."""
    classes = len(parts.classes)
    players = players_of(recipe, parts.x_train.shape[1:], classes)
    looks = Looks(recipe, players, parts.x_train, parts.y_train, classes)
    measuring = Measuring(recipe, players, parts)
    return Task(
        recipe,
        players.model,
        players,
        len(parts.x_train),
        MEASURES,
        game(recipe, players, parts.x_train, parts.y_train),
        lambda watch: measuring.judge(QUICK, watch),
        looks.begin,
        lambda pictures, done: {**looks.look(pictures, done), **measuring.now_and_then()},
        lambda go_on: {**measuring.at_end(go_on), **_changed(recipe, players)},
        beside=players.beside,
        look_every=LOOK,
        heed=_heed(recipe, players, folder),
    )


def _heed(recipe: GanRecipe, players: Players, folder: Path) -> Callable[[int], dict | None]:
    """Return what puts wishes into effect: other rates, and other steps of the discriminator."""
    wished = wishes.Wishes(folder)

    def heed(done: int) -> dict | None:
        new = wished.new()
        before = in_force(recipe, players)
        after = {**before, **new}
        if not new or after == before:
            return None
        players.factors.assign(
            [after[name] / recipe.learning_rate for name in ("learning_rate", "critic_rate")]
        )
        players.critic_steps.assign(int(after["critic_steps"]))
        return after

    return heed


def _changed(recipe: GanRecipe, players: Players) -> dict:
    """Return what somebody has wished instead of what the recipe says."""
    now = in_force(recipe, players)
    return {"wishes": now} if any(now[name] != getattr(recipe, name) for name in now) else {}


def in_force(recipe: GanRecipe, players: Players) -> dict[str, float]:
    """Return both rates, at the largest of the schedule, and the discriminator's steps, as they are now."""
    rates = np.asarray(players.factors, np.float64) * recipe.learning_rate
    return {
        "learning_rate": float(f"{rates[0]:.6g}"),
        "critic_rate": float(f"{rates[1]:.6g}"),
        "critic_steps": int(players.critic_steps),
    }
