"""The Code tab of the mode Why convolve: the program of each part."""

from __future__ import annotations

import numpy as np

from cnnlab.ops.why_report import FARTHEST, Window
from cnnlab.web.program_text import nested

READ = """\
{imports}
from PIL import Image

image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
"""

COST = """
# The convolution can be built, and counts itself.
layer = keras.layers.Conv2D({maps}, {side}, padding="valid")
values = int(np.prod(layer.compute_output_shape((1, *image.shape, 1))[1:]))
layer.build((1, *image.shape, 1))
convolution = layer.count_params()

# The others are too large to build for an ordinary picture, so count.
pixels, window = image.size, {side} * {side}
dense = pixels * values + values  # keras.layers.Dense(values) on the flattened picture
local = window * values + values  # as a convolution, but with weights of its own at each place
work = {{"dense": pixels * values, "local": window * values, "convolution": window * values}}

for name, parameters in (("dense", dense), ("local", local), ("convolution", convolution)):
    print(f"{{name:12}} {{parameters:>22,}} parameters {{4 * parameters:>22,}} bytes {{work[name]:>22,}} multiply-adds")
"""

MATRIX = """
piece = image[{rows}, {columns}]
kernel = np.array({kernel}, dtype=np.float32)

# The convolution, without padding.
layer = keras.layers.Conv2D(1, kernel.shape, use_bias=False)
layer.build((1, *piece.shape, 1))
layer.set_weights([kernel[..., None, None]])
convolved = np.asarray(layer(piece[None, ..., None]))[0, ..., 0]

# The dense layer that does the same: for each value the kernel at its place, all else 0.
matrix = np.zeros((*convolved.shape, *piece.shape), dtype=np.float32)
for row, column in np.ndindex(convolved.shape):
    matrix[row, column, row : row + kernel.shape[0], column : column + kernel.shape[1]] = kernel
matrix = matrix.reshape(convolved.size, piece.size)

dense = keras.layers.Dense(convolved.size, use_bias=False)
dense.build((1, piece.size))
dense.set_weights([matrix.T])
multiplied = np.asarray(dense(piece.reshape(1, -1))).reshape(convolved.shape)
print(np.abs(convolved - multiplied).max())
"""

SHIFT = """

def template(values):
    # Answers 1 to these values, and less to others: the mean taken off, divided by the sum of squares.
    values = values.astype(np.float64) - values.mean(dtype=np.float64)
    return (values / (values**2).sum()).astype(np.float32)


# A dense unit that knows the picture by heart.
weights = template(image)
dense = keras.layers.Dense(1, use_bias=False)
dense.build((1, image.size))
dense.set_weights([weights.reshape(-1, 1)])

# A convolution that knows the patch with the most contrast.
kernel = template(image[{rows}, {columns}])
layer = keras.layers.Conv2D(1, kernel.shape, use_bias=False)
layer.build((1, None, None, 1))
layer.set_weights([kernel[..., None, None]])
half = len(kernel) // 2


def answers(shift):
    moved = np.roll(image, shift, axis=1)  # what leaves on the right comes in on the left
    padded = np.pad(moved, half, mode="wrap")
    return float(dense(moved.reshape(1, -1))[0, 0]), np.asarray(layer(padded[None, ..., None]))[0, ..., 0]


feature_map = answers({shift})[1]
table = []
for shift in range({farthest} + 1):
    known, response = answers(shift)
    table.append((shift, known, response.max(), response[{place}]))
    print(*table[-1])
"""

KERAS = "import keras\nimport numpy as np"


def cost(side: int, maps: int) -> str:
    """Write the program that counts.

    Parameters
    ----------
    side, maps : int
        Rows of a kernel, and how many there are.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``dense``, ``local``,
        ``convolution`` (parameters) and ``work`` (multiply-adds of each).
    """
    return READ.format(imports=KERAS) + COST.format(side=side, maps=maps)


def matrix(window: Window, kernel: np.ndarray) -> str:
    """Write the program that does one job twice.

    Parameters
    ----------
    window : Window
        The piece of the picture.
    kernel : ndarray, shape (k, k)

    Returns
    -------
    str
        It reads ``picture.png`` and leaves ``matrix``, ``convolved`` and ``multiplied``.
    """
    rows, columns = _slices(window)
    return READ.format(imports=KERAS) + MATRIX.format(rows=rows, columns=columns, kernel=nested(kernel))


def shift(patch: Window, place: tuple[int, int], now: int) -> str:
    """Write the program that moves the picture.

    Parameters
    ----------
    patch : Window
        From where the kernel is cut.
    place : (int, int)
        Of the highest response before anything moves.
    now : int
        The shift on the screen.

    Returns
    -------
    str
        It reads ``picture.png`` and leaves ``weights``, ``kernel``, ``feature_map`` (of the shift on the
        screen) and ``table``: shift, dense unit, highest response, response at the old place.
    """
    rows, columns = _slices(patch)
    return READ.format(imports=KERAS) + SHIFT.format(
        rows=rows, columns=columns, place=place, shift=now, farthest=FARTHEST
    )


def _slices(window: Window) -> tuple[str, str]:
    rows, columns = (f"{first}:{last}" for first, last in window)
    return rows, columns
