"""The window under mouse and keyboard: every number is what NumPy makes of the picture."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import oracle

pytestmark = pytest.mark.browser

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def hover(tab, part: str, down: float, across: float) -> None:
    """Point at a place of a picture, given in parts of its height and width."""
    box = tab.stage(part).bounding_box()
    tab.page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
    frame(tab)


def frame(tab) -> None:
    """Let the browser draw what it has to."""
    tab.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def place(tab) -> tuple[int, int]:
    scope = tab.scope
    return int(scope["row"]), int(scope["col"])


def written(tab, line: str) -> float:
    """Return a number of the arithmetic as it is written under the pictures."""
    cell = tab.page.locator(f".scope .sums tr.{line} td").last
    return float(cell.inner_text().replace("−", "-"))


def test_hovering_the_output(open_tab):
    tab = open_tab()
    tab.confirmed()
    picture = oracle.picture_of(tab)
    height, width = map(int, tab.scope["outputSize"].split(","))
    assert (height, width) == (picture.shape[0] - 2, picture.shape[1] - 2)
    for down, across in [(0.1, 0.1), (0.25, 0.8), (0.5, 0.5), (0.62, 0.31), (0.9, 0.9)]:
        hover(tab, "output", down, across)
        row, column = place(tab)
        assert abs(row - down * height) < 5
        assert abs(column - across * width) < 5
        value = oracle.value(picture, SOBEL, row, column)
        assert tab.values[0] == pytest.approx(value, abs=1e-5)
        assert written(tab, "value") == pytest.approx(value, abs=6e-4)
        patch = tab.page.locator(".scope .field.patch .number").all_inner_texts()
        around = picture[row : row + 3, column : column + 3].ravel()
        assert [float(number) for number in patch] == pytest.approx(around, abs=6e-3)


def test_stride_dilation_padding_flip_bias_and_activation(open_tab):
    kernel = [[0, 1, 2], [-3, 0.5, 1], [0, -2, 0.25]]
    text = ";".join(",".join(map(str, row)) for row in kernel)
    tab = open_tab(
        f"/convolution?kernel={text}&padding=reflect&stride=2&dilation=3&flip=true&bias=0.25&activation=relu&size=64"
    )
    tab.confirmed()
    assert tab.scope["outputSize"] == "32,32"
    picture = oracle.picture_of(tab)
    turned = [row[::-1] for row in kernel[::-1]]
    seen = set()
    for down, across in [(0.03, 0.03), (0.03, 0.97), (0.5, 0.5), (0.3, 0.7), (0.97, 0.4)]:
        hover(tab, "output", down, across)
        total = oracle.value(picture, turned, *place(tab), stride=2, dilation=3, padding="reflect") + 0.25
        assert tab.values[0] == pytest.approx(max(total, 0), abs=1e-5)
        assert written(tab, "total") == pytest.approx(total, abs=6e-4)
        seen.add(total > 0)
    assert seen == {True, False}, "the activation should have had something to do, and something to leave"


def test_hovering_the_input_moves_the_window_over_that_pixel(open_tab):
    tab = open_tab("/convolution?size=32")
    tab.confirmed()
    for down, across in [(0.3, 0.3), (0.55, 0.7)]:
        hover(tab, "input", down, across)
        row, column = place(tab)
        assert row <= down * 32 + 1
        assert down * 32 - 1 <= row + 3
        assert column <= across * 32 + 1
        assert across * 32 - 1 <= column + 3
        assert tab.values[0] == pytest.approx(
            oracle.value(oracle.picture_of(tab), SOBEL, row, column), abs=1e-5
        )


def test_arrows_move_and_the_place_comes_into_the_address(open_tab):
    tab = open_tab()
    tab.confirmed()
    row, column = place(tab)
    tab.stage("output").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowLeft", "ArrowUp"):
        tab.page.keyboard.press(key)
    frame(tab)
    assert place(tab) == (row + 1, column - 9)
    value = oracle.value(oracle.picture_of(tab), SOBEL, row + 1, column - 9)
    assert tab.values[0] == pytest.approx(value, abs=1e-5)
    tab.page.wait_for_url(f"**at={row + 1},{column - 9}*")


def test_space_plays_and_pauses(open_tab):
    tab = open_tab("/convolution?size=32")
    tab.confirmed()
    scope = tab.page.locator(".scope")
    tab.stage("output").focus()
    start = place(tab)

    tab.page.keyboard.press("Space")
    expect(tab.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(scope).not_to_have_attribute("data-col", str(start[1]))

    tab.page.keyboard.press("Space")
    expect(tab.page.get_by_role("button", name="Play")).to_be_visible()
    frame(tab)
    stopped = place(tab)
    assert stopped > start
    tab.page.wait_for_url(f"**at={stopped[0]},{stopped[1]}*")
    assert place(tab) == stopped
