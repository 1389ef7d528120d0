"""How fast the laboratory trains, against Keras itself, on MNIST.

Run it from the repository: ``python -m benchmarks.training``. What is compared takes turns on the same machine, each
in a process of its own: ours is set up as the laboratory sets up those that train (`cnnlab.training.process`), Keras's
as TensorFlow comes. The compilation is left out where images a second are compared, and counted where the time to an
accuracy is.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from benchmarks.ratios import ratio
from benchmarks.sides import Side, serve
from cnnlab import datasets
from cnnlab.engine.job_work import train
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Recipe
from cnnlab.recipes.layers import PRESETS
from cnnlab.recipes.suited import suited
from cnnlab.training import loop, process, telling

GOAL = 0.99
RATE_LIMIT, EVENTS_LIMIT, TIME_LIMIT = 1.2, 0.03, 0.1
ARTICLE = ClassifierRecipe(data="mnist", layers=PRESETS["article"])
FAST = ClassifierRecipe(data="mnist", layers=PRESETS["fast"], **suited("fast", datasets.size("mnist")))
"""As the page trains the fast network on MNIST."""
MOST_EPOCHS = 20
MODULE = "benchmarks.training"


def _serve() -> None:
    """Be one of the sides."""
    loop.Teller = _Teller
    serve(our_rate, keras_rate, our_time, mnist_convnet)


class _Teller(telling.Teller):
    """A teller that is remembered, to ask what telling has cost.

    It counts all that `telling.Teller` does from the first compiled call to the end of the epoch: events written
    down and sent, looks at the eight examples (the network's answers, its kernels as a picture), the epoch's own
    event. It does not count the look at the validation pictures, which Keras takes too.
    """

    last: _Teller

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self._first = self._last_seen = (0.0, 0.0)
        _Teller.last = self

    def steps(self, *given) -> bool:
        """Note when the first call is over: what compiling takes is no time to compare with."""
        go_on = super().steps(*given)
        if self._first == (0.0, 0.0):
            self._first = (time.perf_counter(), self.spent)
        return go_on

    def epoch(self, *given) -> bool:
        """Note when the epoch is over."""
        go_on = super().epoch(*given)
        self._last_seen = (time.perf_counter(), self.spent)
        return go_on

    @property
    def share(self) -> float:
        """The share of the time that telling has taken."""
        (began, before), (ended, after) = self._first, self._last_seen
        return (after - before) / (ended - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__)
    parser.add_argument(
        "--pairs", type=int, default=7, help="pairs for each batch size (default %(default)s)"
    )
    parser.add_argument("--seeds", type=int, default=5, help="of the race to 99 %% (default %(default)s)")
    parser.add_argument("--images", type=int, default=20_000, help="for each of a pair (default %(default)s)")
    parser.add_argument("--side", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        _serve()
        return
    ours, theirs = Side(MODULE, "ours", process.SETTINGS), Side(MODULE, "keras", {})
    try:
        for batch in (32, 128):
            _print_rates(ours, theirs, batch, options.pairs, options.images)
        _print_race(ours, theirs, options.seeds)
    finally:
        ours.end()
        theirs.end()


def _print_rates(ours: Side, theirs: Side, batch: int, pairs: int, images: int) -> None:
    rates, keras_own, shares = [], [], []
    for _ in range(pairs):
        rate, share = ours.ask(our_rate, batch, images)
        rates.append(rate)
        shares.append(share)
        keras_own.append(theirs.ask(keras_rate, batch, images))
    found = ratio(rates, keras_own)
    verdict = "met" if found.median >= RATE_LIMIT else "NOT MET"
    print(f"images a second at batch {batch}: ours {found.ours:.0f}, keras.Model.fit {found.bare:.0f}")
    print(
        f"  ratio {found.median:.2f} ({found.low:.2f} to {found.high:.2f}), {pairs} pairs,"
        f" at least {RATE_LIMIT}: {verdict}"
    )
    cost = float(np.median(shares))
    print(
        f"  live events cost {100 * cost:.2f} %, at most 3 %: {'met' if cost <= EVENTS_LIMIT else 'NOT MET'}",
        flush=True,
    )


def our_rate(batch: int, images: int) -> tuple[float, float]:
    """Train one epoch as a job does; return images a second, and the share of the time that telling took."""
    recipe = replace(ARTICLE, batch_size=batch, examples=images, validation=0.02, epochs=1)
    return job_rate(recipe), _Teller.last.share


def job_rate(recipe: Recipe) -> float:
    """Train a recipe as a job does; return images a second."""
    seen: list[tuple[float, int]] = []

    def publish(message: dict) -> None:
        if message.get("step"):
            seen.append((time.perf_counter(), message["step"]))

    with tempfile.TemporaryDirectory() as folder:
        train(Path(folder), "one", recipe, 60.0, threading.Event(), lambda: False, publish)
    (began, first), (ended, last) = seen[1], seen[-1]
    return (last - first) * recipe.batch_size / (ended - began)


def keras_rate(batch: int, images: int) -> float:
    """Do the same by `keras.Model.fit` on float arrays; return images a second."""
    data = datasets.load("mnist")
    x, y = data.x_train[:images].astype(np.float32) / 255, data.y_train[:images]
    model = network_of(ARTICLE, data.shape, 10)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(ARTICLE.learning_rate), loss, metrics=["accuracy"])
    clock = Clock()
    model.fit(x, y, batch_size=batch, epochs=1, verbose=0, callbacks=[clock])
    return clock.rate(batch)


class Clock(keras.callbacks.Callback):
    """Notes the time at every twentieth batch: often enough, and too rarely to cost anything."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[float, int]] = []

    def on_train_batch_end(self, batch: int, logs=None) -> None:
        """Note the time."""
        if batch % 20 == 19:
            self.seen.append((time.perf_counter(), batch + 1))

    def rate(self, batch: int) -> float:
        """Return images a second, from the second note to the last."""
        (began, first), (ended, last) = self.seen[1], self.seen[-1]
        return (last - first) * batch / (ended - began)


def _print_race(ours: Side, theirs: Side, seeds: int) -> None:
    times, their_times = [], []
    for seed in range(seeds):
        seconds, accuracy = ours.ask(our_time, seed)
        times.append(seconds if accuracy >= GOAL else float("inf"))
        their_times.append(theirs.ask(mnist_convnet, seed))
        print(
            f"  seed {seed}: ours {times[-1]:.1f} s ({accuracy:.4f}), mnist_convnet {their_times[-1]:.1f} s",
            flush=True,
        )
    share = float(np.median(times) / np.median(their_times))
    verdict = "met" if share <= TIME_LIMIT else "NOT MET"
    print(f"time to {GOAL:.0%} of the test pictures, median of {seeds} seeds: ours {np.median(times):.1f} s,")
    print(f"  mnist_convnet {np.median(their_times):.1f} s: 1/{1 / share:.1f}, at most 1/10: {verdict}")


def our_time(seed: int) -> tuple[float, float]:
    """Train the fast preset; return the seconds of its training and the share of the test pictures it gets right."""
    from cnnlab.training import run

    with tempfile.TemporaryDirectory() as folder:
        metrics = run(replace(FAST, seed=seed), folder)
    return metrics["seconds"], metrics["test_accuracy"]


def mnist_convnet(seed: int) -> float:
    """Train the network of keras.io's first example until it reaches the goal; return the seconds of its epochs.

    Two convolutions of 32 and 64 kernels, each with a pooling, dropout of one half, a dense layer; Adam, batch 128.
    """
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for kernels in (32, 64):
        model.add(layers.Conv2D(kernels, 3, activation="relu"))
        model.add(layers.MaxPooling2D(2))
    for layer in (layers.Flatten(), layers.Dropout(0.5), layers.Dense(10, activation="softmax")):
        model.add(layer)
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    data = datasets.load("mnist")
    x, x_test = (part.astype(np.float32) / 255 for part in (data.x_train, data.x_test))
    wanted = keras.utils.to_categorical(data.y_train, 10)
    seconds = 0.0
    for _ in range(MOST_EPOCHS):
        began = time.perf_counter()
        model.fit(x, wanted, batch_size=128, epochs=1, validation_split=0.1, verbose=0)
        seconds += time.perf_counter() - began
        right = model.predict(x_test, batch_size=500, verbose=0).argmax(axis=1) == data.y_test
        if right.mean() >= GOAL:
            return seconds
    return float("inf")


if __name__ == "__main__":
    main()
