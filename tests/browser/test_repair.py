"""What moves in the mode Repair: the line between before and after, and the brush."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PATH = "/autoencoder?ae_mode=repair&lang=en"


def along(page) -> float:
    """How far to the right the picture is shown as it was before, in percent."""
    return page.locator(".pair .before").evaluate(
        "image => 100 - parseFloat(getComputedStyle(image).clipPath.match(/[\\d.]+%/g)?.[0] ?? '0')"
    )


def test_the_line_between_before_and_after_follows_mouse_and_keyboard(open_tab):
    tab = open_tab(f"{PATH}&ae_given=picture&size=64&ae_view=over")
    page = tab.page
    expect(page.locator(".pair[data-ready]")).to_be_visible(timeout=60_000)
    tab.settle()
    tab.picture("autoencoder-before-after")
    assert along(page) == pytest.approx(50, abs=1)
    box = page.locator(".pair .stack").bounding_box()
    sent = tab.sent
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    for share in (0.4, 0.25, 0.8):
        page.mouse.move(box["x"] + share * box["width"], middle)
        assert along(page) == pytest.approx(100 * share, abs=2)
    page.mouse.up()
    slider = page.get_by_role("slider", name="How much of the picture is shown as it was before, in percent")
    slider.press("ArrowLeft")
    assert along(page) == pytest.approx(79, abs=2)
    slider.press("End")
    assert along(page) == pytest.approx(100, abs=0.1)
    assert tab.sent == sent  # nothing of it is the server's business


def test_a_hole_is_painted_and_filled_while_the_hand_paints(open_tab):
    tab = open_tab(f"{PATH}&ae_job=hole&ae_hole=brush")
    page = tab.page
    sheet = page.locator(".eraser .sheet")
    expect(sheet).to_be_visible(timeout=60_000)
    tab.settle()
    box = sheet.bounding_box()
    repaired = page.get_by_alt_text("What the network makes of the damaged picture")
    expect(repaired).to_have_count(0)
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.4 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.45 * box["height"], steps=8)
    # While the button is still down.
    expect(repaired).to_be_visible()
    before = repaired.get_attribute("src")
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.8 * box["height"], steps=8)
    page.mouse.up()
    expect(repaired).not_to_have_attribute("src", before)
    tab.settle()
    tab.picture("autoencoder-painted-hole")
    page.locator(".eraser").get_by_role("button", name="Clear").click()
    expect(repaired).to_have_count(0)
