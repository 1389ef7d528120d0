"""A fault of ours: a sentence, the rest of the page, and a line in the log."""

from __future__ import annotations

import pytest

from cnnlab.web import frame
from cnnlab.web.classifier import use


@pytest.mark.parametrize(("language", "says"), [("en", "nobody had foreseen"), ("zh", "意料之外")])
def test_a_mode_that_fails_leaves_the_page_standing(open_page, monkeypatch, caplog, language, says):
    def broken():
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(use, "network", broken)
    app = open_page("classifier", f"cls_mode=use&lang={language}")
    assert not app.exception
    assert says in app.error[0].value
    assert not any("secret" in each.value for each in app.error)
    assert app.button(key="reset")
    assert [record.exc_info[0] for record in caplog.records if record.msg == frame.FAILED] == [RuntimeError]
    caplog.clear()
    monkeypatch.undo()
    app.run()
    assert not app.error
