"""Generated digits under the hand: the large one follows the sliders, and the address says where these rest."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cnnlab import pretrained
from tests.browser.tab import CONFIRMATION, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("mnist-gan" not in pretrained.names(), reason="models/mnist-gan is not here"),
]


def opened(open_tab, path: str = "/gan?gan_mode=play", **context):
    tab = open_tab(path, **context)
    tab.page.locator(".latent[data-ready][data-id]").wait_for(timeout=CONFIRMATION)
    tab.page.get_by_role("tab", name="Code").wait_for()  # what comes below is drawn last
    tab.settle()
    return tab


def latent(tab):
    return tab.page.locator(".latent")


def pixels(canvas) -> str:
    return canvas.evaluate("canvas => canvas.toDataURL()")


def arrived(tab) -> str:
    """Wait until the large picture is that of the place where the sliders are, and return it."""
    tab.page.wait_for_function(
        "({ dataset }) => dataset.id && dataset.id === dataset.at", arg=latent(tab).element_handle()
    )
    return latent(tab).get_attribute("data-id")


def test_the_large_picture_follows_the_sliders(open_tab):
    tab = opened(open_tab)
    tiles, large = latent(tab).locator(".tiles canvas"), latent(tab).locator(".digit")
    assert pixels(large) == pixels(tiles.nth(0))
    tiles.nth(5).click()
    expect(latent(tab)).to_have_attribute("data-id", "5,0,0")
    assert pixels(large) == pixels(tiles.nth(5))

    # How many pictures come while the hand moves: of each it is noted which place it belongs to.
    latent(tab).evaluate(
        "root => { root.seen = new Set(); new MutationObserver(() => root.seen.add(root.dataset.id))"
        ".observe(root, { attributeFilter: ['data-id'] }) }"
    )
    slider = latent(tab).get_by_role("slider", name="Direction 1")
    slider.focus()
    for _ in range(40):
        slider.press("ArrowRight")
        tab.page.wait_for_timeout(25)
    assert arrived(tab) == "5,2,0"
    assert pixels(large) != pixels(tiles.nth(5))
    assert latent(tab).evaluate("root => root.seen.size") >= 5
    tab.carries(gan_place="5,2,0")
    latent(tab).get_by_role("button", name="As it was made").click()
    expect(latent(tab)).to_have_attribute("data-id", "5,0,0")
    assert pixels(large) == pixels(tiles.nth(5))


def test_it_fits_on_a_phone(open_tab):
    tab = opened(open_tab, **PHONE)
    assert tab.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    latent(tab).locator(".tiles button").nth(3).tap()
    expect(latent(tab)).to_have_attribute("data-id", "3,0,0")
