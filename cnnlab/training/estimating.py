"""How long a training will take on this computer: measured on a few of its own batches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from cnnlab.recipes import AutoencoderRecipe, ClassifierRecipe, GanRecipe, OneStyleRecipe, Recipe

if TYPE_CHECKING:
    import numpy as np

WORTH = 0.25
"""Seconds of steps in one measurement at least, so that the clock and the call do not count."""
REPEATS = 3
MOST_STEPS = 64
"""As in a training: so many steps are one compiled call at most."""
LOOKED_AT, MEASURED = 500, 40
"""Pictures that are looked at, and that are measured, for the time of one."""


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
        Seconds to look at one picture for validation; of a GAN, which has none, to judge what it makes.
    measured : float
        Seconds to measure one picture when the training has ended.
    pictures, test : int
        Pictures of the data set, for training (with those for validation) and for testing.
    device : str
        "CPU" or "GPU".
    """

    ready: float
    step: float
    picture: float
    measured: float
    pictures: int
    test: int
    device: str

    def sizes(self, recipe: Recipe) -> tuple[int, int, int]:
        """Return how many pictures are learned from, how many are for validation, and the steps of an epoch."""
        if isinstance(recipe, OneStyleRecipe):  # it cuts as many pieces out of its photographs as it needs
            return self.pictures, self.test, recipe.steps
        chosen = min(recipe.examples or self.pictures, self.pictures)
        # A GAN sets no pictures apart: there is nothing to choose by.
        aside = 0 if isinstance(recipe, GanRecipe) else max(1, round(recipe.validation * chosen))
        learned = max(1, chosen - aside)
        return learned, aside, max(1, learned // recipe.batch_size)

    def seconds(self, recipe: Recipe) -> float:
        """Return how long the training of a recipe takes, with the looks at validation and test pictures."""
        _, aside, steps = self.sizes(recipe)
        return (
            self.ready
            + recipe.epochs * (steps * self.step + max(1, aside) * self.picture)
            + (self.test + aside) * self.measured
        )


_USUAL = {
    ClassifierRecipe: (
        "clutter",
        "noise",
        "cue",
        "label_smoothing",
        "scale_inputs",
        "shuffle_labels",
        "test_shift",
    ),
    AutoencoderRecipe: ("beta", "warm_up", "least", "most", "hole"),
    GanRecipe: ("average", "critic_rate", "momentum"),
    OneStyleRecipe: (
        "style",
        "style_seed",
        "picture",
        "content_weight",
        "style_weight",
        "variation_weight",
        "steps",
    ),
}
"""For each kind of recipe what changes the time of no step; besides what is so in all of them."""
_ALWAYS = (
    "examples",
    "validation",
    "learning_rate",
    "schedule",
    "weight_decay",
    "epochs",
    "early_stopping",
    "seed",
)


def plain(recipe: Recipe) -> Recipe:
    """Return the recipe without what does not change the time of a step: all with the same one cost the same."""
    usual = type(recipe)()
    names = (*_ALWAYS, *_USUAL[type(recipe)])
    recipe = replace(recipe, **{name: getattr(usual, name) for name in names if hasattr(usual, name)})
    if isinstance(recipe, GanRecipe):
        penalty = float(recipe.loss == "wasserstein" and recipe.penalty > 0)
        return replace(
            recipe, translation=min(recipe.translation, 1), r1=float(recipe.r1 > 0), penalty=penalty
        )
    if isinstance(recipe, AutoencoderRecipe | OneStyleRecipe):
        return recipe
    return replace(
        recipe,
        dropout=0.5 if recipe.dropout else 0.0,
        l1=1e-5 if recipe.l1 else 0.0,
        l2=1e-5 if recipe.l2 else 0.0,
        shift=min(recipe.shift, 1),
        rotate=min(recipe.rotate, 1),
        zoom=min(recipe.zoom, 0.1),
        coarse=min(recipe.coarse, 0.5),
    )


@dataclass(frozen=True, eq=False)
class _Bench:
    """A network that is ready to be trained.

    Attributes
    ----------
    parts : Parts or Pictures
        Of the kind of recipe.
    take : callable
        As in `cnnlab.training.loop.Task`.
    look : callable
        Looks at pictures (uint8, NHWC) for validation.
    measure : callable or None
        What is done with such pictures when they are measured, besides a look; None for nothing.
    """

    parts: Any
    take: Callable[..., tuple]
    look: Callable[[np.ndarray], object]
    measure: Callable[[np.ndarray], object] | None


def measure_cost(recipe: Recipe, report: Callable[..., None]) -> Cost:
    """Build the network of a recipe, take some of its steps, and look at the clock.

    To be run on a worker. Nothing is kept of what is learned.

    Parameters
    ----------
    recipe : Recipe
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

    from cnnlab.training.telling import device

    report(0.0)
    began = time.perf_counter()
    bench = _BENCHES[type(recipe)](recipe)
    parts = bench.parts
    report(0.2)
    rng = np.random.default_rng(0)

    def spend(steps: int) -> float:
        chosen = rng.integers(0, len(parts.y_train), (steps, recipe.batch_size), dtype=np.int32)
        start = time.perf_counter()
        bench.take(chosen, np.full(steps, recipe.learning_rate, np.float32), 0)[0].numpy()
        return time.perf_counter() - start

    spend(1)
    ready = time.perf_counter() - began
    report(0.6)
    steps = int(np.clip(np.ceil(WORTH / max(spend(1), 1e-6)), 1, MOST_STEPS))
    report(0.7)
    step = median(spend(steps) / steps for _ in range(REPEATS))
    report(0.9)
    looked_at = getattr(parts, "x_validation", parts.x_test[:1])[:LOOKED_AT]
    picture = _per_picture(bench.look, looked_at)
    measured = picture
    if bench.measure is not None:
        measured += _per_picture(bench.measure, parts.x_test[:MEASURED])
    pictures = len(parts.y_train) + len(getattr(parts, "y_validation", ()))
    return Cost(ready, step, picture, measured, pictures, len(parts.y_test), device())


def _per_picture(function: Callable[[np.ndarray], object], pictures: np.ndarray) -> float:
    """Return the seconds that a function takes for one picture when it has been called before."""
    function(pictures)
    start = time.perf_counter()
    function(pictures)
    return (time.perf_counter() - start) / len(pictures)


def _classifier(recipe: ClassifierRecipe) -> _Bench:
    from cnnlab.networks.classifier import network_of
    from cnnlab.training.parts import parts_of
    from cnnlab.training.steps import logits_of, make_optimizer, training_steps

    parts = parts_of(recipe)
    classes = len(parts.classes)
    model = network_of(recipe, parts.x_train.shape[1:], classes)
    optimizer = make_optimizer(recipe)
    optimizer.build(model.trainable_variables)
    take = training_steps(recipe, model, optimizer, parts.x_train, parts.y_train, classes)
    return _Bench(parts, take, lambda pictures: logits_of(model, recipe, pictures), None)


def _autoencoder(recipe: AutoencoderRecipe) -> _Bench:
    from cnnlab.training.rebuild_measuring import rehearse
    from cnnlab.training.rebuilding import pictures_of, task_of

    parts = pictures_of(recipe)
    few = replace(
        parts, x_validation=parts.x_validation[:LOOKED_AT], y_validation=parts.y_validation[:LOOKED_AT]
    )
    task = task_of(recipe, few, Path())

    def look(_: np.ndarray) -> None:
        task.validate(lambda: None)

    def measure(pictures: np.ndarray) -> None:
        rehearse(recipe, pictures)

    return _Bench(parts, task.take, look, measure)


def _gan(recipe: GanRecipe) -> _Bench:
    from cnnlab.training.adversarial import pictures_of, task_of

    parts = pictures_of(recipe)
    task = task_of(recipe, parts, Path())
    return _Bench(parts, task.take, lambda pictures: task.validate(lambda: None), None)


def _one_style(recipe: OneStyleRecipe) -> _Bench:
    from types import SimpleNamespace

    import numpy as np

    from cnnlab.training.one_style import perceptual_for, task_of
    from cnnlab.training.one_style_pictures import ASIDE, LEARNED

    # As `one_style_task`, but nothing is fetched because somebody has moved a slider.
    task = task_of(recipe, perceptual_for(recipe), lambda: None)
    parts = SimpleNamespace(y_train=np.zeros(len(LEARNED)), x_validation=ASIDE, y_test=ASIDE, x_test=ASIDE)
    return _Bench(parts, task.take, lambda pictures: task.validate(lambda: None), None)


_BENCHES = {
    ClassifierRecipe: _classifier,
    AutoencoderRecipe: _autoencoder,
    GanRecipe: _gan,
    OneStyleRecipe: _one_style,
}
