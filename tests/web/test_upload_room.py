"""What one session may upload at the same time: the sum counts, with what is still arriving."""

from __future__ import annotations

import asyncio

import pytest

from cnnlab.web.upload_room import MEGABYTES, UploadRoom

MEGABYTE = 1 << 20


def request(room: UploadRoom, length: str | None, method: str = "PUT", path: str = "upload_file/me/1") -> int:
    """Send a request through, and return its status."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [] if length is None else [(b"content-length", length.encode())]
    scope = {"type": "http", "method": method, "path": f"/lab/_stcore/{path}", "headers": headers}
    asyncio.run(room(scope, receive, send))
    return sent[0]["status"]


async def takes(_scope, _receive, send):
    """Say yes to everything."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize(
    ("held", "length", "status"),
    [
        (0, MEGABYTES * MEGABYTE, 204),
        (0, MEGABYTES * MEGABYTE + 1, 413),
        (MEGABYTES * MEGABYTE - 10, 10, 204),
        (MEGABYTES * MEGABYTE - 10, 11, 413),
    ],
)
def test_the_sum_is_limited(held, length, status):
    assert request(UploadRoom(takes, lambda session: held if session == "me" else 0), str(length)) == status


def test_what_is_still_arriving_counts():
    statuses = []

    async def slow(scope, receive, send):
        # While this one arrives, the next ones come.
        if not statuses:
            statuses.append(0)
            for length in (50, 51):
                sent = []

                async def note(message, sent=sent):
                    sent.append(message)

                size = str((MEGABYTES - 100 + length) * MEGABYTE).encode()
                await room({**scope, "headers": [(b"content-length", size)]}, receive, note)
                statuses.append(sent[0]["status"])
        await takes(scope, receive, send)

    room = UploadRoom(slow, lambda session: 0)
    assert request(room, str(50 * MEGABYTE)) == 204
    assert statuses[1:] == [204, 413]
    assert request(room, str(MEGABYTES * MEGABYTE)) == 204  # all that arrived has been counted out again


def test_a_length_has_to_be_told():
    assert request(UploadRoom(takes, lambda session: 0), None) == 411
    assert request(UploadRoom(takes, lambda session: 0), "-5") == 411


@pytest.mark.parametrize(("method", "path"), [("DELETE", "upload_file/me/1"), ("PUT", "health")])
def test_everything_else_passes(method, path):
    assert request(UploadRoom(takes, lambda session: 1 << 40), None, method, path) == 204
