"""The Code tab of the mode Undo: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.ops.pooling import PoolingSpec

START = """\
import numpy as np
import tensorflow as tf
from PIL import Image

image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
window, stride, padding = {window}, {stride}, {padding!r}


def pool(x):
    x = x[None, ..., None]
{pool}


pooled = pool(image)
"""
POOLS = {
    "max": "    return tf.nn.max_pool2d(x, window, stride, padding).numpy()[0, ..., 0]",
    "average": "    return tf.nn.avg_pool2d(x, window, stride, padding).numpy()[0, ..., 0]",
    "l2": """\
    ones = np.ones((window, window, 1, 1), dtype=np.float32)
    return np.sqrt(tf.nn.conv2d(x**2, ones, stride, padding).numpy()[0, ..., 0])""",
}
UNPOOL = """
# Back with switches: each maximum to where it came from, 0 elsewhere.
_, places = tf.nn.max_pool_with_argmax(image[None, ..., None], window, stride, padding)
switches = np.zeros(image.size, dtype=np.float32)
switches[places.numpy().ravel()] = pooled.ravel()
switches = switches.reshape(image.shape)
"""
SCALED = """
# A norm over n values is brighter than the values by the root of n.
scaled = pooled / pool(np.ones_like(image))
"""
STRETCH = """
# Back by stretching.
size = (stride * pooled.shape[0], stride * pooled.shape[1])
nearest, bilinear = (
    tf.image.resize({source}[..., None], size, method).numpy()[..., 0] for method in ("nearest", "bilinear")
)
"""
PLACE = """\
# Each value onto the middle of its window; beyond the map its border is repeated.
rows = (np.arange(image.shape[0]) {rows:+d}).clip(0, size[0] - 1)
columns = (np.arange(image.shape[1]) {columns:+d}).clip(0, size[1] - 1)
nearest, bilinear = nearest[np.ix_(rows, columns)], bilinear[np.ix_(rows, columns)]
"""
END = """

def psnr(other):
    squared = np.mean((image.astype(float) - other) ** 2)
    return -10 * np.log10(squared) if squared else np.inf


for back in ({ways}):
    print(f"{{psnr(back):.1f}} dB")

# Again and again, while the window fits.
pyramid = [image, pooled]
while pyramid[-1].size > 1{condition}:
    pyramid.append(pool(pyramid[-1]))
print([level.shape for level in pyramid], pyramid[-1].ravel()[0])
"""


def program(spec: PoolingSpec, size: tuple[int, int]) -> str:
    """Write the program.

    Parameters
    ----------
    spec : PoolingSpec
        With a square window and equal strides.
    size : (int, int)
        Rows and columns of the picture.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``pooled``, ``nearest``,
        ``bilinear``, for max pooling ``switches``, and the list ``pyramid``.
    """
    start = START.format(
        window=spec.window[0], stride=spec.stride[0], padding=spec.padding.upper(), pool=POOLS[spec.kind]
    )
    back = {"max": UNPOOL, "l2": SCALED}.get(spec.kind, "")
    ways = "switches, nearest, bilinear" if spec.kind == "max" else "nearest, bilinear"
    stretched = STRETCH.format(source="scaled" if spec.kind == "l2" else "pooled")
    return start + back + stretched + _place(spec, size) + END.format(ways=ways, condition=_condition(spec))


def _place(spec: PoolingSpec, size: tuple[int, int]) -> str:
    large = tuple(n * step for n, step in zip(spec.output_size(size), spec.stride, strict=True))
    moves = [axis.before - (axis.kernel - axis.stride) // 2 for axis in spec.arithmetic(size)]
    if large == tuple(size) and not any(moves):
        return ""
    return PLACE.format(rows=moves[0], columns=moves[1])


def _condition(spec: PoolingSpec) -> str:
    fits = " and min(pyramid[-1].shape) >= window" if spec.padding == "valid" else ""
    return fits + (" and stride > 1" if spec.stride[0] == 1 else "")
