"""The settings of a pooling and what follows from them without looking at a pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.arithmetic import AxisArithmetic, unread
from cnnlab.ops.checks import whole_pair
from cnnlab.ops.padding import amounts

KINDS = ("max", "average", "l2")
PADDINGS = ("valid", "same")
LARGEST = 1024


@dataclass(frozen=True)
class PoolingSpec:
    """The settings of a two-dimensional pooling.

    Parameters
    ----------
    kind : str
        "max"; "average"; "l2", the root of the sum of squares. What lies in the padding
        does not count: it wins no maximum and an average divides by the values that are there.
    window : (int, int)
        Rows and columns of the window, at least 1. Lists become tuples.
    stride : (int, int), optional
        Steps of the window down and to the right, at least 1; by default those of the
        window, so that windows lie side by side, as in Keras.
    padding : str
        "valid": only windows that fit. "same": TensorFlow's SAME, ``ceil(n / stride)`` outputs.

    Raises
    ------
    LabError
        Where a setting is none of these.

    Examples
    --------
    >>> PoolingSpec("max", (2, 2)).output_size((11, 11))
    (5, 5)
    """

    kind: str = "max"
    window: tuple[int, int] = (2, 2)
    stride: tuple[int, int] | None = None
    padding: str = "valid"

    def __post_init__(self) -> None:
        window = whole_pair(self.window, LARGEST)
        stride = window if self.stride is None else whole_pair(self.stride, LARGEST)
        if not isinstance(self.kind, str) or self.kind not in KINDS:
            raise LabError("There is no pooling of that name. Choose max, average or l2.")
        if window is None:
            raise LabError(
                "The window needs two whole numbers from 1 to {largest}: rows and columns.", largest=LARGEST
            )
        if stride is None:
            raise LabError(
                "The stride needs two whole numbers from 1 to {largest}: for rows and for columns.",
                largest=LARGEST,
            )
        if not isinstance(self.padding, str) or self.padding not in PADDINGS:
            raise LabError("There is no such padding for pooling. Choose valid or same.")
        object.__setattr__(self, "window", window)
        object.__setattr__(self, "stride", stride)

    def check(self, size: tuple[int, int]) -> None:
        """Make sure that there is an output.

        Parameters
        ----------
        size : (int, int)
            Rows and columns of the picture.

        Raises
        ------
        LabError
            With the setting to change.
        """
        picture = whole_pair(size)
        if picture is None:
            raise LabError("The picture's size needs two whole numbers of at least 1: rows and columns.")
        if self.padding == "valid" and any(w > n for w, n in zip(self.window, picture, strict=True)):
            raise LabError(
                "The window covers {window_rows} × {window_columns} values and the picture has only "
                "{rows} × {columns}. Choose a smaller window, a larger picture, or same padding.",
                window_rows=self.window[0],
                window_columns=self.window[1],
                rows=picture[0],
                columns=picture[1],
            )

    def padding_amounts(self, size: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows and columns that are added: (top, bottom), (left, right). LabError where there is no output."""
        self.check(size)
        rows, columns = (
            amounts(n, k, s, 1, self.padding) for n, k, s in zip(size, self.window, self.stride, strict=True)
        )
        return rows, columns

    def arithmetic(self, size: tuple[int, int]) -> tuple[AxisArithmetic, AxisArithmetic]:
        """The output size of rows and columns with the numbers that it is made of. LabError as `check`."""
        pads = self.padding_amounts(size)
        rows, columns = (
            AxisArithmetic(n, before, after, k, 1, s, (n + before + after - k) // s + 1)
            for n, (before, after), k, s in zip(size, pads, self.window, self.stride, strict=True)
        )
        return rows, columns

    def output_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Rows and columns of the output for a picture of so many. LabError as `check`."""
        rows, columns = self.arithmetic(size)
        return rows.output, columns.output

    def never_read(self, size: tuple[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The input rows and columns, counted from 0, that no window reads. LabError as `check`."""
        rows, columns = (unread(axis, self.padding) for axis in self.arithmetic(size))
        return rows, columns

    def most_readers(self, size: tuple[int, int]) -> int:
        """The largest number of windows that read one value of the picture. LabError as `check`."""
        rows, columns = (_most_readers(axis) for axis in self.arithmetic(size))
        return rows * columns


def _most_readers(axis: AxisArithmetic) -> int:
    # A window that begins adds a reader, one that ends takes one away.
    first = np.arange(axis.output) * axis.stride - axis.before
    changes = np.zeros(axis.n + 1, int)
    np.add.at(changes, np.maximum(first, 0), 1)
    np.add.at(changes, np.minimum(first + axis.kernel, axis.n), -1)
    return int(np.cumsum(changes)[:-1].max())
