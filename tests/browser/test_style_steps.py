"""A picture that is made by optimisation: it comes by itself, and can be gone through."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION

pytestmark = pytest.mark.browser

PATIENCE = 2 * CONFIRMATION
"""Milliseconds: the process for long calculations may have to start first, and the steps to be compiled."""


def test_a_small_picture_comes_by_itself_and_can_be_gone_through(open_tab):
    tab = open_tab("/style?style_mode=steps", fresh=True)
    # While the painting follows the content both stand there for a moment.
    shown = tab.page.locator(".painting[data-ready]").first
    expect(tab.page.get_by_role("button", name="Paint, 30 s")).to_be_visible(timeout=PATIENCE)
    expect(shown).to_have_attribute("data-live", "false", timeout=PATIENCE)
    expect(shown).to_contain_text(re.compile(r"step \d+ of \d+"))
    picture = shown.locator("img")
    last = picture.get_attribute("src")
    sent = tab.sent
    shown.locator("input[type=range]").focus()
    tab.page.keyboard.press("Home")
    expect(shown).to_have_attribute("data-at", "0")
    expect(shown).to_contain_text("before the first step")
    assert picture.get_attribute("src") != last
    shown.get_by_role("button", name="Watch it come").click()
    expect(picture).to_have_attribute("src", last)
    # All of it happens in the browser.
    assert tab.sent == sent
