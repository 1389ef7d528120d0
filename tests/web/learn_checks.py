"""What the tests of the mode Learn a filter share."""

from __future__ import annotations

import contextlib

from cnnlab.errors import LabError
from cnnlab.ops.hidden_kernel import Recovery
from cnnlab.web.convolution.learn_attempt import KEY, Attempt

PAGE = "conv_mode=learn&size=32&"


def texts(app) -> str:
    return " ".join(str(each.value) for each in (*app.markdown, *app.caption, *app.error, *app.get("html")))


def html(app) -> str:
    return " ".join(each.proto.body for each in app.get("html"))


def attempt_of(app) -> Attempt | None:
    return app.session_state.get(KEY, None)


def learned(app):
    """Press the button and look until there is no more to come."""
    app.button(key="learn").click().run()
    attempt = attempt_of(app)
    if attempt.call is not None:
        with contextlib.suppress(LabError):
            attempt.call.result(60)
    for _ in range(60):
        if not attempt.moving:
            return app.run()
        app.run()
    raise AssertionError("The descent does not end.")


def outcome_of(app) -> Recovery:
    assert not app.exception
    assert not app.error
    return attempt_of(app).outcome
