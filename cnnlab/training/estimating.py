"""How long a training will take on this computer: measured on a few of its own batches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

from cnnlab.recipes import ClassifierRecipe

WORTH = 0.25
"""Seconds of steps in one measurement at least, so that the clock and the call do not count."""
REPEATS = 3
MOST_STEPS = 64
"""As in a training: so many steps are one compiled call at most."""


@dataclass(frozen=True)
class Cost:
    """What was measured of a recipe.

    Attributes
    ----------
    ready : float
        Seconds until the first step is done: pictures loaded, network built, program compiled.
    step : float
        Seconds of a step.
    picture : float
        Seconds to classify one picture.
    pictures, test : int
        Pictures of the data set, for training (with those for validation) and for testing.
    device : str
        "CPU" or "GPU".
    """

    ready: float
    step: float
    picture: float
    pictures: int
    test: int
    device: str

    def sizes(self, recipe: ClassifierRecipe) -> tuple[int, int, int]:
        """Return how many pictures are learned from, how many are for validation, and the steps of an epoch."""
        chosen = min(recipe.examples or self.pictures, self.pictures)
        aside = max(1, round(recipe.validation * chosen))
        learned = max(1, chosen - aside)
        return learned, aside, max(1, learned // recipe.batch_size)

    def seconds(self, recipe: ClassifierRecipe) -> float:
        """Return how long the training of a recipe takes, with the looks at validation and test pictures."""
        _, aside, steps = self.sizes(recipe)
        return (
            self.ready
            + recipe.epochs * (steps * self.step + aside * self.picture)
            + (self.test + aside) * self.picture
        )


def plain(recipe: ClassifierRecipe) -> ClassifierRecipe:
    """Return the recipe without what does not change the time of a step: all with the same one cost the same."""
    usual = ClassifierRecipe()
    same = (
        "clutter",
        "noise",
        "cue",
        "examples",
        "validation",
        "label_smoothing",
        "learning_rate",
        "schedule",
        "weight_decay",
        "epochs",
        "early_stopping",
        "scale_inputs",
        "shuffle_labels",
        "test_shift",
        "seed",
    )
    return replace(
        recipe,
        **{name: getattr(usual, name) for name in same},
        dropout=0.5 if recipe.dropout else 0.0,
        l1=1e-5 if recipe.l1 else 0.0,
        l2=1e-5 if recipe.l2 else 0.0,
        shift=min(recipe.shift, 1),
        rotate=min(recipe.rotate, 1),
        zoom=min(recipe.zoom, 0.1),
        coarse=min(recipe.coarse, 0.5),
    )


def measure_cost(recipe: ClassifierRecipe, report: Callable[..., None]) -> Cost:
    """Build the network of a recipe, take some of its steps, and look at the clock.

    To be run on a worker. Nothing is kept of what is learned.

    Parameters
    ----------
    recipe : ClassifierRecipe
    report : callable
        Called with the share that is done.

    Returns
    -------
    Cost

    Raises
    ------
    LabError
        The data set cannot be had, or the network not be built.
    """
    import numpy as np

    from cnnlab.networks.classifier import network_of
    from cnnlab.training.parts import parts_of
    from cnnlab.training.steps import logits_of, make_optimizer, training_steps
    from cnnlab.training.telling import device

    report(0.0)
    began = time.perf_counter()
    parts = parts_of(recipe)
    classes = len(parts.classes)
    model = network_of(recipe, parts.x_train.shape[1:], classes)
    optimizer = make_optimizer(recipe)
    optimizer.build(model.trainable_variables)
    report(0.2)
    take = training_steps(recipe, model, optimizer, parts.x_train, parts.y_train, classes)
    rng = np.random.default_rng(0)

    def spend(steps: int) -> float:
        chosen = rng.integers(0, len(parts.y_train), (steps, recipe.batch_size), dtype=np.int32)
        start = time.perf_counter()
        take(chosen, np.full(steps, recipe.learning_rate, np.float32), 0)[0].numpy()
        return time.perf_counter() - start

    spend(1)
    ready = time.perf_counter() - began
    report(0.6)
    steps = int(np.clip(np.ceil(WORTH / max(spend(1), 1e-6)), 1, MOST_STEPS))
    report(0.7)
    step = median(spend(steps) / steps for _ in range(REPEATS))
    report(0.9)
    some = parts.x_validation[:500]
    logits_of(model, recipe, some)
    start = time.perf_counter()
    logits_of(model, recipe, some)
    picture = (time.perf_counter() - start) / len(some)
    pictures = len(parts.y_train) + len(parts.y_validation)
    return Cost(ready, step, picture, pictures, len(parts.y_test), device())
