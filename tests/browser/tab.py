"""A page in a browser, with what a test wants to know of it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, expect

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
DESKTOP = {"viewport": {"width": 1400, "height": 900}, "locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "en-GB"}
DEEPEST = 2000
CONFIRMATION = 60_000
"""Milliseconds: TensorFlow may have to start first."""


class Tab:
    """A page in a browser of its own, which remembers what went wrong on it.

    Parameters
    ----------
    chromium : Browser
    server : str
        Address.
    **context
        Options of the browser's context, such as locale and viewport.
    """

    def __init__(self, chromium: Browser, server: str, **context) -> None:
        self.server = server
        self.context = chromium.new_context(**{**DESKTOP, **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.component = ".scope"
        """Selector of what draws in the browser on the page that is open."""
        self.sent = 0
        """Messages to the server since the tab was opened."""
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("websocket", self._listen)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.server).netloc:
            self.foreign.append(url)

    def _listen(self, websocket) -> None:
        self._note(websocket.url)
        websocket.on("framesent", self._count)

    def _count(self, _payload) -> None:
        self.sent += 1

    # ---- going somewhere

    def open(self, path: str) -> None:
        """Load an address, as a link from outside does, and wait until it is there."""
        self.page.goto(self.server + path)
        component = _component(path)
        self.component = component or ".scope"
        if component:
            self.page.wait_for_selector(f"{component}[data-ready]", timeout=CONFIRMATION)
        else:
            self.page.get_by_role("heading", level=1).wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until the script does not run."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")

    def clear(self) -> None:
        """Leave the server and forget what was."""
        # The next test must not find the mouse over a picture.
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")
        self.errors.clear()
        self.foreign.clear()

    # ---- what is on the screen

    @property
    def scope(self) -> dict[str, str]:
        """What the scope, or the component in its place, says of itself: id, source, row, col, value, outputSize."""
        return self.page.locator(self.component).evaluate("component => ({...component.dataset})")

    @property
    def values(self) -> list[float]:
        """The output values under the ring, one for each channel."""
        return [float(value) for value in self.scope["value"].split(",")]

    @property
    def query(self) -> dict[str, str]:
        """What the address carries."""
        return dict(parse_qsl(urlsplit(self.page.url).query))

    def carries(self, **query: str) -> None:
        """Wait until the address carries exactly this; the script writes it when it has done the rest."""
        self.page.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)) == query)

    def cell(self, row: int, column: int, kernel: int = 0):
        """Return a cell of the kernel."""
        return self.page.locator(f".kernel-grid .cell[data-cell='{kernel},{row},{column}']")

    def stage(self, part: str):
        """Return one of the scope's pictures: "input", "output", or "output-2"."""
        return self.page.locator(f".scope .stage[data-part={part}]")

    def on_bus(self, name: str, bus: str = "convolution"):
        """Return what the components of the page have told one another last."""
        return self.page.evaluate("name => window.cnnlab.bus.last.get(name)", f"{bus}/{name}")

    def confirmed(self, other_than: str | None = None) -> str:
        """Wait until TensorFlow has confirmed what the scope shows, and return the name of that state."""
        scope = self.page.locator(self.component)
        if other_than is not None:
            expect(scope).not_to_have_attribute("data-id", other_than, timeout=CONFIRMATION)
        expect(scope).to_have_attribute("data-source", "tensorflow", timeout=CONFIRMATION)
        name = self.scope["id"]
        agrees = self.page.locator(f".badge[data-state=agrees][data-difference][data-id='{name}']")
        expect(agrees).to_be_visible(timeout=CONFIRMATION)
        return name

    def answered(self) -> None:
        """Wait until what the page shows is TensorFlow's, charts included."""
        if self.page.locator(self.component).count():
            self.confirmed()
        # Where the page waits for the engine it says so, with an hourglass.
        expect(self.page.get_by_text("hourglass_top")).to_have_count(0, timeout=CONFIRMATION)
        self.settle()
        self.page.wait_for_load_state("networkidle")

    def picture(self, name: str) -> None:
        """Leave a picture of the page, down to the beginning of its lesson, among the artefacts."""
        ARTEFACTS.mkdir(exist_ok=True)
        window = self.page.viewport_size
        # The page scrolls within the window, so the window is made as high as the page.
        height = self.page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight")
        self.page.set_viewport_size(
            {"width": window["width"], "height": max(min(height, DEEPEST), window["height"])}
        )
        self.page.screenshot(path=ARTEFACTS / f"{name}.png")
        self.page.set_viewport_size(window)

    def check(self) -> None:
        """Nothing may have gone wrong, and nothing may have left the server."""
        boxes = self.page.locator("[data-testid=stException], .st-key-unforeseen").all_inner_texts()
        assert not boxes, boxes
        assert not self.errors, self.errors
        assert not self.foreign, self.foreign


_COMPONENTS = {
    "convolution": ("conv_mode", {"": ".scope", "filter": ".scope"}),
    "pooling": ("pool_mode", {"": ".scope", "window": ".scope"}),
    "activations": ("act_mode", {"": ".activation", "function": ".activation", "softmax": ".softmax"}),
}
"""For each page the name of its mode in an address, and for modes what draws in the browser, the last to be there."""


def _component(path: str) -> str:
    """Return the selector of the component that an address opens with; "" where there is none."""
    parts = urlsplit(path)
    mode, components = _COMPONENTS.get(parts.path.rpartition("/")[2], ("", {}))
    return components.get(dict(parse_qsl(parts.query)).get(mode, ""), "")
