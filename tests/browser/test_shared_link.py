"""A link, opened in another browser, shows the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_what_was_set_by_hand_opens_in_another_browser(open_tab):
    tab = open_tab()
    name = tab.confirmed()

    tab.page.get_by_text("Geometry", exact=True).click()
    tab.page.get_by_role("slider", name="Stride").first.focus()
    tab.page.keyboard.press("ArrowRight")
    name = tab.confirmed(name)
    tab.page.get_by_text("Flip the kernel").click()
    name = tab.confirmed(name)
    tab.cell(0, 1).dblclick()
    tab.page.keyboard.type("1.5")
    tab.page.keyboard.press("Enter")
    name = tab.confirmed(name)
    tab.stage("output").click(position={"x": 50, "y": 90})
    tab.page.wait_for_url("**at=*")
    scope = tab.scope

    other = open_tab("/convolution?" + tab.page.url.partition("?")[2])
    other.confirmed()
    assert tab.query.keys() == {"kernel", "stride", "flip", "at"}
    other.carries(**tab.query)
    assert other.scope == scope
    assert other.on_bus("kernels")["kernels"] == tab.on_bus("kernels")["kernels"]
    expect(other.page.locator("img.thumbnail")).to_have_attribute(
        "src", tab.page.locator("img.thumbnail").get_attribute("src")
    )


def test_the_link_button_gives_the_address(open_tab):
    tab = open_tab(
        "/convolution?preset=emboss&size=64&lang=en", permissions=["clipboard-read", "clipboard-write"]
    )
    tab.confirmed()
    tab.page.locator(".link button").click()
    expect(tab.page.locator(".link")).to_have_attribute("data-state", "copied")
    assert tab.page.evaluate("navigator.clipboard.readText()") == tab.page.url
    tab.carries(preset="emboss", size="64")
