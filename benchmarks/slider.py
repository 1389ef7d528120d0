"""From a key press on a slider to the new picture."""

from __future__ import annotations

from dataclasses import dataclass

import psutil
from playwright.sync_api import Browser, Page

from benchmarks.ratios import Ratio, ratio
from tests.browser.server import Server
from tests.browser.tab import Tab

OURS = "/convolution?preset=gaussian&kernel_size=5&sigma=0.3"
STEPS = 47
"""From one end of the slider to the other: as long as it goes one way, no picture has been there before."""

# A picture counts as seen in the frame that first shows it. The scope draws within that frame; an image is
# shown by the next frame after it has been loaded.
_CLOCK = """
window.clock = {}
window.mark = name => { clock[name] ||= performance.now() - clock.start }
window.addEventListener('keydown', event => { window.clock = { start: event.timeStamp } }, true)
"""
_WATCH_SCOPE = """scope => {
  let shown = scope.dataset.id
  const look = () => {
    const { id, source } = scope.dataset
    if (!id || clock.start === undefined) return
    if (id !== shown) { shown = id; mark('picture') }
    if (clock.picture !== undefined && source === 'tensorflow') mark('confirmed')
  }
  new MutationObserver(look).observe(scope, { attributes: true })
}"""
_WATCH_IMAGE = """() => {
  const loaded = event => {
    if (event.target.tagName === 'IMG' && clock.start !== undefined) requestAnimationFrame(() => mark('picture'))
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


def measure(browser: Browser, ours: Server, bare: Server, pairs: int) -> Slider:
    """Press a key on our slider and on the bare one, in turns."""
    tab, plain = Tab(browser, ours.address), Tab(browser, bare.address)
    try:
        tab.open(OURS)
        tab.confirmed()
        tab.page.evaluate(_CLOCK)
        tab.page.locator(".scope").evaluate(_WATCH_SCOPE)
        plain.page.goto(bare.address)
        plain.page.locator("img").wait_for()
        plain.page.evaluate(_CLOCK)
        plain.page.evaluate(_WATCH_IMAGE)
        for page in (tab.page, plain.page):
            page.get_by_role("slider", name="Sigma").focus()
        # The first reruns of a process are slower in both.
        for number in range(3):
            _press(tab.page, number, "confirmed")
            _press(plain.page, number, "picture")
        return _in_turns(tab.page, plain.page, (ours, bare), pairs)
    finally:
        tab.context.close()
        plain.context.close()


def _in_turns(tab: Page, plain: Page, servers: tuple[Server, Server], pairs: int) -> Slider:
    before = [_cpu(server) for server in servers]
    clocks = [(_press(tab, n, "confirmed"), _press(plain, n, "picture")) for n in range(3, pairs + 3)]
    spent = [(_cpu(server) - then) * 1000 / pairs for server, then in zip(servers, before, strict=True)]
    bare = [other["picture"] for _, other in clocks]
    return Slider(
        ratio([own["picture"] for own, _ in clocks], bare),
        ratio([own["confirmed"] for own, _ in clocks], bare),
        *spent,
    )


def _press(page: Page, number: int, last: str) -> dict[str, float]:
    page.keyboard.press("ArrowLeft" if number // STEPS % 2 else "ArrowRight")
    page.wait_for_function("last => clock[last] > 0", arg=last)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return page.evaluate("clock")


def _cpu(server: Server) -> float:
    times = psutil.Process(server.process.pid).cpu_times()
    return times.user + times.system
