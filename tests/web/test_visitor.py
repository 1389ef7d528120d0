"""A browser gets one token, with its first page, and nothing else ever sees another's."""

from __future__ import annotations

import asyncio
import secrets
from http.cookies import SimpleCookie

import pytest
import streamlit as st

from cnnlab.engine import run_files, serving
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web import visitor
from cnnlab.web.visitor_cookie import NAME, VisitorCookie, is_token

TOKEN = "0123456789abcdef" * 2
PAGE = {"accept": "text/html,*/*;q=0.8"}


def cookie_of(*, status: int = 200, scheme: str = "http", kind: str = "http", **headers: str):
    """Return the headers of the answer, and the cookie in them."""

    async def app(_scope, _receive, send):
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(b"content-type", b"text/html"), (b"cache-control", b"public, max-age=9")],
            }
        )
        await send({"type": "http.response.body", "body": b"<html>"})

    sent = []

    async def send(message):
        sent.append(message)

    pairs = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    asyncio.run(VisitorCookie(app)({"type": kind, "scheme": scheme, "headers": pairs}, None, send))
    assert sent[1] == {"type": "http.response.body", "body": b"<html>"}
    answer = dict(sent[0]["headers"])
    return answer, SimpleCookie(answer.get(b"set-cookie", b"").decode()).get(NAME)


def test_the_first_page_brings_a_token():
    answer, cookie = cookie_of(**PAGE)
    assert is_token(cookie.value)
    assert cookie["httponly"]
    assert not cookie["secure"]
    assert (cookie["samesite"], cookie["path"]) == ("Lax", "/")
    assert int(cookie["max-age"]) > 86_400 * 300
    # No proxy may keep it and give it to the next one.
    assert answer[b"cache-control"] == b"private, no-cache"
    assert cookie_of(**PAGE)[1].value != cookie.value


def test_a_browser_that_has_one_keeps_it():
    for header in (f"{NAME}={TOKEN}", f"_ga=1; {NAME}={TOKEN}; other=2"):
        answer, cookie = cookie_of(**PAGE, cookie=header)
        assert cookie is None
        assert answer[b"cache-control"] == b"public, max-age=9"


@pytest.mark.parametrize(
    "value", ["", "me", TOKEN.upper(), TOKEN[:-1], TOKEN + "0", f'"{TOKEN[:-1]}"', "é" * 32, "'; DROP"]
)
def test_what_is_no_token_is_replaced(value):
    assert is_token(cookie_of(**PAGE, cookie=f"{NAME}={value}")[1].value)


@pytest.mark.parametrize(
    "options",
    [{"accept": "*/*"}, {}, {**PAGE, "status": 404}, {**PAGE, "status": 307}, {**PAGE, "kind": "websocket"}],
)
def test_only_pages_bring_one(options):
    assert cookie_of(**options)[1] is None


def test_a_page_that_the_browser_still_has_brings_one():
    assert is_token(cookie_of(**PAGE, status=304)[1].value)


@pytest.mark.parametrize(
    "options",
    [{"scheme": "https"}, {"x_forwarded_proto": "https"}, {"x_forwarded_proto": "https, http"}],
)
def test_with_https_it_goes_over_https_alone(options):
    assert cookie_of(**PAGE, **options)[1]["secure"]


def test_the_path_is_the_applications(monkeypatch):
    monkeypatch.setattr("cnnlab.web.visitor_cookie.config.get_option", {"server.baseUrlPath": "lab/"}.get)
    assert cookie_of(**PAGE)[1]["path"] == "/lab"


@pytest.mark.parametrize("cookies", [{}, {NAME: "me"}, {NAME: TOKEN + "\n"}])
def test_without_a_cookie_it_is_the_sessions(monkeypatch, cookies):
    monkeypatch.setattr(type(st.context), "cookies", cookies)
    monkeypatch.setattr(st, "session_state", {})
    first = visitor.token()
    assert is_token(first)
    assert visitor.token() == first
    monkeypatch.setattr(st, "session_state", {})
    assert visitor.token() != first


def test_with_a_cookie_it_is_the_browsers(monkeypatch):
    monkeypatch.setattr(type(st.context), "cookies", {NAME: TOKEN})
    monkeypatch.setattr(st, "session_state", {})
    assert visitor.token() == TOKEN
    assert st.session_state == {}


def test_the_link_of_a_run_offers_its_owner_alone_to_act(open_page, monkeypatch):
    run = secrets.token_hex(16)
    run_files.write_recipe(run, ClassifierRecipe(data="digits"))
    serving.begin().add(run, TOKEN)
    serving.begin().change(run, "stopped")
    offered = {}
    for token in (TOKEN, TOKEN[::-1]):
        monkeypatch.setattr(type(st.context), "cookies", {NAME: token})
        app = open_page("classifier", f"cls_mode=train&run={run}")
        assert not app.exception
        offered[token] = {button.key for button in app.button if button.key.startswith("cls_")}
    acts = {"cls_resume", "cls_delete"}
    assert acts & offered[TOKEN] == acts
    assert not acts & offered[TOKEN[::-1]]
    assert "cls_again" in offered[TOKEN[::-1]]
