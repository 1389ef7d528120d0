"""Processes of the engine are killed: the page says so, keeps everything, and TensorFlow comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.server import serve_app
from tests.browser.tab import Tab
from tests.engine.processes import gone, until

pytestmark = pytest.mark.browser

STOPPED = "has stopped and is being started again"


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    with serve_app(tmp_path_factory.mktemp("faults") / "log.txt") as server:
        yield server


@pytest.fixture
def tab(chromium, own_server):
    tab = Tab(chromium, own_server.address)
    yield tab
    try:
        tab.check()
    finally:
        tab.context.close()


def press(tab, key: str) -> None:
    tab.page.get_by_role("slider", name="Sigma").focus()
    tab.page.keyboard.press(key)


@pytest.mark.parametrize("role", ["worker", "scheduler"])
def test_a_killed_process_is_told_of_and_comes_back(tab, own_server, role):
    tab.open("/convolution?preset=gaussian")
    name = tab.confirmed()
    [victim] = own_server.engine(role)
    victim.kill()
    assert until(lambda: gone(victim) and own_server.engine(role), 20)
    [successor] = own_server.engine(role)
    # However quick the machine, the successor is not ready before somebody has looked.
    successor.suspend()
    try:
        press(tab, "ArrowRight")
        expect(tab.page.get_by_text(STOPPED)).to_be_visible()
        # The browser does not need TensorFlow to go on.
        expect(tab.page.locator(".scope")).not_to_have_attribute("data-id", name)
        expect(tab.page.locator(".scope")).to_have_attribute("data-source", "browser")
    finally:
        successor.resume()
    tab.confirmed(name)
    expect(tab.page.get_by_text(STOPPED)).to_have_count(0)
    tab.carries(preset="gaussian", sigma="1.1")


def test_two_servers_on_one_machine(tab, open_tab):
    tab.open("/convolution")
    first = open_tab("/convolution")
    assert first.server != tab.server
    assert tab.confirmed() == first.confirmed()
