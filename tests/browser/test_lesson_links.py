"""A link of the lesson to a state of its own page changes the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_lesson_link_changes_the_page_and_opens_no_tab(open_tab):
    tab = open_tab("/convolution?bias=0.5")
    before = tab.confirmed()
    pages = len(tab.context.pages)

    tab.page.get_by_role("link", name="Watch it at a step edge").click()

    tab.confirmed(before)
    assert len(tab.context.pages) == pages
    assert tab.scope["outputSize"] == "14,14"
    expect(tab.page.locator(".st-key-header")).to_be_in_viewport()
    tab.carries(picture="step_edge", size="16")
