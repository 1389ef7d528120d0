"""The confusion matrix under the hand: cells and heads by mouse and keyboard, the link, a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

QUERY = {"cls_mode": "examine", "cls_model": "digits-classifier"}
PAGE = "/classifier?cls_mode=examine&cls_model=digits-classifier"


def opened(open_tab, path: str = PAGE, **context):
    tab = open_tab(path, **context)
    tab.page.locator(".matrix[data-ready]").wait_for(timeout=CONFIRMATION)
    # The pictures may have to be looked through first.
    expect(tab.page.locator(".figures img.exact").first).to_be_visible(timeout=CONFIRMATION)
    return tab


def place(tab, name: str):
    return tab.page.locator(f".matrix [data-place='{name}']")


def alts(tab) -> list[str]:
    return tab.page.locator(".figures img.exact").evaluate_all("images => images.map(image => image.alt)")


def test_cells_are_chosen_by_mouse_and_keyboard_and_the_link_reopens_them(open_tab):
    tab = opened(open_tab)
    place(tab, "6,6").click()
    expect(place(tab, "6,6")).to_have_attribute("aria-selected", "true")
    expect(tab.page.get_by_text(re.compile(r"^“6”, answered rightly: \d+$"))).to_be_visible()
    tab.carries(**QUERY, cls_cell="6,6")
    assert all(alt.startswith("Picture of 6, called 6") for alt in alts(tab))

    # From the cell up through its column to the head, which stands for all that got this answer.
    for _ in range(7):
        tab.page.keyboard.press("ArrowUp")
    expect(place(tab, "*,6")).to_be_focused()
    expect(tab.page.locator(".matrix .readout")).to_contain_text("All that was called “6”")
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_text(re.compile(r"^All that was called “6”: \d+$")).first).to_be_visible()
    tab.carries(**QUERY, cls_cell="*,6")
    assert all("called 6" in alt for alt in alts(tab))

    other = opened(open_tab, tab.page.url.removeprefix(tab.server), fresh=True)
    expect(place(other, "*,6")).to_have_attribute("aria-selected", "true")
    assert alts(other) == alts(tab)


def test_it_fits_on_a_phone(open_tab):
    tab = opened(open_tab, **PHONE)
    wide = tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    # Nothing of ten classes has to be scrolled for.
    frame = tab.page.locator(".matrix .frame")
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth + 1")
    place(tab, "1,1").tap()
    expect(tab.page.get_by_text(re.compile(r"^“1”, answered rightly: \d+$"))).to_be_visible()


def test_counts_of_four_digits_are_whole_on_a_phone(open_tab):
    tab = open_tab("/classifier?cls_mode=examine&cls_model=mnist-classifier", **PHONE)
    tab.page.locator(".matrix[data-ready]").wait_for(timeout=CONFIRMATION)
    cells = tab.page.locator(".matrix [role=gridcell]")
    assert any(len(text) > 4 for text in cells.all_inner_texts())
    # A count that is cut off would be another number.
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
    assert cells.evaluate_all(cut) == []
