"""The pages that are measured: where each is, what is pressed, and what shows the answer."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.browser.server import Server
from tests.browser.tab import Tab


@dataclass(frozen=True)
class Page:
    """A page with a slider, and what shows the answer.

    Attributes
    ----------
    name : str
    path : str
        Its state: the slider stands at its lower end.
    slider : str
        The slider's accessible name.
    watched : str
        Selector of a component that draws in the browser. It says in ``data-id`` which state it shows, in
        ``data-source`` whether the values are TensorFlow's, and has ``data-ready`` when it has drawn. Or of what the
        server sends: an image, and with it what TensorFlow says.
    steps : int
        From one end of the slider to the other. Nothing that was shown before is remembered by our component, so it
        may go to and fro; what the server sends is remembered, so there are more steps than are taken.
    draws : bool
        Whether it is such a component.
    fold : str
        What the slider is under, if it is folded away.
    role : str
        "slider"; or "spinbutton" for a box with a number, or "application" for a plane.
    """

    name: str
    path: str
    slider: str
    watched: str
    steps: int
    draws: bool = True
    fold: str = ""
    role: str = "slider"

    @property
    def keys(self) -> tuple[str, str]:
        """What is pressed for more, and for less."""
        return ("ArrowRight", "ArrowLeft") if self.role == "slider" else ("ArrowUp", "ArrowDown")

    @property
    def drawn(self) -> str:
        """Selector of what is there when there is a picture."""
        return f"{self.watched}[data-ready]" if self.draws else f"{self.watched} img"

    @property
    def confirmed(self) -> str:
        """Selector of what is there when TensorFlow has had its say."""
        said = "[data-ready][data-source=tensorflow]" if self.draws else " tr.best"
        return f"{self.watched}{said}"


PAGES = (
    Page("Convolution", "/convolution?preset=gaussian&kernel_size=5&sigma=0.3", "Sigma", ".scope", 47),
    Page("Pooling", "/pooling", "Window", ".scope", 14),
    Page("Activations", "/activations?act=leaky_relu&act_slope=0", "Slope below zero", ".activation", 100),
    Page("Classifier", "/classifier?cls_use_turn=-180", "Turn", ".answer", 72, draws=False, fold="More"),
)


def open_page(browser: Browser, server: Server, page: Page) -> Tab:
    """Open a page and wait until TensorFlow has confirmed what it shows."""
    tab = Tab(browser, server.address)
    tab.open(page.path)
    tab.page.wait_for_selector(page.confirmed, timeout=60_000)
    if page.fold:
        tab.page.get_by_text(page.fold, exact=True).click()
    return tab
