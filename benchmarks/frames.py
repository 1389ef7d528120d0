"""Frames while the hand moves: a weight that is dragged, or a pointer over a picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Browser

from tests.browser.server import Server
from tests.browser.tab import Tab


@dataclass(frozen=True)
class Case:
    """What is moved.

    Attributes
    ----------
    name, path : str
        The page's state.
    part : str
        Selector of what the pointer is on.
    drag : bool
        The pointer is pressed and goes up and down; else it wanders over the part.
    limited : bool
        Whether the limit for one frame's work is meant for it: not for the largest kernels.
    """

    name: str
    path: str
    part: str
    drag: bool = False
    limited: bool = True


def _cell(row: int, column: int) -> str:
    return f".kernel-grid .cell[data-cell='0,{row},{column}']"


CASES = (
    Case(
        "weight, 256 grey, 3×3",
        "/convolution?preset=sobel_x&size=256",
        _cell(1, 1),
        drag=True,
    ),
    Case(
        "weight, 256 colour, 3×3",
        "/convolution?preset=sobel_x&size=256&channel=each",
        _cell(1, 1),
        drag=True,
        limited=False,
    ),
    Case(
        "weight, 256 colour, 15×15",
        "/convolution?preset=gaussian&kernel_size=15&sigma=3&size=256&channel=each",
        _cell(7, 7),
        drag=True,
        limited=False,
    ),
    Case("window, 256", "/pooling?size=256", ".scope .stage[data-part=input]"),
    Case("dot, 256", "/activations?size=256", ".activation .stage[data-part=before]"),
    Case("weight of softmax", "/activations?act_mode=softmax", _cell(1, 1), drag=True),
)

_MEASURES = (
    "() => performance.getEntriesByName('cnnlab-frame')"
    ".map(e => [e.startTime, e.duration, e.detail?.every ?? 1])"
)


@dataclass(frozen=True)
class Frames:
    """Frames of one movement.

    Attributes
    ----------
    case : Case
    work, work_p95 : float
        Milliseconds of our own work in a frame: median, and what 19 of 20 frames do not exceed. NaN where the
        component has noted no frames.
    rate : float
        Frames a second.
    every : int
        Median of how many output pixels share a value in each direction while it moves; 1 is all of them.
    """

    case: Case
    work: float
    work_p95: float
    rate: float
    every: int


def measure(browser: Browser, server: Server, seconds: float) -> list[Frames]:
    """Move for some seconds, for each case.

    A component notes each of its frames by ``performance.measure("cnnlab-frame", {start, end, detail})``.
    """
    return [_move(browser, server, case, seconds) for case in CASES]


def _move(browser: Browser, server: Server, case: Case, seconds: float) -> Frames:
    tab = Tab(browser, server.address)
    try:
        tab.open(case.path)
        tab.confirmed()
        box = tab.page.locator(case.part).bounding_box()
        way = _up_and_down(box) if case.drag else _to_and_fro(box)
        tab.page.mouse.move(*way(0))
        if case.drag:
            tab.page.mouse.down()
        tab.page.evaluate("performance.clearMeasures()")
        end = time.monotonic() + seconds
        step = 0
        while time.monotonic() < end:
            step += 1
            tab.page.mouse.move(*way(step))
        measures = np.array(tab.page.evaluate(_MEASURES))
        if case.drag:
            tab.page.mouse.up()
    finally:
        tab.context.close()
    if len(measures) < 2:
        return Frames(case, np.nan, np.nan, np.nan, 0)
    start, work, every = measures.T
    rate = (len(start) - 1) / (start[-1] - start[0]) * 1000
    return Frames(
        case, float(np.median(work)), float(np.percentile(work, 95)), float(rate), int(np.median(every))
    )


def _up_and_down(box: dict[str, float]) -> Callable[[int], tuple[float, float]]:
    """Begin in the middle of a box, where it is taken hold of, and go up and down."""
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return lambda step: (x, y - 4 * (20 - abs(step % 40 - 20)))


def _to_and_fro(box: dict[str, float]) -> Callable[[int], tuple[float, float]]:
    """Wander over a box, each time on another line, so that every step shows something new."""
    return lambda step: (
        box["x"] + box["width"] * (0.05 + 0.9 * abs(step % 80 - 40) / 40),
        box["y"] + box["height"] * (0.05 + 0.9 * (step % 97) / 97),
    )
