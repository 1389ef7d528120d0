"""Pictures: files decoded and checked, samples, sizes, digits, colours, and their way to the browser."""

from __future__ import annotations

from cnnlab.images.decoding import decode, decode_bytes
from cnnlab.images.encoding import as_bytes, as_floats, data_url, enlarge, picture_id, png
from cnnlab.images.gallery import DIGITS, SAMPLES, digit, sample
from cnnlab.images.preparing import fit, in_colour, to_digit

__all__ = [
    "DIGITS",
    "SAMPLES",
    "as_bytes",
    "as_floats",
    "data_url",
    "decode",
    "decode_bytes",
    "digit",
    "enlarge",
    "fit",
    "in_colour",
    "picture_id",
    "png",
    "sample",
    "to_digit",
]
