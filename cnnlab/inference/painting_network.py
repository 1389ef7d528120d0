"""The weights of VGG19 for paintings, fetched with progress."""

from __future__ import annotations

from collections.abc import Callable

from cnnlab.training import perceptual


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
