"""The map of images under the hand: pointing, clicking, arrow keys, zoom, a new digit, a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

PAGE = "/inside?in_mode=map"


def opened(open_tab, path: str = PAGE, **context):
    tab = open_tab(path, **context)
    tab.page.locator(".image-map[data-ready][data-still=true]").wait_for(timeout=CONFIRMATION)
    tab.settle()
    return tab


def map_of(tab):
    return tab.page.locator(".image-map")


def card(tab):
    return map_of(tab).locator(".card")


def point_at_star(tab) -> tuple[float, float]:
    """Go with the mouse to the visitor's picture, and say where that is on the page."""
    stage = map_of(tab).locator(".stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    said = map_of(tab).evaluate("root => [Number(root.dataset.x), Number(root.dataset.y)]")
    place = box["x"] + said[0], box["y"] + said[1]
    tab.page.mouse.move(place[0] - 40, place[1] - 40)
    tab.page.mouse.move(*place)
    return place


def test_pointing_shows_a_picture_and_a_click_its_neighbours(open_tab):
    tab = opened(open_tab)
    point_at_star(tab)
    expect(card(tab)).to_be_visible()
    expect(card(tab)).to_contain_text("Your picture")
    expect(card(tab)).to_contain_text("The network says 5")

    near = map_of(tab).locator(".near button")
    expect(near).to_have_count(5)
    first = near.first.get_attribute("data-index")
    near.first.click()
    expect(map_of(tab)).to_have_attribute("data-point", first)
    expect(map_of(tab).locator(".who")).to_contain_text(f"Picture {first}")
    tab.carries(in_mode="map", in_point=first)
    assert first not in map_of(tab).get_attribute("data-near").split(",")

    map_of(tab).get_by_role("button", name="Back to my picture").click()
    expect(map_of(tab)).to_have_attribute("data-point", "-1")
    tab.carries(in_mode="map")


def test_the_arrow_keys_go_from_picture_to_picture(open_tab):
    tab = opened(open_tab)
    stage = map_of(tab).locator(".stage")
    stage.focus()
    tab.page.keyboard.press("ArrowLeft")
    expect(map_of(tab)).to_have_attribute("data-at", re.compile(r"^\d+$"))
    expect(card(tab)).to_contain_text("The network says")
    expect(map_of(tab).locator(".live")).to_contain_text("picture")
    before = map_of(tab).get_attribute("data-at")
    tab.page.keyboard.press("ArrowDown")
    expect(map_of(tab)).not_to_have_attribute("data-at", before)
    at = map_of(tab).get_attribute("data-at")
    tab.page.keyboard.press("Enter")
    expect(map_of(tab)).to_have_attribute("data-point", at)
    tab.page.keyboard.press("Escape")
    expect(map_of(tab)).to_have_attribute("data-point", "-1")
    tab.page.keyboard.press("+")
    expect(map_of(tab)).to_have_attribute("data-zoom", "1.60")
    tab.page.keyboard.press("0")
    expect(map_of(tab)).to_have_attribute("data-zoom", "1.00")


def test_a_new_digit_moves_the_star_and_sends_no_pictures_again(open_tab):
    tab = opened(open_tab)
    received: list[int] = []
    before = map_of(tab).get_attribute("data-own")
    wire = tab.context.new_cdp_session(tab.page)
    wire.on(
        "Network.webSocketFrameReceived", lambda frame: received.append(len(frame["response"]["payloadData"]))
    )
    wire.send("Network.enable")
    sheet = tab.page.locator(".pad .sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 40, steps=8)
    tab.page.mouse.up()
    expect(map_of(tab)).not_to_have_attribute("data-own", before)
    expect(map_of(tab).locator(".who")).to_contain_text("The network says 1")
    # The pictures alone are 140,000 letters, which the wire turns into 190,000.
    assert received
    assert max(received) < 110_000


def test_the_wheel_zooms_about_the_pointer_until_pictures_are_seen(open_tab):
    tab = opened(open_tab)
    place = point_at_star(tab)
    for _ in range(4):
        tab.page.mouse.wheel(0, -300)
    expect(map_of(tab)).not_to_have_attribute("data-zoom", "1.00")
    expect(map_of(tab)).to_have_attribute("data-at", "-1")
    tab.page.mouse.move(place[0] + 3, place[1] + 3)
    expect(card(tab)).to_contain_text("Your picture")
    map_of(tab).get_by_role("button", name="The whole map").click()
    expect(map_of(tab)).to_have_attribute("data-zoom", "1.00")


def test_a_class_in_the_legend_dims_the_others(open_tab):
    tab = opened(open_tab)
    key = map_of(tab).locator(".legend button").nth(3)
    key.click()
    expect(key).to_have_attribute("aria-pressed", "true")
    expect(map_of(tab).locator(".legend .dim")).to_have_count(9)
    key.click()
    expect(map_of(tab).locator(".legend .dim")).to_have_count(0)


def test_another_projection_glides_and_keeps_the_neighbours(open_tab):
    tab = opened(open_tab, f"{PAGE}&cls_model=digits-classifier")
    near = map_of(tab).get_attribute("data-near")
    own = map_of(tab).get_attribute("data-own")
    tab.page.get_by_role("radio", name="t-SNE").or_(
        tab.page.get_by_role("button", name="t-SNE")
    ).first.click()
    expect(map_of(tab)).not_to_have_attribute("data-own", own, timeout=CONFIRMATION)
    expect(map_of(tab)).to_have_attribute("data-near", near)
    said = tab.page.get_by_text("test pictures of Digits. t-SNE has no place for a picture that came later")
    expect(said).to_be_visible()


def test_it_fits_on_a_phone_and_a_tap_chooses(open_tab):
    tab = opened(open_tab, **PHONE)
    assert tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    near = map_of(tab).locator(".near button").nth(1)
    index = near.get_attribute("data-index")
    near.tap()
    expect(map_of(tab)).to_have_attribute("data-point", index)
