"""The Code tab of the mode Stack: the program that gives what is on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.ops.stack_geometry import Step
from cnnlab.ops.stacking import Layer
from cnnlab.web.convolution.program import NUMPY_MODE
from cnnlab.web.convolution.stack_controls import Stack
from cnnlab.web.program_text import KERNEL, nested

FUNCTIONS = {
    "leaky_relu": "tf.nn.leaky_relu(x, alpha=0.2)",
    "sigmoid": "tf.sigmoid(x)",
    "relu": "tf.nn.relu(x)",
    "tanh": "tf.tanh(x)",
}


def program(stack: Stack, steps: Sequence[Step], size: tuple[int, ...]) -> str:
    """Write the program.

    Parameters
    ----------
    stack : Stack
    steps : sequence of Step
        One for each layer.
    size : (int, int)
        Rows and columns of the picture.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``maps``, the list of all maps,
        and ``feature_map``, the last.
    """
    sizes = [size, *(step.output for step in steps)]
    lines = [
        *(["import keras"] if any(map(_keras_can, stack.layers)) else []),
        "import numpy as np",
        *([] if all(map(_keras_can, stack.layers)) else ["import tensorflow as tf"]),
        "from PIL import Image",
        "",
        'image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255',
        "x = image[None, ..., None]  # a batch of one, one channel",
        "maps = []",
    ]
    for number, (layer, before) in enumerate(zip(stack.layers, sizes, strict=False), 1):
        lines += ["", f"# Layer {number}", *_layer(layer, before)]
    return "\n".join([*lines, "", "feature_map = maps[-1]"]) + "\n"


def _layer(layer: Layer, size: tuple[int, ...]) -> list[str]:
    spec, kernel = layer.spec, layer.kernel
    padding = spec.padding
    lines = [f"{KERNEL}{nested(kernel)}, dtype=np.float32)"]
    if padding in NUMPY_MODE:
        rows, columns = spec.padding_amounts(tuple(size), kernel.shape)
        lines.append(f"x = np.pad(x, ((0, 0), {rows}, {columns}, (0, 0)), mode={NUMPY_MODE[padding]!r})")
        padding = "valid"
    compute = _with_keras if _keras_can(layer) else _with_tensorflow
    return [*lines, *compute(layer, padding), "maps.append(x[0, ..., 0])"]


def _keras_can(layer: Layer) -> bool:
    return max(layer.spec.stride) == 1 or max(layer.spec.dilation) == 1


def _with_keras(layer: Layer, padding: str) -> list[str]:
    spec = layer.spec
    return [
        f"layer = keras.layers.Conv2D(1, {layer.kernel.shape}, strides={spec.stride},"
        f" dilation_rate={spec.dilation},",
        f'                            padding="{padding}", use_bias=False, activation="{layer.activation}")',
        "layer.build(x.shape)",
        "layer.set_weights([kernel[..., None, None]])",
        "x = np.asarray(layer(x))",
    ]


def _with_tensorflow(layer: Layer, padding: str) -> list[str]:
    spec = layer.spec
    return [
        "# Keras refuses a stride together with a dilation; TensorFlow takes them.",
        f"x = tf.nn.conv2d(x, kernel[..., None, None], strides={spec.stride}, padding={padding.upper()!r},",
        f"                 dilations={spec.dilation})",
        f"x = np.asarray({FUNCTIONS.get(layer.activation, 'x')})",
    ]
