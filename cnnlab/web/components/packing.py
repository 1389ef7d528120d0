"""Numbers on their way to a component: a head in JSON, and behind it raw bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any


def packed(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Pack a message as ``shared/unpack.js`` reads it.

    Parameters
    ----------
    head : mapping
        What JSON can say.
    body : bytes

    Returns
    -------
    bytes
        A little-endian uint32 with the length of the JSON head, the head, the body.
    """
    encoded = json.dumps(head).encode("utf-8")
    return struct.pack("<I", len(encoded)) + encoded + body
