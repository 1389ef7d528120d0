"""A kernel cell is dragged: the browser computes while the hand moves, TensorFlow when it rests."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import oracle

pytestmark = pytest.mark.browser


def expected(tab) -> float:
    """Return what the output under the ring should be with the kernel as it is now."""
    scope = tab.scope
    kernel = tab.on_bus("kernels")["kernels"][0]
    return oracle.value(oracle.picture_of(tab), kernel, int(scope["row"]), int(scope["col"]))


def test_the_output_follows_the_hand_and_tensorflow_confirms_on_release(open_tab):
    tab = open_tab()
    before = tab.confirmed()
    scope = tab.page.locator(".scope")
    cell = tab.cell(1, 2).bounding_box()
    x, y = cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2
    sent = tab.sent

    tab.page.mouse.move(x, y)
    tab.page.mouse.down()
    seen = [tab.scope["value"]]
    for way in (20, 40, 60):
        tab.page.mouse.move(x, y - way, steps=5)
        expect(scope).not_to_have_attribute("data-value", seen[-1])
        assert tab.values[0] == pytest.approx(expected(tab), abs=1e-5)
        assert tab.scope["source"] == "browser"
        seen.append(tab.scope["value"])
    assert tab.sent == sent, "the server heard of it before the hand let go"
    assert "kernel" not in tab.query

    tab.page.mouse.up()
    name = tab.confirmed(before)
    assert tab.values[0] == pytest.approx(expected(tab), abs=1e-5)
    kernel = tab.on_bus("kernels")["kernels"][0]
    tab.page.wait_for_url("**kernel=**")
    assert [[float(n) for n in row.split(",")] for row in tab.query["kernel"].split(";")] == kernel
    assert kernel[1][2] > 2

    tab.page.get_by_role("button", name="Back to the preset").click()
    assert tab.confirmed(name) == before
    tab.carries()


def test_escape_takes_a_drag_back(open_tab):
    tab = open_tab()
    before = tab.confirmed()
    value = tab.scope["value"]
    cell = tab.cell(0, 0).bounding_box()
    tab.page.mouse.move(cell["x"] + 20, cell["y"] + 20)
    tab.page.mouse.down()
    tab.page.mouse.move(cell["x"] + 20, cell["y"] - 40, steps=5)
    expect(tab.page.locator(".scope")).not_to_have_attribute("data-value", value)

    tab.page.keyboard.press("Escape")
    expect(tab.page.locator(".scope")).to_have_attribute("data-value", value)
    tab.page.mouse.up()
    assert tab.confirmed() == before
    tab.carries()


def test_a_number_is_typed(open_tab):
    tab = open_tab()
    before = tab.confirmed()
    tab.cell(1, 1).dblclick()
    tab.page.keyboard.type("-0,5")
    tab.page.keyboard.press("Enter")
    tab.confirmed(before)
    assert tab.on_bus("kernels")["kernels"][0][1][1] == -0.5
    assert tab.values[0] == pytest.approx(expected(tab), abs=1e-5)
