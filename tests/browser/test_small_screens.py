"""From the phone to the classroom's screen: nothing runs over the edge, and fingers do what the mouse does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.edges import nothing_runs_over
from tests.browser.tab import DESKTOP, PHONE

pytestmark = pytest.mark.browser

TABLET = {"viewport": {"width": 768, "height": 900}}


@pytest.mark.parametrize(
    ("path", "device"),
    [
        ("/convolution", TABLET),
        ("/pooling", TABLET),
        ("/activations?lang=zh", TABLET),
        ("/", TABLET),
        *(("/convolution?lang=zh&preset=box&kernel_size=9", device) for device in (DESKTOP, TABLET, PHONE)),
        ("/activations?act_mode=why&act_why=matrix&act_why_size=7&lang=zh", PHONE),
    ],
)
def test_nothing_runs_over_the_edge(open_tab, path, device):
    """What opens first in each mode is looked at where its picture is taken."""
    tab = open_tab(path, **device)
    tab.answered()
    nothing_runs_over(tab)


def test_on_a_phone_the_pictures_come_before_the_controls(open_tab):
    tab = open_tab("/convolution", **PHONE)
    pictures = tab.page.locator(".scope").bounding_box()
    controls = tab.page.locator(".kernel-grid").bounding_box()
    assert pictures["y"] + pictures["height"] <= controls["y"]
    assert tab.stage("output").bounding_box()["y"] < 844, "the result should be seen without scrolling"


def test_a_finger_drags_a_cell_and_does_not_scroll(open_tab):
    tab = open_tab("/convolution", **PHONE)
    before = tab.confirmed()
    value = tab.scope["value"]
    cell = tab.cell(1, 2)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    devtools = tab.context.new_cdp_session(tab.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        devtools.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    touch("touchStart", (x, y))
    for way in range(5, 61, 5):
        touch("touchMove", (x, y - way))
    expect(tab.page.locator(".scope")).not_to_have_attribute("data-value", value)
    assert cell.bounding_box() == box
    touch("touchEnd")

    tab.confirmed(before)
    tab.page.wait_for_url("**kernel=*")
    assert float(tab.query["kernel"].split(";")[1].split(",")[2]) > 2
