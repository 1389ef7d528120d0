"""How the laboratory feels, against a Streamlit application that has one slider and one picture.

Run it from the repository: ``python -m benchmarks.interaction``. Everything is measured in a real Chromium;
ours and the bare application take turns, so that what else the machine does hits both.
"""

from __future__ import annotations

import argparse
import tempfile
from math import isnan
from pathlib import Path

import psutil
from playwright.sync_api import expect, sync_playwright

from benchmarks import cold, frames, slider
from benchmarks.pages import PAGES
from benchmarks.ratios import Ratio
from tests.browser.server import serve_app
from tests.chromium import FLAGS, chromium_path

SLIDER_LIMIT = 1.5
COLD_LIMIT = 2.0
WORK_LIMIT = 4.0
RATE_LIMIT = 15.0
MEMORY_LIMIT = 250.0


def main() -> None:
    """Measure and print."""
    options = _options()
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        warm = _warm(browser, options)
        starts = [cold.measure(browser, page, options.cold_pairs) for page in PAGES]
        browser.close()
    _print(*warm, starts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interaction", description=__doc__)
    parser.add_argument(
        "--pairs", type=int, default=40, help="pairs of key presses a page (default %(default)s)"
    )
    parser.add_argument(
        "--cold-pairs", type=int, default=5, help="pairs of starts a page (default %(default)s)"
    )
    parser.add_argument("--seconds", type=float, default=4, help="of each movement (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    options = parser.parse_args()
    if options.quick:
        options.pairs, options.cold_pairs, options.seconds = 3, 1, 1
    return options


def _warm(browser, options) -> tuple[list[slider.Slider], list[frames.Frames], float]:
    """Measure what two running servers do, and what ours weighs afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_app(Path(folder, "ours.txt")) as ours,
        serve_app(Path(folder, "bare.txt"), cold.BARE) as bare,
    ):
        keys = [slider.measure(browser, page, ours, bare, options.pairs) for page in PAGES]
        drags = frames.measure(browser, ours, options.seconds)
        return keys, drags, psutil.Process(ours.process.pid).memory_info().rss / 1e6


def _print(
    keys: list[slider.Slider], moves: list[frames.Frames], megabytes: float, starts: list[Ratio]
) -> None:
    _ratio_table("key press to new picture", [each.picture for each in keys], SLIDER_LIMIT)
    _ratio_table("key press to TensorFlow's word", [each.confirmed for each in keys], None)
    _ratio_table("cold start to picture", starts, COLD_LIMIT)

    print(f"\n{'CPU of the web process, a rerun':<34}{'ours':>9}{'bare':>9}{'ratio':>8}")
    for page, its in zip(PAGES, keys, strict=True):
        ratio = its.ours_cpu / its.bare_cpu
        print(f"  {page.name:<32}{its.ours_cpu:>6.1f} ms{its.bare_cpu:>6.1f} ms{ratio:>8.2f}")

    print(f"\n{'while the hand moves':<34}{'work':>9}{'p95':>9}{'frames/s':>10}{'every':>7}")
    for each in moves:
        if isnan(each.work):
            print(f"  {each.case.name:<32}  its component has noted no frames")
            continue
        line = f"  {each.case.name:<32}{each.work:>6.1f} ms{each.work_p95:>6.1f} ms{each.rate:>10.1f}{each.every:>7}"
        work = f"  work <= {WORK_LIMIT:g} ms: {_word(each.work <= WORK_LIMIT)}," if each.case.limited else " "
        print(f"{line}{work} >= {RATE_LIMIT:g} frames/s: {_word(each.rate >= RATE_LIMIT)}")

    verdict = _word(megabytes <= MEMORY_LIMIT)
    print(f"\n{'memory of the web process':<34}{megabytes:>6.0f} MB  <= {MEMORY_LIMIT:g} MB: {verdict}")


def _ratio_table(title: str, ratios: list[Ratio], limit: float | None) -> None:
    """Print one measure, a line for each page."""
    print(f"\n{title:<34}{'ours':>9}{'bare':>9}{'ratio':>8}{'95 % interval':>16}{'p95':>7}{'pairs':>7}")
    for page, its in zip(PAGES, ratios, strict=True):
        verdict = f"  <= {limit:g}: {_word(its.median <= limit)}" if limit else ""
        interval = f"{its.low:.2f} to {its.high:.2f}"
        times = f"{its.ours:>6.0f} ms{its.bare:>6.0f} ms{its.median:>8.2f}"
        print(f"  {page.name:<32}{times}{interval:>16}{its.p95:>7.2f}{its.pairs:>7}{verdict}")


def _word(met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    main()
