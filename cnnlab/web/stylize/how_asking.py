"""What the views of How it works compare: two squares of the same size."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import fit
from cnnlab.inference.style_how import SIDE
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.training.perceptual import SHIPPED
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import asking


class Pair(NamedTuple):
    """Content and style: uint8, (192, 192, 3) each."""

    content: np.ndarray
    style: np.ndarray


def pair(hand: InHand) -> Pair:
    """Return the middle of the picture in hand, and that of the style.

    Raises
    ------
    LabError
        The networks that they are looked at with are not here.
    """
    for name in (SHIPPED, STYLIZER):
        if name not in pretrained.names():
            raise LabError(
                "What this page computes with is not here: the folder {folder} is missing.",
                folder=f"models/{name}",
            )
    return Pair(*(fit(each, SIDE, crop="square") for each in (asking.content(hand), asking.style())))
