"""A photograph of one's own in the modes of Style transfer that work on it for longer than a moment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cnnlab import pretrained
from tests.browser.tab import CONFIRMATION
from tests.browser.uploads import photograph, upload

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not {"stylizer", "perceptual"} <= set(pretrained.names()), reason="a model is not here"
    ),
]

PATIENCE = 2 * CONFIRMATION
"""Milliseconds: the processes for what takes longer may have to start first, and the steps to be compiled."""
SQUARE = 160
"""Pixels of a photograph that a network for one style is judged by, as it is shown."""


def take_in_hand(tab) -> None:
    upload(tab, "meadow.jpg", photograph(), "image/jpeg")
    tab.page.wait_for_url(lambda url: "picture=own" in url)
    tab.settle()


def is_the_meadow(picture, left: float = 0.0) -> bool:
    """Tell whether a picture, from a share of its width on, has blue above and green below."""
    above, below = picture.evaluate(
        """async (picture, left) => {
            await picture.decode()
            const { naturalWidth: width, naturalHeight: height } = picture
            const sheet = new OffscreenCanvas(1, 2).getContext("2d")
            for (const [row, from] of [[0, 0.05], [1, 0.75]])
                sheet.drawImage(picture, left * width, from * height, (1 - left) * width, 0.2 * height, 0, row, 1, 1)
            return [0, 1].map((row) => [...sheet.getImageData(0, row, 1, 1).data])
        }""",
        left,
    )
    return above[2] > above[1] + 20 and below[1] > below[2] + 20


def test_step_by_step(open_tab):
    tab = open_tab("/style?lang=en&style_mode=steps&style_s_seconds=60")
    # While one painting follows another both stand there for a moment.
    page, shown = tab.page, tab.page.locator(".painting[data-ready]").first
    paint = page.get_by_role("button", name="Paint, 60 s")
    expect(paint).to_be_visible(timeout=PATIENCE)  # The one that comes by itself has come.
    take_in_hand(tab)
    expect(page.get_by_text("The settings have changed since: Paint makes another picture.")).to_be_visible()
    paint.click()
    expect(shown).to_contain_text(re.compile(r"step [1-9]\d* of \d+"), timeout=PATIENCE)
    expect(shown).to_have_attribute("data-live", "true")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped: this is the best picture so far.")).to_be_visible(timeout=PATIENCE)
    expect(shown).to_have_attribute("data-live", "false")
    expect(page.locator("dl.facts")).to_contain_text("Loss")
    # It has begun with the photograph itself.
    shown.locator("input[type=range]").focus()
    page.keyboard.press("Home")
    expect(shown).to_have_attribute("data-at", "0")
    assert is_the_meadow(shown.locator("img"))
    tab.carries(style_mode="steps", style_s_seconds="60", picture="own")


def test_train_a_style(open_tab):
    short = "style_t_epochs=1&style_t_steps=1&style_t_crop=64&style_t_batch=1"
    tab = open_tab(f"/style?lang=en&style_mode=train&{short}")
    page, looks = tab.page, tab.page.locator(".rebuilds")
    given = looks.locator(".row.given img")
    expect(given).to_have_js_property("naturalWidth", 3 * SQUARE, timeout=PATIENCE)
    take_in_hand(tab)
    page.get_by_text("Learn from my own photograph, too").click()
    expect(given).to_have_js_property("naturalWidth", 4 * SQUARE, timeout=PATIENCE)
    assert is_the_meadow(given, 0.75)
    page.locator(".st-key-style_t_train button").click()
    expect(page.get_by_role("button", name="Again from the same start")).to_be_visible(timeout=PATIENCE)
    expect(looks).to_have_attribute("data-step", "1", timeout=PATIENCE)
    assert is_the_meadow(given, 0.75)
    painted = looks.locator(".row.rebuilt img")
    expect(painted).to_have_js_property("naturalWidth", 4 * SQUARE)
    assert painted.get_attribute("src") != given.get_attribute("src")


def test_how_it_works(open_tab):
    tab = open_tab("/style?lang=en&style_mode=how")
    content = tab.page.get_by_alt_text("The picture in hand, a square of it")
    result = tab.page.get_by_alt_text("The content in that style, by the shipped network")
    expect(result).to_be_visible(timeout=PATIENCE)
    before, painted = (each.get_attribute("src") for each in (content, result))
    assert not is_the_meadow(content)
    take_in_hand(tab)
    expect(content).not_to_have_attribute("src", before)
    expect(result).not_to_have_attribute("src", painted, timeout=PATIENCE)
    assert is_the_meadow(content)
    expect(tab.page.locator("dl.facts")).to_contain_text("relu1_1")
