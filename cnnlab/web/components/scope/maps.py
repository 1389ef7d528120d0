"""The scope with a map of numbers instead of a picture: what a layer within a network makes of one of its inputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.pooling_geometry import PoolingSpec
from cnnlab.web.components import badge, picture_channel
from cnnlab.web.components.scope import CONVOLUTION_WORDS, mount
from cnnlab.web.components.scope.pooling import RESULTS, TITLES
from cnnlab.web.components.scope.pooling import WORDS as POOLING_WORDS
from cnnlab.web.i18n import N_, t

_ROUNDING = 1e-5

OF_MAPS = {
    "winner": N_(", at row {row}, column {column} of the map before"),
    "place": N_("Row {row}, column {column} of the map before: {value}"),
    "place_hint": N_("Point at a cell to find it in the map before."),
}
"""What is said of a pooling within a network."""


def convolution_of_map(
    key: str,
    source: np.ndarray,
    kernel: np.ndarray,
    geometry: Mapping[str, Any],
    *,
    at: tuple[int, int],
    titles: tuple[str, str],
    tensorflow: np.ndarray,
    bias: float = 0.0,
    pixels: bool = False,
) -> str | None:
    """Show a map, its cross-correlation with one kernel, and how each value of that came about.

    Parameters
    ----------
    key : str
        Streamlit's key of the component, and the name of its bus.
    source : ndarray of float32, shape (rows, columns)
    kernel : ndarray of float32, shape (kh, kw)
    geometry : mapping
        ``stride`` and ``padding`` ("valid" or "same"), as in Keras.
    at : (int, int)
        Output under the ring.
    titles : (str, str)
        Of the two maps, translated.
    tensorflow : ndarray of float32, shape (rows', columns')
        What TensorFlow gets: a badge compares it with what the browser has computed.
    bias : float
        Where the map is the only one that goes in.
    pixels : bool
        Whether the map is one of the picture itself.

    Returns
    -------
    str or None
        As `cnnlab.web.components.scope.scope`.
    """
    spec = ConvolutionSpec(stride=geometry["stride"], padding=geometry["padding"])
    settings = {
        "operation": "convolution",
        "kernels": [kernel.tolist()],
        "output_size": spec.output_size(source.shape, kernel.shape),
        "pads": spec.padding_amounts(source.shape, kernel.shape),
        "padding": spec.padding,
        "stride": spec.stride,
        "dilation": spec.dilation,
        "channel": "grey",
        "bias": bias,
        "flip": False,
        "activation": "linear",
        **_common(at, titles),
    }
    words = {name: t(sentence) for name, sentence in CONVOLUTION_WORDS.items()}
    # Sums of float32 in another order differ by so much of the largest sum of absolute products.
    tolerance = _ROUNDING * float(np.abs(source).max(initial=0) * np.abs(kernel).sum() + abs(bias))
    return _shown(key, source, pixels, settings, words, (tensorflow, tolerance))


def pooling_of_map(
    key: str,
    source: np.ndarray,
    kind: str,
    geometry: Mapping[str, Any],
    *,
    at: tuple[int, int],
    titles: tuple[str, str],
    tensorflow: np.ndarray,
    pixels: bool = False,
) -> str | None:
    """Show a map, its pooling ("max" or "average"), and how each value of that came about; else as above."""
    spec = PoolingSpec(
        kind=kind, window=geometry["size"], stride=geometry["stride"], padding=geometry["padding"]
    )
    settings = {
        "operation": "pooling",
        "kinds": [kind],
        "window": list(spec.window),
        "output_size": spec.output_size(source.shape),
        "pads": spec.padding_amounts(source.shape),
        "padding": spec.padding,
        "stride": spec.stride,
        "dilation": (1, 1),
        "covered": False,
        "gradient": False,  # What each value gets of one belongs to the page Pooling.
        **_common(at, titles),
    }
    words = {
        **{name: t(sentence) for name, sentence in (POOLING_WORDS | OF_MAPS).items()},
        "kinds": {kind: t(TITLES[kind])},
        "results": {kind: t(RESULTS[kind])},
    }
    tolerance = _ROUNDING * float(np.abs(source).max(initial=0))
    return _shown(key, source, pixels, settings, words, (tensorflow, tolerance))


def _common(at: tuple[int, int], titles: tuple[str, str]) -> dict[str, Any]:
    return {
        "scale": "magnitude",
        "never_read": None,
        "at": f"{at[0]},{at[1]}",
        "alt": {"input": titles[0]},
        "outputs": [{"title": titles[1], "alt": titles[1]}],
        "chosen": 0,
    }


def _shown(
    key: str,
    source: np.ndarray,
    pixels: bool,
    settings: dict[str, Any],
    words: dict[str, Any],
    tensorflow: tuple[np.ndarray, float],
) -> str | None:
    picture = picture_channel.describe_values(source, pixels)
    asked = json.dumps([settings[name] for name in sorted(settings) if name != "at"])
    name = hashlib.blake2b(f"{picture['id']} {asked}".encode(), digest_size=8).hexdigest()
    place = mount(key, key, picture, name, settings, {**words, "input": settings["alt"]["input"]})
    values, tolerance = tensorflow
    badge.badge(f"{key}_badge", badge.pack(key, name, values, tolerance=tolerance))
    return place
