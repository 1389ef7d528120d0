"""The Code tab of the mode One filter: the program that gives what is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab.web.channels import picture_line
from cnnlab.web.convolution.geometry_controls import Geometry
from cnnlab.web.program_text import KERNEL, nested

NUMPY_MODE = {"full": "constant", "circular": "wrap", "reflect": "reflect", "replicate": "edge"}
FUNCTIONS = {"linear": "y", "leaky_relu": "tf.nn.leaky_relu(y, alpha=0.2)", "sigmoid": "tf.sigmoid(y)"}


def program(kernel: np.ndarray, geometry: Geometry, pads: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """Write the program.

    Parameters
    ----------
    kernel : ndarray, shape (kh, kw) or (3, kh, kw)
    geometry : Geometry
    pads : ((top, bottom), (left, right))
        What the padding adds, for those that Keras does not know.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``feature_map``.
    """
    spec, three = geometry.spec, kernel.ndim == 3
    lines = [
        "import keras" if _keras_can(geometry) else "import tensorflow as tf",
        "import numpy as np",
        "from PIL import Image",
        "",
        picture_line(geometry.channel),
        f"{KERNEL}{nested(kernel)}, dtype=np.float32)",
        *([f"kernel = kernel[{':, ' if three else ''}::-1, ::-1]"] if spec.flip else []),
        "weights = np.moveaxis(kernel, 0, -1)[..., None]" if three else "weights = kernel[..., None, None]",
        *(_definition(geometry, kernel) if _keras_can(geometry) else []),
        "",
        *_application(geometry, _computation(geometry, pads)),
    ]
    return "\n".join(lines) + "\n"


def _keras_can(geometry: Geometry) -> bool:
    # Keras refuses a stride above 1 together with a dilation above 1; TensorFlow takes both.
    return max(geometry.spec.stride) == 1 or max(geometry.spec.dilation) == 1


def _definition(geometry: Geometry, kernel: np.ndarray) -> list[str]:
    spec = geometry.spec
    return [
        f"layer = keras.layers.Conv2D(1, {kernel.shape[-2:]}, strides={spec.stride},"
        f' dilation_rate={spec.dilation}, padding="{_padding(geometry)}", activation="{geometry.activation}")',
        f"layer.build((None, None, None, {3 if kernel.ndim == 3 else 1}))",
        f"layer.set_weights([weights, np.array([{geometry.bias}])])",
    ]


def _computation(geometry: Geometry, pads: tuple[tuple[int, int], tuple[int, int]]) -> list[str]:
    """Return the lines from the batch ``x`` to its result ``y``."""
    spec, lines = geometry.spec, []
    if spec.padding in NUMPY_MODE:
        lines.append(
            f"x = np.pad(x, ((0, 0), {pads[0]}, {pads[1]}, (0, 0)), mode={NUMPY_MODE[spec.padding]!r})"
        )
    if _keras_can(geometry):
        return [*lines, "y = np.asarray(layer(x))"]
    applied = FUNCTIONS.get(geometry.activation, f"tf.nn.{geometry.activation}(y)")
    return [
        *lines,
        "# Keras refuses a stride together with a dilation; TensorFlow takes them.",
        f"y = tf.nn.conv2d(x, weights, strides={spec.stride}, padding={_padding(geometry).upper()!r},"
        f" dilations={spec.dilation}) + {geometry.bias}",
        f"y = {applied}.numpy()",
    ]


def _padding(geometry: Geometry) -> str:
    return "valid" if geometry.spec.padding in NUMPY_MODE else geometry.spec.padding


def _application(geometry: Geometry, computation: list[str]) -> list[str]:
    if geometry.channel == "each":
        return [
            "maps = []",
            "for plane in np.moveaxis(image, -1, 0):  # every channel by itself",
            "    x = plane[None, ..., None]",
            *(f"    {line}" for line in computation),
            "    maps.append(y[0, ..., 0])",
            "feature_map = np.stack(maps, axis=-1)",
        ]
    batch = (
        "x = image[None]"
        if geometry.channel == "sum"
        else "x = image[None, ..., None]  # a batch of one, one channel"
    )
    return [batch, *computation, "feature_map = y[0, ..., 0]"]
