"""Pictures that grow before one's eyes: they come by themselves, stop when told, and can be gone through again."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

PAGE = "/inside?in_mode=wants&in_want_class=3"
PATIENCE = 2 * CONFIRMATION
"""Milliseconds: the process for long calculations may have to start first."""


def growth(tab):
    return tab.page.locator(".growth[data-ready]")


def first_picture(tab) -> list[int]:
    """Return the pixels of the first picture."""
    return tab.page.locator(".growth canvas").first.evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data]"
    )


def test_they_grow_by_themselves_and_can_be_gone_through(open_tab):
    tab = open_tab(PAGE, fresh=True)
    expect(growth(tab)).to_have_attribute("data-step", "192", timeout=PATIENCE)
    expect(growth(tab)).to_have_attribute("data-live", "false", timeout=PATIENCE)
    expect(tab.page.get_by_text("The network is sure")).to_be_visible()
    last = first_picture(tab)
    slider = tab.page.locator(".growth input[type=range]")
    slider.focus()
    tab.page.keyboard.press("Home")
    expect(growth(tab)).to_have_attribute("data-step", "0")
    noise = first_picture(tab)
    assert noise != last
    sent = tab.sent
    tab.page.get_by_role("button", name="Watch it grow").click()
    expect(growth(tab)).to_have_attribute("data-step", re.compile("^(8|16|24|32|40)$"))
    expect(growth(tab)).to_have_attribute("data-step", "192")
    assert first_picture(tab) == last
    # All of it happens in the browser.
    assert tab.sent == sent


def test_stop_stops(open_tab):
    tab = open_tab(PAGE + "&in_want_steps=512&in_want_pictures=9", fresh=True)
    stop = tab.page.get_by_test_id("stMain").get_by_role("button", name="Stop")
    expect(stop).to_be_visible(timeout=PATIENCE)
    expect(growth(tab)).to_have_attribute("data-live", "true", timeout=PATIENCE)
    stop.click()
    expect(tab.page.get_by_text(re.compile(r"^Stopped at step \d+\.$"))).to_be_visible(timeout=PATIENCE)
    expect(growth(tab)).to_have_attribute("data-live", "false")
    expect(tab.page.get_by_role("button", name="Generate")).to_be_visible()
    # Another class: the first steps are there at once, and the rest when it is asked for.
    tab.open(PAGE.replace("class=3", "class=7") + "&in_want_steps=32&in_want_pictures=1")
    expect(tab.page.locator(".growth canvas")).to_have_count(1, timeout=PATIENCE)


def test_another_network_shows_pictures_of_its_own(open_tab):
    tab = open_tab(PAGE + "&cls_model=mnist-classifier&in_want_steps=32", fresh=True)
    expect(tab.page.get_by_role("button", name="From other noise")).to_be_visible(timeout=PATIENCE)
    tab.settle()
    expect(growth(tab)).to_have_attribute("data-step", "32")

    def choose(name: str, shown: list[int]) -> list[int]:
        tab.page.get_by_role("combobox", name=re.compile("Network")).first.click()
        tab.page.get_by_role("option", name=re.compile(name)).first.click()
        expect(tab.page.get_by_text("The first 24 of 32 steps")).to_be_visible()
        # The same is wanted of both, and as many steps are taken: only the pixels tell one from the other.
        deadline = time.monotonic() + 30
        while (pixels := first_picture(tab)) == shown:
            assert time.monotonic() < deadline, "the pixels are still those of the other network"
            tab.page.wait_for_timeout(50)
        tab.settle()
        return pixels

    digits = choose("Small digits", first_picture(tab))
    choose("MNIST digits", digits)


def test_the_address_follows_when_another_network_names_its_layers_otherwise(open_tab):
    tab = open_tab(f"{PAGE}&in_want=unit&cls_model=cifar10-classifier&cls_shown=picture")
    page = tab.page
    expect(growth(tab).first).to_have_attribute("data-step", re.compile("^[1-9]"), timeout=PATIENCE)
    box = page.locator("[data-testid=stSelectbox]")
    box.filter(has_text="Network").first.locator("input").click()
    page.get_by_role("option", name="MNIST digits, shipped").click()
    page.wait_for_url(lambda url: "cifar10" not in url)
    page.get_by_text("Map of images", exact=True).click()
    page.wait_for_url(re.compile("in_mode=map"))


def test_it_fits_on_a_phone(open_tab):
    tab = open_tab(PAGE, **PHONE)
    expect(growth(tab)).to_have_attribute("data-step", re.compile("^[1-9]"), timeout=PATIENCE)
    assert tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
