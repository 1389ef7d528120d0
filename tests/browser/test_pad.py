"""The drawing pad in a real browser, on a small application of its own."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.small_app import pages, serve

pytestmark = pytest.mark.browser

APPLICATION = """
import base64
import streamlit as st
from cnnlab.web.components import pad

st.text("Elsewhere")
if st.checkbox("More"):
    st.text("something above")
drawing = pad.pad("sheet", words=pad.words(), paper=st.query_params.get("paper", "black"))
st.text("empty" if drawing is None else base64.b64encode(drawing.tobytes()).decode())
with st.popover("Small pad"):
    pad.pad("small", words=pad.words())
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serve(APPLICATION, tmp_path_factory.mktemp("pad")) as address:
        yield address


@pytest.fixture
def open_page(chromium, address):
    with pages(chromium, address, ready=".pad[data-ready]") as open_page:
        yield open_page


def stroke(page, *points: tuple[float, float], steps: int = 5) -> None:
    """Draw with the mouse; coordinates are CSS pixels on the sheet."""
    sheet = page.locator(".sheet").first
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + points[0][0], box["y"] + points[0][1])
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(box["x"] + x, box["y"] + y, steps=steps)
    page.mouse.up()


def text_of(page):
    """The last text of the application: the drawing, as Python has it."""
    return page.get_by_test_id("stText").last


def drawing_in_python(page) -> np.ndarray:
    expect(text_of(page)).not_to_have_text("empty")
    return np.frombuffer(base64.b64decode(text_of(page).inner_text()), np.uint8).reshape(140, 140)


def next_drawing(page, act) -> np.ndarray:
    """Do something and return the drawing as soon as Python has another one."""
    before = text_of(page).inner_text()
    act()
    expect(text_of(page)).not_to_have_text(before)
    return drawing_in_python(page)


def pixels(page) -> str:
    return page.locator(".sheet").first.evaluate("sheet => sheet.toDataURL()")


def bar(x0: float, x1: float, y: float, radius: float) -> np.ndarray:
    """How much of each pixel a horizontal line with round ends covers, in pixels of the drawing."""
    rows, cols = np.mgrid[:140, :140] + 0.5
    distance = np.hypot(cols - np.clip(cols, x0, x1), rows - y)
    return 255 * np.clip(radius - distance + 0.5, 0, 1)


def test_a_stroke_arrives_as_ink_where_it_was_drawn(open_page):
    page = open_page()

    drawing = next_drawing(page, lambda: stroke(page, (70, 100), (210, 100)))

    expected = bar(35, 105, 50, 5)  # half of 70, 210, 100 and of half the brush of 20
    assert np.abs(drawing - expected).max() < 60  # a pixel on the edge may differ by its antialiasing
    assert abs(drawing.sum() / expected.sum() - 1) < 0.01


def test_a_curve_is_smooth(open_page):
    """Six points on a circle of 100: the sides would reach the corners, the curves pass at 87.5."""
    page = open_page()
    angles = np.arange(7) * np.pi / 3
    corners = [(140 + 100 * np.cos(a), 140 + 100 * np.sin(a)) for a in angles]

    drawing = next_drawing(page, lambda: stroke(page, *corners, steps=1))

    def at(radius: float) -> list[int]:
        places = ((140 + radius * np.sin(a), 140 + radius * np.cos(a)) for a in angles[1:6])
        return [int(drawing[int(y / 2), int(x / 2)]) for y, x in places]

    assert at(87.5) == [255] * 5
    assert at(104) == [0] * 5  # a sharp corner has ink to 110


def test_the_drawing_survives_a_rerun_and_a_change_of_theme(open_page):
    page = open_page(color_scheme="light")
    first = next_drawing(page, lambda: stroke(page, (40, 40), (40, 240)))
    seen = pixels(page)

    page.get_by_text("More", exact=True).click()
    expect(page.get_by_text("something above")).to_be_visible()
    colour = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => ({colour})() !== light", arg=light)

    assert pixels(page) == seen
    both = next_drawing(page, lambda: stroke(page, (200, 40), (200, 240)))
    assert np.array_equal(both[:, :60], first[:, :60])
    assert both[70, 100] == 255


def test_eraser_undo_and_clear_with_the_keyboard_alone(open_page):
    page = open_page()
    drawn = next_drawing(page, lambda: stroke(page, (40, 140), (240, 140)))

    page.get_by_role("slider", name="Brush size").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Eraser")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Eraser")).to_have_attribute("aria-pressed", "true")
    erased = next_drawing(page, lambda: stroke(page, (140, 40), (140, 240)))
    assert drawn[70, 70] == 255
    assert erased[70, 70] == 0
    assert erased[70, 30] == 255

    page.get_by_role("button", name="Eraser").focus()
    page.keyboard.press("Tab")
    assert np.array_equal(next_drawing(page, lambda: page.keyboard.press("Enter")), drawn)  # undo
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # clear
    expect(text_of(page)).to_have_text("empty")
    assert page.locator(".pad").get_attribute("data-ink") == "false"
    assert np.array_equal(next_drawing(page, lambda: page.keyboard.press("Control+z")), drawn)


def test_the_brush_has_a_size(open_page):
    page = open_page()
    page.get_by_role("slider", name="Brush size").fill("48")

    drawing = next_drawing(page, lambda: stroke(page, (70, 100), (210, 100)))

    assert abs(drawing.sum() / bar(35, 105, 50, 12).sum() - 1) < 0.01


def test_white_paper_has_black_ink(open_page):
    page = open_page("/?paper=white")

    drawing = next_drawing(page, lambda: stroke(page, (70, 100), (210, 100)))

    assert (drawing[50, 70], drawing[0, 0]) == (0, 255)
    seen = np.asarray(Image.open(io.BytesIO(page.locator(".sheet").first.screenshot())).convert("L"))
    assert (seen[100, 140], seen[20, 20]) == (0, 255)


def test_a_pad_that_is_opened_again_shows_its_drawing(open_page):
    page = open_page()
    button = page.get_by_role("button", name="Small pad")
    button.click()
    small = page.locator(".st-key-small .sheet")
    expect(page.locator(".st-key-small .pad")).to_have_attribute("data-ready", "true")
    small.click(position={"x": 140, "y": 140})
    expect(page.locator(".st-key-small .pad")).to_have_attribute("data-ink", "true")

    page.get_by_text("Elsewhere").click()
    expect(small).to_have_count(0)
    button.click()

    expect(page.locator(".st-key-small .pad")).to_have_attribute("data-ink", "true")
    alpha = "sheet => sheet.getContext('2d').getImageData(280, 280, 1, 1).data[3]"
    assert small.evaluate(alpha) == 255


def test_a_finger_draws_and_does_not_scroll(open_page):
    page = open_page(has_touch=True, is_mobile=True)
    page.set_viewport_size({"width": 390, "height": 600})
    sheet = page.locator(".sheet").first
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    devtools = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": box["x"] + x, "y": box["y"] + y, "id": i} for i, (x, y) in enumerate(points)]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    def draw() -> None:
        touch("touchStart", (100, 60))
        for y in range(70, 211, 10):
            touch("touchMove", (100, y))
        touch("touchStart", (100, 210), (250, 210))  # a second finger changes nothing
        touch("touchEnd")

    drawing = next_drawing(page, draw)

    assert abs(drawing.sum() / bar(30, 105, 50, 5).sum() - 1) < 0.02
    assert np.abs(drawing.T - bar(30, 105, 50, 5)).max() < 60
    assert sheet.bounding_box() == box


def test_a_pen_draws_by_its_pressure(open_page):
    page = open_page()
    box = page.locator(".sheet").first.bounding_box()
    devtools = page.context.new_cdp_session(page)

    def pen(kind: str, x: float, force: float) -> None:
        event = {"type": kind, "x": box["x"] + x, "y": box["y"] + 140, "button": "left", "buttons": 1}
        event |= {"pointerType": "pen", "force": force, "clickCount": 1}
        devtools.send("Input.dispatchMouseEvent", event)

    def draw() -> None:
        pen("mousePressed", 40, 0.1)
        for x in range(50, 241, 10):
            pen("mouseMoved", x, 0.1 if x < 140 else 1.0)
        pen("mouseReleased", 240, 0)

    drawing = next_drawing(page, draw)

    thickness = (drawing > 127).sum(axis=0)
    assert thickness[40] < 7  # 20 CSS pixels * (0.4 + 0.12), halved
    assert thickness[100] > 14
