"""Is it a copy? The nearest pictures that a network has learned from, by the features of a classifier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.images import as_bytes
from cnnlab.inference import sampling
from cnnlab.inference.play_report import COUNT, classifier_of, labels_of, noise_of
from cnnlab.inference.stock import stock
from cnnlab.metrics.neighbours import nearest
from cnnlab.pretrained import Trained
from cnnlab.training.gan_judging import seen_by

REAL = 500
"""Test pictures whose distance from the nearest training picture says what is usual."""
BATCH = 500


@dataclass(frozen=True, eq=False)
class Bank:
    """Pictures that are searched.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (N, H, W, C)
    labels : ndarray of int, shape (N,)
    features : ndarray of float32, shape (N, D)
    test : ndarray of float32, shape (n, D), or None
        Features of real pictures that nobody has learned from; None where these are not what the network has learned
        from.
    usual : ndarray of float32, shape (n,), or None
        Their sorted distances from the nearest one, where all are searched.
    """

    pictures: np.ndarray
    labels: np.ndarray
    features: np.ndarray
    test: np.ndarray | None
    usual: np.ndarray | None

    def part(self, places: np.ndarray) -> Bank:
        """Return some of it, to be searched as if there were no more."""
        features = self.features[places]
        usual = None if self.test is None else _usual(self.test, features)
        return Bank(self.pictures[places], self.labels[places], features, self.test, usual)


@dataclass(frozen=True, eq=False)
class CopiesReport:
    """Generated pictures, and the nearest ones.

    Attributes
    ----------
    pictures, near : ndarray of uint8, shape (16, H, W) or (16, H, W, 3)
    labels : ndarray of int, shape (16,)
        Classes of the nearest ones.
    distances : ndarray of float32, shape (16,)
        Between the features.
    pixels : ndarray of float32, shape (16,)
        Root of the mean squared difference of the pixels, in [0, 1].
    usual : ndarray of float32, shape (n,), or None
        Sorted distances of real test pictures from the nearest; None where the pictures that were searched are not
        what the network has learned from.
    count : int
        How many were searched.
    """

    pictures: np.ndarray
    near: np.ndarray
    labels: np.ndarray
    distances: np.ndarray
    pixels: np.ndarray
    usual: np.ndarray | None
    count: int


def report_copies(
    name: str,
    stamp: int,
    asked: int,
    seed: int,
    truncation: float,
    *,
    report: Callable[..., object],
) -> CopiesReport:
    """Find the nearest training picture of each of the sixteen; the first time all of them go through a classifier.

    Parameters
    ----------
    name, stamp, asked, seed, truncation
        See `cnnlab.inference.play_report.report_play`.
    report : callable
        Of a long call.

    Raises
    ------
    LabError
        There is no such network, or no classifier of its pictures, or no pictures to search.
    """
    network = pretrained.trained(name)
    classifier = classifier_of(network)
    if classifier is None:
        raise LabError(
            "No classifier came with the laboratory that knows such pictures, so none can be compared."
        )
    report(0.0)
    bank = _bank(classifier, network, report)
    if bank.test is not None and network.recipe.examples:
        bank = bank.part(_learned(network, len(bank.labels)))
    images = sampling.draw(network, noise_of(network, seed, truncation), labels_of(network, asked, COUNT))
    distances, places = nearest(seen_by(classifier, images).features, bank.features)
    near = bank.pictures[places] / np.float32(255)
    return CopiesReport(
        as_bytes(images),
        as_bytes(near),
        bank.labels[places],
        distances.astype(np.float32),
        np.sqrt(((images - near) ** 2).mean(axis=(1, 2, 3))),
        bank.usual,
        len(bank.labels),
    )


def _learned(network: Trained, count: int) -> np.ndarray:
    """Return the places of those of so many training pictures that a network has learned from."""
    from cnnlab.training.adversarial import chosen  # TensorFlow comes with it

    return chosen(network.recipe, count)


def _usual(test: np.ndarray, features: np.ndarray) -> np.ndarray:
    return np.sort(nearest(test, features)[0]).astype(np.float32)


def _bank(classifier: Trained, network: Trained, report: Callable[..., object]) -> Bank:
    """Return what is searched; it is kept with the classifier, once for a data set."""
    here = datasets.is_here(network.recipe.data)
    # What stands in for pictures that are not here is not what is searched when they are.
    key = "play_bank" if here else "play_bank_of_others"
    if key not in classifier.kept:
        if here:
            data = datasets.load(network.recipe.data)
            pictures, labels = data.x_train, data.y_train
            test = data.x_test[np.random.default_rng(0).permutation(len(data.x_test))[:REAL]]
        else:
            held = stock(network)
            if held.labels is None:
                raise LabError("There are no pictures on this computer that these could be compared with.")
            pictures, labels, test = held.pictures, held.labels, None
        total = len(pictures) / BATCH
        done = iter(range(len(pictures) + 1))
        features = seen_by(
            classifier, pictures, partial(lambda each: report(min(next(each) / total, 1.0)), done)
        ).features
        of_test = None if test is None else seen_by(classifier, test).features
        usual = None if of_test is None else _usual(of_test, features)
        classifier.kept[key] = Bank(pictures, labels, features, of_test, usual)
    return classifier.kept[key]
