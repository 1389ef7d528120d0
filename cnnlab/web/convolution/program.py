"""The Code tab of the mode One filter: the program that gives what is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab.web.convolution.geometry_controls import PLANES, Geometry

NUMPY_MODE = {"full": "constant", "circular": "wrap", "reflect": "reflect", "replicate": "edge"}


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
    spec = geometry.spec
    by_hand = spec.padding in NUMPY_MODE
    lines = [
        "import keras" if _keras_can(geometry) else "import tensorflow as tf",
        "import numpy as np",
        "from PIL import Image",
        "",
        *_picture(geometry.channel),
        f"kernel = np.array({_nested(kernel)}, dtype=np.float32)",
        *(
            ["kernel = kernel[:, ::-1, ::-1]" if kernel.ndim == 3 else "kernel = kernel[::-1, ::-1]"]
            if spec.flip
            else []
        ),
        "",
        *_batch(geometry.channel),
        *(
            [f"x = np.pad(x, ((0, 0), {pads[0]}, {pads[1]}, (0, 0)), mode={NUMPY_MODE[spec.padding]!r})"]
            if by_hand
            else []
        ),
        "weights = np.moveaxis(kernel, 0, -1)[..., None]"
        if kernel.ndim == 3
        else "weights = kernel[..., None, None]",
        *_layer(geometry, kernel.shape[-2:], "valid" if by_hand else spec.padding),
        "feature_map = np.moveaxis(y[..., 0], 0, -1)"
        if geometry.channel == "each"
        else "feature_map = y[0, ..., 0]",
    ]
    return "\n".join(lines) + "\n"


def _keras_can(geometry: Geometry) -> bool:
    # Keras refuses a stride together with a dilation, and different strides with none of the reasons that
    # TensorFlow has.
    return max(geometry.spec.stride) == 1 or max(geometry.spec.dilation) == 1


def _picture(channel: str) -> list[str]:
    read = 'Image.open("picture.png")'
    mode = "L" if channel == "grey" else "RGB"
    plane = f"[..., {PLANES[channel]}]" if channel in PLANES else ""
    return [f'image = np.asarray({read}.convert("{mode}"), dtype=np.float32){plane} / 255']


def _batch(channel: str) -> list[str]:
    if channel == "each":
        return [
            "x = np.moveaxis(image, -1, 0)[..., None]  # every channel by itself: a batch of three grey pictures"
        ]
    if channel == "sum":
        return ["x = image[None]"]
    return ["x = image[None, ..., None]  # a batch of one, one channel"]


def _layer(geometry: Geometry, size: tuple[int, int], padding: str) -> list[str]:
    spec, activation = geometry.spec, geometry.activation
    if _keras_can(geometry):
        return [
            f"layer = keras.layers.Conv2D(1, {size}, strides={spec.stride}, dilation_rate={spec.dilation},"
            f' padding="{padding}", activation="{activation}")',
            "layer.build(x.shape)",
            f"layer.set_weights([weights, np.array([{geometry.bias}])])",
            "y = np.asarray(layer(x))",
        ]
    applied = {
        "linear": "y",
        "leaky_relu": "tf.nn.leaky_relu(y, alpha=0.2)",
        "sigmoid": "tf.sigmoid(y)",
    }.get(activation, f"tf.nn.{activation}(y)")
    return [
        "# Keras refuses a stride together with a dilation; TensorFlow takes them.",
        f"y = tf.nn.conv2d(x, weights, strides={spec.stride}, padding={padding.upper()!r}, dilations={spec.dilation})"
        f" + {geometry.bias}",
        f"y = {applied}.numpy()",
    ]


def _nested(kernel: np.ndarray) -> str:
    text = np.array2string(
        kernel,
        separator=", ",
        max_line_width=100,
        threshold=10_000,
        formatter={"float_kind": lambda v: f"{v:.9g}"},
    )
    return text.replace("\n", "\n" + " " * len("kernel = np.array("))
