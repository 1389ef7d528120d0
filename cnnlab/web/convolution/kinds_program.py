"""The Code tab of the mode Kinds: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.ops import kernels
from cnnlab.web.program_text import nested

_ORDINARY = [
    f"blur = np.array({nested(kernels.build('gaussian'), len('blur = np.array('))})",
    "right = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4",
    "down = right.T",
    "even, red_green = np.full(3, 1 / 3), np.array([1, -1, 0])",
    "kernel = np.stack([blur[..., None] * even, right[..., None] * even, down[..., None] * even,",
    "                   blur[..., None] * red_green], axis=-1)  # rows, columns, channels, maps",
]
_SLOPE = [
    "right = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4",
    "depthwise = np.repeat(right[..., None, None], 3, axis=2)  # the same kernel for each channel",
]
_MIXTURES = [
    "mixtures = np.array([[1 / 3, 1 / 3, 1 / 3], [1, -1, 0], [-0.5, -0.5, 1], [1, 0, -1]])  # one line a map",
    "pointwise = mixtures.T[None, None]",
]


def program(name: str, dilation: int, kernel_size: int, stride: int) -> str:
    """Write the program.

    Parameters
    ----------
    name : str
        One of `cnnlab.ops.kinds.KINDS`.
    dilation : int
        Of the dilated kind.
    kernel_size, stride : int
        Of the transposed kind.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture in hand) and leaves ``maps``, shape (H, W, maps), and
        the Keras layer, whose ``count_params()`` is the number on the page.
    """
    lines, after = {
        "ordinary": lambda: (_convolution(_ORDINARY, "4, 3"), []),
        "dilated": lambda: (_convolution(_ORDINARY, "4, 3", f", dilation_rate={dilation}"), []),
        "pointwise": lambda: (_convolution([*_MIXTURES, "kernel = pointwise"], "4, 1"), []),
        "depthwise": lambda: (_depthwise(), []),
        "separable": lambda: (_separable(), []),
        "transposed": lambda: (_transposed(kernel_size, stride), _without_gap(kernel_size, stride)),
    }[name]()
    return "\n".join(
        [
            "import keras",
            "import numpy as np",
            "from PIL import Image",
            "",
            'image = np.asarray(Image.open("picture.png").convert("RGB"), dtype=np.float32) / 255',
            "",
            *lines,
            "maps = np.asarray(layer(image[None]))[0]",
            *after,
            "print(layer.count_params())",
            "",
        ]
    )


def _built(weights: str, maps: int) -> list[str]:
    return ["layer.build((None, *image.shape))", f"layer.set_weights([{weights}, np.zeros({maps})])"]


def _convolution(kernel: list[str], arguments: str, more: str = "") -> list[str]:
    return [
        *kernel,
        f'layer = keras.layers.Conv2D({arguments}, padding="same"{more})',
        *_built("kernel", 4),
    ]


def _depthwise() -> list[str]:
    return [
        *_SLOPE,
        'layer = keras.layers.DepthwiseConv2D(3, padding="same")',
        *_built("depthwise", 3),
    ]


def _separable() -> list[str]:
    return [
        *_SLOPE,
        *_MIXTURES,
        'layer = keras.layers.SeparableConv2D(4, 3, padding="same")',
        *_built("depthwise, pointwise", 4),
    ]


def _transposed(kernel_size: int, stride: int) -> list[str]:
    return [
        f"flat = np.full(({kernel_size}, {kernel_size}), {stride**2} / {kernel_size**2})",
        "kernel = flat[..., None, None] * np.eye(3)  # each channel by itself",
        f"layer = keras.layers.Conv2DTranspose(3, {kernel_size}, strides={stride})",
        *_built("kernel", 3),
    ]


def _without_gap(kernel_size: int, stride: int) -> list[str]:
    if kernel_size >= stride:
        return []
    gap = stride - kernel_size
    return [
        f"# Keras adds the gap after the last copy, too: {gap} empty rows and columns.",
        f"maps = maps[:-{gap}, :-{gap}]",
    ]
