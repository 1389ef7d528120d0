"""The settings of a convolution and what follows from them without looking at a pixel."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.errors import LabError
from cnnlab.ops.arithmetic import AxisArithmetic, unread
from cnnlab.ops.checks import whole_pair
from cnnlab.ops.padding import PADDINGS, amounts, span

# With three channels of float32 this is 200 MB: no picture of the laboratory comes near it,
# but a large dilation with full padding would go far beyond.
LARGEST_PADDED_PIXELS = 2**24

LARGEST_STEP = 1024


@dataclass(frozen=True)
class ConvolutionSpec:
    """The settings of a two-dimensional convolution.

    Parameters
    ----------
    stride : (int, int)
        Steps of the window down and to the right, at least 1. Lists become tuples.
    dilation : (int, int)
        Distance between neighbouring kernel cells in the picture, at least 1.
    padding : str
        "valid" adds nothing. "same" adds zeros as TensorFlow's SAME does. "circular",
        "reflect" and "replicate" add as much as "same", taken from the opposite side,
        mirrored without repeating the edge, or repeating the edge. "full" adds zeros
        as wide as the dilated kernel less one, on all sides.
    flip : bool
        False: cross-correlation, which TensorFlow computes. True: the mathematician's
        convolution, the kernel turned by 180 degrees.

    Raises
    ------
    LabError
        Where a setting is none of these.

    Examples
    --------
    >>> ConvolutionSpec(stride=(2, 2)).output_size((28, 28), (3, 3))
    (13, 13)
    """

    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    padding: str = "valid"
    flip: bool = False

    def __post_init__(self) -> None:
        stride = whole_pair(self.stride, LARGEST_STEP)
        dilation = whole_pair(self.dilation, LARGEST_STEP)
        if stride is None:
            raise LabError(
                "The stride needs two whole numbers from 1 to {largest}: for rows and for columns.",
                largest=LARGEST_STEP,
            )
        if dilation is None:
            raise LabError(
                "The dilation needs two whole numbers from 1 to {largest}: for rows and for columns.",
                largest=LARGEST_STEP,
            )
        if not isinstance(self.padding, str) or self.padding not in PADDINGS:
            raise LabError(
                "There is no padding of that name. Choose valid, same, full, circular, reflect or replicate."
            )
        if not isinstance(self.flip, bool):
            raise LabError(
                "Flip is either true (convolution) or false (cross-correlation); choose one of the two."
            )
        object.__setattr__(self, "stride", stride)
        object.__setattr__(self, "dilation", dilation)

    def check(self, size: tuple[int, int], kernel_size: tuple[int, int]) -> None:
        """Make sure that there is an output.

        Parameters
        ----------
        size : (int, int)
            Rows and columns of the picture.
        kernel_size : (int, int)
            Rows and columns of the kernel.

        Raises
        ------
        LabError
            With the setting to change.
        """
        size, kernel_size = _require_sizes(size, kernel_size)
        window = tuple(span(k, d) for k, d in zip(kernel_size, self.dilation, strict=True))
        pads = self._amounts(size, kernel_size)
        padded = tuple(n + sum(pad) for n, pad in zip(size, pads, strict=True))
        if any(w > n for w, n in zip(window, padded, strict=True)):
            raise LabError(
                "The kernel with its dilation spans {window_rows} × {window_columns} pixels and the picture "
                "has only {rows} × {columns}. Choose a smaller kernel or dilation, a larger picture, "
                "or another padding.",
                window_rows=window[0],
                window_columns=window[1],
                rows=size[0],
                columns=size[1],
            )
        widest = tuple(max(pad) for pad in pads)
        if self.padding == "reflect" and any(w > n - 1 for w, n in zip(widest, size, strict=True)):
            raise LabError(
                "Reflect padding would add {pad_rows} rows and {pad_columns} columns on a side; a picture "
                "of {rows} × {columns} has fewer to mirror. Choose a smaller kernel or dilation, "
                "or replicate padding.",
                pad_rows=widest[0],
                pad_columns=widest[1],
                rows=size[0],
                columns=size[1],
            )
        if self.padding == "circular" and any(w > n for w, n in zip(widest, size, strict=True)):
            raise LabError(
                "Circular padding would add {pad_rows} rows and {pad_columns} columns on a side; a picture "
                "of {rows} × {columns} has fewer to repeat. Choose a smaller kernel or dilation, "
                "or replicate padding.",
                pad_rows=widest[0],
                pad_columns=widest[1],
                rows=size[0],
                columns=size[1],
            )
        if padded[0] * padded[1] > LARGEST_PADDED_PIXELS:
            raise LabError(
                "With its padding the picture would have {rows} × {columns} pixels, which is too many. "
                "Choose a smaller dilation, kernel or picture.",
                rows=padded[0],
                columns=padded[1],
            )

    def _amounts(
        self, size: tuple[int, int], kernel_size: tuple[int, int]
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        rows, columns = (
            amounts(n, k, s, d, self.padding)
            for n, k, s, d in zip(size, kernel_size, self.stride, self.dilation, strict=True)
        )
        return rows, columns

    def padding_amounts(
        self, size: tuple[int, int], kernel_size: tuple[int, int]
    ) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows and columns that are added.

        Parameters
        ----------
        size, kernel_size : (int, int)
            Rows and columns of picture and kernel.

        Returns
        -------
        (top, bottom), (left, right) : pairs of int

        Raises
        ------
        LabError
            Where there is no output (see `check`).
        """
        self.check(size, kernel_size)
        return self._amounts(size, kernel_size)

    def arithmetic(
        self, size: tuple[int, int], kernel_size: tuple[int, int]
    ) -> tuple[AxisArithmetic, AxisArithmetic]:
        """The output size with the numbers that it is made of.

        Parameters
        ----------
        size, kernel_size : (int, int)
            Rows and columns of picture and kernel.

        Returns
        -------
        rows, columns : AxisArithmetic

        Raises
        ------
        LabError
            Where there is no output (see `check`).
        """
        pads = self.padding_amounts(size, kernel_size)
        rows, columns = (
            AxisArithmetic(n, before, after, k, d, s, (n + before + after - span(k, d)) // s + 1)
            for n, (before, after), k, d, s in zip(
                size, pads, kernel_size, self.dilation, self.stride, strict=True
            )
        )
        return rows, columns

    def output_size(self, size: tuple[int, int], kernel_size: tuple[int, int]) -> tuple[int, int]:
        """Rows and columns of the output.

        Parameters
        ----------
        size, kernel_size : (int, int)
            Rows and columns of picture and kernel.

        Returns
        -------
        rows, columns : int

        Raises
        ------
        LabError
            Where there is no output (see `check`).
        """
        rows, columns = self.arithmetic(size, kernel_size)
        return rows.output, columns.output

    def same_extra(self, size: tuple[int, int], kernel_size: tuple[int, int]) -> tuple[int, int]:
        """The rows at the bottom and columns on the right that the other side does not get.

        Parameters
        ----------
        size, kernel_size : (int, int)
            Rows and columns of picture and kernel.

        Returns
        -------
        rows, columns : int
            0 or 1; always 0 for "valid" and "full".

        Raises
        ------
        LabError
            Where there is no output (see `check`).
        """
        (top, bottom), (left, right) = self.padding_amounts(size, kernel_size)
        return bottom - top, right - left

    def never_read(
        self, size: tuple[int, int], kernel_size: tuple[int, int]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The input rows and columns that no window reads.

        They lie in the gaps of a dilated kernel, between windows whose stride is
        larger than the kernel, or beyond the last window that fits.

        Parameters
        ----------
        size, kernel_size : (int, int)
            Rows and columns of picture and kernel.

        Returns
        -------
        rows, columns : tuple of int
            Indices in the picture. A pixel is never read where its row or its column
            is among them.

        Raises
        ------
        LabError
            Where there is no output (see `check`).
        """
        rows, columns = (unread(axis, self.padding) for axis in self.arithmetic(size, kernel_size))
        return rows, columns


def _require_sizes(size: object, kernel_size: object) -> tuple[tuple[int, int], tuple[int, int]]:
    picture, kernel = whole_pair(size), whole_pair(kernel_size)
    if picture is None:
        raise LabError("The picture's size needs two whole numbers of at least 1: rows and columns.")
    if kernel is None:
        raise LabError("The kernel's size needs two whole numbers of at least 1: rows and columns.")
    return picture, kernel
