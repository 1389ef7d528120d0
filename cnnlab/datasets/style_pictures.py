"""Photographs and paintings from two folders, for a stylizer: some to learn from, others to test with."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from cnnlab.datasets.stored import FOLDER
from cnnlab.errors import LabError
from cnnlab.recipes import PerceptualRecipe, StylizerRecipe

ENDINGS = (".jpg", ".jpeg", ".png")
LARGEST = 400
"""Pixels of the long side that a picture is kept at."""
FEWEST = 2
"""Pictures that a folder holds at the least: one to learn from, one to test with."""
ASIDE = {"content": 10, "style": 8}
"""One picture of so many is never learned from."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """What a stylizer learns from and is tested with: lists of uint8 (H, W, 3), in the order of their names.

    Attributes
    ----------
    contents, styles : list of ndarray
        To learn from.
    test_contents, test_styles : list of ndarray
        Never learned from.
    """

    contents: list[np.ndarray]
    styles: list[np.ndarray]
    test_contents: list[np.ndarray]
    test_styles: list[np.ndarray]


def path_of(name: str) -> Path:
    """Return a folder or file of a recipe: within the folder that CNNLAB_DATA_DIR names, if it is not absolute."""
    return Path(os.environ.get(FOLDER, ""), name)


def load(recipe: StylizerRecipe | PerceptualRecipe, watch: Callable[[], object] = lambda: None) -> Pictures:
    """Read the pictures of a recipe.

    Parameters
    ----------
    recipe : StylizerRecipe or PerceptualRecipe
    watch : callable
        Called between two pictures; may raise to leave it.

    Raises
    ------
    LabError
        A folder is not there or holds too few pictures, or one of them is damaged.
    """
    contents, test_contents = _read(recipe.content, "content", watch)
    styles, test_styles = _read(recipe.style, "style", watch)
    return Pictures(contents, styles, test_contents, test_styles)


def parted(files: list[Path], aside: int) -> tuple[list[Path], list[Path]]:
    """Say which files are learned from and which are for testing, about one of `aside`.

    By a checksum of the name alone: a file that is added or taken away moves no other from one side to the other,
    except that neither side is ever empty.
    """
    ranks = sorted(files, key=lambda file: (zlib.crc32(file.stem.encode()) % 1000, file.name))
    count = sum(zlib.crc32(file.stem.encode()) % 1000 < 1000 / aside for file in files)
    count = min(max(count, 1), len(files) - 1)
    return sorted(ranks[count:]), sorted(ranks[:count])


def files_of(name: str, kind: str) -> tuple[list[Path], list[Path]]:
    """Return the pictures of a folder that are learned from, and those for testing, in the order of `Pictures`.

    Raises
    ------
    LabError
        The folder is not there or holds too few pictures.
    """
    folder = path_of(name)
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix.lower() in ENDINGS)
    except OSError as error:
        raise _too_few(name) from error
    if len(files) < FEWEST:
        raise _too_few(name)
    return parted(files, ASIDE[kind])


def _read(name: str, kind: str, watch: Callable[[], object]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    train, test = ([_decoded(file, watch) for file in part] for part in files_of(name, kind))
    return train, test


def _too_few(name: str) -> LabError:
    return LabError(
        "A stylizer learns from pictures, and the folder “{name}” does not hold at least {count} of them (PNG or JPEG)."
        " Name it in the recipe, absolute or within the folder that CNNLAB_DATA_DIR names.",
        name=name,
        count=FEWEST,
    )


def _decoded(file: Path, watch: Callable[[], object]) -> np.ndarray:
    from cnnlab.images import decode_bytes

    watch()
    try:
        picture = Image.fromarray(decode_bytes(file.read_bytes()))
    except (LabError, OSError) as error:
        raise LabError(
            "The picture {name} cannot be read. Take it out of its folder, or save it once more.",
            name=file.name,
        ) from error
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.HAMMING)
    return np.asarray(picture)


def square(picture: np.ndarray, side: int) -> np.ndarray:
    """Return the middle of a picture (H, W, 3) as a square of so many pixels, uint8."""
    rows, columns = picture.shape[:2]
    size = min(rows, columns)
    top, left = (rows - size) // 2, (columns - size) // 2
    return resized(picture[top : top + size, left : left + size], side)


def resized(picture: np.ndarray, side: int) -> np.ndarray:
    """Return a square picture with another side."""
    if len(picture) == side:
        return picture
    return np.asarray(Image.fromarray(picture).resize((side, side), Image.Resampling.BICUBIC))
