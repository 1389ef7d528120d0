"""Which files are let in to be decoded, and what is said to the others."""

from __future__ import annotations

from cnnlab.errors import LabError
from cnnlab.images import sniffing

READABLE = ("PNG", "JPEG", "WebP", "BMP", "GIF", "TIFF")

MEGABYTES = 20

SCANS = 64
"""Scans of a progressive JPEG: ten are usual; as each goes over the whole picture, thousands take hours."""


def readable_kind(data: bytes) -> str:
    """Tell which of the readable kinds a file is, before anything is decoded.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    str
        One of :data:`READABLE`.

    Raises
    ------
    LabError
        For a file that is empty, too large, of another kind, or made to take hours.
    """
    if not data:
        raise LabError("The file is empty. Choose a picture file, for example a PNG or a JPEG.")
    if len(data) > MEGABYTES << 20:
        raise LabError(
            "The file has {size} MB, and at most {most} MB are read. Save the picture smaller or as a JPEG.",
            size=round(len(data) / 2**20, 1),
            most=MEGABYTES,
        )
    kind = sniffing.kind_of(data)
    if kind not in READABLE:
        raise _refusal(kind)
    if kind == "JPEG" and sniffing.jpeg_scans(data, SCANS) > SCANS:
        raise LabError(
            "The JPEG file consists of more than {most} passes, which would take too long to read. "
            "Save it once more with an ordinary program.",
            most=SCANS,
        )
    return kind


def _refusal(kind: str | None) -> LabError:
    if kind is None:
        return LabError("The file is not a picture that can be read here. Choose a PNG, JPEG or WebP file.")
    if kind == "text":
        return LabError(
            "The file contains text, whatever its name says, and not a picture. "
            "Choose a PNG, JPEG or WebP file."
        )
    if kind == "SVG":
        return LabError(
            "An SVG file describes shapes and has no pixels. Export it as PNG from the program that drew it."
        )
    if kind == "PDF":
        return LabError(
            "A PDF file is a document and not a picture. Save the page as PNG, or take a screenshot."
        )
    if kind == "HEIC":
        return LabError(
            "HEIC photos cannot be read here. Export the photo as JPEG; on an iPhone, "
            "Settings > Camera > Formats > Most Compatible makes the camera write JPEG."
        )
    if kind == "AVIF":
        return LabError(
            "AVIF pictures cannot be read here. Open it in a browser or viewer and save it as PNG or JPEG."
        )
    return LabError("{kind} pictures cannot be read here. Save it as PNG or JPEG first.", kind=kind)
