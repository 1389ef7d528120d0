"""How much one visitor may have uploaded at the same time.

Streamlit holds uploaded files in the memory of the server, each within a limit, but as many as are sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

MEGABYTES = 200
"""Of the files of one session together: more than a page takes at once."""

_ADDRESS = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+$")


def held_by(session: str) -> int:
    """Return how many bytes of a session's files the server holds."""
    if not runtime.exists():
        return 0
    files = runtime.get_instance().uploaded_file_mgr.file_storage.get(session, {})
    return sum(len(file.data) for file in list(files.values()))


class UploadRoom:
    """ASGI middleware that refuses what goes beyond `MEGABYTES` (413), or does not say how much it is (411).

    Parameters
    ----------
    app : ASGIApp
        The application behind it.
    held : callable
        Returns the bytes that a session has here already.
    """

    def __init__(self, app: ASGIApp, held: Callable[[str], int] = held_by) -> None:
        self.app, self.held = app, held
        self._arriving: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it is an upload too many."""
        found = _ADDRESS.search(scope.get("path", "")) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        session, length = found[1], Headers(scope=scope).get("content-length", "")
        if not length.isdecimal():
            await PlainTextResponse("The length is missing.", 411)(scope, receive, send)
            return
        if self.held(session) + self._arriving[session] + int(length) > MEGABYTES << 20:
            await PlainTextResponse(f"More than {MEGABYTES} MB at once.", 413)(scope, receive, send)
            return
        self._arriving[session] += int(length)
        try:
            await self.app(scope, receive, send)
        finally:
            self._arriving[session] -= int(length)
            if not self._arriving[session]:
                del self._arriving[session]
