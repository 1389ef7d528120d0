"""The pages that are measured: where each is, what is pressed, and what shows the answer."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.browser.server import Server
from tests.browser.tab import Tab


@dataclass(frozen=True)
class Page:
    """A page with a slider and a component that draws in the browser.

    Attributes
    ----------
    name : str
    path : str
        Its state: the slider stands at its lower end.
    slider : str
        The slider's accessible name.
    watched : str
        Selector of the component. It says in ``data-id`` which state it shows, in ``data-source`` whether the
        values are TensorFlow's, and has ``data-ready`` when it has drawn.
    steps : int
        From one end of the slider to the other. Nothing that was shown before is remembered by our component, so it
        may go to and fro.
    """

    name: str
    path: str
    slider: str
    watched: str
    steps: int


PAGES = (
    Page("Convolution", "/convolution?preset=gaussian&kernel_size=5&sigma=0.3", "Sigma", ".scope", 47),
    Page("Pooling", "/pooling", "Window", ".scope", 14),
    Page("Activations", "/activations?act=leaky_relu&act_slope=0", "Slope below zero", ".activation", 100),
)


def open_page(browser: Browser, server: Server, page: Page) -> Tab:
    """Open a page and wait until TensorFlow has confirmed what it shows."""
    tab = Tab(browser, server.address)
    tab.open(page.path)
    tab.page.wait_for_selector(f"{page.watched}[data-ready][data-source=tensorflow]", timeout=60_000)
    return tab
