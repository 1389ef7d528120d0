"""The prose of a page: Markdown, one file a language."""

from __future__ import annotations

import functools
from pathlib import Path

LESSONS = Path(__file__).parents[2] / "lessons"


@functools.cache
def lesson(page: str, language: str) -> str:
    """Return the lesson of a page in a language."""
    return (LESSONS / language / f"{page}.md").read_text("utf-8")
