"""Networks for one style that learn in a second: a small stylizer, a small perceptual network, small squares."""

from __future__ import annotations

import functools

import keras
from keras import layers as kl

from cnnlab.recipes import OneStyleRecipe
from cnnlab.training import one_style

SIDE = 32


@functools.cache
def perceptual() -> keras.Model:
    """Return a network with four maps at full, half, quarter and quarter size, as the shipped one has them."""
    x = picture = keras.Input((None, None, 3), name="picture")
    found = []
    for number, units in enumerate((4, 6, 8, 8)):
        start = keras.initializers.HeNormal(number)
        x = kl.Conv2D(units, 3, padding="same", activation="relu", kernel_initializer=start)(x)
        found.append(x)
        if number < 2:
            x = kl.MaxPooling2D()(x)
    model = keras.Model(picture, found)
    model.trainable = False
    return model


def recipe(**changes: object) -> OneStyleRecipe:
    """Return a small recipe that needs no shipped network but the perceptual one."""
    settings = {
        "start": "scratch",
        "filters": 4,
        "blocks": 1,
        "hidden": 8,
        "crop": 16,
        "batch_size": 2,
        "steps": 2,
        "epochs": 2,
        "seed": 3,
    }
    return OneStyleRecipe(**settings | changes)


def make_small(patch) -> None:
    """Have trainings of this process use the small perceptual network and small squares."""
    task_of = one_style.task_of
    patch.setattr(one_style, "perceptual_for", lambda recipe: perceptual())
    patch.setattr(one_style, "task_of", lambda *given: task_of(*given, side=SIDE))
