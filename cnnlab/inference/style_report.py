"""All that the mode Instant asks: a photograph in a style, painted once."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_bytes, as_floats
from cnnlab.inference import stylizing
from cnnlab.pretrained import Trained

QUICK = 512**2
"""Pixels of a photograph up to which the network answers within a moment (measured on two cores)."""
CODES = 64
"""Styles whose codes are kept for each network: less than two kilobytes each."""


@dataclass(frozen=True, eq=False)
class StyleReport:
    """A photograph in a style.

    Attributes
    ----------
    picture : ndarray of uint8, shape (H, W, 3)
    seconds : float
        That the network took for it, measured once; what is known of the style already takes none.
    """

    picture: np.ndarray
    seconds: float


def report_style(
    name: str,
    stamp: int,
    content: np.ndarray,
    style: np.ndarray,
    strength: float,
    style2: np.ndarray | None,
    mix: float,
    keep_colour: bool,
) -> StyleReport:
    """Do as `cnnlab.inference.stylize`, on pictures of bytes.

    Parameters
    ----------
    name : str
        A shipped stylizer, or the id of a run.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the run has learned more.
    content : ndarray of uint8, shape (H, W, 3)
    style, style2 : ndarray of uint8, shape (h, w, 3)
        The second may be None.
    strength, mix : float
    keep_colour : bool

    Raises
    ------
    LabError
        As `cnnlab.inference.stylize`.
    """
    network = pretrained.trained(name)
    began = time.perf_counter()
    pixels = stylizing.checked_picture(as_floats(content), stylizing.LONGEST)
    second = None if style2 is None else _code(network, style2)
    made = stylizing.styled(network, pixels, _code(network, style), strength, second, mix, keep_colour)
    return StyleReport(as_bytes(made), time.perf_counter() - began)


def report_style_long(*asked: object, report: Callable) -> StyleReport:
    """Do as `report_style`, for a photograph that takes longer than a moment."""
    report(0.2)
    return report_style(*asked)


def masked(content: np.ndarray, made: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return, as bytes (H, W, 3), `made` where a mask (H, W) from 0 to 1 is 1 and `content` where it is 0."""
    return as_bytes(stylizing.blended(as_floats(content), as_floats(made), mask))


def _code(network: Trained, style: np.ndarray) -> np.ndarray:
    """Return a style as the network sees it; to see it costs as much as painting a small picture."""
    known: OrderedDict[str, np.ndarray] = network.kept.setdefault("style_codes", OrderedDict())
    digest = hashlib.blake2b(repr(style.shape).encode(), digest_size=16)
    digest.update(np.ascontiguousarray(style))
    name = digest.hexdigest()
    if name not in known:
        known[name] = stylizing.code_of(network, as_floats(style))
        while len(known) > CODES:
            known.popitem(last=False)
    known.move_to_end(name)
    return known[name]
