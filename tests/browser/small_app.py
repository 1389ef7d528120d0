"""A small application in a server of its own, for components apart from the pages."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[2]

LAN = "lab.test"
"""A name that only a browser under test knows: to it, a machine elsewhere in the school."""


@contextmanager
def serve(script: str, folder: Path) -> Iterator[str]:
    """Run a script with Streamlit; the address is good until the block ends."""
    (folder / "main.py").write_text(script, "utf-8")
    port = free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.serverAddress": LAN,
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", "main.py"]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_healthy(process, f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_healthy(process: subprocess.Popen, url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(url)


@contextmanager
def pages(browser, address: str, ready: str) -> Iterator:
    """Give a function that opens the application; at the end no console may have shown an error."""
    contexts, errors = [], []

    def open_page(query: str = "", **options):
        context = browser.new_context(viewport={"width": 1000, "height": 1100}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + query)
        page.locator(ready).first.wait_for()
        return page

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()
    assert not errors
