"""All that the mode Repair asks: a picture, what is done to it, and what a network makes of that."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.images import colour, exporting
from cnnlab.inference.repair_case import CLASSIFIER, NETWORK, Damage, Score, case_of

QUICK = 256**2
"""Pixels of a photograph up to which a network answers within a moment (measured on two cores)."""
QUICK_FILTERS = 96**2
"""And up to which all filters together do."""


@dataclass(frozen=True, eq=False)
class RepairReport:
    """What a network makes of a damaged picture.

    Attributes
    ----------
    original, broken, repaired : ndarray of uint8, shape (H, W, C)
        `repaired` is `broken` where nothing was missing.
    mask : ndarray of uint8, shape (H, W), or None
        1 where pixels are missing.
    before, after : Score
        Of the damaged and of the repaired picture, both before they were rounded to bytes.
    changed : float
        Root of the mean squared change that the damage has made.
    told : float or None
        What the network was told; None for those that are told nothing.
    seconds : float
        That the network took, measured once.
    verdicts : tuple of (int, float)
        What the digits' classifier says to original, damaged and repaired picture, and how sure it is; empty where
        that is not here or the network knows no digits.
    """

    original: np.ndarray
    broken: np.ndarray
    repaired: np.ndarray
    mask: np.ndarray | None
    before: Score
    after: Score
    changed: float
    told: float | None
    seconds: float
    verdicts: tuple[tuple[int, float], ...]


@dataclass(frozen=True, eq=False)
class Rival:
    """What one way of repairing makes of it.

    Attributes
    ----------
    method : str
        One of `cnnlab.inference.classical.METHODS`, "biharmonic", or "network".
    picture : ndarray of uint8, shape (H, W, C)
    score : Score
    seconds : float
        Measured once, after the method had been used once before.
    parameters : dict
    """

    method: str
    picture: np.ndarray
    score: Score
    seconds: float
    parameters: dict


def report_repair(
    picture: np.ndarray | None,
    number: int,
    damage: Damage,
    brushed: np.ndarray | None = None,
    run: str = "",
    stamp: int = 0,
) -> RepairReport:
    """Damage a picture and have a network repair it.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W, C), or None
        A digit (28, 28, 1), or a photograph in colour of up to 512 pixels a side; for a run of its pictures' shape.
        None: the test picture `number`.
    number : int
    damage : Noise or Hole
    brushed : ndarray, shape (H, W), or None
        Not 0 where the brush has been.
    run : str
        The id of a run whose network is to repair it; empty: the shipped one for it.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the run has learned more.

    Raises
    ------
    LabError
        The picture has not the network's shape, the network is not for this damage, or it is not here.
    """
    case = case_of(picture, number, damage, brushed, run)
    repaired, seconds = _timed(case.by_network)
    found = [case.original, case.broken, repaired]
    return RepairReport(
        *map(colour.grey, found),
        case.mask,
        case.score(case.broken),
        case.score(repaired),
        case.changed,
        case.told,
        seconds,
        _verdicts(found) if case.digit else (),
    )


def repair_long(
    picture: np.ndarray | None,
    number: int,
    damage: Damage,
    brushed: np.ndarray | None = None,
    run: str = "",
    stamp: int = 0,
    *,
    report: Callable,
) -> RepairReport:
    """Do as `report_repair`, for a photograph that takes longer than a moment."""
    report(0.2)
    return report_repair(picture, number, damage, brushed, run, stamp)


def report_rivals(
    picture: np.ndarray | None,
    number: int,
    damage: Damage,
    brushed: np.ndarray | None = None,
    run: str = "",
    stamp: int = 0,
    *,
    report: Callable = lambda *_, **__: None,
) -> tuple[Rival, ...]:
    """Repair a picture by the network and by everything else that the page knows.

    Parameters are those of `report_repair`, and `report`, which is told how far it is and by which method.

    Returns
    -------
    tuple of Rival
        The network first.
    """
    case = case_of(picture, number, damage, brushed, run)
    methods = {NETWORK: {}} | case.without_learning()
    rivals = []
    for place, (method, parameters) in enumerate(methods.items()):
        report(place / len(methods), method=method)
        # What is loaded or compiled at first is not the method's own time; a network is compiled for each size.
        (case if method == NETWORK else case.corner()).repaired(method, parameters)
        repaired, seconds = _timed(lambda: case.repaired(method, parameters))  # noqa: B023
        rivals.append(Rival(method, colour.grey(repaired), case.score(repaired), seconds, parameters))
    return tuple(rivals)


def repaired_arrays(
    picture: np.ndarray | None,
    number: int,
    damage: Damage,
    brushed: np.ndarray | None = None,
    run: str = "",
    stamp: int = 0,
    *,
    report: Callable | None = None,
) -> dict[str, np.ndarray]:
    """Return the exact values, float32 (H, W, C) in [0, 1], of the original, the damaged and the repaired picture."""
    case = case_of(picture, number, damage, brushed, run)
    arrays = {"original": case.original, "broken": case.broken, "repaired": case.by_network()}
    return arrays if case.mask is None else arrays | {"mask": case.mask}


def repaired_file(*asked: object, report: Callable | None = None) -> bytes:
    """Return the `repaired_arrays` as a compressed NumPy archive."""
    return exporting.npz(repaired_arrays(*asked))


def _timed(way: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    start = time.perf_counter()
    found = way()
    return found, time.perf_counter() - start


def _verdicts(pictures: list[np.ndarray]) -> tuple[tuple[int, float], ...]:
    from cnnlab.inference.classifying import classify

    try:
        found = classify(np.stack(pictures), CLASSIFIER)
    except LabError:
        return ()
    return tuple((int(each.argmax()), float(each.max())) for each in found)
