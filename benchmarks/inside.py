"""How quickly a network is opened on a new picture, and what Grad-CAM costs.

Run it from the repository: ``python -m benchmarks.inside``. The first is measured in a real Chromium against a
Streamlit application with one slider and one picture; the second against one forward and backward pass of the same
network, in turns in this process.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import expect, sync_playwright

from benchmarks import cold, slider
from benchmarks.pages import Page
from benchmarks.ratios import Ratio, ratio
from cnnlab import datasets, pretrained
from cnnlab.explain.class_maps import grad_cam
from cnnlab.explain.probes import input_probe, layer_probe
from cnnlab.folders import HOME
from cnnlab.inference.step_values import stages_in
from cnnlab.training.features import factor
from tests.browser.server import serve_app
from tests.chromium import FLAGS, chromium_path

OPEN_LIMIT, CAM_LIMIT = 2.5, 4.0
NETWORKS = ("mnist-classifier", "digits-classifier", "shapes-classifier", "cifar10-classifier")
STEPS = 190
"""Test pictures that are gone through before it turns back."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inside", description=__doc__)
    parser.add_argument("--pairs", type=int, default=40, help="pairs for each network (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    options = parser.parse_args()
    pairs = 3 if options.quick else options.pairs
    names = [name for name in NETWORKS if datasets.is_here(pretrained.recipe_of(name).data)]
    print("from the choice of a picture to the overview of its network, against the bare slider")
    for name, found in zip(names, _opened(names, pairs), strict=True):
        _print(name, found, OPEN_LIMIT)
    print("\nGrad-CAM, against one forward and backward pass")
    for name in names:
        _print(name, _grad_cam(name, 5 * pairs), CAM_LIMIT)


def _opened(names: list[str], pairs: int) -> list[Ratio]:
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        os.environ[HOME] = home
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with serve_app(Path(home, "ours.txt")) as ours, serve_app(Path(home, "bare.txt"), cold.BARE) as bare:
            found = [slider.measure(browser, _page(name), ours, bare, pairs).confirmed for name in names]
        browser.close()
    return found


def _page(name: str) -> Page:
    query = f"cls_model={name}&cls_given=example&cls_shown=example"
    return Page(name, f"/inside?{query}", "Test picture", ".network", STEPS, role="spinbutton")


def _grad_cam(name: str, pairs: int) -> Ratio:
    """Compare, for one picture and one class."""
    network = pretrained.trained(name)
    image = np.random.default_rng(0).random((1, *network.shape), np.float32)
    layer = [stage for stage in stages_in(network) if len(stage.shape) == 3][-1].last.name
    scale = factor(network.recipe)
    both, back = layer_probe(network.model, layer, scale), input_probe(network.model, scale)

    def explained() -> None:
        _, maps, gradients = both(image, 0)
        grad_cam(maps, gradients)

    def passed() -> None:
        back(image, 0)

    for _ in range(3):
        explained(), passed()
    times = [(_timed(explained), _timed(passed)) for _ in range(pairs)]
    return ratio(*zip(*times, strict=True))


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _print(name: str, found: Ratio, limit: float) -> None:
    verdict = "met" if found.median <= limit else "NOT MET"
    interval = f"{found.low:.2f} to {found.high:.2f}"
    print(
        f"  {name:<22}{found.ours:>7.1f} ms{found.bare:>7.1f} ms{found.median:>7.2f}  ({interval})"
        f"  <= {limit:g}: {verdict}"
    )


if __name__ == "__main__":
    main()
