"""The first three blocks of VGG19, whose maps say how a picture looks to a network that knows things."""

from __future__ import annotations

import zipfile
from pathlib import Path

import keras
import numpy as np
from keras import layers as kl

from cnnlab.errors import LabError
from cnnlab.networks.vgg19_cache import cached

BLOCKS = (("block1", 64, 2), ("block2", 128, 2), ("block3", 256, 4))
"""Name, maps and convolutions of each (Simonyan and Zisserman 2014)."""
STYLE_LAYERS = ("block1_conv1", "block2_conv1", "block3_conv1", "block3_conv4")
CONTENT_LAYER = "block3_conv4"
MEAN = (103.939, 116.779, 123.68)
"""Of blue, green and red in ImageNet, where white is 255."""
Weights = dict[str, np.ndarray]


def convolutions() -> list[tuple[str, int]]:
    """Return name and maps of each convolution, in their order."""
    return [
        (f"{block}_conv{number}", units) for block, units, count in BLOCKS for number in range(1, count + 1)
    ]


def perceptual_of(weights: Weights, precision: str = "float32") -> keras.Model:
    """Build the network with weights that are not trained.

    Parameters
    ----------
    weights : dict of str to ndarray
        "block1_conv1/kernel" (3, 3, in, out), "block1_conv1/bias" (out,), and so on.
    precision : str
        Of its computations.

    Returns
    -------
    keras.Model
        From pictures (N, H, W, 3), red, green and blue in [0, 1], to the maps of `STYLE_LAYERS` after ReLU, of the
        same precision. Both sides have at least 4 pixels.
    """
    picture = keras.Input((None, None, 3), name="picture")
    # Blue comes first, as in the pictures that these weights have learned from.
    x = kl.Rescaling(255.0, [-each for each in MEAN], name="scale")(picture[..., ::-1])
    found = {}
    for block, units, count in BLOCKS:
        for number in range(1, count + 1):
            name = f"{block}_conv{number}"
            x = kl.Conv2D(units, 3, padding="same", activation="relu", name=name, dtype=precision)(x)
            found[name] = x
        if block != BLOCKS[-1][0]:
            x = kl.MaxPooling2D(name=f"{block}_pool", dtype=precision)(x)
    model = keras.Model(picture, [found[name] for name in STYLE_LAYERS], name="perceptual")
    for name, _ in convolutions():
        model.get_layer(name).set_weights([weights[f"{name}/kernel"], weights[f"{name}/bias"]])
    model.trainable = False
    return model


def read_weights(file: Path) -> Weights:
    """Read weights from an NPZ file.

    Raises
    ------
    LabError
        The file is not there, or does not hold them.
    """
    try:
        with np.load(file, allow_pickle=False) as held:
            weights = {name: np.asarray(held[name], np.float32) for name in _shapes()}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _not_there(file) from error
    if any(weights[name].shape != shape for name, shape in _shapes().items()):
        raise _not_there(file)
    return weights


def keras_weights() -> Weights:
    """Return the weights of Keras's own VGG19, from its cache; fetched from the internet where they are not there.

    Raises
    ------
    LabError
        They cannot be had.
    """
    try:
        model = keras.applications.VGG19(include_top=False, weights="imagenet")
    except Exception as error:  # Keras raises a bare Exception where it cannot fetch.
        raise LabError(
            "The weights of VGG19 are not on this computer and cannot be fetched. Connect to the internet once, or"
            " give the recipe a file with them."
        ) from error
    found: Weights = {}
    for name, _ in convolutions():
        found[f"{name}/kernel"], found[f"{name}/bias"] = model.get_layer(name).get_weights()
    return found


def are_cached() -> bool:
    """Tell whether Keras has its VGG19 in its cache."""
    return cached().is_file()


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    before = 3
    for name, units in convolutions():
        shapes |= {f"{name}/kernel": (3, 3, before, units), f"{name}/bias": (units,)}
        before = units
    return shapes


def _not_there(file: Path) -> LabError:
    return LabError(
        "The file {name} does not hold the first eight convolutions of VGG19. It is an NPZ file with arrays"
        " block1_conv1/kernel, block1_conv1/bias and so on, in Keras's layout.",
        name=file.name,
    )
