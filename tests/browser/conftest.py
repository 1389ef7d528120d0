"""The application as a person meets it: a running server, and Chromium."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.chromium import FLAGS, chromium_path

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / "artefacts"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(log: Path, **environment: str) -> tuple[subprocess.Popen, str]:
    """Start `streamlit run app.py` as the README does; return the process and its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless=true"],
        cwd=ROOT,
        env={**os.environ, "CNNLAB_SCHEDULER": "", **environment},
        stdin=subprocess.DEVNULL,
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return process, address
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"the server did not come up: {log.read_text()}")


def end(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a server that all tests of the session share."""
    process, address = start_server(tmp_path_factory.mktemp("server") / "log.txt")
    yield address
    end(process)


class Tab:
    """A page in a browser of its own, which remembers what went wrong on it."""

    def __init__(self, chromium, server: str, **context) -> None:
        self.server = server
        self.context = chromium.new_context(**{"viewport": {"width": 1400, "height": 900}, "locale": "en-GB", **context})
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.errors: list[str] = []
        self.foreign: list[str] = []
        host = urlsplit(server).netloc
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "request",
            lambda r: self.foreign.append(r.url)
            if urlsplit(r.url).scheme in ("http", "https", "ws", "wss") and urlsplit(r.url).netloc != host
            else None,
        )

    def open(self, path: str) -> None:
        self.page.goto(self.server + path)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)

    def confirmed(self) -> None:
        """Wait until TensorFlow has confirmed what the scope shows."""
        self.page.wait_for_selector("[data-state=agrees][data-difference]", timeout=60_000)

    def picture(self, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        self.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)

    def check(self) -> None:
        boxes = self.page.locator("[data-testid=stException]").all_inner_texts()
        assert not boxes, boxes
        assert not self.errors, self.errors
        assert not self.foreign, self.foreign


@pytest.fixture
def open_tab(chromium, server):
    """Return a function that opens tabs; at the end none may have had an error or left the server."""
    tabs: list[Tab] = []

    def open_tab(path: str = "/convolution", **context) -> Tab:
        tab = Tab(chromium, server, **context)
        tabs.append(tab)
        tab.open(path)
        return tab

    yield open_tab
    for tab in tabs:
        try:
            tab.check()
        finally:
            tab.context.close()
