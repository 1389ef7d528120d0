"""The application without a browser and with the engine in this process."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def _installed_components():
    """Look once for components among all that is installed: each simulated application would, for half a second."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: list(found))
        yield


@pytest.fixture(autouse=True)
def inline_engine(monkeypatch):
    monkeypatch.setenv("CNNLAB_SCHEDULER", "inline")
    from cnnlab import engine

    engine.start()
    engine.wait_until_ready(60)
    yield
    engine.stop()


@pytest.fixture
def open_page():
    """Return a function that opens a page with a query, as a link does, and says what it shows."""

    def open_page(page: str = "convolution", query: str = "", **session) -> AppTest:
        app = AppTest.from_file(ROOT / "cnnlab" / "web" / "main.py", default_timeout=120)
        for key, value in parse_qsl(query, keep_blank_values=True):
            app.query_params[key] = value
        # There is no browser that could say it.
        app.session_state["settled"] = {"shown": True}
        for key, value in session.items():
            app.session_state[key] = value
        if page != "start":
            app.switch_page(f"../../pages/{page}.py")
        return app.run()

    return open_page
