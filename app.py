"""The entry: `streamlit run app.py`. The engine starts and ends with the server."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from cnnlab import engine
from cnnlab.web.base_address import BaseAddress
from cnnlab.web.upload_room import UploadRoom
from cnnlab.web.visitor_cookie import VisitorCookie


@asynccontextmanager
async def lifespan(_app):
    """Start TensorFlow's processes with the server, without waiting for them, and end them with it."""
    engine.start()
    try:
        yield
    finally:
        engine.stop()


app = st.App(
    Path(__file__).parent / "cnnlab" / "web" / "main.py",
    lifespan=lifespan,
    middleware=[Middleware(BaseAddress), Middleware(VisitorCookie), Middleware(UploadRoom)],
)
