"""The plane of codes under the hand: the decoded digit follows, and the address says where it has come to rest."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

PAGE = "/autoencoder?ae_mode=imagine"


def opened(open_tab, path: str = PAGE, **context):
    tab = open_tab(path, **context)
    tab.page.locator(".code-plane[data-ready][data-id]").wait_for(timeout=CONFIRMATION)
    tab.page.get_by_role("tab", name="Code").wait_for()  # what comes below is drawn last
    tab.settle()
    return tab


def plane(tab):
    return tab.page.locator(".code-plane")


def digit(tab) -> str:
    """The pixels of the digit that is shown."""
    return plane(tab).locator(".digit").evaluate("canvas => canvas.toDataURL()")


def arrived(tab) -> str:
    """Wait until the digit is that of the place where the hand is, and return it."""
    tab.page.wait_for_function(
        "({ dataset }) => dataset.id && dataset.id === dataset.at", arg=plane(tab).element_handle()
    )
    return plane(tab).get_attribute("data-id")


def test_the_digit_follows_the_pointer_and_the_address_says_where_it_rests(open_tab):
    tab = opened(open_tab)
    stage = plane(tab).locator(".stage")
    stage.scroll_into_view_if_needed()
    before, drawn = arrived(tab), digit(tab)
    received: list[int] = []
    wire = tab.context.new_cdp_session(tab.page)
    wire.on(
        "Network.webSocketFrameReceived", lambda frame: received.append(len(frame["response"]["payloadData"]))
    )
    wire.send("Network.enable")
    box = stage.bounding_box()
    sent = tab.sent
    for part in range(20):
        tab.page.mouse.move(box["x"] + 20 + 8 * part, box["y"] + box["height"] - 30 - 6 * part)
    place = arrived(tab)
    assert place != before
    assert digit(tab) != drawn
    # Twenty moves, and not more questions than answers.
    assert tab.sent - sent <= 20
    # The plane with its codes takes 70,000 letters: it may come once, where the hand has come to rest.
    assert len(received) > 2
    assert sum(size > 12_000 for size in received) <= 1
    tab.carries(ae_mode="imagine", ae_place=place)

    tab.page.mouse.down()
    tab.page.mouse.up()
    expect(plane(tab)).to_have_class(re.compile("held"))
    tab.page.mouse.move(box["x"] + 30, box["y"] + 30)
    assert plane(tab).get_attribute("data-at") == place
    plane(tab).get_by_role("button", name="To the star").click()
    expect(plane(tab)).to_have_attribute("data-id", before)


def test_the_arrow_keys_move_the_place(open_tab):
    tab = opened(open_tab, f"{PAGE}&ae_place=0,0")
    assert arrived(tab) == "0,0"
    plane(tab).locator(".stage").focus()
    tab.page.keyboard.press("ArrowRight")
    expect(plane(tab)).not_to_have_attribute("data-id", "0,0")
    right, up = map(float, arrived(tab).split(","))
    assert right > 0
    assert up == 0
    tab.page.keyboard.press("Shift+ArrowUp")
    expect(plane(tab)).not_to_have_attribute("data-id", re.compile(",0$"))
    assert float(arrived(tab).split(",")[1]) > 3 * right
    expect(plane(tab).locator(".live")).to_contain_text("The classifier says")


def test_sliders_move_along_the_axes(open_tab):
    tab = opened(open_tab, f"{PAGE}&ae_plane_network=plain_8")
    before, drawn = arrived(tab).split(","), digit(tab)
    slider = plane(tab).get_by_role("slider", name="Axis 3")
    slider.focus()
    slider.press("End")
    expect(plane(tab)).not_to_have_attribute("data-id", ",".join(before))
    after = arrived(tab).split(",")
    assert after[2] == "3"
    assert after[:2] + after[3:] == before[:2] + before[3:]
    assert digit(tab) != drawn


def test_it_fits_on_a_phone_and_a_finger_moves_it(open_tab):
    tab = opened(open_tab, **PHONE)
    assert tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    before = arrived(tab)
    stage = plane(tab).locator(".stage")
    stage.scroll_into_view_if_needed()
    stage.tap(position={"x": 60, "y": 60})
    expect(plane(tab)).not_to_have_attribute("data-id", before)
    arrived(tab)
