"""Own pictures, from a burst of the camera and a drawing to a set that stands in the link."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.tab import CONFIRMATION
from tests.datasets.zips import file_of, packed, photo

pytestmark = pytest.mark.browser

# A camera in place of the machine's: a canvas that changes with every look, so that no two pictures are equal.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
  const pen = canvas.getContext("2d");
  const draw = () => {
    for (let at = 0; at < 20; at++) {
      pen.fillStyle = `hsl(${360 * Math.random()} 80% 50%)`;
      pen.fillRect(160 * Math.random(), 120 * Math.random(), 60, 60);
    }
  };
  draw();
  window.drawing = setInterval(draw, 40);
  window.tracks = canvas.captureStream(30).getTracks();
  return new MediaStream(window.tracks);
};
"""


def test_a_set_of_ones_own(open_tab):
    tab = open_tab("/classifier?cls_mode=data&cls_data=own&cls_side=28", fresh=True)
    tab.page.add_init_script(CAMERA)
    tab.open("/classifier?cls_mode=data&cls_data=own&cls_side=28")
    tab.page.locator(".st-key-cls_new_classes input").fill("noise, squares")
    tab.page.locator(".st-key-cls_new_classes input").press("Enter")
    classes = tab.page.locator(".st-key-cls_open_class button")
    expect(classes).to_have_count(2)

    # The first class by the camera: held until it has taken six.
    classes.first.click()
    tab.page.locator(".st-key-cls_source button").nth(1).click()
    tab.page.locator(".shutter .power").click()
    hold = tab.page.locator(".shutter .hold")
    hold.scroll_into_view_if_needed()
    hold.hover()
    tab.page.mouse.down()
    # Looked at in the browser, which misses no count.
    enough = "hold => Number(hold.textContent.split('·')[1]) >= 6"
    tab.page.wait_for_function(enough, arg=hold.element_handle())
    tab.page.mouse.up()
    expect(tab.page.get_by_text("Pictures added:")).to_be_visible()
    taken = int(classes.first.inner_text().partition("·")[2])
    assert taken >= 6
    # The next burst needs no click more.
    expect(hold).to_be_visible()
    assert tab.page.evaluate("window.tracks.every((track) => track.readyState === 'live')")
    tab.page.locator(".shutter .power").click()
    expect(hold).to_be_hidden()
    assert tab.page.evaluate("window.tracks.every((track) => track.readyState === 'ended')")

    # The second by a zip, which names it.
    tab.page.locator(".st-key-cls_more_ways button").first.click()
    files = {f"squares/{place}.png": file_of(photo(place)) for place in range(5)}
    archive = {
        "name": "s.zip",
        "mimeType": "application/zip",
        "buffer": packed({**files, "squares/x.png": b"no"}),
    }
    tab.page.locator(".st-key-cls_more_ways, [data-testid=stPopoverBody]").locator(
        "input[type=file]"
    ).set_input_files(archive)
    expect(tab.page.get_by_text("Pictures added: 5. Left out: 1.")).to_be_visible(timeout=CONFIRMATION)
    tab.page.keyboard.press("Escape")

    # A reload finds them again; the set is made, and the link has it.
    tab.open("/classifier?cls_mode=data&cls_data=own&cls_side=28")
    expect(classes).to_have_count(2)
    tab.picture("classifier-collecting")
    tab.page.locator(".st-key-cls_make button").click()
    tab.page.wait_for_url("**cls_own=*", timeout=CONFIRMATION)
    expect(tab.page.get_by_text("28 × 28, colour")).to_be_visible(timeout=CONFIRMATION)
    assert len(tab.query["cls_own"]) == 32
    tab.picture("classifier-own-pictures")
