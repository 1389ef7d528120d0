"""Looking on while a page tells the browser to come again by itself."""

from __future__ import annotations

from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext


class Polls:
    """The intervals in seconds that browsers have been told since the last look.

    Parameters
    ----------
    monkeypatch : pytest.MonkeyPatch
    """

    def __init__(self, monkeypatch) -> None:
        self._told: list[float] = []
        told, enqueue = self._told, ScriptRunContext.enqueue

        def listening(context, message):
            if message.WhichOneof("type") == "auto_rerun":
                told.append(message.auto_rerun.interval)
            return enqueue(context, message)

        monkeypatch.setattr(ScriptRunContext, "enqueue", listening)

    def of(self, run) -> list[float]:
        """Run the page once more, and return what its browser is told."""
        self._told.clear()
        run()
        return list(self._told)
