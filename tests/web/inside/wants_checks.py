"""What the tests of the mode What it looks for share."""

from __future__ import annotations

from cnnlab.web.inside import wants_growing

PAGE = "in_mode=wants&in_want_steps=24&"


def said(app) -> str:
    return " ".join(str(each.value) for each in (*app.markdown, *app.caption))


def growth_of(app):
    return app.session_state.get(wants_growing.KEY, None)


def opened(open_page, query: str = "", **session):
    """Open the mode and wait until what has begun by itself has ended."""
    return waited(open_page("inside", PAGE + query, **session))


def waited(app):
    growth = growth_of(app)
    if growth is not None and growth.call is not None:
        growth.call.result(60)
    return app.run()
