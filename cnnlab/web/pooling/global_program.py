"""The Code tab of the mode Global: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.ops.line_network import dense_scale

LAYERS = {"average": "GlobalAveragePooling2D", "max": "GlobalMaxPooling2D"}

PROGRAM = """\
import keras
import numpy as np
from PIL import Image

image = np.asarray(Image.open("picture.png").convert("L"), dtype=np.float32) / 255

# Four kernels, each the mean on a line less the mean beside it: vertical, horizontal, rising, falling.
down, right = np.mgrid[-2:3, -2:3]
disc = down**2 + right**2 <= 5  # all but the corners
lines = [disc & line for line in (right == 0, down == 0, right == -down, right == down)]
kernels = np.stack([line / line.sum() - (disc & ~line) / (disc & ~line).sum() for line in lines], axis=-1)

# None, None: pictures of any size.
inputs = keras.Input((None, None, 1))
maps = keras.layers.Conv2D(4, 5, activation="relu", use_bias=False)(inputs)
pooled = keras.layers.{layer}()(maps)  # no weights
fractions = keras.layers.Dense(4, activation="softmax", use_bias=False)(pooled)
network = keras.Model(inputs, [maps, pooled, fractions])
network.set_weights([kernels[:, :, None], {scale:g} * np.eye(4)])

third = len(image) // 3
pictures = {{
    "whole": image,
    "half": np.asarray(keras.layers.AveragePooling2D(2)(image[None, ..., None]))[0, ..., 0],
    "strip": image[third : len(image) - third],
}}
answers = {{
    name: [np.asarray(each)[0] for each in network(picture[None, ..., None])]
    for name, picture in pictures.items()
    if min(picture.shape) >= 5
}}
for name, (maps, pooled, fractions) in answers.items():
    print(name, pictures[name].shape, pooled.round(4), fractions.round(3))

# Flatten and Dense: made for one number of values, and for no other.
dense = keras.layers.Dense(4, use_bias=False, name="dense")
dense.build((None, answers["whole"][0].size))
for name, (maps, pooled, fractions) in answers.items():
    try:
        dense(maps.reshape(1, -1))
        print(name, "fits:", dense.count_params(), "weights")
    except ValueError as error:
        print(name, "does not fit:", error)
"""


def program(pooling: str, scale: float) -> str:
    """Write the program.

    Parameters
    ----------
    pooling, scale
        As for `cnnlab.ops.line_network.classify_lines`.

    Returns
    -------
    str
        It reads ``picture.png`` (Download: the picture worked on) and leaves ``answers``: maps, one number of
        each, and fractions, by the names of `cnnlab.ops.global_report.VARIANTS`.
    """
    return PROGRAM.format(layer=LAYERS[pooling], scale=dense_scale(pooling, scale))
