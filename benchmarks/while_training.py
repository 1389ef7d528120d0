"""How the pages feel while a network is trained, against a bare application with nothing beside it.

Run it from the repository: ``python -m benchmarks.while_training``. A training runs as it does for a visitor, with
events and checkpoints, and somebody watches it in a browser. It is halted for each key press on the bare application.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks import cold, slider
from benchmarks.pages import PAGES
from cnnlab import engine
from cnnlab.folders import HOME
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import PRESETS
from tests.browser.server import Server, serve_app
from tests.browser.tab import Tab
from tests.chromium import FLAGS, chromium_path
from tests.engine.processes import children_of, until

LIMIT = 2.5
RECIPE = ClassifierRecipe(data="digits", layers=PRESETS["article"], batch_size=32, epochs=200)
OWNERS = ("ann", "bo", "cy")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.while_training", description=__doc__)
    parser.add_argument(
        "--pairs", type=int, default=25, help="pairs of key presses a page (default %(default)s)"
    )
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    options = parser.parse_args()
    pairs = 3 if options.quick else options.pairs
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        os.environ[HOME] = home
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with serve_app(Path(home, "ours.txt")) as ours, serve_app(Path(home, "bare.txt"), cold.BARE) as bare:
            before = [slider.measure(browser, page, ours, bare, pairs) for page in PAGES]
            with _trained(browser, ours) as run:
                during = [slider.measure(browser, page, ours, bare, pairs, _halted) for page in PAGES]
                assert any(engine.run(each).alive for each in run), "the trainings ended too early"
                events = [event for each in run for event in engine.events(each) if event["kind"] == "steps"]
        browser.close()
    _print(before, during, statistics.median(event["images_per_second"] for event in events))


@contextmanager
def _trained(browser: Browser, ours: Server) -> Iterator[list[str]]:
    """Train, one network after another, for as long as the block lasts, with somebody watching the first."""
    engine.start()
    try:
        runs = [engine.submit(RECIPE, owner) for owner in OWNERS for _ in range(2)]
        assert until(lambda: any(event["kind"] == "epoch" for event in engine.events(runs[0])), 120)
        watching = Tab(browser, ours.address)
        watching.open(f"/classifier?cls_mode=train&run={runs[0]}")
        yield runs
        watching.context.close()
    finally:
        engine.stop()


@contextmanager
def _halted() -> Iterator[None]:
    trainers = [child for child, role in children_of(os.getpid()).items() if role == "trainer"]
    for each in trainers:
        each.suspend()
    try:
        yield
    finally:
        for each in trainers:
            _resume(each)


def _resume(process: psutil.Process) -> None:
    if process.is_running():
        process.resume()


def _print(before: list[slider.Slider], during: list[slider.Slider], speed: float) -> None:
    print(
        f"\n{'key press to new picture':<34}{'ours':>9}{'bare':>9}{'ratio':>8}{'95 % interval':>16}{'idle':>7}"
    )
    for page, idle, its in zip(PAGES, before, during, strict=True):
        for name, busy, calm in (
            (page.name, its.picture, idle.picture),
            ("  TensorFlow's word", its.confirmed, idle.confirmed),
        ):
            interval = f"{busy.low:.2f} to {busy.high:.2f}"
            times = f"{busy.ours:>6.0f} ms{busy.bare:>6.0f} ms{busy.median:>8.2f}"
            verdict = f"  <= {LIMIT:g}: {'met' if busy.median <= LIMIT else 'NOT MET'}"
            print(f"  {name:<32}{times}{interval:>16}{calm.median:>7.2f}{verdict}")
    print(f"\n{'the training meanwhile':<34}{speed:>6.0f} images/s")


if __name__ == "__main__":
    main()
