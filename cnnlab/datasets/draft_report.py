"""What there is to be seen of the pictures that a visitor is collecting, in one answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab.datasets import drafts, making
from cnnlab.folders import draft_folder
from cnnlab.images import preparing

THUMB = 40
STRIP = 8
"""Pictures of each class in the overview: the last that came."""
PAGE = 60
"""Pictures of the open class, the newest first."""


@dataclass(frozen=True, eq=False)
class DraftReport:
    """Pictures of a draft, small.

    Attributes
    ----------
    strips : tuple of ndarray of uint8, shape (n, 40, 40, 3)
        Of each class the last few.
    files : tuple of str
        Names of the files of the open class, the newest first.
    thumbs : ndarray of uint8, shape (n, 40, 40, 3)
        Those pictures.
    original : ndarray of uint8, shape (h, w, 3), or None
        The chosen picture as it is kept.
    squared : ndarray of uint8, shape (side, side, 1 or 3), or None
        The chosen picture as a network gets it.
    """

    strips: tuple[np.ndarray, ...]
    files: tuple[str, ...]
    thumbs: np.ndarray
    original: np.ndarray | None
    squared: np.ndarray | None


def report_draft(
    draft: str, classes: tuple[drafts.DraftClass, ...], opened: str, chosen: str, side: int, tone: str
) -> DraftReport:
    """Answer all that is asked while pictures are collected.

    Parameters
    ----------
    draft : str
    classes : tuple of DraftClass
        As the page has found them; a picture that is gone meanwhile is left out.
    opened : str
        Id of the class whose pictures are shown.
    chosen : str
        Name of a file of it; the newest where there is none of that name.
    side, tone
        As for `making.make`.
    """
    folder = draft_folder(draft)
    strips = tuple(
        _thumbs([folder / each.id / file for file in each.files[: -STRIP - 1 : -1]]) for each in classes
    )
    files = next((each.files[: -PAGE - 1 : -1] for each in classes if each.id == opened), ())
    original = squared = None
    file = folder / opened / (chosen if chosen in files else files[0]) if files else None
    if file is not None and file.is_file():
        original, squared = making.kept(file), making.squared(file, side, tone)
    return DraftReport(strips, files, _thumbs([folder / opened / each for each in files]), original, squared)


def _thumbs(files: list[Path]) -> np.ndarray:
    small = [preparing.fit(making.kept(file), THUMB, "colour", "square") for file in files if file.is_file()]
    return np.stack(small) if small else np.zeros((0, THUMB, THUMB, 3), np.uint8)
