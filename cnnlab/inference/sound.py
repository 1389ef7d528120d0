"""Trained networks whose weights are numbers."""

from __future__ import annotations

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.pretrained import Trained


def sound(name: str) -> Trained:
    """Return a trained network that can be looked into.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.

    Raises
    ------
    LabError
        There is none of that name (see `cnnlab.pretrained.trained`), or its training has run away.
    """
    network = pretrained.trained(name)
    if "sound" not in network.kept:
        network.kept["sound"] = all(np.isfinite(each).all() for each in network.model.get_weights())
    if not network.kept["sound"]:
        raise LabError(
            "The weights of this network are no longer numbers: its training has run away. Train it with a lower"
            " learning rate; the Time machine shows when it happened."
        )
    return network
