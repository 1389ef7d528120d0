"""What the tests of the mode Time machine share."""

from __future__ import annotations

import json
from time import monotonic

from tests.inference.course_folders import NAME
from tests.web.mode_checks import sound

MODE = f"in_mode=course&cls_model={NAME}"
PATIENCE = 60


def given(app) -> dict:
    """What the component gets."""
    [found] = [
        json.loads(each.proto.json) for each in app.get("bidi_component") if "captions" in each.proto.json
    ]
    return found


def until(app, holds) -> None:
    """Look again and again, as the page does by itself, until something holds."""
    end = monotonic() + PATIENCE
    while not holds(given(app)):
        assert monotonic() < end
        app.run()
    assert sound(app)
