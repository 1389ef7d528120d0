"""Whatever stands in a link, the page opens, says so in one line, and uses what is usual."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BAD = {
    "kernel": ("<script>alert(1)</script>", "Kernel as text"),
    "kernel_size": ("1e9", "Kernel size"),
    "sigma": ("nan", "Sigma"),
    "stride": ("-1", "Stride"),
    "padding": ("../../etc/passwd", "Padding"),
    "preset": ("__class__", "Kernel"),
    "conv_mode": ("卷积", "Mode"),
    "picture": ("\0", "Picture"),
    "size": ("100000", "Size in pixels"),
    "at": ("99999999999,1", "Output value"),
    "bias": ("inf", "Bias"),
    "flip": ("", "Flip the kernel"),
    "lang": ("xx", "Language"),
}
"""Name in the address, a value that is none, and what the control is called."""


def test_each_wrong_value_is_named_in_one_line(open_tab):
    usual = open_tab("/convolution")
    name = usual.confirmed()

    tab = open_tab("/convolution?" + "&".join(f"{key}={quote(value)}" for key, (value, _) in BAD.items()))
    assert tab.confirmed() == name
    warnings = tab.page.get_by_test_id("stAlert")
    expect(warnings).to_have_count(1)
    text = warnings.inner_text()
    assert [label for _, label in BAD.values() if label not in text] == []
    assert "alert(1)" not in text
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Convolution")
    tab.carries()

    tab.page.get_by_role("button", name="Understood").click()
    expect(warnings).to_have_count(0)
    assert tab.confirmed() == name


@pytest.mark.parametrize(
    "query",
    ["kernel=" + "9," * 3_000, "preset=box&preset=gaussian", "=&&;&%ff=%fe", "unknown=1&another"],
    ids=["very long", "twice", "no query at all", "unknown names"],
)
def test_odd_queries(open_tab, query):
    tab = open_tab(f"/convolution?{query}")
    tab.confirmed()
    expect(tab.page.get_by_test_id("stAlert")).to_have_count(1 if query.startswith("kernel") else 0)


def test_settings_that_leave_no_output_get_a_sentence_and_can_be_changed(open_tab):
    tab = open_tab()
    tab.confirmed()
    tab.page.goto(tab.server + "/convolution?preset=box&kernel_size=15&dilation=8&size=32")
    expect(tab.page.get_by_text("Choose a smaller kernel or dilation")).to_be_visible()
    expect(tab.page.locator(".scope")).to_have_count(0)

    tab.page.get_by_role("button", name="Reset").click()
    tab.confirmed()
    tab.carries(size="32")
