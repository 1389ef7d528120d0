"""A network is followed from a map to its window, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import PHONE

pytestmark = pytest.mark.browser

READY = ".network[data-ready]"


def open_network(open_tab, path="/inside", **context):
    tab = open_tab(path, **context)
    expect(tab.page.locator(READY)).to_be_visible(timeout=60_000)
    tab.settle()
    return tab


def test_a_click_on_a_map_opens_it_and_its_window_moves_the_sum(open_tab):
    tab = open_network(open_tab)
    page = tab.page
    page.locator(".network .column").nth(3).locator(".tile").nth(2).click()
    page.wait_for_url(re.compile("in_stage=3"))
    expect(page.get_by_text(re.compile("3 Convolution .*map"))).to_be_visible()
    scope = page.locator(".scope[data-ready]")
    expect(scope).to_be_visible()
    before = page.locator("table.sums tr.total td.number").first.get_attribute("data-value")
    stage = scope.locator("[data-part=output]")
    stage.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("table.sums tr.total td.number").first).not_to_have_attribute("data-value", before)
    page.wait_for_url(re.compile("in_row="))
    tab.picture("inside-layers")


@pytest.mark.parametrize("number", [28, 9])
def test_what_the_browser_adds_up_for_one_map_is_what_tensorflow_has_for_it(open_tab, number):
    """Of 32 maps before it, the 28th adds most to this value of mnist-classifier, and the 9th is the third."""
    place = "in_stage=3&in_unit=2&in_row=4&in_column=4"
    tab = open_network(open_tab, f"/inside?{place}&in_channel={number - 1}")
    scope = tab.page.locator(".scope[data-ready]")
    expect(scope.locator("figcaption .title").first).to_have_text(f"Map {number} of the layer before")
    row = tab.page.locator("table.sums tr", has_text=re.compile(rf"from map {number}\b"))
    expect(row).to_have_count(1)
    expected = float(row.locator("td.number").get_attribute("data-value"))
    assert abs(expected) > 1
    assert float(scope.get_attribute("data-value")) == pytest.approx(expected, rel=1e-3, abs=1e-4)


def test_the_classes_are_those_of_the_network_and_the_scale_changes_colours_alone(open_tab):
    tab = open_network(open_tab)
    page = tab.page
    best = page.locator(".network .class.best .name")
    expect(best).to_have_text("5")
    canvas = page.locator(".network .column").nth(5).locator("canvas").nth(3)
    look = "canvas => Array.from(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).join()"
    before = canvas.evaluate(look)
    page.get_by_text("each map", exact=True).click()
    expect(page.locator(".network[data-scale=map]")).to_be_visible()
    assert canvas.evaluate(look) != before


def test_the_way_around_is_drawn_and_keys_go_from_map_to_map(open_tab):
    tab = open_network(open_tab, "/inside?cls_model=cifar10-classifier&cls_shown=picture&in_stage=2")
    page = tab.page
    expect(page.locator(".network .around").first).to_be_visible()
    assert page.locator(".network path.skip").count() >= 2
    page.locator(".network .tile").first.focus()
    focused = page.locator(".network .tile:focus")
    expect(focused).to_have_attribute("data-stage", "1")
    for key, stage in (("ArrowRight", "2"), ("ArrowRight", "3"), ("ArrowLeft", "2")):
        page.keyboard.press(key)
        expect(focused).to_have_attribute("data-stage", stage)
    first = focused.get_attribute("data-unit")
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_attribute("data-stage", "2")
    expect(focused).not_to_have_attribute("data-unit", first)
    page.keyboard.press("ArrowUp")
    expect(focused).to_have_attribute("data-unit", first)


def test_it_fits_a_phone(open_tab):
    tab = open_network(open_tab, **PHONE)
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.picture("inside-layers-phone")


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_the_browser_and_tensorflow_agree_on_the_window(open_tab, stage):
    tab = open_network(open_tab, f"/inside?in_stage={stage}")
    badge = tab.page.locator(".badge")
    expect(badge).to_have_attribute("data-state", "agrees", timeout=60_000)
    expect(tab.page.locator(".scope")).to_have_attribute("data-source", "tensorflow")
