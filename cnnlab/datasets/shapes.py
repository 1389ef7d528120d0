"""Ten coloured shapes, drawn by chance: any number of them, as cluttered and noisy as wanted."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from cnnlab.datasets.dataset import Dataset
from cnnlab.datasets.outlines import NAMES, outline
from cnnlab.errors import LabError

CLASSES = NAMES
SIDE = 32
_FINE = 4
"""Drawn so many times as large and reduced, so that edges are smooth."""
_CORNER = 4
LEAST_CONTRAST = 70
TRAIN, TEST = 8000, 2000
_PARTS = {"train": (TRAIN, 0), "test": (TEST, 1)}


@dataclass(frozen=True)
class Watch:
    """What is called before each picture that is drawn, and may raise to leave it; all are the same to `load`."""

    call: Callable[[], object] | None = field(default=None, compare=False)


@functools.lru_cache(maxsize=2)
def load(
    clutter: float = 0.3, noise: float = 0.03, cue: float = 0.0, seed: int = 0, *, watch: Watch = Watch()
) -> Dataset:
    """Return 8,000 shapes for training and 2,000 for testing.

    Parameters
    ----------
    clutter, noise, cue, seed
        As in :func:`draw`. The test pictures never have a helpful cue: theirs has the colour of a class drawn
        by chance, which is what a shortcut is unmasked by.
    watch : Watch
        They take ten seconds.

    Returns
    -------
    Dataset

    Raises
    ------
    LabError
        See :func:`draw`.
    """
    train = draw(TRAIN, [seed, 0], clutter, noise, cue, watch=watch)
    test = draw(TEST, [seed, 1], clutter, noise, cue, honest=False, watch=watch)
    return Dataset("shapes", *train, *test, CLASSES)


def labels_of(part: str, seed: int = 0) -> np.ndarray:
    """Return the labels of a part ("train" or "test") of what :func:`load` gives, and draw nothing."""
    count, number = _PARTS[part]
    return _labels(count, [seed, number])


def some(
    part: str, places: np.ndarray, clutter: float = 0.3, noise: float = 0.03, cue: float = 0.0, seed: int = 0
) -> np.ndarray:
    """Draw the pictures of a part that stand at some places, and no others: as :func:`load` has them there.

    Parameters
    ----------
    part : {"train", "test"}
    places : sequence of int
    clutter, noise, cue, seed
        As in :func:`load`.

    Returns
    -------
    ndarray of uint8, shape (len(places), 32, 32, 3)
    """
    count, number = _PARTS[part]
    return draw(count, [seed, number], clutter, noise, cue, part == "train", places)[0]


def draw(
    count: int,
    seed: int | list[int] = 0,
    clutter: float = 0.3,
    noise: float = 0.03,
    cue: float = 0.0,
    honest: bool = True,
    places: Sequence[int] | None = None,
    watch: Watch = Watch(),
) -> tuple[np.ndarray, np.ndarray]:
    """Draw shapes.

    Parameters
    ----------
    count : int
        At least 1; the classes take turns.
    seed : int or list of int
        Each picture has its own random numbers, by the seed and its place: it can be drawn alone.
    clutter : float
        0 to 1: how many strokes and specks lie behind the shape.
    noise : float
        0 to 0.5: standard deviation of Gaussian noise, where 1 is white.
    cue : float
        0 to 1: share of the pictures with a small square in the upper left corner whose colour names a class.
    honest : bool
        Whether the square names the picture's own class, or one drawn by chance.
    places : sequence of int, optional
        Which of the `count` pictures are drawn; all by default.
    watch : Watch

    Returns
    -------
    pictures : ndarray of uint8, shape (count, 32, 32, 3), or one for each place
    labels : ndarray of int32, of the same length

    Raises
    ------
    LabError
        For a number beyond these limits.
    """
    limits = {"clutter": (clutter, 1), "noise": (noise, 0.5), "cue": (cue, 1)}
    for name, (value, most) in limits.items():
        if not 0 <= value <= most:
            raise LabError('The setting "{name}" needs a number from 0 to {most}.', name=name, most=most)
    if count < 1:
        raise LabError("At least one picture has to be drawn.")
    labels = _labels(count, seed)
    chosen = np.arange(count) if places is None else np.asarray(places, int)
    pictures = np.empty((len(chosen), SIDE, SIDE, 3), np.uint8)
    for slot, place in enumerate(chosen):
        if watch.call is not None:
            watch.call()
        rng = np.random.default_rng([*np.atleast_1d(seed), int(place), 1])
        # In this order, so that neither noise nor a cue changes the shape.
        marked, named, grain = rng.random(), rng.integers(len(CLASSES)), rng.integers(2**63)
        picture = np.array(_one(rng, CLASSES[labels[place]], clutter))
        if marked < cue:
            picture[:_CORNER, :_CORNER] = _cue_colours()[labels[place] if honest else named]
        pictures[slot] = _noisy(picture, noise, grain) if noise else picture
    return pictures, labels[chosen]


def _labels(count: int, seed: int | list[int]) -> np.ndarray:
    turns = np.arange(count) % len(CLASSES)
    return np.random.default_rng(seed).permutation(turns).astype(np.int32)


def _noisy(picture: np.ndarray, noise: float, seed: int) -> np.ndarray:
    grain = np.random.default_rng(int(seed)).standard_normal(picture.shape, np.float32)
    return np.clip(np.rint(picture + np.float32(255 * noise) * grain), 0, 255).astype(np.uint8)


def _one(rng: np.random.Generator, name: str, clutter: float) -> np.ndarray:
    side = SIDE * _FINE
    ground = rng.integers(0, 256, 3)
    ink = rng.integers(0, 256, 3)
    while abs(_luma(ink) - _luma(ground)) < LEAST_CONTRAST:
        ground, ink = rng.integers(0, 256, 3), rng.integers(0, 256, 3)
    image = Image.new("RGB", (side, side), tuple(map(int, ground)))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.binomial(12, clutter)):
        # Close to the ground, so that no stroke is taken for the shape.
        shade = tuple(int(part) for part in np.clip(ground + rng.normal(0, 30, 3), 0, 255))
        ends = [tuple(map(float, point)) for point in rng.uniform(0, side, (2, 2))]
        pen.line(ends, fill=shade, width=int(rng.integers(2, 10)))
    corners, hole = outline(name)
    radius = side * rng.uniform(0.26, 0.42)
    turn = np.radians(rng.uniform(-20, 20))
    middle = side / 2 + rng.uniform(-1, 1, 2) * (side / 2 - radius)
    turned = radius * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    mask = Image.new("L", (side, side))
    cut = ImageDraw.Draw(mask)
    for points, value in ((corners, 255), (hole, 0)):
        if points is not None:
            cut.polygon([tuple(map(float, point)) for point in points @ turned.T + middle], fill=value)
    image.paste(tuple(map(int, ink)), (0, 0), mask)
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX))


def _luma(colour: np.ndarray) -> float:
    return float(colour @ (0.299, 0.587, 0.114))


@functools.cache
def _cue_colours() -> np.ndarray:
    hues = np.linspace(0, 1, len(CLASSES), endpoint=False)
    strip = np.stack([255 * hues, np.full_like(hues, 255), np.full_like(hues, 255)], axis=1)
    return np.asarray(Image.fromarray(strip[None].astype(np.uint8), "HSV").convert("RGB"))[0]
