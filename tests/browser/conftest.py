"""The application as a person meets it: a running server, and Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import Server, free_port, serve_app
from tests.browser.tab import Tab
from tests.chromium import FLAGS, chromium_path

__all__ = ["free_port"]

expect.set_options(timeout=30_000)


@pytest.fixture(scope="package")
def chromium():
    """Start Chromium once for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def running(tmp_path_factory) -> Server:
    """Start the server that most tests share."""
    with serve_app(tmp_path_factory.mktemp("server") / "log.txt") as server:
        yield server


@pytest.fixture(scope="package")
def server(running) -> str:
    """Return the address of the server that most tests share."""
    return running.address


@pytest.fixture(scope="package")
def _tabs(chromium, server):
    """Keep tabs from test to test: a browser that has the application's files is quicker."""
    tabs: list[tuple[dict, Tab]] = []
    yield tabs
    for _, tab in tabs:
        tab.context.close()


@pytest.fixture
def open_tab(chromium, server, _tabs):
    """Return a function that opens tabs, each in a browser of its own.

    At the end none may have had an error or left the server.
    """
    used: list[Tab] = []

    def open_tab(path: str = "/convolution", *, fresh: bool = False, **context) -> Tab:
        spare = (tab for options, tab in _tabs if options == context and tab not in used)
        tab = None if fresh else next(spare, None)
        if tab is None:
            tab = Tab(chromium, server, **context)
            _tabs.append((context, tab))
        used.append(tab)
        tab.open(path)
        return tab

    yield open_tab
    wrong = []
    for tab in used:
        try:
            tab.check()
        except AssertionError as error:
            wrong.append(error)
        tab.clear()
    assert not wrong, wrong
