"""What the plane of codes is asked: where the pictures lie on it, and what picture belongs to a place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.images import as_bytes
from cnnlab.images.sheet import beside
from cnnlab.inference import rebuilding
from cnnlab.inference.examples import given
from cnnlab.inference.known_codes import AXES, SURE, codes_of, network_of, verdicts
from cnnlab.pretrained import Trained

GRID = 20
"""Pictures along each side of the decoded plane."""
LARGEST = 32
"""Pixels of their sides at the most: larger ones are shown at half their size there."""
ROOM = 0.06
"""Around the codes, as a share of their reach."""


@dataclass(frozen=True, eq=False)
class SpaceReport:
    """Where pictures lie in the space of a network's codes.

    Attributes
    ----------
    size : int
        Values of a code.
    codes : ndarray of float32, shape (n, 2)
        Of test pictures; where a code has more than two values, on the first two axes, in standard deviations.
    labels : ndarray of int32, shape (n,)
    centres : ndarray of float32, shape (classes, 2)
        Mean codes of the classes, in the same coordinates.
    own : ndarray of float32, shape (k,)
        Where the given picture lies: its code where that has two values, else its places on the first axes.
    code : ndarray of float32, shape (d,)
        The given picture's code.
    truth : int or None
        Its class, where that is known.
    low, high : (float, float)
        Corners of the plane that is shown, a square.
    sheet : ndarray of uint8, shape (20 h, 20 w) or (20 h, 20 w, 3), or None
        The plane decoded at the middles of 20 x 20 equal squares, up is up; None where a code has more values.
    sure : int or None
        On how many of these 400 pictures the classifier is surer than 90 %; None where it is not asked.
    deviations : ndarray of float32, shape (d,)
        Standard deviations of the codes along the principal axes, the widest first.
    measured : bool
        See `cnnlab.inference.known_codes.Codes`.
    """

    size: int
    codes: np.ndarray
    labels: np.ndarray
    centres: np.ndarray
    own: np.ndarray
    code: np.ndarray
    truth: int | None
    low: tuple[float, float]
    high: tuple[float, float]
    sheet: np.ndarray | None
    sure: int | None
    deviations: np.ndarray
    measured: bool


@dataclass(frozen=True, eq=False)
class Decoded:
    """The picture of a code.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    shares : ndarray of float32, shape (10,), or None
        What the classifier says to it; None where it is not asked.
    """

    pixels: np.ndarray
    shares: np.ndarray | None


def report_space(name: str, stamp: int, picture: np.ndarray | None, number: int) -> SpaceReport:
    """Say where pictures lie in the space of codes.

    Parameters
    ----------
    name : str
        Of a network with a code.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the network has learned more.
    picture : ndarray of uint8, shape (H, W, C), or None
        None: the test picture of that number.
    number : int

    Raises
    ------
    LabError
        There is no such network, its code has a single value, or the picture has another size.
    """
    network = network_of(name)
    held = codes_of(network)
    if held.size < 2:
        raise LabError("A plane needs codes of at least two numbers, and this network's have one.")
    seen, truth = given(network, picture, number)
    code = rebuilding.encode(network, seen[None] / np.float32(255))[0]
    flat = held.size == 2
    low, high = _corners(held.codes) if flat else ((-3.0, -3.0), (3.0, 3.0))
    sheet, sure = _sheet(network, low, high) if flat else (None, None)
    return SpaceReport(
        held.size,
        held.codes if flat else held.places(held.codes)[:, :2],
        held.labels,
        held.centres if flat else held.places(held.centres)[:, :2],
        code if flat else held.places(code[None])[0],
        code,
        truth,
        low,
        high,
        sheet,
        sure,
        held.deviations,
        held.measured,
    )


def decode_at(name: str, stamp: int, places: tuple[float, ...], start: tuple[float, ...] = ()) -> Decoded:
    """Decode one place; this is what is asked while the pointer moves.

    Parameters
    ----------
    name, stamp
        As in `report_space`.
    places : tuple of float
        The code itself where it has two values; else places on the first principal axes, in standard deviations.
    start : tuple of float
        In the second case the code that is moved along these axes.
    """
    network = network_of(name)
    code = np.asarray(places, np.float32)
    if start:
        code = codes_of(network).moved(np.asarray(start, np.float32), code[:AXES])
    image = rebuilding.decode(network, code[None])
    shares = verdicts(network, image)
    return Decoded(as_bytes(image)[0], None if shares is None else shares[0])


def _corners(codes: np.ndarray) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the corners of a square that holds all codes but the outermost one in a hundred on each side."""
    low, high = np.quantile(codes, [0.005, 0.995], axis=0)
    middle, half = (low + high) / 2, float((high - low).max()) * (0.5 + ROOM) or 1.0
    return tuple((middle - half).tolist()), tuple((middle + half).tolist())


def _sheet(
    network: Trained, low: tuple[float, float], high: tuple[float, float]
) -> tuple[np.ndarray, int | None]:
    """Decode the plane; it is done once."""
    if "plane" not in network.kept:
        middles = (np.arange(GRID) + 0.5) / GRID
        across = low[0] + (high[0] - low[0]) * middles
        up = high[1] - (high[1] - low[1]) * middles
        codes = np.stack([np.tile(across, GRID), np.repeat(up, GRID)], axis=1).astype(np.float32)
        images = rebuilding.decode(network, codes)
        shares = verdicts(network, images)
        sure = None if shares is None else int((shares.max(axis=1) > SURE).sum())
        network.kept["plane"] = beside(as_bytes(_smaller(images)), GRID, 0), sure
    return network.kept["plane"]


def _smaller(images: np.ndarray) -> np.ndarray:
    """Return pictures (N, H, W, C) at half their size where they are large: their sides are even then."""
    count, rows, columns, channels = images.shape
    if max(rows, columns) <= LARGEST:
        return images
    return images.reshape(count, rows // 2, 2, columns // 2, 2, channels).mean(axis=(2, 4))
