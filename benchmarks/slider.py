"""From a key press on a slider to the new picture."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import psutil
from playwright.sync_api import Browser
from playwright.sync_api import Page as BrowserPage

from benchmarks.pages import Page, open_page
from benchmarks.ratios import Ratio, ratio
from tests.browser.server import Server
from tests.browser.tab import Tab

BARE_SLIDER = "Sigma"
BARE_STEPS = 47
BARE_KEYS = ("ArrowRight", "ArrowLeft")
WARM_UP = 3

# A picture counts as seen in the frame that first shows it. Our components draw within that frame; an image is
# shown by the next frame after it has been loaded.
_CLOCK = """
window.clock = {}
window.mark = name => { clock[name] ||= performance.now() - clock.start }
window.addEventListener('keydown', event => { window.clock = { start: event.timeStamp } }, true)
"""
_WATCH_COMPONENT = """component => {
  let shown = component.dataset.id
  const look = () => {
    const { id, source } = component.dataset
    if (!id || clock.start === undefined) return
    if (id !== shown) { shown = id; mark('picture') }
    if (clock.picture !== undefined && source === 'tensorflow') mark('confirmed')
  }
  new MutationObserver(look).observe(component, { attributes: true })
}"""
_WATCH_IMAGE = """where => {
  const loaded = ({ target }) => {
    if (target.tagName !== 'IMG' || !target.closest(where) || clock.start === undefined) return
    requestAnimationFrame(() => { mark('picture'); mark('confirmed') })
  }
  document.addEventListener('load', loaded, true)
}"""


@dataclass(frozen=True)
class Slider:
    """What the pairs have given.

    Attributes
    ----------
    picture, confirmed : Ratio
        Until the new picture is there, and until TensorFlow has confirmed it; both against the bare picture.
    ours_cpu, bare_cpu : float
        Milliseconds of CPU that the web process spends on a rerun.
    """

    picture: Ratio
    confirmed: Ratio
    ours_cpu: float
    bare_cpu: float


def measure(
    browser: Browser,
    page: Page,
    ours: Server,
    bare: Server,
    pairs: int,
    alone: Callable[[], AbstractContextManager] = nullcontext,
) -> Slider:
    """Press a key on our slider and on the bare one, in turns; on the bare one within `alone`."""
    tab, plain = open_page(browser, ours, page), Tab(browser, bare.address)
    try:
        tab.page.evaluate(_CLOCK)
        if page.draws:
            tab.page.locator(page.watched).evaluate(_WATCH_COMPONENT)
        else:
            tab.page.evaluate(_WATCH_IMAGE, page.watched)
        plain.page.goto(bare.address)
        plain.page.locator("img").wait_for()
        plain.page.evaluate(_CLOCK)
        plain.page.evaluate(_WATCH_IMAGE, "body")
        tab.page.get_by_role(page.role, name=page.slider).focus()
        plain.page.get_by_role("slider", name=BARE_SLIDER).focus()
        return _in_turns(tab.page, plain.page, page, (ours, bare), pairs, alone)
    finally:
        tab.context.close()
        plain.context.close()


def _in_turns(
    tab: BrowserPage,
    plain: BrowserPage,
    page: Page,
    servers: tuple[Server, Server],
    pairs: int,
    alone: Callable[[], AbstractContextManager],
) -> Slider:
    def press_both(number: int) -> tuple[dict[str, float], dict[str, float]]:
        own = _press(tab, page.keys, number, page.steps, "confirmed")
        with alone():
            return own, _press(plain, BARE_KEYS, number, BARE_STEPS, "picture")

    # The first reruns of a process are slower in both.
    for number in range(WARM_UP):
        press_both(number)
    before = [_cpu(server) for server in servers]
    clocks = [press_both(number) for number in range(WARM_UP, pairs + WARM_UP)]
    spent = [(_cpu(server) - then) * 1000 / pairs for server, then in zip(servers, before, strict=True)]
    bare = [other["picture"] for _, other in clocks]
    return Slider(
        ratio([own["picture"] for own, _ in clocks], bare),
        ratio([own["confirmed"] for own, _ in clocks], bare),
        *spent,
    )


def _press(page: BrowserPage, keys: tuple[str, str], number: int, steps: int, last: str) -> dict[str, float]:
    page.keyboard.press(keys[number // steps % 2])
    page.wait_for_function("last => clock[last] > 0", arg=last)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return page.evaluate("clock")


def _cpu(server: Server) -> float:
    times = psutil.Process(server.process.pid).cpu_times()
    return times.user + times.system
