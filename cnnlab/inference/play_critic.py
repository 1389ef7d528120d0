"""A picture before the discriminator: its score among those of real and of generated ones, and what would raise it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import as_bytes
from cnnlab.inference import sampling
from cnnlab.inference.play_report import judged_count, labels_of, noise_of, shares_of
from cnnlab.inference.stock import stock
from cnnlab.pretrained import Trained

READ = -1
"""Claimed in place of a class: what the classifier reads."""
OTHERS = 500
"""Real, and as many generated pictures that a score stands among; fewer where a network is large."""
STEPS = 12
"""Steps that mend a picture, at the most."""
LENGTH = 0.5
"""Of each step: the root of the sum of the squared changes."""
PARTS = 3
"""Rows and columns of the parts that are spoken of."""
_SEED = 72


@dataclass(frozen=True, eq=False)
class Mended:
    """What a few steps along the slope make of a picture.

    Attributes
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
    scores : ndarray of float32, shape (steps + 1,)
        Before the first step, and after each.
    read : int or None
        What the classifier takes it for.
    """

    picture: np.ndarray
    scores: np.ndarray
    read: int | None


@dataclass(frozen=True, eq=False)
class CriticReport:
    """What the discriminator says to a picture.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W) or (H, W, 3)
    claimed : int
        The class that it is said to show; without effect where the network takes no wishes.
    read : int or None
        What the classifier takes it for.
    score : float
    twin : ndarray of uint8, shape (H, W) or (H, W, 3)
        A generated picture of the same class.
    twin_score : float
    real, made : ndarray of float32, shape (n,)
        The scores of real pictures, each as what it is, and of generated ones, each as what was asked for; sorted.
        `real` is empty where no real ones are at hand.
    source : str
        What the real ones are; see `cnnlab.inference.stock.Stock`.
    gains : ndarray of float32, shape (H, W)
        How much the score would rise, to first order, if this pixel alone became as bright (positive) or as dark
        (negative: minus the gain) as it can.
    brighter, darker : int or None
        The part of the picture, from 0 to 8, row by row, with the most to gain from more and from less ink.
    mended : Mended
    """

    seen: np.ndarray
    claimed: int
    read: int | None
    score: float
    twin: np.ndarray
    twin_score: float
    real: np.ndarray
    made: np.ndarray
    source: str
    gains: np.ndarray
    brighter: int | None
    darker: int | None
    mended: Mended

    def above(self, score: float) -> tuple[float | None, float]:
        """Return the shares of the real and of the generated pictures that have a lower score."""
        real = None if not len(self.real) else float(np.searchsorted(self.real, score) / len(self.real))
        return real, float(np.searchsorted(self.made, score) / len(self.made))


def report_critic(
    name: str, stamp: int, picture: np.ndarray, claimed: int, seed: int, cell: int, truncation: float
) -> CriticReport:
    """Let the discriminator judge a picture.

    Parameters
    ----------
    name : str
        Of a network with a discriminator.
    stamp : int
        `cnnlab.pretrained.stamp`.
    picture : ndarray of uint8, shape (H, W, C)
        At the network's size.
    claimed : int
        The class that it is said to show, or `READ`.
    seed, cell, truncation
        Of the generated picture beside it; see `cnnlab.inference.play_report.move`.

    Raises
    ------
    LabError
        There is no such network, or the picture has another size.
    """
    network = pretrained.trained(name)
    if picture.shape != tuple(network.shape) or picture.dtype != np.uint8:
        raise LabError(
            "This network takes pictures of {rows} × {columns} pixels.",
            rows=network.shape[0],
            columns=network.shape[1],
        )
    image = picture[None] / np.float32(255)
    read = _read(network, image)
    label = (read or 0) if claimed == READ else claimed
    labels = labels_of(network, label, 1)
    twin = sampling.draw(network, noise_of(network, seed, truncation)[cell : cell + 1], labels)
    (score, twin_score), slopes = sampling.score(network, np.concatenate([image, twin]), np.repeat(labels, 2))
    gains = gains_of(image[0], slopes[0])
    brighter, darker = places_of(gains)
    real, made, source = _others(network)
    return CriticReport(
        as_bytes(image)[0],
        int(labels[0]),
        read,
        float(score),
        as_bytes(twin)[0],
        float(twin_score),
        real,
        made,
        source,
        gains,
        brighter,
        darker,
        mend(network, image[0], labels, float(np.median(real if len(real) else made))),
    )


def gains_of(image: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """Return what each pixel could add to the score, with the sign of the change that does it.

    Parameters
    ----------
    image, slopes : ndarray of float32, shape (H, W, C)
        A picture in [0, 1], and how much the score rises with each value.

    Returns
    -------
    ndarray of float32, shape (H, W)
        A slope times the way to white where it is positive, to black where it is negative, the channels together.
    """
    return np.where(slopes > 0, slopes * (1 - image), slopes * image).sum(axis=2)


def places_of(gains: np.ndarray) -> tuple[int | None, int | None]:
    """Return the parts of a picture, of three times three, that gain most from being brighter, and from darker.

    None where nothing is gained anywhere.
    """
    rows, columns = (np.minimum(np.arange(size) * PARTS // size, PARTS - 1) for size in gains.shape)
    parts = (rows[:, None] * PARTS + columns).ravel()
    up, down = (np.bincount(parts, np.maximum(sign * gains, 0).ravel(), PARTS * PARTS) for sign in (1, -1))
    return tuple(int(each.argmax()) if each.max() > 0 else None for each in (up, down))


def mend(network: Trained, image: np.ndarray, labels: np.ndarray, goal: float) -> Mended:
    """Change a picture (H, W, C) in [0, 1] along the slope of its score, until it has reached a goal.

    Each of at most `STEPS` steps has the same length; values stay in [0, 1].
    """
    scores = []
    for step in range(STEPS + 1):
        score, slopes = sampling.score(network, image[None], labels)
        scores.append(float(score[0]))
        # Where a value is at its end already, no step goes beyond.
        wish = np.where((slopes[0] > 0) & (image >= 1) | (slopes[0] < 0) & (image <= 0), 0, slopes[0])
        length = float(np.linalg.norm(wish))
        if step == STEPS or scores[-1] >= goal or not length > 0:
            break
        image = np.clip(image + LENGTH / length * wish, 0, 1).astype(np.float32)
    return Mended(as_bytes(image[None])[0], np.array(scores, np.float32), _read(network, image[None]))


def _read(network: Trained, images: np.ndarray) -> int | None:
    shares = shares_of(network, images)
    return None if shares is None else int(shares[0].argmax())


def _others(network: Trained) -> tuple[np.ndarray, np.ndarray, str]:
    """Score real and generated pictures; it is done once."""
    if "play_others" not in network.kept:
        held, count = stock(network), judged_count(network, OTHERS)
        if held.labels is None:  # pieces of photographs are no real ones of what it has learned
            real, labels = np.zeros(0, np.float32), np.arange(count) % len(network.classes)
        else:
            images, labels = held.pictures[:count] / np.float32(255), held.labels[:count]
            real = np.sort(sampling.score(network, images, labels)[0])
        made = sampling.draw(network, sampling.noises(network, len(labels), _SEED), labels)
        scores = np.sort(sampling.score(network, made, labels)[0])
        network.kept["play_others"] = real, scores, held.source
    return network.kept["play_others"]
