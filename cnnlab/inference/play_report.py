"""What the mode Play shows first: sixteen pictures from one seed, and one of them moved along latent directions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import as_bytes
from cnnlab.inference import sampling
from cnnlab.inference.keeping import keep_few
from cnnlab.metrics.neighbours import mean_distance
from cnnlab.networks.gan_blocks import plan_of
from cnnlab.pretrained import Trained
from cnnlab.training.gan_judging import classifier_for, seen_by

COUNT = 16
"""Pictures of the grid."""
ALL = -1
"""Asked for in place of a class: one after the other."""
PAIRS = 4
"""Pairs of directions that are offered, the strongest first."""
REACH = 4.0
"""A picture's noise is moved by so many standard deviations at the most."""
MEASURED = 100
"""Pictures that the figures are measured on, fewer where a network is large."""
_SEED = 71
_WORK = 5e9
"""Multiply-adds that the figures may cost."""


@dataclass(frozen=True)
class Measured:
    """What is known of pictures made with one wish and one truncation.

    Attributes
    ----------
    count : int
        Pictures it was measured on.
    right : float or None
        Share that the classifier takes for what was asked for; None where there is no classifier, or no wish.
    spread : float
        How different the pictures are from one another, as a part of what they are at a truncation of 1: mean
        distance of their features, or of their pixels where there is no classifier.
    """

    count: int
    right: float | None
    spread: float


@dataclass(frozen=True, eq=False)
class PlayReport:
    """Pictures out of noise.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (16, H, W) or (16, H, W, 3)
    noise : ndarray of float32, shape (16, recipe.noise)
        What they were made from, truncated.
    labels : ndarray of int32, shape (16,)
        What was asked for; without effect where the network takes no wishes.
    shares : ndarray of float32, shape (16, classes), or None
        What the classifier says; None where none knows such pictures.
    scores : ndarray of float32, shape (16,)
        What the discriminator says: the larger, the more real.
    measured : Measured
    """

    pictures: np.ndarray
    noise: np.ndarray
    labels: np.ndarray
    shares: np.ndarray | None
    scores: np.ndarray
    measured: Measured

    @property
    def right(self) -> int | None:
        """How many are taken for what was asked for; None where nobody is asked."""
        return None if self.shares is None else int((self.shares.argmax(axis=1) == self.labels).sum())


@dataclass(frozen=True, eq=False)
class Moved:
    """One of the pictures, moved.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    shares : ndarray of float32, shape (classes,), or None
    score : float
    """

    pixels: np.ndarray
    shares: np.ndarray | None
    score: float


def report_play(name: str, stamp: int, asked: int, seed: int, truncation: float) -> PlayReport:
    """Make sixteen pictures, and say how well they are what was asked for.

    Parameters
    ----------
    name : str
        Of a generator.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the network has learned more.
    asked : int
        A class, or `ALL`.
    seed : int
        Of the noise.
    truncation : float

    Raises
    ------
    LabError
        There is no such network, or what is asked for does not fit it.
    """
    network = pretrained.trained(name)
    labels = labels_of(network, asked, COUNT)
    noise = noise_of(network, seed, truncation)
    images = sampling.draw(network, noise, labels)
    return PlayReport(
        as_bytes(images),
        noise,
        labels,
        shares_of(network, images),
        sampling.score(network, images, labels)[0],
        measured(network, asked, truncation),
    )


def move(
    name: str,
    stamp: int,
    asked: int,
    seed: int,
    truncation: float,
    cell: int,
    pair: int,
    places: tuple[float, float],
) -> Moved:
    """Move one of the sixteen; this is what is asked while a slider moves.

    Parameters
    ----------
    name, stamp, asked, seed, truncation
        As in `report_play`.
    cell : int
        Which of the sixteen.
    pair : int
        Which pair of directions, from 0.
    places : (float, float)
        How far along each.

    Raises
    ------
    LabError
        As in `report_play`, or the places are no numbers within `REACH`.
    """
    network = pretrained.trained(name)
    labels = labels_of(network, asked, COUNT)[cell : cell + 1]
    noise = moved_noise(network, noise_of(network, seed, truncation)[cell], pair, places)
    image = sampling.draw(network, noise[None], labels)
    shares = shares_of(network, image)
    return Moved(
        as_bytes(image)[0],
        None if shares is None else shares[0],
        float(sampling.score(network, image, labels)[0][0]),
    )


def labels_of(network: Trained, asked: int, count: int) -> np.ndarray:
    """Return the classes (count,) that are asked for.

    Raises
    ------
    LabError
        There is no such class.
    """
    return sampling.checked_labels(network, wishes(len(network.classes), asked, count))


def wishes(classes: int, asked: int, count: int) -> np.ndarray:
    """Return the class that is asked for, `count` times; for `ALL` one after the other, again and again."""
    return np.arange(count) % classes if asked == ALL else np.full(count, int(asked))


def noise_of(network: Trained, seed: int, truncation: float) -> np.ndarray:
    """Return the noise (16, recipe.noise) of the grid."""
    return sampling.truncation_of(truncation) * sampling.noises(network, COUNT, seed)


def moved_noise(network: Trained, noise: np.ndarray, pair: int, places: tuple[float, float]) -> np.ndarray:
    """Return noise (recipe.noise,) moved along a pair of directions; see `move`."""
    if not all(abs(place) <= REACH for place in places):  # what is no number is not within either
        raise LabError("A picture is moved by at most {reach} along each direction.", reach=REACH)
    along, _ = sampling.directions(network, 2 * PAIRS)
    chosen = along[2 * pair : 2 * pair + 2]
    return (noise + np.asarray(places[: len(chosen)], np.float32) @ chosen).astype(np.float32)


def shares_of(network: Trained, images: np.ndarray) -> np.ndarray | None:
    """Return what the shipped classifier of the network's data says to pictures (N, classes); None without one."""
    classifier = classifier_of(network)
    return None if classifier is None else seen_by(classifier, images).probabilities.astype(np.float32)


def classifier_of(network: Trained) -> Trained | None:
    """Return the shipped classifier of the pictures that a network makes, or None."""
    found = classifier_for(network.recipe.data)
    return found if found is not None and found.shape == network.shape else None


def measured(network: Trained, asked: int, truncation: float) -> Measured:
    """Measure many pictures of one wish; the noise is always the same, so that the figures stand still."""
    # All but the truncation is the same for the pictures that these are compared with.
    spread = _spread(network, asked, 1.0)[0]
    own, right = _spread(network, asked, truncation)
    return Measured(_count(network), right, own / spread if spread > 0 else 0.0)


def _spread(network: Trained, asked: int, truncation: float) -> tuple[float, float | None]:
    def make() -> tuple[float, float | None]:
        count = _count(network)
        labels = labels_of(network, asked, count)
        noise = sampling.truncation_of(truncation) * sampling.noises(network, count, _SEED)
        images = sampling.draw(network, noise, labels)
        classifier = classifier_of(network)
        if classifier is None:
            return mean_distance(images.reshape(count, -1)), None
        seen = seen_by(classifier, images)
        return mean_distance(seen.features), seen.right(labels) if network.recipe.conditional else None

    return keep_few(network, "play_spread", (asked, truncation), make)


def _count(network: Trained) -> int:
    generator, _ = _costs(network)
    return int(np.clip(_WORK / generator, COUNT, MEASURED))


def judged_count(network: Trained, most: int) -> int:
    """Return how many pictures are made and scored, `most` or fewer where a network is large."""
    # A slope costs about twice as much as a score, and comes with it. It is done once, so it may take longer.
    generator, discriminator = _costs(network)
    return int(np.clip(4 * _WORK / (generator + 3 * discriminator), COUNT, most))


def _costs(network: Trained) -> tuple[int, int]:
    """Return the multiply-adds of one picture, in the generator and in the discriminator."""
    halves = plan_of(network.recipe, network.shape, len(network.classes))
    generator, discriminator = (max(1, sum(layer.multiply_adds for layer in half)) for half in halves)
    return generator, discriminator
