"""What compresses a sheet of a hundred pictures: JPEG, WebP, principal components, and the codes of a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from cnnlab.coding import rows
from cnnlab.coding.rows import Scales
from cnnlab.images import lossy
from cnnlab.images.encoding import as_bytes
from cnnlab.inference import principal, rebuilding
from cnnlab.inference.digit_sheet import apart, joined
from cnnlab.inference.known_codes import codes_of, network_of
from cnnlab.pretrained import Trained

STEPS = range(156, 103, -1)
"""Steps that are tried, the coarsest first: an error of 11 in the root of a picture's summed squares, down to 0.1."""
_PROBES = 24
"""Codes at which it is measured how much the picture depends on each number, drawn from the mixture: that was fitted
to the codes of training pictures, and what a decoder knows must come from nothing else."""
_MOVE = 0.5
"""By so many standard deviations the code is moved for it."""


@dataclass(frozen=True, eq=False)
class Codec:
    """A way to turn a sheet into bytes.

    Attributes
    ----------
    name : str
        "jpeg", "webp", "pca-" and a number of components, or the name of a network.
    family : str
        "jpeg", "webp", "pca" or "network".
    settings : tuple of int
        Qualities, or numbers of steps, from the fewest bytes to the most.
    prepare : callable
        From tiles (uint8, (100, 28, 28, 1)) to what is encoded: the sheet, or rows of numbers.
    write : callable
        From that and a setting to bytes.
    read : callable
        From the bytes to tiles (uint8).
    header : callable
        From the bytes to how many of them say nothing of any picture.
    decoder : int
        Bytes that a receiver needs once, besides a program; 0 where every computer has them.
    """

    name: str
    family: str
    settings: tuple[int, ...]
    prepare: Callable[[np.ndarray], np.ndarray]
    write: Callable[[np.ndarray, int], bytes]
    read: Callable[[bytes], np.ndarray]
    header: Callable[[bytes], int]
    decoder: int = 0


def codec_of(name: str) -> Codec:
    """Return the codec of a name.

    Raises
    ------
    LabError
        There is no such network.
    """
    if name == "jpeg":
        return _of_files(name, tuple(lossy.JPEG_QUALITIES), lossy.jpeg)
    if name == "webp":
        return _of_files(name, tuple(lossy.WEBP_QUALITIES), lossy.webp)
    if name.startswith("pca-"):
        return _of_components(name, int(name.removeprefix("pca-")))
    return _of_network(name)


def scales_of(network: Trained) -> Scales:
    """Return the scales of a network's codes along their principal axes; they are measured once."""
    if "scales" not in network.kept:
        known = codes_of(network)
        gains = measured_gains(
            lambda codes: rebuilding.decode(network, codes),
            known.draw(_PROBES, 0),
            known.axes,
            known.deviations,
        )
        network.kept["scales"] = Scales(np.zeros_like(known.deviations), known.deviations, gains)
    return network.kept["scales"]


def measured_gains(
    decode: Callable[[np.ndarray], np.ndarray], codes: np.ndarray, axes: np.ndarray, deviations: np.ndarray
) -> np.ndarray:
    """Return how much pictures change with each number of their codes: see `cnnlab.coding.rows.Scales`.

    Parameters
    ----------
    decode : callable
        From codes (N, d) to pictures (N, H, W, C).
    codes : ndarray of float32, shape (n, d)
        Where to look.
    axes : ndarray of float32, shape (d, d)
        Directions as rows.
    deviations : ndarray of float32, shape (d,)
        Of codes along these.

    Returns
    -------
    ndarray of float32, shape (d,)
        Rounded to eighths of an octave, so that another computer's last digits make no difference.
    """
    moves = np.maximum(_MOVE * deviations, 1e-6)
    moved = codes[None] + (moves[:, None] * axes)[:, None]
    pictures = decode(np.concatenate([codes[None], moved]).reshape(-1, codes.shape[1]).astype(np.float32))
    pictures = pictures.reshape(len(axes) + 1, len(codes), -1).astype(np.float64)
    changes = np.sqrt(((pictures[1:] - pictures[0]) ** 2).sum(axis=2).mean(axis=1)) / moves
    return (2.0 ** (np.rint(8 * np.log2(np.maximum(changes, 1e-9))) / 8)).astype(np.float32)


def _of_files(name: str, qualities: tuple[int, ...], write: Callable[[np.ndarray, int], bytes]) -> Codec:
    return Codec(
        name,
        name,
        qualities,
        prepare=joined,
        write=write,
        read=lambda data: apart(lossy.read(data)),
        header=lossy.header_of,
    )


def _of_rows(
    name: str,
    family: str,
    scales: Scales,
    to_rows: Callable[[np.ndarray], np.ndarray],
    to_pictures: Callable[[np.ndarray], np.ndarray],
) -> Codec:
    return Codec(
        name,
        family,
        tuple(STEPS),
        prepare=to_rows,
        write=lambda held, step: rows.encode(held, scales, step),
        read=lambda data: as_bytes(to_pictures(rows.decode(data, scales)))[..., None],
        header=lambda data: rows.HEADER,
    )


def _of_components(name: str, count: int) -> Codec:
    components = principal.shipped()
    deviations = components.deviations[:count]
    codec = _of_rows(
        name,
        "pca",
        Scales(np.zeros_like(deviations), deviations, np.ones_like(deviations)),
        lambda tiles: principal.project(components, tiles, count),
        lambda codes: principal.rebuild(components, codes),
    )
    return replace(codec, decoder=principal.bytes_of(components, count))


def _of_network(name: str) -> Codec:
    network = network_of(name)
    known = codes_of(network)

    def to_rows(tiles: np.ndarray) -> np.ndarray:
        codes = rebuilding.encode(network, tiles / np.float32(255))
        return (codes - known.mean) @ known.axes.T

    def to_pictures(numbers: np.ndarray) -> np.ndarray:
        return rebuilding.decode(network, (numbers @ known.axes + known.mean).astype(np.float32))

    codec = _of_rows(name, "network", scales_of(network), to_rows, to_pictures)
    return replace(codec, decoder=decoder_bytes(network))


def decoder_bytes(network: Trained) -> int:
    """Return what the decoder of a network weighs in half precision, with all that it knows of its codes.

    That is their mean and axes, and the deviations and gains along these.
    """
    size = network.recipe.code
    return 2 * (network.model.get_layer("decoder").count_params() + size * (size + 3))
