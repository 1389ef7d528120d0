"""Tell the browser where the server's own addresses begin.

Opened at ``/convolution``, Streamlit's front end does not know whether that is a page or a prefix that a
proxy has put before all addresses; it asks at both places, and the wrong one shows as an error in the
console. The server knows, so it says so in the HTML.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config


class BaseAddress:
    """ASGI middleware that puts the base address into HTML pages.

    Parameters
    ----------
    app : ASGIApp
        The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to the answer if it is a page."""
        if scope["type"] != "http" or "text/html" not in _accepted(scope):
            await self.app(scope, receive, send)
            return
        # The page must come as it is, not compressed, so that it can be added to; it has a few kilobytes.
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: Message | None = None
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body") and start is not None:
                await _finish(start, bytes(body), send)

        await self.app(scope, receive, collect)


def _accepted(scope: Scope) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept"), "")


async def _finish(start: Message, body: bytes, send: Send) -> None:
    headers = MutableHeaders(scope=start)
    if start["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
        prefix = config.get_option("server.baseUrlPath").strip("/")
        script = f"<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+'/{prefix}'}}</script>"
        body = body.replace(b"<head>", b"<head>" + script.encode(), 1)
        headers["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": body})
