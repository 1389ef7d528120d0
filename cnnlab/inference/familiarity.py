"""Whether a picture looks like any of what a network was trained on."""

from __future__ import annotations

import zipfile
import zlib

import numpy as np

from cnnlab.metrics.certainty import energy_threshold
from cnnlab.pretrained import Trained


def threshold(network: Trained) -> float | None:
    """Return the energy above which a picture looks like none of the classes.

    It is the energy that 95 in 100 pictures of the validation set stay below (Liu, Wang, Owens and Li 2020,
    "Energy-based out-of-distribution detection"), as it was measured at the end of the training.

    Parameters
    ----------
    network : Trained

    Returns
    -------
    float or None
        None for a network that has not been measured, such as a run that is still going.
    """
    if "threshold" not in network.kept:
        network.kept["threshold"] = _read(network)
    return network.kept["threshold"]


def _read(network: Trained) -> float | None:
    measured = network.metrics.get("energy_threshold")
    if isinstance(measured, int | float):
        return float(measured)
    try:
        with np.load(network.folder / "predictions.npz", allow_pickle=False) as held:
            return energy_threshold(held["validation"].astype(np.float32))
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
