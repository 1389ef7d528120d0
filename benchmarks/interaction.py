"""How the laboratory feels, against a Streamlit application that has one slider and one picture.

Run it from the repository: ``python -m benchmarks.interaction``. Everything is measured in a real Chromium;
ours and the bare application take turns, so that what else the machine does hits both.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import expect, sync_playwright

from benchmarks import cold, frames, slider
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
        starts = cold.measure(browser, options.cold_pairs)
        browser.close()
    _print(*warm, starts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interaction", description=__doc__)
    parser.add_argument("--pairs", type=int, default=40, help="pairs of key presses (default %(default)s)")
    parser.add_argument("--cold-pairs", type=int, default=5, help="pairs of starts (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=4, help="of each drag (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="only see whether it runs")
    options = parser.parse_args()
    if options.quick:
        options.pairs, options.cold_pairs, options.seconds = 3, 1, 1
    return options


def _warm(browser, options) -> tuple[slider.Slider, list[frames.Frames], float]:
    """Measure what two running servers do, and what ours weighs afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_app(Path(folder, "ours.txt")) as ours,
        serve_app(Path(folder, "bare.txt"), cold.BARE) as bare,
    ):
        keys = slider.measure(browser, ours, bare, options.pairs)
        drags = frames.measure(browser, ours, options.seconds)
        return keys, drags, psutil.Process(ours.process.pid).memory_info().rss / 1e6


def _print(keys: slider.Slider, drags: list[frames.Frames], megabytes: float, starts: Ratio) -> None:
    print(
        f"\n{'':36}{'ours':>9}{'bare':>9}{'ratio':>8}{'95 % interval':>16}{'p95':>7}{'pairs':>7}  {'limit':<8}"
    )
    _ratio_line("key press to new picture", keys.picture, SLIDER_LIMIT)
    _ratio_line("key press to TensorFlow's word", keys.confirmed, None)
    _ratio_line("cold start to picture", starts, COLD_LIMIT)
    cpu = keys.ours_cpu / keys.bare_cpu
    print(
        f"{'CPU of the web process, a rerun':<36}{keys.ours_cpu:>6.1f} ms{keys.bare_cpu:>6.1f} ms{cpu:>8.2f}"
    )

    print(f"\n{'while a kernel cell is dragged':<36}{'work':>9}{'p95':>9}{'frames/s':>10}{'every':>7}")
    for each in drags:
        line = f"{each.name:<36}{each.work:>6.1f} ms{each.work_p95:>6.1f} ms{each.rate:>10.1f}{each.every:>7}"
        whole = each.name == next(iter(frames.CASES))
        work = f"  work <= {WORK_LIMIT:g} ms: {_word(each.work <= WORK_LIMIT)}," if whole else " "
        print(f"{line}{work} >= {RATE_LIMIT:g} frames/s: {_word(each.rate >= RATE_LIMIT)}")

    verdict = _word(megabytes <= MEMORY_LIMIT)
    print(f"\n{'memory of the web process':<36}{megabytes:>6.0f} MB  <= {MEMORY_LIMIT:g} MB: {verdict}")


def _ratio_line(name: str, its: Ratio, limit: float | None) -> None:
    verdict = f"<= {limit:g}: {_word(its.median <= limit)}" if limit else ""
    interval = f"{its.low:.2f} to {its.high:.2f}"
    numbers = (
        f"{its.ours:>6.0f} ms{its.bare:>6.0f} ms{its.median:>8.2f}{interval:>16}{its.p95:>7.2f}{its.pairs:>7}"
    )
    print(f"{name:<36}{numbers}  {verdict}")


def _word(met: bool) -> str:
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    main()
