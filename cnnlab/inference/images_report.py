"""All that the mode Map of images asks of a network."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.explain.embedding import NEAREST, distances, nearest, neighbour_map, placed_between
from cnnlab.images import colour, encoding
from cnnlab.images.thumbnails import Sheet, laid_out, sheet
from cnnlab.inference.examples import given
from cnnlab.inference.image_points import SPACES, Points, pixels, points
from cnnlab.inference.sound import sound
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained
from cnnlab.training.features import look

MAPS = 24
"""Maps by t-SNE that are kept of a network."""
FEWEST = 4
"""Pictures that t-SNE can lay out."""


@dataclass(frozen=True, eq=False)
class ImagesStock:
    """The pictures on the map, and what the network says of them.

    Attributes
    ----------
    sheet : Sheet
        All of them, in their order.
    labels : ndarray of int32, shape (N,), or None
    answers : ndarray of int32, shape (N,)
        Of the network.
    shares : ndarray of float32, shape (N,)
        The probabilities of these.
    source : str
        "test", "digits" or "samples": see `cnnlab.inference.stock.Stock`.
    """

    sheet: Sheet
    labels: np.ndarray | None
    answers: np.ndarray
    shares: np.ndarray
    source: str


@dataclass(frozen=True, eq=False)
class ImagesReport:
    """A map of pictures, and one picture among them.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W, C)
    truth : int or None
    probabilities : ndarray of float32, shape (classes,)
        Of the picture.
    same : int
        Which of the pictures on the map it is; -1 where it is none of them.
    places : ndarray of float32, shape (N, 2)
    place : ndarray of float32, shape (2,)
        Of the picture.
    variances : (float, float) or None
        Shares of the two axes in the whole variance; None on a map by t-SNE.
    near : ndarray of int, shape (k,)
        The nearest neighbours of the picture, or of the chosen one on the map: in the whole space, not in the plane.
    away : ndarray of float, shape (k,)
        Their distances.
    point : int
        The chosen one; -1 where the neighbours are those of the picture.
    alike : dict of str to float, or None
        For each space the share of pictures whose nearest neighbour has the same class; None without classes.
    dimensions : dict of str to int
        Of each space.
    """

    seen: np.ndarray
    truth: int | None
    probabilities: np.ndarray
    same: int
    places: np.ndarray
    place: np.ndarray
    variances: tuple[float, float] | None
    near: np.ndarray
    away: np.ndarray
    point: int
    alike: dict[str, float] | None
    dimensions: dict[str, int]


def stock_of_images(name: str, stamp: int) -> ImagesStock:
    """Return the pictures on the map of a network, and what it says of them.

    Parameters
    ----------
    name, stamp
        As for `report_images`.
    """
    held = points(sound(name))
    shares = softmax(held.logits)
    return ImagesStock(
        sheet(held.pictures),
        held.labels,
        shares.argmax(axis=1).astype(np.int32),
        shares.max(axis=1),
        held.source,
    )


def report_images(
    name: str,
    stamp: int,
    picture: np.ndarray | None,
    number: int,
    space: str,
    point: int = -1,
    places: np.ndarray | None = None,
) -> ImagesReport:
    """Place a picture on the map of those at hand, and find its neighbours.

    Parameters
    ----------
    name, stamp
        The network, and `cnnlab.pretrained.stamp`.
    picture : ndarray of uint8, shape (H, W, C), or None
        At the network's size; None: one of the test pictures.
    number : int
        Which of these.
    space : str
        One of `SPACES`: "features", what goes into the network's last layer, or "pixels".
    point : int
        The picture on the map whose neighbours are wanted; -1: those of the picture.
    places : ndarray of float, shape (N, 2), or None
        A map by `lay_out`; None: the plane of the two principal components.

    Raises
    ------
    LabError
        There is no such network, or the picture has another size.
    """
    if space not in SPACES:
        raise LabError(
            'The setting "{name}" cannot be that. Choose one of: {options}.',
            name="space",
            options=", ".join(SPACES),
        )
    network = sound(name)
    held = points(network)
    picture, truth = given(network, picture, number)
    features, logits = look(network, picture[None] / np.float32(255))
    vectors = held.vectors(space)
    own = features[0] if space == "features" else pixels(picture[None])[0]
    same = _same(held, picture)
    point = point if 0 <= point < len(vectors) else -1
    near = _neighbours(vectors, own, same) if point < 0 else _neighbours(vectors, vectors[point], point)
    axes = held.axes[space]
    flat = places is None or places.shape != (len(vectors), 2)
    if flat:
        places, place = _two(axes.place(vectors)), _two(axes.place(own[None]))[0]
    elif same >= 0:
        place = places[same]
    else:
        place = placed_between(vectors, places, own)
    return ImagesReport(
        picture,
        truth,
        softmax(logits)[0],
        same,
        places.astype(np.float32),
        place.astype(np.float32),
        _first_two(axes.shares) if flat else None,
        near,
        distances(vectors[near], own if point < 0 else vectors[point]),
        point,
        held.alike,
        {each: held.axes[each].mean.size for each in SPACES},
    )


def lay_out(
    name: str, stamp: int, space: str, perplexity: float, seed: int, *, report: Callable[..., None]
) -> np.ndarray:
    """Lay the pictures out by t-SNE (long: a second or more); the last few maps of a network are kept.

    Parameters
    ----------
    name, stamp, space
        As for `report_images`.
    perplexity : float
        With few pictures it is brought down to a third of their number.
    seed : int

    Returns
    -------
    ndarray of float32, shape (N, 2)
    """
    report(0.1)
    network = sound(name)
    maps: OrderedDict[tuple, np.ndarray] = network.kept.setdefault("image_maps", OrderedDict())
    key = (space, perplexity, seed)
    if key not in maps:
        vectors = points(network).vectors(space)
        report(0.3)
        maps[key] = _laid_out(vectors, perplexity, seed)
    maps.move_to_end(key)
    while len(maps) > MAPS:
        maps.popitem(last=False)
    return maps[key]


def picture_files(name: str, stamp: int) -> dict[str, np.ndarray]:
    """Return the pictures on the map with all that is known of them, as arrays for a file."""
    network: Trained = sound(name)
    held = points(network)
    arrays = {"pictures": held.pictures, "features": held.features, "logits": held.logits}
    return arrays if held.labels is None else arrays | {"labels": held.labels}


def drawn_map(name: str, stamp: int, places: np.ndarray) -> bytes:
    """Draw the pictures where they lie, in frames of the colours of their classes, as a PNG."""
    held = points(sound(name))
    paints = np.array([[int(each[i : i + 2], 16) for i in (1, 3, 5)] for each in colour.CLASSES], np.uint8)
    labels = np.full(len(places), 4) if held.labels is None else held.labels
    return encoding.png(laid_out(held.pictures, places, paints[labels % len(paints)]))


def _laid_out(vectors: np.ndarray, perplexity: float, seed: int) -> np.ndarray:
    # It asks for more pictures and more numbers than these, and fails where all of them are equal.
    if len(vectors) < FEWEST or vectors.shape[1] < 2 or not np.ptp(vectors, axis=0).any():
        return _two(vectors).astype(np.float32)
    return neighbour_map(vectors, min(perplexity, (len(vectors) - 1) / 3), seed).astype(np.float32)


def _neighbours(vectors: np.ndarray, vector: np.ndarray, itself: int) -> np.ndarray:
    """Return the nearest ones, without the picture itself."""
    near = nearest(vectors, vector, NEAREST + 1)
    return near[near != itself][:NEAREST]


def _same(held: Points, picture: np.ndarray) -> int:
    found = np.flatnonzero((held.pictures == picture).all(axis=(1, 2, 3)))
    return int(found[0]) if len(found) else -1


def _two(places: np.ndarray) -> np.ndarray:
    """Return places (N, 2), whatever there is: of two pictures, or of one number each, there is only one axis."""
    return np.pad(places[:, :2], ((0, 0), (0, max(0, 2 - places.shape[1]))))


def _first_two(shares: np.ndarray) -> tuple[float, float]:
    first, second = (*shares.tolist(), 0.0, 0.0)[:2]
    return first, second
