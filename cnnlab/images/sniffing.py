"""What kind of file some bytes are, told from the bytes alone: a name proves nothing."""

from __future__ import annotations

import codecs
import re

LOOKED_AT = 4096
"""Bytes from the beginning that are looked at."""

# Bytes that stand in an entropy-coded JPEG stream without ending it: a stuffed 255, restarts, fill bytes.
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_START_OF_SCAN, _JPEG_END = 0xDA, 0xD9
_JPEG_WITHOUT_LENGTH = (0x01, 0xD8)

_BMP_HEADER_SIZES = (12, 40, 52, 56, 64, 108, 124)

_SIGNATURES = {
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "JPEG": (b"\xff\xd8\xff",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "TIFF": (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
    "PDF": (b"%PDF-",),
    "Photoshop": (b"8BPS",),
    "JPEG 2000": (b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51"),
    "JPEG XL": (b"\xff\x0a", b"\x00\x00\x00\x0cJXL "),
    "ICO": (b"\x00\x00\x01\x00", b"\x00\x00\x02\x00"),
    "PostScript": (b"%!PS", b"\xc5\xd0\xd3\xc6"),
    "OpenEXR": (b"\x76\x2f\x31\x01",),
    "Radiance": (b"#?RADIANCE", b"#?RGBE"),
    "DDS": (b"DDS ",),
    "QOI": (b"qoif",),
    "PNM": tuple(b"P%d%c" % (kind, space) for kind in range(1, 8) for space in b" \n\r\t"),
}

_BRANDS = {
    "HEIC": (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"),
    "AVIF": (b"avif", b"avis"),
}


def kind_of(data: bytes) -> str | None:
    """Tell what kind of file some bytes are.

    Parameters
    ----------
    data : bytes
        A whole file, or its beginning.

    Returns
    -------
    str or None
        "PNG", "JPEG", "WebP", "BMP", "GIF" or "TIFF", which the laboratory reads; "HEIC", "AVIF", "SVG",
        "PDF", "text", or the name of another kind of picture, which it does not read; None for anything
        else.
    """
    head = bytes(data[:LOOKED_AT])
    for kind, signatures in _SIGNATURES.items():
        if head.startswith(signatures):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    # Two letters could begin a text as well: the size of the header that follows must be one that exists.
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    if head[4:8] == b"ftyp":
        return _kind_of_brand(head)
    return _kind_of_text(head)


def _kind_of_brand(head: bytes) -> str | None:
    # A box of the ISO base media format: its own brand, then those that it is compatible with.
    length = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(length, len(head)), 4))]
    # AVIF first: its files also name the general brand "mif1" of still pictures.
    for kind in ("AVIF", "HEIC"):
        if any(brand in _BRANDS[kind] for brand in brands):
            return kind
    return None


def _kind_of_text(head: bytes) -> str | None:
    text = _as_text(head)
    if text is None:
        return None
    return "SVG" if "<svg" in text.lower() else "text"


def _as_text(head: bytes) -> str | None:
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    try:
        # Incrementally, because the last character may have been cut in two.
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None
    text = text.lstrip("\ufeff")
    readable = all(character.isprintable() or character in "\t\n\r\f\v\u3000\u2028" for character in text)
    return text if text and readable else None


def jpeg_scans(data: bytes, limit: int) -> int:
    """Count the scans of a JPEG picture, which is what the time of decoding it grows with.

    A progressive JPEG may hold any number of scans, each of a few bytes and each going over the whole
    picture. Cameras and programs write about ten.

    Parameters
    ----------
    data : bytes
        The file. What follows the picture's end (a phone's short film, say) is not looked at.
    limit : int
        Counting stops above it.

    Returns
    -------
    int
        The number of scans, at most `limit` + 1.
    """
    scans, at = 0, 2
    while scans <= limit and (marker := _JPEG_MARKER.search(data, at)):
        code = data[marker.start() + 1]
        if code == _JPEG_END:
            break
        scans += code == _JPEG_START_OF_SCAN
        at = marker.end()
        if code not in _JPEG_WITHOUT_LENGTH:
            # A segment begins with its length: so a thumbnail in the header is passed over.
            at += max(2, int.from_bytes(data[at : at + 2], "big"))
    return scans
