"""Places in a map, as links write them."""

from __future__ import annotations


def reads_as_position(text: str) -> bool:
    """Tell whether a text is a row and a column, such as ``12,40``."""
    parts = text.split(",")
    return len(parts) == 2 and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts)
