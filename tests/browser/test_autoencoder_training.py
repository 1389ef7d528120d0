"""An autoencoder learns before one's eyes: pictures come out of the grey, and the plane of codes moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds: a worker that trains may have to start first."""
SMALL = "/autoencoder?ae_mode=train&ae_t_examples=400&ae_t_epochs=3&ae_t_filters=4&ae_t_hidden=16&ae_t_code=2"
SHORT = SMALL + "&ae_t_network=variational"


def test_a_variational_one_live(open_tab):
    tab = open_tab(SHORT)
    tab.page.locator(".st-key-ae_train button").click()
    looks = tab.page.locator(".rebuilds")
    expect(looks.locator("img.strip").first).to_be_visible(timeout=PATIENCE)
    expect(looks.locator(".row.wanted")).to_be_hidden()
    expect(looks.locator("canvas.dots")).to_be_visible()
    expect(tab.page.locator(".curves figure")).to_have_count(3)
    again = tab.page.get_by_role("button", name="Again from the same start")
    expect(again).to_be_visible(timeout=PATIENCE)
    expect(tab.page.locator(".curves")).to_have_attribute("data-epochs", "3")
    last = looks.get_attribute("data-step")
    ended = looks.locator(".row.rebuilt img").get_attribute("src")

    slider = looks.locator("input[type=range]")
    slider.focus()
    tab.page.keyboard.press("Home")
    expect(looks).to_have_attribute("data-step", "0")
    expect(looks.get_by_text("before the first step")).to_be_visible()
    assert looks.locator(".row.rebuilt img").get_attribute("src") != ended
    tab.page.keyboard.press("End")
    expect(looks).to_have_attribute("data-step", str(last))
    tab.picture("autoencoder_training")

    # A reload is another session: the run is in the address, and its settings with it.
    tab.page.reload()
    expect(again).to_be_visible(timeout=PATIENCE)
    expect(looks).to_have_attribute("data-step", str(last))

    tab.page.get_by_role("button", name="Rebuild pictures with it").click()
    tab.page.wait_for_url(lambda url: "ae_mode" not in url and "ae_network=run" in url)
