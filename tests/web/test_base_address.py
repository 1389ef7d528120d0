"""The HTML says where the server's addresses begin; everything else passes untouched."""

from __future__ import annotations

import asyncio

import pytest

from cnnlab.web.base_address import BaseAddress

PAGE = b"<html><head><title>x</title></head></html>"


def request(
    kind: bytes, body: bytes, *, accept: bytes = b"text/html", status: int = 200, parts: int = 1
) -> tuple:
    seen, sent = {}, []

    async def app(scope, receive, send):
        seen.update(scope)
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        step = -(-len(body) // parts) or 1
        for start in range(0, len(body), step):
            more = start + step < len(body)
            await send({"type": "http.response.body", "body": body[start : start + step], "more_body": more})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")]}
    asyncio.run(BaseAddress(app)(scope, None, send))
    whole = b"".join(message.get("body", b"") for message in sent)
    return whole, dict(sent[0]["headers"]), dict(seen["headers"])


@pytest.mark.parametrize("parts", [1, 3])
def test_a_page_is_told(parts):
    body, headers, asked = request(b"text/html; charset=utf-8", PAGE, parts=parts)
    assert body.startswith(
        b"<html><head><script>window.__streamlit={BACKEND_BASE_URL:location.origin+'/'}</script>"
    )
    assert body.endswith(b"<title>x</title></head></html>")
    assert int(headers[b"content-length"]) == len(body)
    assert b"accept-encoding" not in asked


@pytest.mark.parametrize(
    ("kind", "options"),
    [(b"application/javascript", {}), (b"text/html", {"accept": b"*/*"}), (b"text/html", {"status": 404})],
)
def test_everything_else_passes(kind, options):
    body, headers, _ = request(kind, PAGE, **options)
    assert body == PAGE
    assert int(headers[b"content-length"]) == len(PAGE)
