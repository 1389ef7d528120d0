"""The mode Function in a browser: what is pointed at moves the dot, and every number is TensorFlow's."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

import cnnlab.web.components
from cnnlab.ops import kernels
from cnnlab.ops.activation import NAMES
from cnnlab.ops.activation_report import report_activation
from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = pytest.mark.browser

COMPONENTS = Path(cnnlab.web.components.__file__).parent
POINTWISE = [name for name in NAMES if name != "softmax"]
SOBEL = kernels.build("sobel_x")
PLACES = [(0.1, 0.1), (0.25, 0.8), (0.5, 0.5), (0.62, 0.31), (0.9, 0.9)]


def ready(tab):
    """Wait until TensorFlow has confirmed what is shown; return the component's element."""
    element = tab.page.locator(".activation")
    expect(element).to_have_attribute("data-source", "tensorflow", timeout=CONFIRMATION)
    name = element.get_attribute("data-id")
    expect(tab.page.locator(f".badge[data-state=agrees][data-id='{name}']")).to_be_visible(
        timeout=CONFIRMATION
    )
    expect(element).to_have_attribute("data-ready", "true")
    return element


def shown(tab) -> dict[str, str]:
    return tab.page.locator(".activation").evaluate("root => ({...root.dataset})")


def point(tab) -> list[float]:
    """The value in hand: x, f(x), slope."""
    return [float(shown(tab)[name]) for name in ("x", "y", "slope")]


def stage(tab, part: str):
    return tab.page.locator(f".activation .stage[data-part={part}]")


def hover(tab, part: str, down: float, across: float) -> None:
    box = stage(tab, part).bounding_box()
    tab.page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
    frame(tab)


def frame(tab) -> None:
    tab.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def pixels_of(tab) -> np.ndarray:
    source = tab.page.evaluate("() => window.cnnlab.bus.last.get('activation/picture').src")
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))))


def dot(tab) -> tuple[float, float]:
    """Where the dot on the curve is, in the numbers of the axes: read from the ticks beside it."""
    ticks = tab.page.locator(".plot .tick").evaluate_all(
        """all => all.map(each => {
          const [anchor, x, y] = ["text-anchor", "x", "y"].map(name => each.getAttribute(name))
          return [each.textContent.replace("−", "-"), anchor, x, y]
        })"""
    )
    big = tab.page.locator(".plot .dot").last
    place = [float(big.get_attribute(name)) for name in ("cx", "cy")]
    found = []
    for axis, anchor, shift in ((0, "middle", 0), (1, "end", -4)):
        numbers = [float(text) for text, kind, _, _ in ticks if kind == anchor]
        where = [float(each[2 + axis]) + shift for each in ticks if each[1] == anchor]
        slope, start = np.polyfit(where, numbers, 1)
        found.append(slope * place[axis] + start)
    return found[0], found[1]


def test_the_first_paint(open_tab):
    tab = open_tab("/activations?size=128")
    ready(tab)
    report = report_activation(pixels_of(tab), SOBEL, 0.0, "relu", 0.2, 1.0)
    x, y, slope = point(tab)
    assert x < 0, "the ring should begin where ReLU has something to do"
    assert (y, slope) == (0, 0)
    assert x == pytest.approx(report.before[int(shown(tab)["row"]), int(shown(tab)["col"])], abs=1e-5)
    text = tab.page.locator(".activation .panel").inner_text()
    assert f"{x:.3f}".rstrip("0").replace("-", "−") + " → 0" in text
    assert "slope 0: no gradient passes here" in text
    assert tab.page.locator(".plot .bars").count() == 2
    tab.picture("activations_function")


@pytest.mark.parametrize(
    ("query", "function"),
    [
        ("", ("relu", 0.2, 1.0)),
        ("&act=leaky_relu&act_slope=0.35", ("leaky_relu", 0.35, 1.0)),
        ("&act=elu&act_alpha=2.5&act_bias=-0.4", ("elu", 0.2, 2.5)),
        ("&act=gelu&act_gain=3", ("gelu", 0.2, 1.0)),
        ("&act=sigmoid&act_bias=0.5&act_gain=5", ("sigmoid", 0.2, 1.0)),
        ("&act=softplus", ("softplus", 0.2, 1.0)),
        ("&act=swish&act_gain=2", ("swish", 0.2, 1.0)),
    ],
)
def test_pointing_moves_the_dot(open_tab, query, function):
    tab = open_tab(f"/activations?size=64{query}")
    ready(tab)
    bias, gain = (float(tab.query.get(name, start)) for name, start in (("act_bias", 0), ("act_gain", 1)))
    report = report_activation(pixels_of(tab), SOBEL * np.float32(gain), bias, *function)
    height, width = report.before.shape
    seen = set()
    for part in ("before", "after"):
        for down, across in PLACES:
            hover(tab, part, down, across)
            row, column = (int(shown(tab)[name]) for name in ("row", "col"))
            assert abs(row - down * height) <= 1
            assert abs(column - across * width) <= 1
            expected = [float(each[row, column]) for each in (report.before, report.after, report.slope)]
            assert point(tab) == pytest.approx(expected, abs=report.tolerance + 1e-5)
            assert dot(tab) == pytest.approx(expected[:2], abs=0.01 * (1 + abs(expected[0])))
            seen.add(round(float(expected[0]), 3))
    assert len(seen) > 2


def test_leaving_goes_back_and_a_click_stays(open_tab):
    tab = open_tab("/activations?size=64")
    ready(tab)
    start = point(tab)
    hover(tab, "before", 0.3, 0.3)
    tab.page.mouse.move(5, 5)
    frame(tab)
    assert point(tab) == start
    hover(tab, "after", 0.3, 0.6)
    tab.page.mouse.down()
    tab.page.mouse.up()
    place = [shown(tab)[name] for name in ("row", "col")]
    tab.page.mouse.move(5, 5)
    tab.page.wait_for_url(f"**act_at={place[0]},{place[1]}*")
    assert [shown(tab)[name] for name in ("row", "col")] == place


def test_arrows_move_the_ring_and_the_place_comes_into_the_address(open_tab):
    tab = open_tab("/activations?size=64&act_at=20,30")
    ready(tab)
    stage(tab, "before").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowLeft", "ArrowUp"):
        tab.page.keyboard.press(key)
    frame(tab)
    assert [shown(tab)[name] for name in ("row", "col")] == ["21", "21"]
    report = report_activation(pixels_of(tab), SOBEL, 0.0, "relu", 0.2, 1.0)
    assert point(tab)[0] == pytest.approx(report.before[21, 21], abs=1e-5)
    tab.page.wait_for_url("**act_at=21,21*")
    expect(tab.page.locator(".activation .live")).to_contain_text("slope")


def test_pointing_at_the_plot_shows_which_pixels_have_such_a_value(open_tab):
    tab = open_tab("/activations?size=64&act=tanh")
    ready(tab)
    marks = stage(tab, "before").locator("canvas.marks")
    lit = """canvas => {
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
      let count = 0
      for (let i = 0; i < data.length; i += 4) if (data[i] > 180 && data[i + 1] > 220 && data[i + 2] < 90) count++
      return count / (data.length / 4)
    }"""
    few = marks.evaluate(lit)
    box = tab.page.locator(".plot").bounding_box()
    dots = tab.page.locator(".plot line.zero").first
    zero = float(dots.get_attribute("x1"))
    tab.page.mouse.move(box["x"] + zero, box["y"] + box["height"] / 2)
    frame(tab)
    x, y, slope = point(tab)
    assert (x, y, slope) == pytest.approx((0, 0, 1), abs=0.03)
    assert marks.evaluate(lit) > few + 0.05, "values near zero are many"
    tab.page.mouse.move(5, 5)
    frame(tab)
    assert marks.evaluate(lit) == pytest.approx(few)


def test_keys_go_along_the_curve(open_tab):
    tab = open_tab("/activations?size=64&act=tanh&act_at=20,30")
    ready(tab)
    start = point(tab)
    plot = tab.page.get_by_role("slider", name="The curve of")
    plot.focus()
    low, high = (float(plot.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
    assert low < start[0] < high
    for key, expected in (("ArrowRight", start[0] + (high - low) / 61), ("ArrowLeft", start[0])):
        tab.page.keyboard.press(key)
        frame(tab)
        assert point(tab)[0] == pytest.approx(expected, abs=1e-4)
    for key, expected in (("Home", low), ("ArrowLeft", low), ("End", high)):
        tab.page.keyboard.press(key)
        frame(tab)
        x, y, _ = point(tab)
        assert (x, y) == pytest.approx((expected, np.tanh(expected)), abs=1e-4)
        assert float(plot.get_attribute("aria-valuenow")) == x
    assert plot.get_attribute("aria-valuetext").startswith(f"{high:g} → 0.99")
    plot.blur()
    frame(tab)
    assert point(tab) == start


def test_a_place_that_is_none_leaves_the_ring_where_it_is(open_tab):
    tab = open_tab("/activations?size=64")
    ready(tab)
    start = point(tab)
    tab.page.get_by_text("More", exact=True).click()
    box = tab.page.get_by_role("textbox", name="Value on the curve")
    for text in ("abc", "3", "-1,2", "1,x"):
        box.fill(text)
        box.press("Enter")
        tab.settle()
        frame(tab)
        assert point(tab) == start, text
    assert not tab.errors


def test_a_predecessor_leaves_its_successors_values_alone(open_tab):
    tab = open_tab("/activations?size=64")
    ready(tab)
    left = tab.page.locator(".activation").evaluate(
        """root => {
          const { bus } = window.cnnlab
          bus.last.set("activation/scope", "the successor's")
          root.instance.end()
          return bus.last.get("activation/scope")
        }"""
    )
    assert left == "the successor's"


def test_a_link_opens_the_same(open_tab):
    tab = open_tab("/activations?act=elu&act_alpha=2&act_kernel=laplacian&act_bias=0.3&act_at=10,20&size=64")
    ready(tab)
    report = report_activation(pixels_of(tab), kernels.build("laplacian"), 0.3, "elu", 0.2, 2.0)
    expected = [float(each[10, 20]) for each in (report.before, report.after, report.slope)]
    assert point(tab) == pytest.approx(expected, abs=report.tolerance + 1e-5)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_a_phone(open_tab, language):
    tab = open_tab(f"/activations?size=64&act=sigmoid&lang={language}", **PHONE)
    ready(tab)
    before, after, plot = (
        each.bounding_box()
        for each in (stage(tab, "before"), stage(tab, "after"), tab.page.locator(".activation .plot"))
    )
    assert before["y"] == after["y"]
    assert before["width"] == after["width"]
    assert before["x"] + before["width"] < after["x"]
    assert plot["y"] > before["y"] + before["height"]
    assert plot["x"] >= 0
    assert max(plot["x"] + plot["width"], after["x"] + after["width"]) <= 390
    assert tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 391
    controls = tab.page.locator(".st-key-act").bounding_box()
    assert controls["y"] > plot["y"] + plot["height"]
    x, y = after["x"] + 0.3 * after["width"], after["y"] + 0.4 * after["height"]
    tab.page.touchscreen.tap(x, y)
    tab.page.wait_for_url("**act_at=*")
    row, column = map(int, tab.query["act_at"].split(","))
    assert abs(row - 0.4 * 62) <= 1
    assert abs(column - 0.3 * 62) <= 1
