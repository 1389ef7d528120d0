"""From one picture to another: on a straight line between their codes, and by blending their pixels."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.images import as_bytes, encoding
from cnnlab.inference import rebuilding
from cnnlab.inference.examples import given
from cnnlab.inference.known_codes import SURE, network_of, verdicts

FRAMES = (7, 9, 11)
FILM = 24
"""Frames of the film from one picture to the other."""
PERIOD, HELD = 70, 900
"""Milliseconds that a frame of the film stands, and the first and the last."""
WIDE, GAP = 196, 4
"""Pixels of the film's pictures, as near as whole squares come to that, and between them."""

Picture = tuple[np.ndarray | None, int]
"""A picture of uint8, (H, W, C), or None and the number of a test picture."""


@dataclass(frozen=True, eq=False)
class Walk:
    """The way between two pictures.

    Attributes
    ----------
    ends : ndarray of uint8, shape (2, H, W) or (2, H, W, 3)
        The two pictures themselves.
    truths : (int or None, int or None)
        Their classes, where these are known.
    decoded, blended : ndarray of uint8, shape (F, H, W) or (F, H, W, 3)
        What the codes on the straight line become, and the mixtures of the pixels, from the first picture to the
        second.
    decoded_shares, blended_shares : ndarray of float32, shape (F, 10), or None
        What the classifier says to them; None where it is not asked: the network knows other pictures than digits.
    """

    ends: np.ndarray
    truths: tuple[int | None, int | None]
    decoded: np.ndarray
    blended: np.ndarray
    decoded_shares: np.ndarray | None
    blended_shares: np.ndarray | None

    @property
    def sure(self) -> tuple[int, int]:
        """On how many decoded, and on how many blended frames the classifier is surer than 90 %, where it is asked."""
        return tuple(
            int((each.max(axis=1) > SURE).sum()) for each in (self.decoded_shares, self.blended_shares)
        )


def report_walk(name: str, stamp: int, first: Picture, second: Picture, frames: int) -> Walk:
    """Go from one picture to another.

    Parameters
    ----------
    name : str
        Of a network with a code.
    stamp : int
        `cnnlab.pretrained.stamp`.
    first, second : (ndarray or None, int)
        See `Picture`.
    frames : int
        One of `FRAMES`, or `FILM`.

    Raises
    ------
    LabError
        There is no such network, or a picture has another size, or so many frames are not offered.
    """
    if frames not in (*FRAMES, FILM):
        raise LabError(
            'The setting "{name}" cannot be that. Choose one of: {options}.', name="frames", options=FRAMES
        )
    network = network_of(name)
    found = [given(network, *each) for each in (first, second)]
    ends = np.stack([picture for picture, _ in found])
    images = ends / np.float32(255)
    codes = rebuilding.encode(network, images)
    part = np.linspace(0, 1, frames, dtype=np.float32)[:, None]
    decoded = rebuilding.decode(network, (1 - part) * codes[0] + part * codes[1])
    part = part[..., None, None]
    blended = (1 - part) * images[0] + part * images[1]
    return Walk(
        ends[..., 0] if ends.shape[3] == 1 else ends,
        tuple(truth for _, truth in found),
        as_bytes(decoded),
        as_bytes(blended),
        verdicts(network, decoded),
        verdicts(network, blended),
    )


def film(name: str, stamp: int, first: Picture, second: Picture) -> bytes:
    """Return an animated GIF: there and back, decoded on the left, blended on the right."""
    from PIL import Image

    walk = report_walk(name, stamp, first, second, FILM)
    count, rows, _, *rest = walk.decoded.shape
    between = np.full((count, rows, GAP, *rest), 128, np.uint8)
    there = np.concatenate([walk.decoded, between, walk.blended], axis=2)
    pictures = [Image.fromarray(encoding.enlarge(each, max(1, WIDE // rows))) for each in there]
    pictures += pictures[-2:0:-1]
    held = [PERIOD] * len(pictures)
    held[0] = held[FILM - 1] = HELD
    buffer = io.BytesIO()
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:], duration=held, loop=0)
    return buffer.getvalue()
