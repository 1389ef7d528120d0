"""A part of the picture is rubbed out in the mode Why this class, and the probability follows the hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cnnlab.web.components import HERE
from tests.browser.tab import PHONE

pytestmark = pytest.mark.browser

PATH = "/inside?in_mode=why"


def opened(open_tab, **context):
    tab = open_tab(PATH, **context)
    expect(tab.page.locator(".why figure")).to_have_count(3, timeout=60_000)
    expect(tab.page.locator(".bars.twice")).to_be_visible()
    tab.settle()
    return tab


def now(page):
    """The probability of the class in question, of what is left."""
    return page.locator(".bars.twice tr.best").first.locator(".share")


def rub(page, *points: tuple[float, float], let_go: bool = True) -> None:
    """Move the mouse over the picture, in shares of its side."""
    sheet = page.locator(".eraser .sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    if let_go:
        page.mouse.up()


def test_the_probability_falls_while_the_hand_erases_and_comes_back(open_tab):
    tab = opened(open_tab)
    page = tab.page
    tab.picture("inside-why")
    expect(now(page)).to_have_text("> 99.9 %")
    page.locator(".eraser input").fill("12")
    rub(page, (0.3, 0.2), (0.75, 0.3), (0.3, 0.45), (0.7, 0.6), let_go=False)
    # While the button is still down.
    expect(now(page)).not_to_have_text("> 99.9 %")
    page.mouse.up()
    said = page.locator("[data-testid=stMarkdownContainer]", has_text="You erased")
    expect(said).to_contain_text(re.compile(r"fell from > 99\.9 % to"))
    tab.picture("inside-why-erased")
    assert "mask" not in page.url
    page.locator(".eraser").get_by_role("button", name="Undo").click()
    expect(now(page)).to_have_text("> 99.9 %")
    expect(page.locator(".eraser")).to_have_attribute("data-erased", "0")


def test_one_observer_watches_the_sheet_however_many_strokes_there_are(open_tab):
    tab = opened(open_tab)
    page = tab.page
    page.evaluate("""() => {
        const Observer = window.ResizeObserver
        window.made = 0
        window.ResizeObserver = class extends Observer {
            observe(target, ...more) {
                if (target.classList.contains("sheet")) window.made += 1
                super.observe(target, ...more)
            }
        }
    }""")
    said = page.locator("[data-testid=stMarkdownContainer]", has_text="You erased")
    made = []
    for y in (0.2, 0.4, 0.6, 0.8):
        before = said.text_content() if said.count() else ""
        rub(page, (0.3, y), (0.7, y))
        # It says how many pixels are gone, so it is another sentence after each stroke.
        expect(said).to_be_visible()
        expect(said).not_to_have_text(before)
        tab.settle()
        made.append(page.evaluate("window.made"))
    # Something new for the component, such as its picture, may come late and once; not with each stroke.
    assert made[-1] <= 1, made


def test_a_cleanup_that_comes_late_leaves_the_newer_call_alone(open_tab):
    """Data that change while a module is loading: Streamlit cleans up the first call after the second one."""
    page = open_tab(PATH).page
    files = ("shared/dom.js", "shared/canvas.js", "eraser/mask.js", "eraser/eraser.js")
    source = "\n".join((HERE / file).read_text("utf-8") for file in files)
    watched = page.evaluate(
        """async (source) => {
            const { default: show } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })))
            const watched = new Set()
            window.ResizeObserver = class {
                observe(target) { watched.add(target) }
                disconnect() { watched.clear() }
            }
            const parentElement = document.createElement("div")
            parentElement.innerHTML = `<div class="eraser"><canvas class="sheet"></canvas><label class="size">
                <span></span><input></label><button></button><button></button><button></button></div>`
            const data = { id: "a", rows: 2, columns: 2, picture: "", cover: "", mask: null, words: {} }
            const call = () => show({ parentElement, data, setStateValue() {} })
            const [first, second] = [call(), call()]
            const counts = [watched.size]
            for (const step of [first, second, call]) {
                step()
                counts.push(watched.size)
            }
            return counts
        }""",
        source,
    )
    assert watched == [1, 1, 0, 1]


def test_the_keyboard_erases_and_brings_back(open_tab):
    page = opened(open_tab).page
    page.locator(".eraser .sheet").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "Space"):
        page.keyboard.press(key)
    said = page.locator("[data-testid=stMarkdownContainer]", has_text="You erased")
    expect(said).to_contain_text("You erased 1 % of the pixels")
    page.keyboard.press("Backspace")
    expect(said).to_have_count(0)


def test_the_mask_stays_with_its_picture_and_survives_another_test(open_tab):
    tab = opened(open_tab)
    page = tab.page
    rub(page, (0.3, 0.3), (0.7, 0.3))
    said = page.locator("[data-testid=stMarkdownContainer]", has_text="You erased")
    expect(said).to_be_visible()
    erased = page.locator(".eraser").get_attribute("data-erased")
    tests = page.locator(".st-key-in_why_test")
    tests.get_by_text("All methods").click()
    expect(page.locator(".why-row figure")).to_have_count(6)
    tests.get_by_text("Erase by hand").click()
    expect(page.locator(".eraser")).to_have_attribute("data-erased", erased)
    expect(said).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(open_tab):
    tab = opened(open_tab, **PHONE)
    page = tab.page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sheet = page.locator(".eraser .sheet")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-testid=stMarkdownContainer]", has_text="You erased")).to_be_visible()
    tab.picture("inside-why-phone")
