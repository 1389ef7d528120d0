"""Files that are there whole or not at all: who reads while they are written finds the last one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np


def save_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays as NPZ, in place of what is there."""

    def write(new: Path) -> None:
        with new.open("wb") as file:
            np.savez(file, **arrays)

    replace(path, write)


def save_text(path: Path, text: str) -> None:
    """Write a text, in place of what is there."""
    replace(path, lambda new: new.write_text(text, "utf-8") and None)


def replace(path: Path, write: Callable[[Path], None]) -> None:
    """Have `write` make a file beside `path`, and put it there when it is whole."""
    new = path.with_name(f"new-{path.name}")
    try:
        write(new)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
