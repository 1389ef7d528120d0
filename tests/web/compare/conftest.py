"""Fixtures of this folder."""

from __future__ import annotations

import secrets

import pytest

from tests.web.compare.checks import COMPARE
from tests.web.made_runs import ME


@pytest.fixture
def open_compare(open_page):
    return lambda query="", me=ME: open_page("classifier", f"{COMPARE}&{query}".rstrip("&"), _visitor=me)


@pytest.fixture
def me():
    """A visitor without runs."""
    return secrets.token_hex(16)
