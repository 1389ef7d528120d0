"""Where Chromium is, and how the browser tests start it."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

FLAGS = [
    # In a container, and as root, Chromium's own sandbox cannot be set up; the tests open our pages alone.
    "--no-sandbox",
    "--disable-gpu",
    # What a browser asks for on its own account would look like a request of the page.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

MISSING = (
    "the browser tests need Chromium or Chrome: install the package chromium of your distribution, or run "
    "`python -m playwright install chromium`"
)


@functools.cache
def chromium_path() -> str | None:
    """Return the path of a Chromium or Chrome, or None where there is none."""
    on_path = filter(None, map(shutil.which, NAMES))
    return next(on_path, None) or _installed_program() or _playwrights_own()


def _installed_program() -> str | None:
    """Look where macOS and Windows put programs that are not on the PATH."""
    if sys.platform == "darwin":
        places = [
            Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in ("Google Chrome", "Chromium")
        ]
    else:
        variables = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        folders = [os.environ[name] for name in variables if name in os.environ]
        places = [Path(folder, "Google", "Chrome", "Application", "chrome.exe") for folder in folders]
    return next((str(place) for place in places if place.is_file()), None)


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None
