"""Back and forward in the browser lose nothing, and moving a slider is not a step of its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_back_and_forward(open_tab):
    tab = open_tab("/convolution?preset=gaussian", fresh=True)
    name = tab.confirmed()
    length = tab.page.evaluate("history.length")
    tab.page.get_by_role("slider", name="Sigma").focus()
    for _ in range(3):
        tab.page.keyboard.press("ArrowRight")
        name = tab.confirmed(name)
    carried, values = {"preset": "gaussian", "sigma": "1.3"}, tab.values
    tab.carries(**carried)
    assert tab.page.evaluate("history.length") == length

    tab.page.get_by_role("link", name="Start").first.click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("CNN Lab")
    assert tab.page.evaluate("history.length") == length + 1

    tab.page.go_back()
    assert tab.confirmed() == name
    assert tab.values == values
    tab.carries(**carried)

    tab.page.go_forward()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("CNN Lab")
    tab.page.locator(".st-key-card_convolution a").click()
    assert tab.confirmed() == name
    tab.carries(**carried)


def test_a_reload_shows_the_same(open_tab):
    tab = open_tab("/convolution")
    name = tab.confirmed()
    tab.cell(2, 2).dblclick()
    tab.page.keyboard.type("3")
    tab.page.keyboard.press("Enter")
    name = tab.confirmed(name)
    tab.page.wait_for_url("**kernel=*")
    tab.page.reload()
    tab.page.wait_for_selector(".scope[data-ready]")
    assert tab.confirmed() == name
