"""What instance normalisation takes out of maps, and what the statistics of another picture put in its place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_bytes, as_floats
from cnnlab.inference.style_how import maps_of
from cnnlab.inference.stylizing import code_of, paint
from cnnlab.metrics.gram import relative_distance
from cnnlab.metrics.style import normalised, statistics
from cnnlab.pretrained import Trained

SCALES = 4
"""The stylizer has maps at the full size, which are red, green and blue, and at a half, a quarter and an eighth."""
ALL, NONE = "all", "none"
CONTRAST = 0.5
"""Of the photograph whose maps are compared before and after normalisation."""


@dataclass(frozen=True, eq=False)
class StatisticsReport:
    """What the view Mean and deviation shows.

    Attributes
    ----------
    painted : ndarray of uint8, shape (H, W, 3)
        The content with the style's statistics where they were asked for, and its own elsewhere.
    channel : int
        The map that is shown: of all in its layer the one whose statistics differ most.
    maps : int
        How many there are.
    before, after, swapped : ndarray of float32, shape (h, w)
        That map of the content, normalised, and with the style's statistics.
    content, style : (float, float)
        Mean and standard deviation of it.
    paler_before, paler_after : ndarray of float, shape (layers,)
        How far the maps of the perceptual network are from those of the same photograph with less contrast: as they
        are, and normalised.
    """

    painted: np.ndarray
    channel: int
    maps: int
    before: np.ndarray
    after: np.ndarray
    swapped: np.ndarray
    content: tuple[float, float]
    style: tuple[float, float]
    paler_before: np.ndarray
    paler_after: np.ndarray


def report_statistics(
    content: np.ndarray, style: np.ndarray, swap: str, scale: int, model: str = "stylizer", stamp: int = 0
) -> StatisticsReport:
    """Give a photograph the means and deviations of a style at one scale, at all, or at none.

    Parameters
    ----------
    content, style : ndarray of uint8, shape (H, W, 3)
    swap : str
        "none", "all", or the number of a scale: "0" is the full size.
    scale : int
        Of the map that is shown.
    model : str
        A stylizer.
    stamp : int
        `cnnlab.pretrained.stamp`: the answer is another one when the network has learned more.
    """
    network = pretrained.trained(model)
    picture, other = as_floats(content), as_floats(style)
    codes = [code_of(network, each) for each in (picture, other)]
    painted = paint(network, picture, mixed_code(network, *codes, swap))
    found = _one_map(network, picture, other, scale)
    pale = np.rint(128 + CONTRAST * (content.astype(np.float32) - 128)).astype(np.uint8)
    pairs = maps_of(np.stack([content, pale]))
    return StatisticsReport(
        as_bytes(painted),
        *found,
        np.array([relative_distance(paler, maps) for maps, paler in pairs]),
        np.array([relative_distance(normalised(paler), normalised(maps)) for maps, paler in pairs]),
    )


def mixed_code(network: Trained, content: np.ndarray, style: np.ndarray, swap: str) -> np.ndarray:
    """Return the code of the content, with that of the style at the scales that `swap` names."""
    if swap in (ALL, NONE):
        return style if swap == ALL else content
    code, (low, high) = content.copy(), parts(network)[int(swap)]
    code[low:high] = style[low:high]
    return code


def parts(network: Trained) -> list[tuple[int, int]]:
    """Return where the statistics of each scale begin and end in a code."""
    from cnnlab.networks.stylizer import widths_of

    ends = np.cumsum([2 * width for width in widths_of(network.recipe)])
    return [
        (int(end) - 2 * width, int(end)) for end, width in zip(ends, widths_of(network.recipe), strict=True)
    ]


def _one_map(network: Trained, picture: np.ndarray, other: np.ndarray, scale: int) -> tuple:
    maps, wanted = (_encoded(network, each)[scale] for each in (picture, other))
    (mean, deviation), (new_mean, new_deviation) = statistics(maps), statistics(wanted)
    apart = np.hypot(new_mean - mean, new_deviation - deviation)
    # A map that is hardly ever there, in the one or in the other, shows nothing.
    alive = np.minimum(*(each / max(float(each.max()), 1e-9) for each in (deviation, new_deviation)))
    channel = int(np.argmax(np.where(alive >= 0.5 * alive.max(), apart, -1)))
    after = normalised(maps)[..., channel]
    return (
        channel,
        maps.shape[2],
        maps[..., channel],
        after.astype(np.float32),
        (after * new_deviation[channel] + new_mean[channel]).astype(np.float32),
        (float(mean[channel]), float(deviation[channel])),
        (float(new_mean[channel]), float(new_deviation[channel])),
    )


def _encoded(network: Trained, picture: np.ndarray) -> list[np.ndarray]:
    encoder = network.model.get_layer("encoder")
    return [picture, *(maps.numpy()[0] for maps in encoder(picture[None], training=False))]
