"""How the tests are shared out when two processes do them (`pytest -n 2 --dist loadgroup --no-loadscope-reorder`)."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
TOGETHER = ("browser", "engine")
"""Folders whose tests share something that takes long to start, a server or a cluster: one process does them all.

They come first, in this order: what takes longest must not be begun last.
"""


def group_of(path: Path) -> str:
    """Return the name of what one process does as a whole: a folder of `TOGETHER`, or else a file."""
    inside = path.relative_to(TESTS)
    return inside.parts[0] if inside.parts[0] in TOGETHER else inside.with_suffix("").as_posix()


def rank_of(path: Path) -> int:
    """Return where a test stands in the order; those of one rank stay in the order in which they were found."""
    folder = path.relative_to(TESTS).parts[0]
    return TOGETHER.index(folder) if folder in TOGETHER else len(TOGETHER)
