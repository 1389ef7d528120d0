"""The Code tab of the mode Window: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.ops.pooling import PoolingSpec
from cnnlab.web.channels import picture_line

LAYERS = {"max": "MaxPooling2D", "average": "AveragePooling2D"}


def program(spec: PoolingSpec, channel: str, way_back: bool) -> str:
    """Write the program.

    Parameters
    ----------
    spec : PoolingSpec
    channel : str
        "grey", "red", "green", "blue" or "each".
    way_back : bool
        Whether it computes the gradient, too.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``pooled``, and ``gradient`` where
        that is asked for.
    """
    each = channel == "each"
    needs_tensorflow = spec.kind == "l2" or way_back
    lines = [
        *(["import keras"] if spec.kind in LAYERS else []),
        "import numpy as np",
        *(["import tensorflow as tf"] if needs_tensorflow else []),
        "from PIL import Image",
        "",
        picture_line(channel),
        _batch(spec.kind, each, needs_tensorflow),
        *_layer(spec),
        "",
        *(_forward_and_back() if way_back else ["y = layer(x)"]),
        *_taken_out("pooled", "y", spec.kind, each),
    ]
    if way_back:
        lines += ["", "# What reaches each value of the picture when every output sends back 1."]
        lines += _taken_out("gradient", "back", spec.kind, each)
        if spec.kind == "l2":
            lines.append(
                "gradient = np.nan_to_num(gradient)  # where a whole window is 0 the root has no slope"
            )
    lines += ["", "print(pooled.shape)", "print(pooled)"]
    return "\n".join(lines) + "\n"


def _batch(kind: str, each: bool, as_tensor: bool) -> str:
    if each and kind == "l2":
        batch, remark = "np.moveaxis(image, -1, 0)[..., None]", "three pictures of one channel"
    elif each:
        batch, remark = "image[None]", "a batch of one, three channels"
    else:
        batch, remark = "image[None, ..., None]", "a batch of one, one channel"
    return f"x = {f'tf.constant({batch})' if as_tensor else batch}  # {remark}"


def _layer(spec: PoolingSpec) -> list[str]:
    if spec.kind in LAYERS:
        return [
            f"layer = keras.layers.{LAYERS[spec.kind]}(pool_size={spec.window}, strides={spec.stride},"
            f' padding="{spec.padding}")'
        ]
    return [
        "",
        "",
        "def layer(x):",
        "    # Keras has no such layer: the sum of squares is a convolution with ones.",
        f"    ones = tf.ones({(*spec.window, 1, 1)})",
        f'    sums = [tf.nn.conv2d(one[None] ** 2, ones, {spec.stride}, "{spec.padding.upper()}") for one in x]',
        "    return tf.sqrt(tf.concat(sums, axis=0))",
        "",
    ]


def _forward_and_back() -> list[str]:
    return [
        "with tf.GradientTape() as tape:",
        "    tape.watch(x)",
        "    y = layer(x)",
        "back = tape.gradient(y, x)",
    ]


def _taken_out(name: str, batch: str, kind: str, each: bool) -> list[str]:
    if each and kind == "l2":
        return [f"{name} = np.moveaxis(np.asarray({batch})[..., 0], 0, -1)"]
    return [f"{name} = np.asarray({batch})[0{'' if each else ', ..., 0'}]"]
