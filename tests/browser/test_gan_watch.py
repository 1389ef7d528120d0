"""A GAN learns before one's eyes: the sheet changes, a rate that is changed acts at once, and it can be stopped."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds: a worker that trains may have to start first."""
LONG = "/gan?gan_mode=watch&gan_w_examples=200&gan_w_epochs=200&gan_w_filters=4&gan_w_batch=16&gan_w_noise=8"
"""Longer than the test, on a network that is small enough for a step to take no time."""


def test_a_rate_is_changed_while_it_trains(open_tab):
    tab = open_tab(LONG)
    tab.page.locator(".st-key-gan_w_train button").click()
    sheets = tab.page.locator(".generated-sheets")
    made = sheets.locator(".generated img.sheet")
    expect(made).to_be_visible(timeout=PATIENCE)
    expect(sheets).not_to_have_attribute("data-step", "0", timeout=PATIENCE)
    before = made.get_attribute("src")
    expect(made).not_to_have_attribute("src", before, timeout=PATIENCE)

    curves = tab.page.locator(".st-key-gan_w_curves .lines")
    expect(curves).to_have_attribute("data-marks", "0")
    tab.page.get_by_role("slider", name="Learning rate of the generator").focus()
    tab.page.keyboard.press("ArrowRight")
    expect(curves).to_have_attribute("data-marks", "1", timeout=PATIENCE)
    expect(tab.page.get_by_text("0.001 → 0.002").first).to_be_visible()

    tab.page.locator(".st-key-gan_w_stop button").click()
    expect(tab.page.get_by_role("button", name="Again from the same start")).to_be_visible(timeout=PATIENCE)
    ended = made.get_attribute("src")
    sheets.locator("input[type=range]").focus()
    tab.page.keyboard.press("Home")
    expect(sheets).to_have_attribute("data-step", "0")
    expect(sheets.get_by_text("before the first step")).to_be_visible()
    assert made.get_attribute("src") != ended
    tab.picture("gan_watch")
