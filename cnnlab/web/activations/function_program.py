"""The Code tab of the mode Function: the program that gives what is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlab.ops.activation_report import SATURATED
from cnnlab.web.program_text import KERNEL, nested

if TYPE_CHECKING:
    from cnnlab.web.activations.function import Work

PROGRAM = """\
import keras
import numpy as np
import tensorflow as tf
from PIL import Image

image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255
{kernel}
x = tf.nn.conv2d(image[None, ..., None], kernel[..., None, None], strides=1, padding="VALID") + {bias}


def function(values):
    return {function}


with tf.GradientTape() as tape:
    tape.watch(x)
    y = function(x)
before, after, slope = (np.asarray(each)[0, ..., 0] for each in (x, y, tape.gradient(y, x)))
print(f"exactly 0 after: {{(after == 0).mean():.1%}}, saturated: {{(abs(slope) < {threshold}).mean():.1%}}")
print(f"mean slope: {{slope.mean():.3f}}")

# Does the order matter?
differences = {{}}
for pool in (keras.layers.MaxPooling2D(2, padding="same"), keras.layers.AveragePooling2D(2, padding="same")):
    differences[pool.name] = np.asarray(pool(y) - function(pool(x)))[0, ..., 0]
    print(pool.name, np.abs(differences[pool.name]).max())
"""

FUNCTIONS = {
    "leaky_relu": "keras.activations.leaky_relu(values, negative_slope={slope})",
    "elu": "keras.activations.elu(values, alpha={alpha})",
    "gelu": "keras.activations.gelu(values, approximate=False)",
    "swish": "keras.activations.silu(values)",
    "linear": "tf.identity(values)",
}
"""Those that need more than their name."""


def program(work: Work) -> str:
    """Write the program.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture worked on) and leaves ``before``, ``after``, ``slope``
        and ``differences``.
    """
    function = FUNCTIONS.get(work.name, f"keras.activations.{work.name}(values)")
    return PROGRAM.format(
        kernel=f"{KERNEL}{nested(work.kernel)}, dtype=np.float32)",
        bias=f"{work.bias:.6g}",
        function=function.format(slope=f"{work.slope:.6g}", alpha=f"{work.alpha:.6g}"),
        threshold=SATURATED,
    )
