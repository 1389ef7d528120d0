"""What a data set is: pictures with labels, training and test apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError


@dataclass(frozen=True, eq=False)
class Dataset:
    """Labelled pictures.

    Attributes
    ----------
    name : str
        Stable id, such as "mnist".
    x_train, x_test : ndarray of uint8, shape (N, H, W, C)
        C is 1 or 3. Read-only.
    y_train, y_test : ndarray of int32, shape (N,)
        Index of the class. Read-only.
    classes : tuple of str
        Name of each class: a message id of the translation catalogue.
    groups : ndarray of int, shape (N,), or None
        For each training picture a number: equal ones are nearly the same picture, and belong on one side of
        any parting.

    Raises
    ------
    LabError
        Where the arrays do not fit one another.
    """

    name: str
    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: tuple[str, ...]
    groups: np.ndarray | None = None

    def __post_init__(self) -> None:
        for part in ("train", "test"):
            x, y = getattr(self, f"x_{part}"), np.asarray(getattr(self, f"y_{part}")).astype(np.int32)
            _require(
                self.name,
                x.dtype == np.uint8 and x.ndim == 4 and x.shape[3] in (1, 3) and len(x) == y.size > 0,
            )
            y = y.reshape(-1)
            _require(self.name, y.min() >= 0 and y.max() < len(self.classes))
            for side, array in (("x", x), ("y", y)):
                array.setflags(write=False)
                object.__setattr__(self, f"{side}_{part}", array)
        _require(self.name, self.x_train.shape[1:] == self.x_test.shape[1:])

    @property
    def shape(self) -> tuple[int, int, int]:
        """Rows, columns and channels of every picture."""
        return self.x_train.shape[1:]


def _require(name: str, holds: bool) -> None:
    if not holds:
        raise LabError(
            "The data set {name} is damaged: it needs pictures of 8 bits, all of one size, "
            "each with the number of its class.",
            name=name,
        )
