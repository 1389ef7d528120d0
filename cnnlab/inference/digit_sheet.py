"""A sheet of a hundred small pictures, ten by ten, that is compressed as a whole."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError
from cnnlab.inference.stock import stock
from cnnlab.pretrained import Trained

SIDE = 28
ACROSS = 10
COUNT = ACROSS * ACROSS
WHOLE = SIDE * ACROSS
"""Pixels along a side of the sheet."""
KINDS = ("digits", "inverted", "picture")


def tiles_of(kind: str, picture: np.ndarray | None, seed: int, network: Trained) -> tuple[np.ndarray, str]:
    """Return what is on the sheet.

    Parameters
    ----------
    kind : str
        One of `KINDS`: "digits" that the networks have not learned from, the same "inverted", dark on light, or a
        "picture" in a hundred pieces.
    picture : ndarray of uint8, or None
        Of digits the first one, (28, 28); of a picture the sheet itself, (280, 280).
    seed : int
        Chooses the digits.
    network : Trained
        Whose test pictures are taken.

    Returns
    -------
    tiles : ndarray of uint8, shape (100, 28, 28, 1)
    source : str
        "test": MNIST's test pictures; "digits": scikit-learn's, where these are not here; "picture".

    Raises
    ------
    LabError
        The kind is none, or the picture has another size.
    """
    if kind not in KINDS:
        raise LabError(
            'The setting "{name}" cannot be that. Choose one of: {options}.',
            name="kind",
            options=", ".join(KINDS),
        )
    side = WHOLE if kind == "picture" else SIDE
    if picture is not None and (picture.shape != (side, side) or picture.dtype != np.uint8):
        raise LabError("This network takes pictures of {rows} × {columns} pixels.", rows=side, columns=side)
    if kind == "picture":
        if picture is None:
            raise LabError("There is no picture in hand.")
        return apart(picture), "picture"
    held = stock(network)
    tiles = held.pictures[np.random.default_rng([seed, 4]).permutation(len(held.pictures))[:COUNT]]
    if picture is not None:
        tiles = np.concatenate([picture[None, ..., None], tiles[: COUNT - 1]])
    return (255 - tiles if kind == "inverted" else tiles), held.source


def joined(tiles: np.ndarray) -> np.ndarray:
    """Return pictures (n * n, h, w, 1) beside and below one another, (n h, n w)."""
    across = round(len(tiles) ** 0.5)
    rows, columns = tiles.shape[1:3]
    return (
        tiles.reshape(across, across, rows, columns).swapaxes(1, 2).reshape(across * rows, across * columns)
    )


def apart(sheet: np.ndarray) -> np.ndarray:
    """Return the hundred pictures (100, 28, 28, 1) of a sheet (280, 280)."""
    return sheet.reshape(ACROSS, SIDE, ACROSS, SIDE).swapaxes(1, 2).reshape(COUNT, SIDE, SIDE, 1)
