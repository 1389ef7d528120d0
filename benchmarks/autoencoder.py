"""How fast autoencoders train, and how quickly a code under the pointer becomes a picture.

Run it from the repository: ``python -m benchmarks.autoencoder``. The first is measured against `keras.Model.fit` of the
same network on MNIST, each in a process of its own; the second in a real Chromium against a Streamlit application with
one slider and one picture.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
from playwright.sync_api import expect, sync_playwright

from benchmarks import cold, slider
from benchmarks.pages import Page
from benchmarks.ratios import Ratio, ratio
from benchmarks.sides import Side, serve
from benchmarks.training import Clock, job_rate
from cnnlab import datasets, pretrained
from cnnlab.folders import HOME
from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.training import process
from tests.browser.server import serve_app
from tests.chromium import FLAGS, chromium_path

RATE_LIMIT, POINTER_LIMIT = 1.0, 1.5
MODULE = "benchmarks.autoencoder"
NAME = "mnist-autoencoder-32"
PLANE = Page(
    "Plane of codes",
    "/autoencoder?ae_mode=imagine&ae_plane_network=vae_2&ae_place=0,-2.5",
    "Plane of codes",
    ".code-plane",
    35,
    role="application",
)
"""An arrow key moves the crosshair by one in fifty of the plane, up and then down again."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.autoencoder", description=__doc__)
    parser.add_argument("--pairs", type=int, default=7, help="pairs of epochs (default %(default)s)")
    parser.add_argument("--moves", type=int, default=40, help="pairs of moves (default %(default)s)")
    parser.add_argument("--images", type=int, default=20_000, help="for each of a pair (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    parser.add_argument("--side", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        serve(our_rate, keras_rate)
        return
    if options.quick:
        options.pairs, options.moves, options.images = 1, 3, 12_000
    _print_rates(options.pairs, options.images)
    found = _pointed(options.moves)
    print(
        f"from moving the crosshair to the decoded picture: ours {found.ours:.0f} ms, bare slider {found.bare:.0f} ms"
    )
    _print(found, f"at most {POINTER_LIMIT}", found.median <= POINTER_LIMIT)


def _print_rates(pairs: int, images: int) -> None:
    ours, theirs = Side(MODULE, "ours", process.SETTINGS), Side(MODULE, "keras", {})
    try:
        rates = [(ours.ask(our_rate, images), theirs.ask(keras_rate, images)) for _ in range(pairs)]
    finally:
        ours.end()
        theirs.end()
    found = ratio(*zip(*rates, strict=True))
    print(f"images a second, {NAME}: ours {found.ours:.0f}, keras.Model.fit {found.bare:.0f}")
    _print(found, f"at least {RATE_LIMIT}", found.median >= RATE_LIMIT)


def _print(found: Ratio, limit: str, met: bool) -> None:
    verdict = "met" if met else "NOT MET"
    print(f"  ratio {found.median:.2f} ({found.low:.2f} to {found.high:.2f}), {limit}: {verdict}", flush=True)


def our_rate(images: int) -> float:
    """Train one epoch as a job does; return images a second."""
    return job_rate(replace(pretrained.recipe_of(NAME), examples=images, validation=0.02, epochs=1))


def keras_rate(images: int) -> float:
    """Do the same by `keras.Model.fit` on float arrays; return images a second."""
    recipe = pretrained.recipe_of(NAME)
    x = datasets.load("mnist").x_train[:images].astype(np.float32) / 255
    model = autoencoder_of(recipe, x.shape[1:])
    model.compile(keras.optimizers.Adam(recipe.learning_rate), recipe.loss)
    clock = Clock()
    model.fit(x, x, batch_size=recipe.batch_size, epochs=1, verbose=0, callbacks=[clock])
    return clock.rate(recipe.batch_size)


def _pointed(moves: int) -> Ratio:
    """Press an arrow key on the plane until the decoded picture is drawn, and a key on the bare slider, in turns."""
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        os.environ[HOME] = home
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with serve_app(Path(home, "ours.txt")) as ours, serve_app(Path(home, "bare.txt"), cold.BARE) as bare:
            found = slider.measure(browser, PLANE, ours, bare, moves).picture
        browser.close()
    return found


if __name__ == "__main__":
    main()
