"""A digit is drawn in the Classifier's mode Use, and the answer follows the hand."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.tab import PHONE

pytestmark = pytest.mark.browser

ONE = ((140, 50), (140, 230))
SEVEN = ((80, 60), (200, 60), (140, 230))
FASTEST = 3.0
"""Seconds: on two busy cores the answer is a tenth of that."""


def start_stroke(page, *points: tuple[float, float], steps: int = 12) -> None:
    sheet = page.locator(".st-key-cls_pad .sheet, .pad .sheet").first
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + points[0][0], box["y"] + points[0][1])
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(box["x"] + x, box["y"] + y, steps=steps)


def best(page):
    return page.locator("table.bars tr.best th")


def large(page):
    """The words under the map that is shown large."""
    return page.locator("figcaption", has_text="Feature map")


def open_with_answer(open_tab, path="/classifier", **context):
    tab = open_tab(path, **context)
    expect(best(tab.page)).to_be_visible(timeout=60_000)
    tab.settle()
    return tab


def test_the_page_opens_with_a_digit_that_is_named(open_tab):
    tab = open_with_answer(open_tab)
    expect(best(tab.page)).to_have_text("5")
    tab.picture("classifier-use")


def test_the_answer_follows_the_drawing(open_tab):
    tab = open_with_answer(open_tab)
    page = tab.page
    start_stroke(page, *ONE)
    # While the pen is still down.
    expect(best(page)).to_have_text("1")
    began = time.perf_counter()
    page.mouse.up()
    page.locator(".pad").first.get_by_role("button").nth(2).click()  # clear
    expect(best(page)).to_have_text("5")
    start_stroke(page, *SEVEN)
    page.mouse.up()
    expect(best(page)).to_have_text("7")
    assert time.perf_counter() - began < 3 * FASTEST
    expect(page.get_by_text(re.compile("The network says 7"))).to_be_visible()
    page.wait_for_url(re.compile("digit=own"))
    tab.picture("classifier-use-drawn")


def test_a_pen_that_rests_has_told_all_of_its_way(open_tab):
    tab = open_with_answer(open_tab)
    # Its last point comes too soon after the one before to be sent at once.
    start_stroke(tab.page, *SEVEN, steps=1)
    expect(best(tab.page)).to_have_text("7")


def test_a_click_enlarges_a_map_and_the_keyboard_does_too(open_tab):
    tab = open_with_answer(open_tab)
    page = tab.page
    map_four = page.get_by_role("radio", name="Feature map 4", exact=True)
    map_four.click()
    expect(large(page)).to_contain_text("Feature map 4")
    page.wait_for_url(re.compile("cls_map=3"))
    map_four.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(large(page)).to_contain_text("Feature map 5")


def test_it_fits_a_phone(open_tab):
    tab = open_with_answer(open_tab, **PHONE)
    width = tab.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    tab.picture("classifier-use-phone")
