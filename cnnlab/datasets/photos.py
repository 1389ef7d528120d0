"""Photographs from a folder, cut into pieces for a network that cleans them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from cnnlab.datasets.dataset import Dataset
from cnnlab.datasets.stored import FOLDER
from cnnlab.errors import LabError

NAME = "photos"
SIDE = 64
"""Pixels of a piece."""
STEP = 48
TEST = 60
"""Photographs, the last by name, that no network learns from."""
FEWEST = 2 * TEST


def files() -> list[Path]:
    """Return the photographs by name: JPEG or PNG in the folder ``photos`` of the data folder; none without it."""
    folder = Path(os.environ.get(FOLDER, ""), NAME)
    if not os.environ.get(FOLDER) or not folder.is_dir():
        return []
    return sorted(each for each in folder.iterdir() if each.suffix.lower() in (".jpg", ".jpeg", ".png"))


def is_here() -> bool:
    """Tell whether there are enough photographs."""
    return len(files()) >= FEWEST


def pieces() -> int:
    """Say how many pieces there are to learn from, without opening a photograph: 40 of each of 400 x 270 pixels."""
    return 40 * max(0, len(files()) - TEST)


def whole(part: str) -> list[np.ndarray]:
    """Return the photographs of a part ("train" or "test"), uint8 (H, W, 3), rows and columns multiples of 4.

    Raises
    ------
    LabError
        They are not here.
    """
    from cnnlab.images import decode

    found = files()
    if len(found) < FEWEST:
        raise LabError(
            "Photographs are needed to learn from: put at least {count} of them into a folder photos within the folder"
            " that CNNLAB_DATA_DIR names.",
            count=FEWEST,
        )
    chosen = found[:-TEST] if part == "train" else found[-TEST:]
    pictures = [np.round(255 * decode(each.read_bytes())).astype(np.uint8) for each in chosen]
    return [each[: each.shape[0] // 4 * 4, : each.shape[1] // 4 * 4] for each in pictures]


def load() -> Dataset:
    """Return pieces of 64 x 64 pixels, a step of 48 apart; the photographs for testing have none in the training part.

    Raises
    ------
    LabError
        See :func:`whole`.
    """
    train, test = (np.concatenate([_pieces(each) for each in whole(part)]) for part in ("train", "test"))
    nothing = [np.zeros(len(each), np.int32) for each in (train, test)]
    return Dataset(NAME, train, nothing[0], test, nothing[1], ("",))


def _pieces(picture: np.ndarray) -> np.ndarray:
    rows, columns = picture.shape[:2]
    return np.stack(
        [
            picture[top : top + SIDE, left : left + SIDE]
            for top in range(0, rows - SIDE + 1, STEP)
            for left in range(0, columns - SIDE + 1, STEP)
        ]
    )
