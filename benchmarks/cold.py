"""From `streamlit run` to a page with its picture."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks.pages import Page
from benchmarks.ratios import Ratio, ratio
from tests.browser.server import serve_app

_SEEN = "() => [...document.images].some(image => image.complete && image.naturalWidth)"
BARE = "benchmarks/bare_app.py"


def measure(browser: Browser, page: Page, pairs: int) -> Ratio:
    """Start our server and the bare one, in turns, each with a browser that has no files of it."""
    times = [(_ours(browser, page), _bare(browser)) for _ in range(pairs)]
    return ratio(*zip(*times, strict=True))


def _ours(browser: Browser, page: Page) -> float:
    path = urlsplit(page.path).path
    return _time(browser, "app.py", path, lambda tab: tab.wait_for_selector(page.drawn))


def _bare(browser: Browser) -> float:
    return _time(browser, BARE, "/", lambda tab: tab.wait_for_function(_SEEN))


def _time(browser: Browser, main: str, path: str, wait) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    try:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            with serve_app(Path(folder, "log.txt"), main) as server:
                page.goto(server.address + path)
                wait(page)
                return (time.monotonic() - began) * 1000
    finally:
        context.close()
