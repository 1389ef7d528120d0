"""How fast a GAN trains, and how soon its digits can be read.

Run it from the repository: ``python -m benchmarks.gan``. The pace of the shipped recipe, with events, pictures and
judgements, is measured against the same two networks in a bare compiled loop, each in a process of its own. The way to
90 % of the asked digits, as the shipped classifier reads them, is measured against a DCGAN of the architecture of
TensorFlow's tutorial, made conditional (`benchmarks.tutorial_gan`), which is stopped at ten times our time. Compilation
and judging are not counted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import tensorflow as tf

from benchmarks import tutorial_gan
from benchmarks.ratios import ratio
from benchmarks.sides import Side, serve
from benchmarks.training import job_rate
from cnnlab import datasets, pretrained
from cnnlab.networks.gan import discriminator_of, generator_of
from cnnlab.recipes import GanRecipe
from cnnlab.training import process
from cnnlab.training.adversarial import pictures_of, task_of
from cnnlab.training.gan_judging import classifier_for, seen_by

NAME = "mnist-gan"
PACE_LIMIT, TIME_LIMIT, GOAL = 0.95, 0.1, 0.9
MODULE = "benchmarks.gan"
JUDGED = 1000
EVERY = 20
"""Steps between two looks at the digits."""
LONGEST = 10
"""Times our time, after which the other one is stopped."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gan", description=__doc__)
    parser.add_argument("--pairs", type=int, default=11, help="pairs of measurements (default %(default)s)")
    parser.add_argument("--steps", type=int, default=150, help="steps of each (default %(default)s)")
    parser.add_argument("--seeds", type=int, default=1, help="races (default %(default)s)")
    parser.add_argument("--part", choices=("pace", "race"), help="only this part")
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    parser.add_argument("--side", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        serve(our_pace, bare_pace, our_way, tutorial_way)
        return
    if options.quick:
        options.pairs, options.steps = 1, 20
    ours, theirs = Side(MODULE, "ours", process.SETTINGS), Side(MODULE, "bare", process.SETTINGS)
    try:
        if options.part != "race":
            _print_pace(ours, theirs, options.pairs, options.steps)
        if options.part != "pace":
            for seed in range(options.seeds):
                _print_race(ours, theirs, seed, 40 if options.quick else 0)
    finally:
        ours.end()
        theirs.end()


def _print_pace(ours: Side, theirs: Side, pairs: int, steps: int) -> None:
    paces = [(ours.ask(our_pace, steps), theirs.ask(bare_pace, steps)) for _ in range(pairs)]
    found = ratio(*zip(*paces, strict=True))
    print(f"steps a second, {NAME}: ours {found.ours:.2f}, bare loop {found.bare:.2f}")
    verdict = "met" if found.median >= PACE_LIMIT else "NOT MET"
    print(
        f"  ratio {found.median:.2f} ({found.low:.2f} to {found.high:.2f}), {pairs} pairs,"
        f" at least {PACE_LIMIT}: {verdict}",
        flush=True,
    )


def _print_race(ours: Side, theirs: Side, seed: int, most: int) -> None:
    steps, seconds, share = ours.ask(our_way, seed, most)
    print(f"seed {seed}: ours {share:.1%} after {steps} steps, {seconds:.0f} s", flush=True)
    other_steps, other_seconds, other_share = theirs.ask(tutorial_way, seed, LONGEST * seconds, most)
    reached = other_share >= GOAL
    times = other_seconds / seconds
    print(f"  the tutorial's {other_share:.1%} after {other_steps} steps, {other_seconds:.0f} s")
    met = share >= GOAL and (not reached or times >= 1 / TIME_LIMIT)
    said = f"{times:.1f}" if reached else f">= {LONGEST}"
    print(
        f"  times our time to {GOAL:.0%}: {said}, at least {LONGEST}: {'met' if met else 'NOT MET'}",
        flush=True,
    )


def our_pace(steps: int) -> float:
    """Train as a job does; return steps a second."""
    recipe = pretrained.recipe_of(NAME)
    recipe = replace(recipe, examples=steps * recipe.batch_size, epochs=1)
    return job_rate(recipe) / recipe.batch_size


_bare: list[Callable] = []


def bare_pace(steps: int) -> float:
    """Take as many steps in a compiled loop without anything else; return steps a second."""
    if not _bare:
        _bare.append(_bare_loop(pretrained.recipe_of(NAME)))
        _bare[0](1)
    began = time.perf_counter()
    _bare[0](steps)
    return steps / (time.perf_counter() - began)


def _bare_loop(recipe: GanRecipe) -> Callable[[int], None]:
    import keras

    data = datasets.load(recipe.data)
    with tf.device("/CPU:0"):
        pictures, labels = tf.constant(data.x_train), tf.constant(data.y_train)
    generator, critic = generator_of(recipe, data.shape, 10), discriminator_of(recipe, data.shape, 10)
    first = keras.optimizers.Adam(recipe.learning_rate, beta_1=recipe.momentum, beta_2=0.99)
    second = keras.optimizers.Adam(recipe.critic_rate, beta_1=recipe.momentum, beta_2=0.99)
    first.build(generator.trainable_variables)
    second.build(critic.trainable_variables)
    batch = recipe.batch_size

    @tf.function
    def step(places):
        wanted = tf.gather(labels, places)
        real = tf.cast(tf.gather(pictures, places), tf.float32) / 255.0
        fake = generator([tf.random.normal((batch, recipe.noise)), wanted], training=True)
        both, twice = tf.concat([real, tf.stop_gradient(fake)], 0), tf.concat([wanted, wanted], 0)
        with tf.GradientTape() as tape:
            scores = critic([both, twice], training=True)
            loss = tf.reduce_mean(tf.nn.relu(1 - scores[:batch])) + tf.reduce_mean(
                tf.nn.relu(1 + scores[batch:])
            )
        second.apply(tape.gradient(loss, critic.trainable_variables), critic.trainable_variables)
        with tf.GradientTape() as tape:
            fake = generator([tf.random.normal((batch, recipe.noise)), wanted], training=True)
            loss = -tf.reduce_mean(critic([fake, wanted], training=False))
        first.apply(tape.gradient(loss, generator.trainable_variables), generator.trainable_variables)

    random = np.random.default_rng(0)

    def take(steps: int) -> None:
        for _ in range(steps):
            step(tf.constant(random.integers(0, len(data.x_train), batch)))

    return take


def our_way(seed: int, most: int) -> tuple[int, float, float]:
    """Train the shipped recipe, at its first rates, until nine of ten digits are read as asked.

    Returns steps, seconds, and the share.
    """
    recipe = replace(pretrained.recipe_of(NAME), seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        data = pictures_of(recipe)
        task = task_of(recipe, data, Path(folder))
        generator = tf.function(lambda given: task.model.get_layer("generator")(given, training=False))
        random = np.random.default_rng(seed)

        def take(first: int, steps: int) -> None:
            places = random.integers(0, len(data.x_train), (steps, recipe.batch_size), dtype=np.int32)
            task.take(places, np.full(steps, recipe.learning_rate, np.float32), first)[0].numpy()

        return _way(take, lambda noise, labels: generator([noise, labels]), recipe.noise, most)


def tutorial_way(seed: int, limit: float, most: int) -> tuple[int, float, float]:
    """Do the same with the tutorial's architecture, for so many seconds at the most."""
    data = datasets.load("mnist")
    take, draw = tutorial_gan.training(data.x_train, data.y_train, seed)
    return _way(lambda first, steps: take(steps), draw, tutorial_gan.NOISE, most, limit)


def _way(
    take: Callable[[int, int], None],
    draw: Callable,
    noise: int,
    most: int,
    limit: float = float("inf"),
) -> tuple[int, float, float]:
    judge = classifier_for("mnist")
    labels = (np.arange(JUDGED) % 10).astype(np.int32)
    given = np.random.default_rng(1).standard_normal((JUDGED, noise), np.float32)
    take(0, 1)  # compiled here
    done, seconds, share = 1, 0.0, 0.0
    while share < GOAL and seconds < limit and (not most or done < most):
        began = time.perf_counter()
        take(done, EVERY)
        seconds, done = seconds + time.perf_counter() - began, done + EVERY
        share = seen_by(judge, np.asarray(draw(given, labels))).right(labels)
    return done, seconds, share


if __name__ == "__main__":
    main()
