"""Whether the workers and the web server see one and the same folder."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path

from cnnlab.engine.disk_errors import in_words
from cnnlab.errors import LabError
from cnnlab.folders import home, is_id

PATIENCE = 3.0
"""Seconds that a file may take to be seen at another computer."""


def probe(ask: Callable[..., bool]) -> None:
    """Leave a file in the laboratory's folder, and have a worker answer it there.

    Parameters
    ----------
    ask : callable
        ``ask(function, *args)`` runs a function on a worker and returns what it returns.

    Raises
    ------
    LabError
        The worker does not find the file, or may not write beside it; or this process may not write there.
    """
    name = secrets.token_hex(16)
    question, answer = _files(name)
    try:
        with in_words():
            question.parent.mkdir(parents=True, exist_ok=True)
            question.write_text(name, "ascii")
        if not (ask(answer_probe, name) and _is_there(answer, name[::-1])):
            raise LabError(
                "The workers of the cluster do not see the folder in which this server keeps its runs. Let "
                "CNNLAB_HOME name one folder that both can read and write, on the server and on each worker."
            )
    finally:
        for file in (question, answer):
            file.unlink(missing_ok=True)


def answer_probe(name: str) -> bool:
    """Answer a probe, on the worker; returns whether it was there and could be answered."""
    if not is_id(name):
        return False
    question, answer = _files(name)
    if not _is_there(question, name):
        return False
    try:
        answer.write_text(name[::-1], "ascii")
    except OSError:
        return False
    return True


def _files(name: str) -> tuple[Path, Path]:
    return home() / f"probe-{name}", home() / f"probe-{name}-answer"


def _is_there(file: Path, text: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if file.read_text("ascii") == text:
                return True
        except (OSError, ValueError):
            pass
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
