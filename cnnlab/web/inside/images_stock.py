"""The pictures on the map, as the browser gets them: made once for a network, for all visitors."""

from __future__ import annotations

import base64
import functools
from dataclasses import dataclass

import numpy as np

from cnnlab.inference.images_report import ImagesStock, stock_of_images
from cnnlab.web.components import image_map
from cnnlab.web.compute import ask
from cnnlab.web.identity import identity

KEPT = 8
"""Networks whose pictures are kept: a megabyte each at most, nearly all of it the sheet as text."""


@dataclass(frozen=True, eq=False)
class Stock:
    """Pictures as the map takes them, and what the page says of them.

    Attributes
    ----------
    message : dict
        Of `image_map.stock_message`.
    labels : ndarray of int32, shape (N,), or None
    answers : ndarray of int32, shape (N,)
    source : str
        See `cnnlab.inference.stock.Stock`.
    """

    message: dict
    labels: np.ndarray | None
    answers: np.ndarray
    source: str


@functools.lru_cache(KEPT)
def stock_of(name: str, stamp: int) -> Stock:
    """Return the pictures on the map of a network.

    Raises
    ------
    NotReady, LabError
        As `cnnlab.web.compute.ask`; the next call asks again.
    """
    found: ImagesStock = ask(stock_of_images, name, stamp)
    source = f"data:{found.sheet.mime};base64,{base64.b64encode(found.sheet.file).decode('ascii')}"
    message = image_map.stock_message(
        identity(name, stamp),
        source,
        found.sheet.columns,
        found.sheet.size,
        found.labels,
        found.answers,
        found.shares,
    )
    return Stock(message, found.labels, found.answers, found.source)
