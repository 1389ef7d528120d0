"""What can be taken home of what a generator has made."""

from __future__ import annotations

from cnnlab import pretrained
from cnnlab.images import exporting
from cnnlab.inference import sampling
from cnnlab.inference.play_report import COUNT, labels_of, noise_of


def arrays_file(name: str, stamp: int, asked: int, seed: int, truncation: float) -> bytes:
    """Return pictures, noise, labels and scores of the grid as a NumPy archive; see `report_play`."""
    network = pretrained.trained(name)
    labels, noise = labels_of(network, asked, COUNT), noise_of(network, seed, truncation)
    pictures = sampling.draw(network, noise, labels)
    scores, _ = sampling.score(network, pictures, labels)
    return exporting.npz({"pictures": pictures, "noise": noise, "labels": labels, "scores": scores})
