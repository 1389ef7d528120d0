"""What the start page shows of each page: all of it in one call."""

from __future__ import annotations

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_floats, in_colour, preparing, styles
from cnnlab.inference import feature_maps, rebuilding, sampling
from cnnlab.ops.start_report import report_start
from cnnlab.pretrained import Trained

NETWORKS = ("mnist-classifier", "digits-classifier")
"""The first of these that is here shows its maps."""
AUTOENCODER = "mnist-autoencoder-32"
GAN = "mnist-gan"
STYLIZER = "stylizer"
STYLE = "strokes"
PAINTED = 160
"""Pixels of the side of the painted picture."""
TRUNCATION = 0.8
"""Of the noise: on a small picture the usual ones are seen best."""
MAPS = 8
IN_A_ROW = 4
GAP = 1


def report_start_page(pixels: np.ndarray, digit: np.ndarray) -> dict[str, np.ndarray]:
    """Do what `cnnlab.ops.start_report.report_start` does, and show a trained network a digit.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    digit : ndarray of uint8, shape (28, 28)

    Returns
    -------
    dict of str to ndarray of float32
        Those of `report_start`; and "classifier" and "inside", eight maps of the network's first and of its second
        convolution, from 0 to 1, side by side; "autoencoder", the digit beside what is built of its code; "gan",
        ten generated digits; "style", the picture in the style of brush strokes, (h, w, 3). They are missing where the
        networks have not been shipped.

    Raises
    ------
    LabError
        See `report_start`.
    """
    found = report_start(pixels)
    name = next((name for name in NETWORKS if name in pretrained.names()), None)
    if name is not None:
        network = pretrained.trained(name)
        first, second, *_ = [
            each.name for each in feature_maps.layers(network) if each.name.endswith("_conv")
        ]
        found |= {"classifier": strip(network, digit, first), "inside": strip(network, digit, second)}
    if AUTOENCODER in pretrained.names():
        image = digit[..., None].astype(np.float32) / np.float32(255)
        built = rebuilding.rebuild(pretrained.trained(AUTOENCODER), image[None])[0]
        found["autoencoder"] = np.concatenate([image, built], axis=1)[..., 0]
    if GAN in pretrained.names():
        made = sampling.sample(np.arange(10), model=GAN, truncation=TRUNCATION)[..., 0]
        found["gan"] = np.concatenate([np.concatenate(list(half), axis=1) for half in (made[:5], made[5:])])
    if STYLIZER in pretrained.names():
        found["style"] = painted(pretrained.trained(STYLIZER), pixels)
    return found


def painted(network: Trained, pixels: np.ndarray) -> np.ndarray:
    """Return a picture, uint8 (H, W), painted with brush strokes: float32 (h, w, 3) from 0 to 1."""
    content, style = (preparing.fit(each, PAINTED) for each in (pixels, styles.sample(STYLE)))
    # As it stands and not compiled: this page is the first that anybody sees.
    given = [as_floats(in_colour(each))[None] for each in (content, style)]
    return np.clip(network.model(given, training=False)[0].numpy(), 0, 1)


def strip(network: Trained, digit: np.ndarray, layer: str) -> np.ndarray:
    """Return the eight strongest maps of a layer of a network as one picture."""
    image = digit[..., None].astype(np.float32) / np.float32(255)
    maps = feature_maps.values(network, image, layer)
    strongest = np.argsort(-maps.max(axis=(0, 1)), kind="stable")[:MAPS]
    scaled = maps[..., strongest] / max(float(maps.max()), 1e-6)
    # A network of a few kernels has fewer.
    scaled = np.pad(scaled, ((0, 0), (0, 0), (0, MAPS - scaled.shape[-1])))
    tiles = np.pad(np.clip(scaled, 0, 1), ((GAP, GAP), (GAP, GAP), (0, 0)))
    lines = [
        np.concatenate([tiles[..., place] for place in range(start, min(start + IN_A_ROW, MAPS))], axis=1)
        for start in range(0, MAPS, IN_A_ROW)
    ]
    return np.concatenate(lines, axis=0)
