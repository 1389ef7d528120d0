"""Short names for what is on the screen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def identity(*parts: Any) -> str:
    """Return a short name that changes when any of the parts does.

    Parameters
    ----------
    *parts
        Arrays are taken by their type, shape and bytes; tuples, lists, dictionaries and dataclasses by what they
        hold; everything else by its text.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=8)
    _take(digest.update, parts)
    return digest.hexdigest()


def _take(update: Callable[[Any], object], part: Any) -> None:
    if isinstance(part, np.ndarray) and not part.dtype.hasobject:
        update(f"array {part.dtype.str} {part.shape};".encode())
        update(np.ascontiguousarray(part))
        return
    held = _held(part)
    # Before all that follows stand its kind and length, so that what is beside it cannot run into it.
    if held is None:
        text = repr(part).encode()
        update(f"{type(part).__qualname__} {len(text)};".encode())
        update(text)
        return
    held = tuple(held)
    update(f"{type(part).__qualname__} of {len(held)};".encode())
    for each in held:
        _take(update, each)


def _held(part: Any) -> Iterable[Any] | None:
    """Return what a part consists of; None where it is a whole."""
    if isinstance(part, np.ndarray):
        return part.tolist()
    if isinstance(part, tuple | list):
        return part
    if isinstance(part, dict):
        return part.items()
    if is_dataclass(part) and not isinstance(part, type):
        return [getattr(part, field.name) for field in fields(part)]
    return None
