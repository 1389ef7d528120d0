"""The weights of VGG19 where pictures are painted: whether they are there, and how they are fetched."""

from __future__ import annotations

from collections.abc import Callable

from cnnlab.training import perceptual


def is_here(*, report: Callable[..., object]) -> bool:
    """Tell whether this process has them, without the internet; it may be on another computer than the page."""
    return perceptual.is_available("vgg19")


def bring(report: Callable[..., object]) -> None:
    """Fetch them into Keras's cache, where they are not there.

    Parameters
    ----------
    report : callable
        Called as ``report(fraction, megabytes=)``.

    Raises
    ------
    LabError
        They cannot be fetched.
    """

    def tell(fraction: float) -> bool:
        report(fraction, megabytes=fraction * perceptual.MEGABYTES)
        return True

    perceptual.fetch(tell)
