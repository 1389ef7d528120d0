"""English and Chinese: by the browser, by the link, by hand, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.tab import DESKTOP

pytestmark = pytest.mark.browser

CHINESE = {**DESKTOP, "locale": "zh-CN"}


def title(tab):
    return tab.page.get_by_role("heading", level=1)


def test_the_switch_keeps_every_value_and_changes_every_word(open_tab):
    query = "preset=gabor&kernel_size=7&angle=45&stride=2&picture=astronaut&at=20,30"
    tab = open_tab(f"/convolution?{query}")
    before = tab.confirmed()
    values, carried = tab.values, tab.query
    expect(title(tab)).to_have_text("Convolution")

    tab.page.get_by_role("radio", name="中文").click()
    expect(title(tab)).to_have_text("卷积")
    expect(tab.page.get_by_text("A window slides over the picture")).to_have_count(0)
    expect(tab.page.get_by_role("link", name="首页")).to_be_visible()
    expect(tab.page.locator(".scope .title").first).to_have_text("输入")
    assert tab.confirmed() == before
    assert tab.values == values
    tab.carries(**carried, lang="zh")

    tab.page.get_by_role("radio", name="English").click()
    expect(title(tab)).to_have_text("Convolution")
    assert tab.confirmed() == before
    tab.carries(**carried)


def test_a_link_says_the_language(open_tab):
    tab = open_tab("/convolution?lang=zh")
    expect(title(tab)).to_have_text("卷积")
    tab.confirmed()
    expect(tab.page.locator(".badge")).to_contain_text("TensorFlow")
    tab.carries(lang="zh")


def test_a_chinese_browser_is_spoken_to_in_chinese(open_tab):
    tab = open_tab("/convolution", **CHINESE)
    expect(title(tab)).to_have_text("卷积")
    tab.carries()

    tab.page.get_by_role("radio", name="English").click()
    expect(title(tab)).to_have_text("Convolution")
    tab.carries(lang="en")
    tab.page.reload()
    expect(title(tab)).to_have_text("Convolution")
