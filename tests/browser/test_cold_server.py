"""A link to the Convolution page is the first thing that a server ever hears."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.server import serve_app
from tests.browser.tab import Tab
from tests.engine.processes import until

pytestmark = pytest.mark.browser


def test_the_picture_comes_while_tensorflow_still_starts(chromium, tmp_path):
    with serve_app(tmp_path / "log.txt") as server:
        assert until(lambda: server.engine("worker"), 30)
        [worker] = server.engine("worker")
        # However quick the machine, TensorFlow is not there before the picture is.
        worker.suspend()
        tab = Tab(chromium, server.address)
        try:
            tab.page.goto(server.address + "/convolution?preset=gaussian&sigma=2&kernel_size=5")
            scope = tab.page.locator(".scope[data-ready]")
            expect(scope).to_have_attribute("data-source", "browser")
            expect(tab.page.get_by_text("TensorFlow is starting")).to_be_visible()
            before = tab.values

            worker.resume()
            tab.confirmed()
            expect(tab.page.get_by_text("TensorFlow is starting")).to_have_count(0)
            assert tab.values == pytest.approx(before, abs=1e-5)
            tab.carries(preset="gaussian", sigma="2", kernel_size="5")
            tab.check()
        finally:
            worker.resume()
            tab.context.close()
