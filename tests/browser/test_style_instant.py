"""What moves in the mode Instant: the line between photograph and result, the styles, and the brush."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from cnnlab import pretrained
from tests.browser.tab import CONFIRMATION

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("stylizer" not in pretrained.names(), reason="models/stylizer is not here"),
]

PATH = "/style?lang=en&style_size=256"


def checks() -> bytes:
    """Return a style of one's own as PNG: red and yellow checks."""
    rows, columns = np.mgrid[:96, :96] // 12
    picture = np.where(((rows + columns) % 2)[..., None], (214, 40, 40), (252, 191, 73)).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


def test_first_paint_the_line_a_style_of_ones_own_and_the_brush(open_tab):
    tab = open_tab(PATH)
    page = tab.page
    pair, after = page.locator(".pair.large[data-ready]"), page.locator(".pair .after")
    expect(pair).to_be_visible(timeout=60_000)
    expect(page.locator("dl.facts")).to_be_visible(timeout=60_000)
    tab.settle()
    tab.picture("style-instant")
    assert after.get_attribute("src") != page.locator(".pair .before").get_attribute("src")

    box, sent = page.locator(".pair .stack").bounding_box(), tab.sent
    page.mouse.click(box["x"] + 0.25 * box["width"], box["y"] + box["height"] / 2)
    at = page.locator(".pair .stack").evaluate("stack => parseFloat(stack.style.getPropertyValue('--at'))")
    assert at == pytest.approx(25, abs=2)
    page.get_by_role("slider", name="How much of the picture is shown").press("End")
    assert tab.sent == sent  # nothing of it is the server's business

    painted = after.get_attribute("src")
    page.get_by_role("radio", name="Stained glass").click()
    expect(after).not_to_have_attribute("src", painted)
    tab.carries(style_size="256", style_picture="glass")

    painted = after.get_attribute("src")
    page.locator(".st-key-style_menu button").first.click()
    page.get_by_role("radio", name="Upload").click()
    mine = {"name": "checks.png", "mimeType": "image/png", "buffer": checks()}
    page.locator("input[type=file]").set_input_files(mine)
    expect(after).not_to_have_attribute("src", painted)
    tab.carries(style_size="256", style_picture="own")


def test_the_style_is_painted_on_by_hand(open_tab):
    tab = open_tab(f"{PATH}&style_brush=true")
    page = tab.page
    sheet = page.locator(".eraser.soft .sheet")
    expect(sheet).to_be_visible(timeout=60_000)
    tab.settle()
    box = sheet.bounding_box()
    assert box["width"] > 300

    def colours() -> list[int]:
        """Return what stands at a place that is painted over, and at one that is not."""
        return sheet.evaluate(
            "sheet => [0.3, 0.8].map(share => [...sheet.getContext('2d').getImageData("
            "share * sheet.width, 0.5 * sheet.height, 1, 1).data])"
        )

    before = colours()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.35 * box["width"], box["y"] + 0.5 * box["height"], steps=4)
    # While the button is still down.
    painted = colours()
    page.mouse.up()
    assert painted[0] != before[0]
    assert painted[1] == before[1]
    tab.settle()
    tab.picture("style-brush")
    # It is there again after another mode, and at a size for which another process paints meanwhile.
    brush = page.locator(".eraser.soft")
    erased = brush.get_attribute("data-erased")
    assert int(erased) > 0
    page.get_by_role("radio", name="How it works").click()
    expect(brush).to_have_count(0)
    page.get_by_role("radio", name="Instant").click()
    expect(brush).to_have_attribute("data-erased", erased)
    tab.open(f"{PATH}&style_brush=true&style_size=1024")
    expect(brush).to_have_attribute("data-erased", "0", timeout=CONFIRMATION)
    box = sheet.bounding_box()
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"])
    erased = brush.get_attribute("data-erased")
    assert int(erased) > 0
    page.get_by_role("slider", name="Strength").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: "style_strength=" in url)
    tab.settle()
    expect(brush).to_have_attribute("data-erased", erased, timeout=CONFIRMATION)
