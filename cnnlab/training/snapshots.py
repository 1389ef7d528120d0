"""Ten small copies of a network's weights along its training, to look back at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnnlab.training.files import save_arrays

if TYPE_CHECKING:
    import keras

FOLDER = "checkpoints"
COUNT = 10
MOST_PARAMETERS = 500_000
"""Of a network that is copied: ten copies have twenty bytes for each."""


class Snapshots:
    """Writes ``checkpoints/<step>.npz``: the weights in half precision, in the order of `model.weights`.

    Parameters
    ----------
    folder : Path
        Of the run.
    model : keras.Model
    steps : int
        Of the whole training. The copies lie close together at its beginning, where most happens.
    """

    def __init__(self, folder: Path, model: keras.Model, steps: int) -> None:
        self._folder, self._model = folder / FOLDER, model
        small = model.count_params() <= MOST_PARAMETERS
        self._steps = moments(steps) if small else ()
        self._folder.mkdir(exist_ok=True)

    def until_next(self, done: int) -> int:
        """Return how many steps there are from step `done` to the next copy; many where there is none."""
        return min((step - done for step in self._steps if step > done), default=1_000_000)

    def take(self, done: int) -> None:
        """Write a copy, if it is time for one."""
        if done in self._steps:
            arrays = {
                str(index): np.asarray(value, np.float16) for index, value in enumerate(self._model.weights)
            }
            save_arrays(self._folder / f"{done}.npz", arrays)


def moments(steps: int) -> tuple[int, ...]:
    """Return the steps at which copies are taken: the first, the last, and between them in a growing distance."""
    return tuple(sorted({0, *np.geomspace(min(10, steps), steps, COUNT - 1).round().astype(int).tolist()}))
