"""What happens where the source article's GAN is run: its errors, and what its loop does once they are mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab import datasets
from cnnlab.training.article_gan import NOISE, Stop, as_printed_loop, made_of, mended_so_far, stops

STEPS = 60
SHOWN = 10
SEED = 0
_kept: list[ArticleReport] = []
"""It is always the same: a process makes it once."""


@dataclass(frozen=True, eq=False)
class ArticleReport:
    """What the page shows.

    Attributes
    ----------
    stops : tuple of Stop
    steps : int
        Of the loop that is mended so far that it runs, three calls each.
    before, after : ndarray of uint8, shape (SHOWN, 28, 28)
        What the generator makes of the same noise, from its smallest value (black) to its largest (white).
    low, high : float
        These values: nothing holds them within 0 and 1.
    generator, discriminator : float
        By how much the weights of each have changed in these steps: the largest change of a weight.
    real, fake : float
        What the discriminator says in the end of test pictures, and of generated ones: the mean probability that they
        are real.
    """

    stops: tuple[Stop, ...]
    steps: int
    before: np.ndarray
    after: np.ndarray
    low: float
    high: float
    generator: float
    discriminator: float
    real: float
    fake: float


def report_article(report: Callable[..., object]) -> ArticleReport:
    """Run the article's program on the digits that are always here, as the long worker does once.

    Parameters
    ----------
    report : callable
        Called with the share that is done; may raise to leave it.
    """
    if not _kept:
        _kept.append(_made(report))
    return _kept[0]


def _made(report: Callable[..., object]) -> ArticleReport:
    report(0.0)
    stopped = stops()
    report(0.3)
    data = datasets.load("digits")
    networks = mended_so_far(SEED)
    noise = np.random.default_rng(SEED).normal(0, 1, (SHOWN, NOISE))
    weights = [
        [np.array(each) for each in model.variables] for model in (networks.generator, networks.discriminator)
    ]
    before = made_of(networks.generator, noise)
    as_printed_loop(
        networks,
        data.x_train[..., 0].astype(np.float32),
        STEPS,
        SEED,
        lambda share: report(0.3 + 0.7 * share),
    )
    after = made_of(networks.generator, noise)
    low, high = float(after.min()), float(after.max())
    judged = [
        float(networks.discriminator(each, training=False).numpy().mean())
        for each in (data.x_test[..., 0].astype(np.float32), after)
    ]
    return ArticleReport(
        stopped,
        STEPS,
        *(
            np.rint(255 * np.clip((each - low) / (high - low), 0, 1)).astype(np.uint8)
            for each in (before, after)
        ),
        low,
        high,
        _largest_change(weights[0], networks.generator.variables),
        _largest_change(weights[1], networks.discriminator.variables),
        *judged,
    )


def _largest_change(had, variables) -> float:
    return max(float(np.abs(np.asarray(now) - was).max()) for was, now in zip(had, variables, strict=True))
