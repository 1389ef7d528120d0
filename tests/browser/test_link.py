"""The link button in a real browser, on a small application of its own."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.small_app import LAN, pages, serve
from tests.chromium import FLAGS, chromium_path

pytestmark = pytest.mark.browser

APPLICATION = """
import streamlit as st
from cnnlab.web.components import link

st.button("Link", key="native")
link.link("copy", words=link.words("Without your picture."))

@st.fragment
def controls():
    st.slider("Stride", 1, 9, key="stride", bind="query-params")
    st.text(f"stride {st.session_state.stride}")

controls()
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serve(APPLICATION, tmp_path_factory.mktemp("link")) as address:
        yield address


@pytest.fixture
def open_page(chromium, address):
    with pages(chromium, address, ready=".link[data-state]") as open_page:
        yield open_page


def test_the_link_is_the_address_at_the_moment_of_the_press(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("slider", name="Stride").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("stride 3")).to_be_visible()

    page.locator(".link button").click()

    expect(page.locator(".link")).to_have_attribute("data-state", "copied")
    expect(page.locator(".link [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith("?stride=3")
    expect(page.locator(".link")).to_have_attribute("data-state", "ready")
    expect(page.locator(".link button").first).to_have_attribute(
        "title", re.compile("Without your picture.$")
    )


def test_without_a_clipboard_the_address_is_shown_and_selected(chromium, address):
    rules = f"--host-resolver-rules=MAP {LAN} 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=[*FLAGS, rules])
    try:
        page = browser.new_page()
        page.goto(address.replace("127.0.0.1", LAN) + "/?stride=4")
        expect(page.get_by_text("stride 4")).to_be_visible(timeout=30_000)
        assert page.evaluate("window.isSecureContext") is False

        page.locator(".link button").click()

        field = page.locator(".link input")
        expect(field).to_be_focused()
        expect(field).to_have_value(page.url)
        assert field.evaluate("f => f.value.slice(f.selectionStart, f.selectionEnd)") == page.url
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()
        expect(page.locator(".link")).to_have_attribute("data-state", "ready")
        expect(page.locator(".link button")).to_be_focused()
    finally:
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_link_looks_like_streamlits_own_button(open_page, scheme):
    page = open_page(color_scheme=scheme)
    ours, native = page.locator(".link button"), page.locator(".st-key-native button")
    style = """button => {
        const s = getComputedStyle(button);
        return [s.height, s.color, s.borderTopColor, s.borderRadius, s.padding, s.fontFamily];
    }"""

    assert ours.evaluate(style) == native.evaluate(style)
    faces = [
        np.asarray(Image.open(io.BytesIO(button.screenshot())).convert("RGB"), int)
        for button in (ours, native)
    ]
    assert np.abs(faces[0][20, 5] - faces[1][20, 5]).max() <= 3
