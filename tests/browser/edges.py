"""Whether a page keeps within its window."""

from __future__ import annotations

from tests.browser.tab import Tab

OVERFLOWING = """() => {
  const pages = [document.documentElement, document.querySelector('[data-testid=stMain]')]
  return pages.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.outerHTML.slice(0, 80))
}"""


def nothing_runs_over(tab: Tab) -> None:
    """Nothing of an open page may run over the edge of its window."""
    width = tab.page.viewport_size["width"]
    assert tab.page.evaluate("innerWidth") == width
    assert tab.page.evaluate(OVERFLOWING) == []
    for picture in tab.page.locator(".stage, .figures img, .js-plotly-plot").all():
        box = picture.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
