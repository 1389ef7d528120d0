"""The Code tab of the mode Shift: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.ops.downsampling import EDGES

PROGRAM = '''\
import numpy as np
import tensorflow as tf
from PIL import Image

window, stride, shift = {window}, {stride}, {shift}
image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
rows, columns = (n - n % stride for n in image.shape)
image = image[:rows, :columns]  # whole steps


def surrounded(x, before, after):
    """The picture goes on beyond its border as on the opposite side."""
    return np.pad(x, ((before, after), (before, after)), mode="wrap")[None, ..., None]


def edges(x, step):
    sobel = np.array({kernel}, dtype=np.float32)
    y = tf.nn.conv2d(surrounded(x, 1, 1), sobel[..., None, None], step, "VALID")
    return {activated}.numpy()[0, ..., 0]


def highest(x, step):
    return tf.nn.max_pool2d(surrounded(x, 0, window - 1), window, step, "VALID").numpy()[0, ..., 0]


def mean(x, step):
    return tf.nn.avg_pool2d(surrounded(x, 0, window - 1), window, step, "VALID").numpy()[0, ..., 0]


def blurred(x, step):
    """Anti-aliased: the maximum everywhere, a low-pass filter, then every s-th value (Zhang 2019)."""
    weights = np.convolve(np.ones(step) / step, np.ones(step) / step)
    low_pass = np.outer(weights, weights).astype(np.float32)[..., None, None]
    y = tf.nn.conv2d(surrounded(highest(x, 1), step - 1, step - 1), low_pass, step, "VALID")
    return y.numpy()[0, ..., 0]


def maps(x):
    source = {source}
    return {{
        "convolution": edges(x, stride),
        "max": highest(source, stride),
        "average": mean(source, stride),
        "blur": blurred(source, stride),
    }}


def change(before, after):
    spread = np.sqrt((before.var() + after.var()) / 2)
    return np.sqrt(np.mean((after - before) ** 2)) / spread


before = maps(image)
after = maps(np.roll(image, shift, axis=1))  # what leaves on the right comes in on the left
changes = {{name: [] for name in before}}
for distance in range({most} + 1):
    for name, moved in maps(np.roll(image, distance, axis=1)).items():
{measure}
        changes[name].append({appended})

for name, values in changes.items():
    print(name, [f"{{100 * value:.0f}} %" for value in values])
'''

MEASURES = {
    "here": "        # Where it stands: is the map still the same?",
    "along": """\
        # Moved along: which movement by whole steps fits best?
        steps = (distance // stride, -(-distance // stride))
        left = [change(np.roll(before[name], step, axis=1), moved) for step in steps]""",
}
APPENDED = {"here": "change(before[name], moved)", "along": "min(left)"}


def program(edges: bool, window: int, stride: int, shift: int, compare: str, most: int) -> str:
    """Write the program.

    Parameters
    ----------
    edges : bool
        Whether the edge map is pooled, or the picture.
    window, stride, shift : int
    compare : {"here", "along"}
    most : int
        The largest shift.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``before`` and ``after``, the four
        maps by name, and ``changes``, a list for each.
    """
    return PROGRAM.format(
        window=window,
        stride=stride,
        shift=shift,
        kernel=EDGES.astype(int).tolist(),
        activated="tf.nn.relu(y)" if edges else "y",
        source="edges(x, 1)" if edges else "x",
        measure=MEASURES[compare],
        appended=APPENDED[compare],
        most=most,
    )
