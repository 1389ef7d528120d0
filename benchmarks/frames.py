"""Frames while a kernel cell is dragged."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Browser

from tests.browser.server import Server
from tests.browser.tab import Tab

CASES = {
    "256 grey, 3×3": ("/convolution?preset=sobel_x&size=256", 1),
    "256 colour, 3×3": ("/convolution?preset=sobel_x&size=256&channel=each", 1),
    "256 colour, 15×15": ("/convolution?preset=gaussian&kernel_size=15&sigma=3&size=256&channel=each", 7),
}
"""Name, the page's state, and the middle row and column of the kernel."""

_MEASURES = (
    "() => performance.getEntriesByName('cnnlab-frame').map(e => [e.startTime, e.duration, e.detail.every])"
)


@dataclass(frozen=True)
class Frames:
    """Frames of one drag.

    Attributes
    ----------
    name : str
    work, work_p95 : float
        Milliseconds of our own work in a frame: median, and what 19 of 20 frames do not exceed.
    rate : float
        Frames a second.
    every : int
        Median of how many output pixels share a value in each direction while dragging; 1 is all of them.
    """

    name: str
    work: float
    work_p95: float
    rate: float
    every: int


def measure(browser: Browser, server: Server, seconds: float) -> list[Frames]:
    """Drag a cell up and down for some seconds, for each case."""
    return [_drag(browser, server, name, *case, seconds) for name, case in CASES.items()]


def _drag(browser: Browser, server: Server, name: str, path: str, middle: int, seconds: float) -> Frames:
    tab = Tab(browser, server.address)
    try:
        tab.open(path)
        tab.confirmed()
        box = tab.cell(middle, middle).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        tab.page.mouse.move(x, y)
        tab.page.mouse.down()
        tab.page.evaluate("performance.clearMeasures()")
        end = time.monotonic() + seconds
        step = 0
        while time.monotonic() < end:
            step += 1
            tab.page.mouse.move(x, y - 4 * abs(step % 40 - 20))
        start, work, every = np.array(tab.page.evaluate(_MEASURES)).T
        tab.page.mouse.up()
    finally:
        tab.context.close()
    rate = (len(start) - 1) / (start[-1] - start[0]) * 1000
    return Frames(
        name, float(np.median(work)), float(np.percentile(work, 95)), float(rate), int(np.median(every))
    )
