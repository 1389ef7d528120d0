"""A file from the internet, as far as it has come, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from cnnlab.errors import LabError

PATIENCE = 8.0
"""Seconds without a byte after which it is given up: a call that is silent for longer is ended with its worker."""
AT_ONCE = 1 << 18
ABANDONED = 600.0
"""Seconds after which nobody is writing any more to what was fetched in part."""


def fetch_file(
    address: str, target: Path, md5: str, most: int, report: Callable[[float], bool] = lambda fraction: True
) -> None:
    """Fetch a file.

    Parameters
    ----------
    address : str
    target : Path
        Written when all of it is here and is what it should be.
    md5 : str
        Its checksum, in hexadecimal digits.
    most : int
        Bytes that it has at the most.
    report : callable
        Told the fraction that is here, from 0 to 1; returns whether to go on.

    Raises
    ------
    LabError
        It cannot be fetched, is another file, or was to be fetched no further.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear(target)
        with part.open("wb") as held, urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            found = _copied(answer, held, most, report)
        if found != md5:
            raise LabError(
                "What was fetched is not what it should be. Try it once more, or use the compact network."
            )
        part.replace(target)
    except OSError as error:
        raise LabError(
            "This file cannot be fetched: there is no way to the internet, or no room for it. Use the compact network."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _clear(target: Path) -> None:
    """Remove what a process has left that was ended while it fetched this file."""
    for left in target.parent.glob(f"{target.name}.*.part"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            left.unlink(missing_ok=True)


def _copied(answer, held, most: int, report: Callable[[float], bool]) -> str:
    """Copy what comes, and return its checksum."""
    total = min(int(answer.headers.get("Content-Length") or most), most)
    digest, come = hashlib.md5(usedforsecurity=False), 0
    while piece := answer.read(AT_ONCE):
        come += len(piece)
        if come > most or not report(min(1.0, come / max(1, total))):
            raise LabError("This was stopped before all of the file was here.")
        digest.update(piece)
        held.write(piece)
    return digest.hexdigest()
