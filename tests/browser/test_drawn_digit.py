"""A digit is drawn in the menu of the picture in hand."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import oracle

pytestmark = pytest.mark.browser


def test_a_drawing_is_taken_in_hand_as_mnist_would_have_it(open_tab):
    tab = open_tab("/convolution?hand=digit")
    before = tab.confirmed()
    tab.page.locator(".st-key-hand_menu button").first.click()
    tab.page.get_by_role("radio", name="Draw").click()
    sheet = tab.page.locator(".pad .sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    # A "1" in a corner: the preparation has to bring it into the middle.
    tab.page.mouse.move(box["x"] + 60, box["y"] + 40)
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + 60, box["y"] + 160, steps=6)
    tab.page.mouse.up()
    tab.page.get_by_role("button", name="Take the drawing in hand").click()

    tab.confirmed(before)
    digit = oracle.picture_of(tab)
    assert digit.shape == (28, 28)
    assert tab.scope["outputSize"] == "26,26"
    [rows] = np.nonzero(digit.max(1))
    assert np.ptp(rows) + 1 == 20
    # The middle of 28 pixels lies between two of them; a whole pixel is the finest step.
    masses = np.average(np.indices((28, 28)).reshape(2, -1), axis=1, weights=digit.ravel())
    assert masses == pytest.approx([14, 14], abs=0.6)
    tab.carries(hand="digit", digit="own")
    expect(tab.page.get_by_text("Prepare as MNIST was")).to_be_visible()
