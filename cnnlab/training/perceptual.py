"""The networks that say how a picture looks to one that knows things: the laboratory's own, and VGG19."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cnnlab import pretrained
from cnnlab.datasets.stored import FOLDER
from cnnlab.errors import LabError
from cnnlab.networks.vgg19_cache import FETCHED, cached
from cnnlab.recipes.painting import NETWORKS
from cnnlab.recipes.stylizer import VGG19
from cnnlab.training.fetching import fetch_file

if TYPE_CHECKING:
    import keras

SHIPPED = "perceptual"
STORED = VGG19
"""Within the folder that CNNLAB_DATA_DIR names: the weights of VGG19's first eight convolutions."""
ADDRESS = "https://storage.googleapis.com/tensorflow/keras-applications/vgg19/" + FETCHED
MD5 = "253f8cb515780f3b799900260a226db6"
MEGABYTES = 80
"""Of what is fetched, of which a ninth is used."""


def network(name: str, precision: str = "float32") -> keras.Model:
    """Return a perceptual network.

    Parameters
    ----------
    name : str
        One of `cnnlab.recipes.painting.NETWORKS`.
    precision : str
        Of its computations, "float32" or "bfloat16".

    Returns
    -------
    keras.Model
        From pictures (N, H, W, 3) in [0, 1] to the maps of `cnnlab.recipes.painting.LAYERS` after ReLU, at full, half,
        quarter and quarter size, of that precision. Both sides have at least 4 pixels.

    Raises
    ------
    LabError
        There is no such network, or the weights of VGG19 are not on this computer.
    """
    if name == "compact":
        found = pretrained.trained(SHIPPED)
        return found.model if precision == "float32" else _as_precise(found, precision)
    if name == "vgg19":
        return _vgg19(precision)
    raise LabError("There is no such perceptual network. Choose one of: {names}.", names=", ".join(NETWORKS))


def is_available(name: str) -> bool:
    """Tell whether a network can be had without the internet; without TensorFlow."""
    return name == "compact" or (name == "vgg19" and (_stored().is_file() or cached().is_file()))


def fetch(report: Callable[[float], bool] = lambda fraction: True) -> None:
    """Fetch the weights of VGG19 into Keras's cache, where they are not there.

    Parameters
    ----------
    report : callable
        Told the fraction that is here, from 0 to 1; returns whether to go on.

    Raises
    ------
    LabError
        They cannot be fetched, or are not what they should be. Nothing is left behind then.
    """
    if not is_available("vgg19"):
        fetch_file(ADDRESS, cached(), MD5, 1_000_000 * (MEGABYTES + 10), report)


def _stored() -> Path:
    return Path(os.environ.get(FOLDER, ""), STORED)


def _as_precise(found: pretrained.Trained, precision: str) -> keras.Model:
    key = f"perceptual in {precision}"
    if key not in found.kept:
        from cnnlab.networks.compact import compact_of

        model = compact_of(found.recipe, precision)
        model.set_weights(found.model.get_weights())
        model.trainable = False
        found.kept[key] = model
    return found.kept[key]


@functools.cache
def _vgg19(precision: str) -> keras.Model:
    from cnnlab.networks.perceptual import keras_weights, perceptual_of, read_weights

    if _stored().is_file():
        return perceptual_of(read_weights(_stored()), precision)
    if cached().is_file():
        return perceptual_of(keras_weights(), precision)
    raise LabError(
        "The weights of VGG19 are not on this computer. Have them fetched, or use the compact network."
    )
