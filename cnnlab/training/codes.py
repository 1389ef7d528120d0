"""What is kept of the codes of an autoencoder: a file beside its weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cnnlab.training.files import save_arrays

NAME = "codes.npz"


def save(folder: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write what `cnnlab.metrics.codes` found, in place of what is there."""
    save_arrays(folder / NAME, arrays)


def load(folder: Path) -> dict[str, np.ndarray]:
    """Return what is kept.

    Raises
    ------
    OSError, ValueError
        There is nothing, or it is damaged.
    """
    with np.load(folder / NAME, allow_pickle=False) as held:
        return {name: held[name] for name in held.files}
