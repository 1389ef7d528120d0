"""Pictures of a network that has run away are none."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError


def finite(made: np.ndarray) -> np.ndarray:
    """Return what a network has painted, as it is.

    Raises
    ------
    LabError
        Some of it is no number: no step brings such a network back, and whoever saw black pictures would look for
        the reason elsewhere.
    """
    if not np.isfinite(made).all():
        raise LabError(
            "This network has run away and gives no picture. Train it with a smaller learning rate."
        )
    return made
