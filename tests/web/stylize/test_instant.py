"""The page Style transfer, its mode Instant."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("mode", ["instant", "steps", "train", "how"])
def test_each_mode_opens(open_page, mode):
    app = open_page("style", f"style_mode={mode}&style_picture=glass&style_seed=2")
    assert not app.exception
    assert not app.error
    assert app.session_state["style_picture"] == "glass"
