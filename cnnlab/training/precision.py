"""Which precision this machine computes convolutions with faster."""

from __future__ import annotations

import functools
import time

import numpy as np

GAIN = 0.75
"""Share of the time with 32 bits that 16 bits take at most where they are preferred: they are less exact."""
SHAPE, TRIES = (1, 64, 64, 64), 5


@functools.cache
def faster() -> str:
    """Return "bfloat16" where a convolution with it is much faster than with "float32", or else that.

    Some processors have instructions for it, most have not, and compute it far more slowly. It is measured once, in
    some hundredths of a second.
    """
    import tensorflow as tf

    seconds = {}
    for precision in ("float32", "bfloat16"):
        maps = tf.cast(tf.ones(SHAPE), precision)
        kernel = tf.cast(tf.ones((3, 3, SHAPE[-1], SHAPE[-1])), precision)
        taken = []
        for _ in range(TRIES + 1):
            began = time.perf_counter()
            tf.nn.conv2d(maps, kernel, 1, "SAME").numpy()
            taken.append(time.perf_counter() - began)
        seconds[precision] = float(np.median(taken[1:]))
    return "bfloat16" if seconds["bfloat16"] < GAIN * seconds["float32"] else "float32"
