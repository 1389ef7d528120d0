"""Two networks of points in the browser: single steps, play and pause, drawing; what is shown is TensorFlow's."""

from __future__ import annotations

import csv
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from cnnlab.inference.points_advance import advance
from cnnlab.recipes.points import PointsSpec
from tests.browser.tab import CONFIRMATION

pytestmark = pytest.mark.browser

PAGE = "/gan?gan_mode=points&gan_p_units=4&gan_p_layers=1"
SPEC = PointsSpec(units=4, layers=1)
MADE = (15, 63, 148)


def plane(tab):
    return tab.page.locator(".gan-points")


def press(tab, name: str) -> None:
    plane(tab).get_by_role("button", name=name, exact=True).click()


def at_rest(tab, done: str | None = None) -> dict[str, np.ndarray]:
    """Wait until nothing glides, and return the numbers that are drawn."""
    if done is not None:
        expect(plane(tab)).to_have_attribute("data-done", done, timeout=CONFIRMATION)
    tab.page.wait_for_function(
        "({ dataset }) => dataset.id && dataset.rests === dataset.id", arg=plane(tab).element_handle()
    )
    shown = plane(tab).evaluate(
        "root => Object.fromEntries(['generated', 'surface', 'lattice', 'pushes']"
        ".map((name) => [name, Array.from(root.instance.shown()[name])]))"
    )
    return {name: np.array(values) for name, values in shown.items()}


def downloaded_rows(tab) -> list[list[str]]:
    """Take the curves home, and read them."""
    tab.page.get_by_role("button", name="Download").click()
    with tab.page.expect_download(timeout=CONFIRMATION) as taken:
        tab.page.get_by_role("button", name=re.compile("CSV")).click()
    with open(taken.value.path(), newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    tab.page.keyboard.press("Escape")
    return rows


def test_points_move_by_steps_and_by_themselves_and_are_those_of_tensorflow(open_tab):
    # Who wants less motion presses Play.
    tab = open_tab(PAGE, reduced_motion="reduce")
    first = at_rest(tab, "0,0")
    press(tab, "D step")
    second = at_rest(tab, "0,1")
    press(tab, "G step")
    third = at_rest(tab, "1,1")
    np.testing.assert_array_equal(second["generated"], first["generated"])
    np.testing.assert_array_equal(third["surface"], second["surface"])
    report = advance(SPEC, None, 2).report
    for name, values in third.items():
        np.testing.assert_allclose(values, getattr(report, name).ravel(), atol=1e-4)
    expect(plane(tab).locator(".changed")).to_contain_text("Generator, step 1")

    # The last point that lies on the plane is drawn where TensorFlow has put it, in its colour; an arrow begins there.
    last = next(point for point in report.generated[::-1] if np.abs(point).max() < 1.5)
    pixels = plane(tab).evaluate(
        """(root, [x, y]) => {
            const canvas = root.querySelector('.stage canvas')
            const place = (value, sign) => Math.round(((sign * value + 1.6) / 3.2) * canvas.width)
            return Array.from(canvas.getContext('2d').getImageData(place(x, 1) - 2, place(y, -1) - 2, 5, 5).data)
        }""",
        last.tolist(),
    )
    colours = np.array(pixels).reshape(-1, 4)[:, :3]
    assert np.abs(colours - MADE).max(axis=1).min() < 40

    press(tab, "Play")
    expect(plane(tab)).to_have_attribute("data-done", re.compile(r"^\d{2,},"), timeout=CONFIRMATION)
    press(tab, "Pause")
    expect(plane(tab)).to_have_attribute("data-playing", "false")
    tab.settle()
    fourth = at_rest(tab)
    assert (fourth["generated"] != third["generated"]).any()
    assert float(downloaded_rows(tab)[-1][0]) == int(plane(tab).get_attribute("data-done").split(",")[0])
    press(tab, "Start again")
    np.testing.assert_array_equal(at_rest(tab, "0,0")["generated"], first["generated"])

    # Points of one's own.
    tab.open(f"{PAGE}&gan_p_shape=drawn")
    stage = plane(tab).locator(".stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    tab.page.mouse.move(box["x"] + 150, box["y"] + 150)
    tab.page.mouse.down()
    tab.page.mouse.move(box["x"] + 300, box["y"] + 200, steps=12)
    tab.page.mouse.up()
    tab.page.wait_for_url(re.compile(r"gan_p_drawn=\d{16,}"))
    press(tab, "One step")
    at_rest(tab, "0,1")
    press(tab, "Clear the points")
    expect(plane(tab).locator(".said")).to_contain_text("Draw the real points")
