"""The Time machine under the hand: everything follows the slider, and the server has no part in it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

QUERY = {"in_mode": "course"}
PAGE = "/inside?in_mode=course"
STEPS = 10


def opened(open_tab, path: str = PAGE, **context):
    tab = open_tab(path, **context)
    tab.page.locator(".course[data-ready]").wait_for(timeout=CONFIRMATION)
    # What many pictures are called may have to be made first.
    expect(tab.page.locator(".course .cells .cell")).to_have_count(100, timeout=CONFIRMATION)
    # The progress bar goes with a run of its own.
    expect(tab.page.get_by_role("progressbar")).to_have_count(0)
    # The last word that the page sends by itself asks for the lesson: once it stands there, nothing is on its way.
    expect(tab.page.get_by_role("tab", name=re.compile("Lesson|讲解"))).to_be_visible(timeout=CONFIRMATION)
    tab.settle()
    return tab


def slider(tab):
    return tab.page.locator(".course").get_by_role("slider")


def at(tab, place: int) -> None:
    expect(tab.page.locator(".course")).to_have_attribute("data-at", str(place))


def shown(tab) -> dict[str, str]:
    """All that there is to be seen, each as a text that changes when it does."""
    place = tab.page.locator(".course").get_attribute("data-at")
    expect(tab.page.locator(".course .panel.plane canvas")).to_have_attribute("data-rests-at", place)
    return tab.page.locator(".course").evaluate(
        """course => {
            const canvas = name => course.querySelector(`.panel.${name} canvas`).toDataURL()
            return {
                sentence: course.querySelector('.sentence').textContent,
                shares: [...course.querySelectorAll('.row .share')].map(each => each.textContent).join(),
                matrix: [...course.querySelectorAll('.cell')].map(each => each.textContent).join(),
                seen: canvas('seen'), kernels: canvas('kernels'), maps: canvas('maps'), points: canvas('plane'),
            }
        }"""
    )


def test_a_drag_moves_everything_without_a_word_to_the_server(open_tab):
    tab = opened(open_tab, PAGE + "&in_step=0")
    at(tab, 0)
    box = slider(tab).bounding_box()

    def to(place: int) -> None:
        x = box["x"] + 11 + place * (box["width"] - 22) / (STEPS - 1)
        tab.page.mouse.move(x, box["y"] + box["height"] / 2, steps=4)

    to(0)
    tab.page.mouse.down()
    before, sent = shown(tab), tab.sent
    for place in (2, 5, 7):
        to(place)
        at(tab, place)
        now = shown(tab)
        assert [name for name in now if now[name] == before[name]] == []
        before = now
    assert tab.sent == sent
    tab.page.mouse.up()
    tab.carries(**QUERY, in_step="7")
    at(tab, 7)
    assert shown(tab) == before
    # The last step is where a link without a step leads.
    slider(tab).focus()
    tab.page.keyboard.press("End")
    at(tab, STEPS - 1)
    tab.carries(**QUERY)


def test_arrow_keys_go_from_step_to_step_and_say_it(open_tab):
    tab = opened(open_tab)
    at(tab, STEPS - 1)
    slider(tab).focus()
    said = set()
    for place in (8, 7, 6):
        tab.page.keyboard.press("ArrowLeft")
        at(tab, place)
        said.add(slider(tab).get_attribute("aria-valuetext"))
    assert len(said) == 3
    assert all(
        re.match(r"After [\d,]+ steps \(epoch [\d.]+\) the network is right on", each) for each in said
    )
    tab.carries(**QUERY, in_step="6")
    # What is read out is the same as what is read.
    live = tab.page.locator(".course [role=status]")
    expect(live).to_have_text(slider(tab).get_attribute("aria-valuetext"))
    tab.picture("inside_course")


def test_it_plays_from_the_first_step_to_the_last_and_stops(open_tab):
    tab = opened(open_tab)
    button = tab.page.locator(".course .play")
    sent = tab.sent
    button.click()
    at(tab, 0)
    expect(button).to_have_attribute("aria-pressed", "true")
    at(tab, 4)
    assert tab.sent == sent
    at(tab, STEPS - 1)
    expect(button).to_have_attribute("aria-pressed", "false")
    tab.settle()
    at(tab, STEPS - 1)
    tab.carries(**QUERY)

    # A press on the way stops it there, and the link knows.
    button.click()
    at(tab, 2)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    place = tab.page.locator(".course").get_attribute("data-at")
    tab.carries(**QUERY, in_step=place)


def test_cells_and_points_say_what_they_are(open_tab):
    tab = opened(open_tab, PAGE + "&in_step=3")
    tab.page.locator(".course .cell[data-cell='44']").hover()
    expect(tab.page.locator(".course .panel.matrix .readout")).to_have_text(
        re.compile(r"^“4” called “4”: \d+ of \d+$")
    )
    plane = tab.page.locator(".course .panel.plane")
    expect(plane.locator("canvas")).to_have_attribute(
        "aria-label", re.compile(r"the middles of the groups lie [\d.]+ times as far")
    )
    readout, found = plane.locator(".readout"), False
    plane.locator("canvas").scroll_into_view_if_needed()
    box = plane.locator("canvas").bounding_box()
    for part in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
        tab.page.mouse.move(box["x"] + part * box["width"], box["y"] + 0.45 * box["height"])
        found = found or bool(re.match(r"^“\d” called “\d”$", readout.inner_text()))
    assert found


def test_a_new_picture_keeps_the_step(open_tab):
    tab = opened(open_tab, PAGE + "&cls_given=example&in_step=4")
    first = tab.page.locator(".course .sentence").inner_text()
    tab.page.get_by_role("button", name="Increment").first.click()
    expect(tab.page.locator(".course .sentence")).not_to_have_text(first)
    at(tab, 4)
    tab.carries(**QUERY, cls_given="example", cls_example="1", in_step="4")


def test_it_fits_on_a_phone_and_the_slider_stays_in_sight(open_tab):
    tab = opened(open_tab, **PHONE)
    wide = tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390
    tab.page.locator(".course .panel.maps").scroll_into_view_if_needed()
    expect(slider(tab)).to_be_in_viewport()
    expect(tab.page.locator(".course .panel.maps canvas")).to_be_in_viewport()
