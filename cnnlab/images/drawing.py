"""Windows drawn on pictures, so that they can be seen on any picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab.images.encoding import enlarge

Window = tuple[tuple[int, int], tuple[int, int]]
"""``(top, bottom), (left, right)``: first row and column, and the ones after the last, in pixels."""
Colour = tuple[int, int, int]

_DARK = np.array((16, 20, 26), np.uint8)
_HATCH = np.array(((150, 154, 160), (196, 200, 206)), np.uint8)


def marked(
    picture: np.ndarray, windows: Sequence[Window], colours: Sequence[Colour], least: int = 240
) -> np.ndarray:
    """Draw windows on a whole picture.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
    windows : sequence of Window
        The first is drawn first, so put the largest there. What lies outside the picture is cut off.
    colours : sequence of (red, green, blue)
        One for each window, 0 to 255.
    least : int
        A smaller picture is enlarged, each pixel repeated, until its longer side has so many pixels.

    Returns
    -------
    ndarray of uint8, shape (f H, f W, 3)
        The pixels inside a window stay as they are: its line runs outside it.
    """
    factor = -(-least // max(picture.shape[:2]))
    canvas = enlarge(_as_rgb(picture), factor)
    _draw(canvas, windows, colours, factor, (0, 0))
    return canvas


def magnified(
    picture: np.ndarray, windows: Sequence[Window], colours: Sequence[Colour], about: int = 400
) -> np.ndarray:
    """Draw windows on the part of a picture around the largest of them, enlarged.

    Parameters
    ----------
    picture, windows, colours
        As for :func:`marked`.
    about : int
        Pixels that the longer side should have.

    Returns
    -------
    ndarray of uint8, shape (h, w, 3)
        What lies beyond the border of the picture is hatched.
    """
    region = surroundings(picture.shape[:2], windows)
    part = _cut(_as_rgb(picture), region)
    factor = max(1, about // max(part.shape[:2]))
    canvas = enlarge(part, factor)
    _hatch(canvas, picture.shape[:2], region, factor)
    _draw(canvas, windows, colours, factor, (region[0][0], region[1][0]))
    return canvas


def surroundings(size: tuple[int, int], windows: Sequence[Window]) -> Window:
    """Return the part of a picture that shows windows with something around them.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the picture.
    windows : sequence of Window

    Returns
    -------
    Window
        It holds all windows and a quarter of their extent (at least 3 pixels) on each side. It leaves the
        picture only where a window touches the border (by one pixel) or hangs over it (by one pixel more, and
        at most by a quarter of the picture's side).
    """
    rows, columns = (
        _around(n, min(window[axis][0] for window in windows), max(window[axis][1] for window in windows))
        for axis, n in enumerate(size)
    )
    return rows, columns


def _around(n: int, first: int, last: int) -> tuple[int, int]:
    margin = max(3, (last - first) // 4)
    beyond = max(2, n // 4)
    low = max(first - margin, min(0, first - 1), -beyond)
    high = min(last + margin, max(n, last + 1), n + beyond)
    return low, high


def _as_rgb(picture: np.ndarray) -> np.ndarray:
    return np.repeat(picture[..., None], 3, axis=2) if picture.ndim == 2 else picture


def _cut(picture: np.ndarray, region: Window) -> np.ndarray:
    (top, bottom), (left, right) = region
    part = np.zeros((bottom - top, right - left, 3), np.uint8)
    inside = picture[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    row, column = max(-top, 0), max(-left, 0)
    part[row : row + inside.shape[0], column : column + inside.shape[1]] = inside
    return part


def _hatch(canvas: np.ndarray, size: tuple[int, int], region: Window, factor: int) -> None:
    rows, columns = (np.repeat(np.arange(*span), factor) for span in region)
    outside = ~np.outer((rows >= 0) & (rows < size[0]), (columns >= 0) & (columns < size[1]))
    down, across = np.nonzero(outside)
    canvas[down, across] = _HATCH[(down + across) // 6 % 2]


def _draw(
    canvas: np.ndarray,
    windows: Sequence[Window],
    colours: Sequence[Colour],
    factor: int,
    origin: tuple[int, int],
) -> None:
    # The browser may show the picture smaller by leaving rows out; a line must outlast that.
    unit = max(1, round(max(canvas.shape[:2]) / 220))
    for window, colour in zip(windows, colours, strict=True):
        (top, bottom), (left, right) = (
            (factor * (first - start), factor * (last - start))
            for (first, last), start in zip(window, origin, strict=True)
        )
        # A dark line on either side: the bright one alone is lost on a bright picture.
        lines = ((0, unit, _DARK), (unit, 3 * unit, np.array(colour)), (3 * unit, 4 * unit, _DARK))
        for inner, outer, paint in lines:
            _frame(canvas, (top, bottom, left, right), (inner, outer), paint)


def _frame(
    canvas: np.ndarray, box: tuple[int, int, int, int], line: tuple[int, int], paint: np.ndarray
) -> None:
    (top, bottom, left, right), (inner, outer) = box, line
    _fill(canvas, top - outer, top - inner, left - outer, right + outer, paint)
    _fill(canvas, bottom + inner, bottom + outer, left - outer, right + outer, paint)
    _fill(canvas, top - outer, bottom + outer, left - outer, left - inner, paint)
    _fill(canvas, top - outer, bottom + outer, right + inner, right + outer, paint)


def _fill(canvas: np.ndarray, top: int, bottom: int, left: int, right: int, paint: np.ndarray) -> None:
    canvas[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = paint
