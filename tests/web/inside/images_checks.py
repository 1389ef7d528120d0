"""What the tests of the mode Map of images share."""

from __future__ import annotations

import json

from cnnlab.web.inside import images_making

NAME = "digits-classifier"
RUN = "c" * 31 + "0"


def opened(open_page, query="", **session):
    return open_page("inside", f"in_mode=map&{query}", **session)


def settled(app):
    """Wait until a map by t-SNE is there."""
    while images_making.KEY in app.session_state:
        app.session_state[images_making.KEY].call.result(60)
        app.run()
    return app


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def message(app, key: str = "image_map") -> dict:
    """What the component is told."""
    for each in app.get("bidi_component"):
        if each.proto.component_name.endswith(key):
            return json.loads(each.proto.json)
    raise AssertionError(key)
