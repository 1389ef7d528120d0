"""The window of the Pooling page under mouse and keyboard: every number is what NumPy makes of the picture."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser import oracle
from tests.browser.edges import OVERFLOWING
from tests.browser.tab import PHONE
from tests.browser.test_scope_by_hand import frame, hover, place

pytestmark = pytest.mark.browser

KINDS = {"max": np.max, "average": np.mean, "l2": lambda part: np.sqrt((part**2).sum())}
PARTS = ("input", "output", "output-2")


def window(tab, size: int = 2, stride: int | None = None) -> tuple[np.ndarray, int, int]:
    """The numbers under the window, and its first row and column in the picture."""
    row, column = place(tab)
    top, left = row * (stride or size), column * (stride or size)
    return oracle.picture_of(tab, "pooling")[top : top + size, left : left + size], top, left


def written(tab, kind: str) -> float:
    """A result as it is written under the pictures."""
    return float(tab.page.locator(f".scope .line[data-kind={kind}] b").first.inner_text())


def winner(part: np.ndarray, top: int, left: int) -> str:
    down, across = np.unravel_index(part.argmax(), part.shape)
    return f"{top + down},{left + across}"


def marked(tab, part: str) -> np.ndarray:
    """Where the marks over a picture are: the mean place of what is drawn there, in parts of its size."""
    return np.array(
        tab.page.locator(f".scope .stage[data-part={part}] canvas.marks").evaluate(
            """canvas => {
              const { width, height } = canvas
              const { data } = canvas.getContext("2d").getImageData(0, 0, width, height)
              let [n, x, y] = [0, 0, 0]
              for (let i = 0; i < width * height; i++) {
                if (data[4 * i + 3] === 0) continue
                n++
                x += i % width
                y += Math.floor(i / width)
              }
              return [y / n / height, x / n / width]
            }"""
        )
    )


def test_first_paint(open_tab):
    tab = open_tab("/pooling")
    tab.confirmed()
    assert tab.scope["outputSize"] == "128,128"
    boxes = [tab.stage(part).bounding_box() for part in PARTS]
    assert len({(box["width"], box["height"], box["y"]) for box in boxes}) == 1, (
        "three equal pictures in a row"
    )
    part, top, left = window(tab)
    assert part.max() - part.mean() > 0.2, "it begins where there is something to be seen"
    assert tab.values[0] == pytest.approx(part.max(), abs=1e-6)
    assert written(tab, "max") == pytest.approx(part.max(), abs=6e-4)
    assert written(tab, "average") == pytest.approx(part.mean(), abs=6e-4)
    assert tab.scope["rings"] == winner(part, top, left)
    line = tab.page.locator(".scope .line[data-kind=average]").inner_text()
    assert line.split("= ")[1].startswith(
        "(" + " + ".join(f"{value:.3f}" for value in part.ravel()) + ") / 4"
    )
    tab.picture("pooling-window")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_agrees_with_tensorflow(open_tab, kind):
    tab = open_tab(f"/pooling?pool_kind={kind}&pool_window=3&size=64")
    tab.confirmed()
    part, _, _ = window(tab, 3)
    assert tab.values[0] == pytest.approx(KINDS[kind](part), rel=1e-5)
    own, theirs = (np.array(tab.on_bus(name, "pooling")["values"]) for name in ("scope", "tensorflow"))
    assert own.shape == theirs.shape == (2 * 21 * 21,)
    np.testing.assert_array_equal(own[: 21 * 21], theirs[: 21 * 21], "a maximum is one of the values")
    np.testing.assert_allclose(own, theirs, rtol=1e-5)
    assert tab.page.locator(".scope .box.chosen").count() == 1


def test_the_badge_notices_a_maximum_that_is_nearly_right(open_tab):
    tab = open_tab("/pooling?size=32")
    name = tab.confirmed()
    tab.page.evaluate(
        """name => {
          const { bus } = window.cnnlab
          const told = bus.last.get("pooling/scope")
          const values = Float32Array.from(told.values)
          values[0] *= 1 + 1e-6
          bus.last.set("pooling/scope", { ...told, values })
          for (const listener of bus.listeners.get("pooling/scope")) listener()
        }""",
        name,
    )
    expect(tab.page.locator(".badge")).to_have_attribute("data-state", "differs")


@pytest.mark.parametrize("part", PARTS)
def test_hovering_moves_the_window_in_all_pictures(open_tab, part):
    tab = open_tab("/pooling?size=32&pool_window=4")
    tab.confirmed()
    for down, across in [(0.2, 0.3), (0.7, 0.8)]:
        hover(tab, part, down, across)
        row, column = place(tab)
        assert (row, column) == (int(down * 8), int(across * 8))
        values, top, left = window(tab, 4)
        assert tab.values[0] == pytest.approx(values.max(), abs=1e-6)
        assert tab.scope["rings"] == winner(values, top, left)
        if part == "input":
            continue
        for other in PARTS:
            seen = marked(tab, other)
            assert seen == pytest.approx([(row + 0.5) / 8, (column + 0.5) / 8], abs=0.06), other


def test_the_winner_is_ringed_in_picture_and_panel(open_tab):
    tab = open_tab("/pooling?size=16&pool_window=4&pool_channel=each&pool_at=2,1")
    tab.confirmed()
    picture = oracle.picture_of(tab, "pooling")[8:12, 4:8]
    assert tab.scope["rings"].split(";") == [winner(picture[..., c], 8, 4) for c in range(3)]
    for c in range(3):
        cell = tab.page.locator(".scope .term").nth(c).locator(".number.winner")
        expect(cell).to_have_count(1)
        down, across = np.unravel_index(picture[..., c].argmax(), (4, 4))
        assert cell.get_attribute("data-tap") == f"{c},{down},{across}"


def test_what_lies_in_the_padding_does_not_count(open_tab):
    tab = open_tab("/pooling?size=16&pool_window=3&pool_padding=same&pool_kind=average&pool_at=5,5")
    tab.confirmed()
    part = oracle.picture_of(tab, "pooling")[14:16, 14:16]
    assert tab.values[0] == pytest.approx(part.mean(), rel=1e-5)
    assert tab.page.locator(".scope .field.patch .number.outside").count() == 5
    tab.page.locator(".scope .field.patch .number.outside").first.hover()
    expect(tab.page.locator(".scope .tap")).to_have_text("Beyond the border: it does not count.")
    tab.page.locator(".scope .field.patch .number:not(.outside)").first.hover()
    expect(tab.page.locator(".scope .tap")).to_contain_text("Row 14, column 14 of the picture")


def test_the_way_back_of_one_output(open_tab):
    tab = open_tab("/pooling?size=16&pool_kind=l2")
    tab.confirmed()
    part, _, _ = window(tab)
    shares = [float(text) for text in tab.page.locator(".scope .field.shares .number").all_inner_texts()]
    assert shares == pytest.approx((part / np.sqrt((part**2).sum())).ravel(), abs=6e-4)


def test_the_place_of_the_largest_in_words(open_tab):
    tab = open_tab("/pooling?size=32&pool_window=4")
    tab.confirmed()
    row, column = winner(*window(tab, 4)).split(",")
    line = tab.page.locator(".scope .line[data-kind=max]")
    expect(line).to_contain_text(f", at row {row}, column {column} of the picture")


@pytest.mark.parametrize("size", [2, 12])
def test_an_open_question_covers_the_way_back(open_tab, size):
    tab = open_tab(f"/pooling?size=32&pool_window={size}")
    tab.confirmed()
    cells = tab.page.locator(".scope .field.shares .number")
    colours = "cells => new Set(cells.map((cell) => cell.style.backgroundColor)).size"
    assert cells.evaluate_all(colours) == 2, "the largest gets all"
    tab.page.get_by_role("tab", name="Try this").click()
    tab.page.locator(".st-key-pooling_question button").first.click()
    expect(tab.page.locator(".scope .operand.covered")).to_have_count(1)
    assert cells.evaluate_all(colours) == 1
    assert set(cells.all_text_contents()) == {""}


def test_arrows_move_and_the_link_opens_the_same(open_tab):
    tab = open_tab("/pooling?size=64&pool_kind=average&pool_window=3&pool_tiles=false&pool_stride=2")
    tab.confirmed()
    row, column = place(tab)
    tab.stage("output-2").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp"):
        tab.page.keyboard.press(key)
    frame(tab)
    assert place(tab) == (row + 1, column + 1)
    tab.page.wait_for_url(f"**pool_at={row + 1},{column + 1}*")
    shown = {name: tab.scope[name] for name in ("id", "row", "col", "value", "rings", "outputSize")}
    other = open_tab(tab.page.url.removeprefix(tab.server))
    other.confirmed()
    assert {name: other.scope[name] for name in shown} == shown


def test_space_plays_and_a_step_is_one_window(open_tab):
    tab = open_tab("/pooling?size=32&pool_at=3,3")
    tab.confirmed()
    tab.page.get_by_role("button", name="One step").click()
    frame(tab)
    assert place(tab) == (3, 4)
    tab.stage("output").focus()
    tab.page.keyboard.press("Space")
    expect(tab.page.locator(".scope")).not_to_have_attribute("data-col", "4")
    tab.page.keyboard.press("Space")
    expect(tab.page.get_by_role("button", name="Play")).to_be_visible()


def test_a_slider_gives_another_picture(open_tab):
    tab = open_tab("/pooling?size=64")
    before = tab.confirmed()
    tab.page.get_by_role("slider", name="Window").focus()
    tab.page.keyboard.press("ArrowRight")
    tab.confirmed(before)
    assert tab.scope["outputSize"] == "21,21"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?lang=zh&pool_window=8&pool_channel=each&pool_kind=l2",
        "?picture=rocket&crop=fit&pool_kind=average",
    ],
)
def test_on_a_phone(open_tab, query):
    tab = open_tab(f"/pooling{query}", **PHONE)
    assert tab.page.evaluate(OVERFLOWING) == []
    boxes = {part: tab.stage(part).bounding_box() for part in PARTS}
    for box in boxes.values():
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    chosen = "output-2" if "pool_kind" in query else "output"
    assert boxes[chosen]["y"] == boxes["input"]["y"], "input and chosen output stand side by side"
    assert boxes[chosen]["y"] + boxes[chosen]["height"] <= 844


def test_the_window_stays_where_it_lies_on_the_picture(open_tab):
    tab = open_tab("/pooling?pool_at=66,90")
    tab.confirmed()

    assert place(tab) == (66, 90)
    slider = tab.page.get_by_role("slider", name="Window")
    slider.focus()
    for side in range(3, 9):
        slider.press("ArrowRight")
        size = 256 // side
        expect(tab.page.locator(".scope")).to_have_attribute("data-output-size", f"{size},{size}")
        for at, pixel in zip(place(tab), (133, 181), strict=True):
            assert at * side <= pixel < (at + 1) * side
    for _ in range(6):
        slider.press("ArrowLeft")
    expect(tab.page.locator(".scope")).to_have_attribute("data-output-size", "128,128")
    assert place(tab) == (66, 90)
    tab.carries(pool_at="66,90")
