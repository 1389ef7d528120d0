"""How generated pictures are judged: by a classifier of their data set, and always beside real pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from cnnlab import pretrained
from cnnlab.datasets import Dataset
from cnnlab.metrics.certainty import softmax
from cnnlab.metrics.generated import Figures, Reference, reference_of, sum_up
from cnnlab.metrics.neighbours import nearest
from cnnlab.pretrained import Trained
from cnnlab.training.features import look

BATCH = 500
QUICK, FULL = 500, 10_000
"""Pictures that are generated to be judged: while a network learns, and when it has learned."""
MOST_REAL = 4
"""Real pictures that they are compared with, at the most, as a multiple of them."""
NEIGHBOURS = 5
MIDDLE = "nearest_median"

Watch = Callable[[], object]


@dataclass(frozen=True, eq=False)
class Seen:
    """What a classifier makes of pictures.

    Attributes
    ----------
    features : ndarray of float32, shape (N, D)
        What goes into its last layer.
    probabilities : ndarray of float64, shape (N, K)
    """

    features: np.ndarray
    probabilities: np.ndarray

    def at(self, places: np.ndarray) -> Seen:
        """Return what it makes of some of them."""
        return Seen(self.features[places], self.probabilities[places])

    def right(self, labels: np.ndarray) -> float:
        """Return the share of the pictures for which the likeliest class is the one that was asked for, (N,)."""
        return float((self.probabilities.argmax(axis=1) == labels).mean())


@dataclass(frozen=True, eq=False)
class Judge:
    """A classifier, and what it makes of real pictures; see `judge_of`.

    Attributes
    ----------
    classifier : Trained
    count : int
        Pictures that are to be generated: so many real ones make the floor, and the figures depend on how many
        there are.
    real : Reference
        Real pictures that nobody has learned from: what all are compared with.
    floor : Figures
        Of `count` other real pictures: what generated ones that are as good as real would have.
    real_right : float
        Share of these whose class the classifier names.
    learned : ndarray of float32, shape (L, D), or None
        Features of the pictures that are learned from; None: copies are not looked for.
    real_nearest : float or None
        Median distance of the `real` ones from the nearest of `learned`.
    labels : ndarray of int32, shape (count,)
        Classes as frequent as they are among real pictures.
    """

    classifier: Trained
    count: int
    real: Reference
    floor: Figures
    real_right: float
    learned: np.ndarray | None
    real_nearest: float | None
    labels: np.ndarray

    def judge(
        self, pictures: np.ndarray, labels: np.ndarray | None = None, watch: Watch | None = None
    ) -> dict[str, Any]:
        """Judge generated pictures.

        Parameters
        ----------
        pictures : ndarray of float32, shape (count, H, W, C)
            What is no number counts as 0, and what lies outside [0, 1] as its end.
        labels : ndarray of int, shape (count,), optional
            The classes that they were asked to be.
        watch : callable, optional
            Called between two batches; may raise to leave it.

        Returns
        -------
        dict
            Plain numbers. ``frechet``, ``score``, ``classes``, ``to_uniform``, ``diversity``, ``precision``,
            ``recall``, ``density``, ``coverage`` as `Figures` has them, and each of them with ``_real`` for as many
            real pictures; ``histogram``, a list, how many got each class; ``count``. With labels ``asked_right``, the
            share that the classifier takes for what was asked, and ``asked_right_real``, the share of real pictures
            whose class it names. Where copies are looked for ``nearest_median``, the median distance of the features
            from the nearest picture that was learned from, and ``nearest_median_real``, that of real ones: below it
            the generated ones are nearer to what was learned from than real ones are.
        """
        seen = seen_by(self.classifier, pictures, watch)
        found = figures_of(summed(seen, self.real))
        floor = figures_of(self.floor)
        if labels is not None:
            found["asked_right"], floor["asked_right"] = seen.right(labels), self.real_right
        if self.learned is not None:
            found[MIDDLE] = median_distance(seen.features, self.learned, watch)
            floor[MIDDLE] = self.real_nearest
        floor.pop("histogram")
        return {
            "count": len(pictures),
            **{name: _short(value) for name, value in found.items()},
            **{f"{name}_real": _short(value) for name, value in floor.items()},
        }


def classifier_for(data: str) -> Trained | None:
    """Return the shipped classifier of a data set, or None where there is none."""
    for name in pretrained.names("classifier"):
        if pretrained.recipe_of(name).data == data:
            return pretrained.trained(name)
    return None


def judge_of(
    classifier: Trained,
    data: Dataset,
    count: int = QUICK,
    *,
    copies: bool = False,
    seed: int = 0,
    watch: Watch | None = None,
) -> Judge:
    """Look at real pictures, once, so that generated ones can be judged beside them.

    Parameters
    ----------
    classifier : Trained
        Of pictures of this size.
    data : Dataset
        Its test pictures are what all are compared with, and its training pictures make the floor.
    count : int
        Pictures that will be generated, such as `QUICK` and `FULL`; of a small data set fewer.
    copies : bool
        Look for copies of training pictures; the classifier then sees all of these.
    seed : int
        Chooses the pictures.
    watch : callable, optional
        Called between two batches; may raise to leave it.
    """
    random = np.random.default_rng([seed, 11])
    count = min(count, len(data.x_train), len(data.x_test))
    test = random.permutation(len(data.x_test))[: MOST_REAL * count]
    train = random.permutation(len(data.x_train))[:count]
    real = seen_by(classifier, data.x_test[test], watch)
    learned = seen_by(classifier, data.x_train, watch) if copies else None
    other = learned.at(train) if learned else seen_by(classifier, data.x_train[train], watch)
    with threadpool_limits(1):
        reference = reference_of(real.features, NEIGHBOURS)
    return Judge(
        classifier,
        count,
        reference,
        summed(other, reference),
        real.right(data.y_test[test]),
        learned.features if learned else None,
        median_distance(real.features, learned.features, watch) if learned else None,
        data.y_train[train],
    )


def seen_by(classifier: Trained, pictures: np.ndarray, watch: Watch | None = None) -> Seen:
    """Show pictures (N, H, W, C), bytes or float32 in [0, 1], to a classifier.

    Of numbers, what is none counts as 0, and what lies outside [0, 1] as its end: a generator may have burst.
    """
    if pictures.dtype != np.uint8:
        pictures = np.clip(np.nan_to_num(pictures, nan=0.0), 0, 1).astype(np.float32)
    features, logits = look(classifier, pictures, BATCH, watch)
    return Seen(features, softmax(logits.astype(np.float64)))


def summed(seen: Seen, real: Reference) -> Figures:
    """Return all figures of what a classifier has seen against real pictures."""
    # On cores that are busy with a training several threads wait for one another many times longer than one computes.
    with threadpool_limits(1):
        return sum_up(seen.features, seen.probabilities, real)


def median_distance(features: np.ndarray, among: np.ndarray, watch: Watch | None = None) -> float:
    """Return the median distance of features (N, D) from the nearest among others (M, D)."""
    distances = []
    for start in range(0, len(features), BATCH):
        if watch is not None:
            watch()
        with threadpool_limits(1):  # as above
            distances.append(nearest(features[start : start + BATCH], among)[0])
    return float(np.median(np.concatenate(distances)))


def figures_of(figures: Figures) -> dict[str, Any]:
    """Return figures by their names."""
    return {**asdict(figures), "histogram": list(figures.histogram)}


def _short(value: Any) -> Any:
    return float(f"{value:.5g}") if isinstance(value, float) else value
