"""Who does not belong: the error with which a network gives a picture back, as a score of strangeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnlab import datasets
from cnnlab.images import as_bytes, gallery, preparing
from cnnlab.inference import rebuilding
from cnnlab.inference.examples import given
from cnnlab.inference.known_codes import codes_of, network_of
from cnnlab.inference.stock import stock
from cnnlab.metrics.pictures import errors_of
from cnnlab.pretrained import Trained

EACH = 48
"""Pictures of each kind."""
FAINT = 0.25
"""Brightness that a dark photograph keeps."""
PHOTOGRAPHS = ("coffee", "cat", "pagoda", "flower", "photographer", "astronaut", "coins", "clock")
KINDS = ("photo", "faint", "shape", "digit", "noise", "negative", "mirrored", "black")
"""Pieces of photographs; the same with a quarter of the brightness; coloured shapes; digits; uniform noise; the
network's own pictures with black and white exchanged; the same mirrored left to right; a black picture. What a network
has learned from is no kind for it."""
_SEED = 5


@dataclass(frozen=True, eq=False)
class Odd:
    """Pictures of one kind that are strange to the network, or not as it knows them.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    seen, rebuilt : ndarray of uint8, shape (H, W) or (H, W, 3)
        The one whose error is the median of its kind.
    error : float
        Its mean squared error.
    caught, count : int
        How many of how many have an error above the threshold.
    """

    kind: str
    seen: np.ndarray
    rebuilt: np.ndarray
    error: float
    caught: int
    count: int


@dataclass(frozen=True, eq=False)
class OddReport:
    """How a picture comes back, among those that the network knows and others.

    Attributes
    ----------
    seen, rebuilt : ndarray of uint8, shape (H, W) or (H, W, 3)
    error : float
        Mean squared error over the pixels, in [0, 1].
    below : float
        Share of the test pictures that come back with a smaller one.
    threshold : float
        What 95 in 100 pictures of its data that the network has not learned from stay below.
    errors : ndarray of float32, shape (1001,)
        Quantiles of the test pictures' errors.
    measured : bool
        See `cnnlab.inference.known_codes.Codes`.
    odd : tuple of Odd
    """

    seen: np.ndarray
    rebuilt: np.ndarray
    error: float
    below: float
    threshold: float
    errors: np.ndarray
    measured: bool
    odd: tuple[Odd, ...]


def report_odd(name: str, stamp: int, picture: np.ndarray | None, number: int) -> OddReport:
    """Say how strange a picture is to a network.

    Parameters
    ----------
    name, stamp, picture, number
        As in `cnnlab.inference.imagine_report.report_space`.

    Raises
    ------
    LabError
        There is no such network, or the picture has another size.
    """
    network = network_of(name)
    held = codes_of(network)
    seen, _ = given(network, picture, number)
    images = seen[None] / np.float32(255)
    rebuilt = _through(network, images)
    error = float(errors_of(images, rebuilt)[0])
    return OddReport(
        as_bytes(images)[0],
        as_bytes(rebuilt)[0],
        error,
        held.share_below(error),
        held.threshold,
        held.errors,
        held.measured,
        _odd(network, held.threshold),
    )


def odd_pictures(pictures: np.ndarray, data: str) -> dict[str, np.ndarray]:
    """Return for each of `KINDS` that are strange to a network pictures (N, H, W, C), always the same.

    Parameters
    ----------
    pictures : ndarray of float32, shape (M, H, W, C)
        Of the network's own, in [0, 1]; at most `EACH` of them are used.
    data : str
        Name of the data set that it has learned from.

    Returns
    -------
    dict of str to ndarray
        float32 in [0, 1].
    """
    random = np.random.default_rng(_SEED)
    side, _, channels = shape = pictures.shape[1:]
    photos = _pieces(random, side, channels)
    shapes, _ = datasets.shapes.draw(EACH, _SEED, 0.0, 0.0, 0.0)
    digits = [gallery.digit(place % 10) for place in range(10)]
    found = {
        "photo": photos,
        "faint": FAINT * photos,
        "shape": _sized(shapes, side, channels),
        "digit": _sized(digits, side, channels),
        "noise": random.random((EACH, *shape), np.float32),
        "negative": 1 - pictures[:EACH],
        "mirrored": pictures[:EACH, :, ::-1],
        "black": np.zeros((1, *shape), np.float32),
    }
    own = "digit" if data in datasets.OF_DIGITS else "shape" if data == "shapes" else ""
    return {kind: each for kind, each in found.items() if kind != own}


def _pieces(random: np.random.Generator, side: int, channels: int) -> np.ndarray:
    tone = "grey" if channels == 1 else "colour"
    pictures = [preparing.fit(gallery.sample(name, 256), 256, tone, "square") for name in PHOTOGRAPHS]
    pieces = []
    for place in range(EACH):
        wide = int(random.integers(side, 160))
        top, left = random.integers(0, 257 - wide, 2)
        pieces.append(pictures[place % len(pictures)][top : top + wide, left : left + wide])
    return _sized(pieces, side, channels)


def _sized(pictures: Sequence[np.ndarray], side: int, channels: int) -> np.ndarray:
    """Bring pictures (uint8) to a network's size: (N, side, side, channels) of float32 in [0, 1]."""
    tone = "grey" if channels == 1 else "colour"
    fitted = [preparing.fit(each, side, tone, "square").reshape(side, side, -1) for each in pictures]
    # Some are grey.
    return np.stack([np.repeat(each, channels // each.shape[2], axis=2) for each in fitted]) / np.float32(255)


def _through(network: Trained, images: np.ndarray) -> np.ndarray:
    return rebuilding.decode(network, rebuilding.encode(network, images))


def _odd(network: Trained, threshold: float) -> tuple[Odd, ...]:
    """Show the network what is odd; it is done once."""
    if "odd" not in network.kept:
        kinds = odd_pictures(stock(network).pictures[:EACH] / np.float32(255), network.recipe.data)
        network.kept["odd"] = tuple(_kind(network, threshold, *each) for each in kinds.items())
    return network.kept["odd"]


def _kind(network: Trained, threshold: float, kind: str, images: np.ndarray) -> Odd:
    rebuilt = _through(network, images)
    errors = errors_of(images, rebuilt)
    shown = int(np.argsort(errors)[len(errors) // 2])
    return Odd(
        kind,
        as_bytes(images[shown : shown + 1])[0],
        as_bytes(rebuilt[shown : shown + 1])[0],
        float(errors[shown]),
        int((errors > threshold).sum()),
        len(images),
    )
