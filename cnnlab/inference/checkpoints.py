"""The copies of a network's weights that its training has left behind."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.pretrained import Trained
from cnnlab.training.snapshots import FOLDER, MOST_PARAMETERS

MOST = 20
"""Copies that are looked at: a training that was resumed may have left more, of which the last ones count."""
_LONGEST = 9
"""Digits of the largest step."""
_MOST_BYTES = 2 * MOST_PARAMETERS + 200_000
"""Of one copy: two for each weight, and what the archive and its names need."""


@dataclass(frozen=True, eq=False)
class Copies:
    """A network at several moments of its training.

    Attributes
    ----------
    steps : tuple of int
        In ascending order.
    weights : list of list of ndarray of float32
        For each step, in the order of `model.weights`. Values that are no numbers are kept as such.
    left_out : tuple of int
        Steps whose files are damaged, or those of another network.
    """

    steps: tuple[int, ...]
    weights: list[list[np.ndarray]]
    left_out: tuple[int, ...]


def files(name: str) -> dict[int, Path]:
    """Return the files of a network's copies by their steps, in ascending order; needs no TensorFlow.

    Raises
    ------
    LabError
        There is no such network, or no copies of it were kept.
    """
    found = {}
    for file in (pretrained.folder_of(name) / FOLDER).glob("*.npz"):
        if file.stem.isascii() and file.stem.isdigit() and len(file.stem) <= _LONGEST:
            found[int(file.stem)] = file
    if not found:
        raise LabError(
            "No copies of this network were kept while it learned, so there is no way back. Networks with at most"
            " {most} parameters that are trained here keep theirs, and so has the shipped one for MNIST.",
            most=f"{MOST_PARAMETERS:,}",
        )
    return {step: found[step] for step in sorted(found)[-MOST:]}


def stamp(name: str) -> tuple[tuple[int, int], ...]:
    """Return each step with the time at which its file was written, in nanoseconds.

    Raises
    ------
    LabError
        As `files`.
    """
    return tuple((step, file.stat().st_mtime_ns) for step, file in files(name).items())


def copies(network: Trained) -> Copies:
    """Read the copies of a network; they are kept with it.

    Raises
    ------
    LabError
        There are none, or none of them can be read.
    """
    now = stamp(network.name)
    held = network.kept.get("copies")
    if held is None or held[0] != now:
        held = network.kept["copies"] = (now, _read(network))
    return held[1]


def archive(name: str) -> bytes:
    """Return the files of the copies as one ZIP archive, to take home.

    Raises
    ------
    LabError
        There are none.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as into:
        for step, file in files(name).items():
            if file.stat().st_size <= _MOST_BYTES:
                into.writestr(f"{step}.npz", file.read_bytes())
    return buffer.getvalue()


def _read(network: Trained) -> Copies:
    shapes = [tuple(variable.shape) for variable in network.model.weights]
    found = {step: _weights(file, shapes) for step, file in files(network.name).items()}
    whole = {step: weights for step, weights in found.items() if weights is not None}
    if not whole:
        raise LabError(
            "The copies of this network cannot be read: they are damaged, or those of another network."
        )
    return Copies(tuple(whole), list(whole.values()), tuple(sorted(found.keys() - whole.keys())))


def _weights(file: Path, shapes: list[tuple[int, ...]]) -> list[np.ndarray] | None:
    try:
        if file.stat().st_size > _MOST_BYTES or not _small_inside(file):
            return None
        with np.load(file, allow_pickle=False) as held:
            if set(held.files) != {str(place) for place in range(len(shapes))}:
                return None
            weights = [held[str(place)] for place in range(len(shapes))]
    except (OSError, ValueError, KeyError, EOFError, NotImplementedError, zipfile.BadZipFile):
        return None
    fits = all(
        each.shape == shape and each.dtype.kind == "f" for each, shape in zip(weights, shapes, strict=True)
    )
    return [each.astype(np.float32) for each in weights] if fits else None


def _small_inside(file: Path) -> bool:
    """Tell whether what an archive holds is no larger than it may be, before it is unpacked."""
    with zipfile.ZipFile(file) as held:
        return sum(each.file_size for each in held.infolist()) <= _MOST_BYTES
