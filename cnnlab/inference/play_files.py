"""What can be taken home of a generator: itself, and what it has made."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cnnlab import pretrained
from cnnlab.images import exporting
from cnnlab.inference import sampling
from cnnlab.inference.play_report import COUNT, labels_of, noise_of


def generator_file(name: str, stamp: int) -> bytes:
    """Return a generator as a ``.keras`` file that opens without this laboratory: its layers are all Keras's own.

    Parameters
    ----------
    name : str
        Of a GAN.
    stamp : int
        `cnnlab.pretrained.stamp`.

    Raises
    ------
    LabError
        There is no such network, or it is no GAN.
    """
    network = pretrained.trained(name)
    sampling.recipe_of(network)
    with tempfile.TemporaryDirectory(prefix="cnnlab-") as folder:
        file = Path(folder) / "generator.keras"
        network.model.get_layer("generator").save(file)
        return file.read_bytes()


def arrays_file(name: str, stamp: int, asked: int, seed: int, truncation: float) -> bytes:
    """Return pictures, noise, labels and scores of the grid as a NumPy archive; see `report_play`."""
    network = pretrained.trained(name)
    labels, noise = labels_of(network, asked, COUNT), noise_of(network, seed, truncation)
    pictures = sampling.draw(network, noise, labels)
    scores, _ = sampling.score(network, pictures, labels)
    return exporting.npz({"pictures": pictures, "noise": noise, "labels": labels, "scores": scores})
