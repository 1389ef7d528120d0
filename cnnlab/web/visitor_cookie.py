"""A browser gets its token with the first page: a cookie that no script can read."""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

NAME = "cnnlab_visitor"
YEAR = 365 * 86_400
_TOKEN = re.compile(r"[0-9a-f]{32}")


def is_token(text: object) -> bool:
    """Tell whether a text has the form of a token: 128 bits as 32 hexadecimal digits."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None


class VisitorCookie:
    """ASGI middleware that gives a browser a token, once.

    The page's websocket, which is opened after the page has come, brings it back.

    Parameters
    ----------
    app : ASGIApp
        The application behind it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add the cookie to the answer if it is a page and the browser has none."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "text/html" not in headers.get("accept", "") or is_token(_token_in(headers.get("cookie", ""))):
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            # 304: the page is in the browser's memory, but the cookie is not.
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                _add_cookie(MutableHeaders(scope=message), _is_secure(scope, headers))
            await send(message)

        await self.app(scope, receive, add)


def _token_in(header: str) -> str:
    try:
        held = SimpleCookie(header).get(NAME)
    except CookieError:
        return ""
    return held.value if held is not None else ""


def _is_secure(scope: Scope, headers: Headers) -> bool:
    """Tell whether the browser speaks HTTPS, with us or with the proxy before us."""
    return "https" in (scope.get("scheme"), headers.get("x-forwarded-proto", "").partition(",")[0].strip())


def _add_cookie(headers: MutableHeaders, secure: bool) -> None:
    path = "/" + config.get_option("server.baseUrlPath").strip("/")
    attributes = f"Path={path}; Max-Age={YEAR}; HttpOnly; SameSite=Lax"
    headers.append(
        "set-cookie", f"{NAME}={secrets.token_hex(16)}; {attributes}{'; Secure' if secure else ''}"
    )
    # Nobody on the way may keep this answer and hand it to somebody else.
    headers["cache-control"] = "private, no-cache"
