"""What is known of the codes of a network: shipped beside it, or made from the pictures at hand."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.inference import rebuilding
from cnnlab.inference.classifying import classify
from cnnlab.inference.stock import stock
from cnnlab.metrics.codes import describe_codes, describe_errors, draw_mixture
from cnnlab.metrics.pictures import errors_of
from cnnlab.pretrained import Trained
from cnnlab.training import codes as codes_file

SURE = 0.9
"""A classifier that gives a class more than this is called sure."""
FARTHEST = 1e4
"""No value of a code lies beyond, unless the weights have run away."""
AXES = 8
"""Principal axes that can be moved along, at the most."""


@dataclass(frozen=True, eq=False)
class Codes:
    """The codes of a network.

    Attributes
    ----------
    mean, deviations, axes, centres, weights, means, factors, codes, labels
        See `cnnlab.metrics.codes.describe_codes`; float32.
    threshold : float
    errors : ndarray of float32, shape (1001,)
        See `cnnlab.metrics.codes.describe_errors`.
    measured : bool
        They were measured on the whole data set at the end of the training, and not on the pictures at hand.
    """

    mean: np.ndarray
    deviations: np.ndarray
    axes: np.ndarray
    centres: np.ndarray
    weights: np.ndarray
    means: np.ndarray
    factors: np.ndarray
    codes: np.ndarray
    labels: np.ndarray
    threshold: float
    errors: np.ndarray
    measured: bool

    @property
    def size(self) -> int:
        """Values of a code."""
        return len(self.mean)

    def places(self, codes: np.ndarray) -> np.ndarray:
        """Return where codes (N, d) lie on the first axes (N, k), in standard deviations."""
        count = min(AXES, self.size)
        return (codes - self.mean) @ self.axes[:count].T / np.maximum(self.deviations[:count], 1e-6)

    def moved(self, code: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Return a code (d,) brought to these places (k,) on the first axes; on the others it stays where it was."""
        count = len(places)
        step = (places - self.places(code[None])[0, :count]) * self.deviations[:count]
        return (code + step @ self.axes[:count]).astype(np.float32)

    def draw(self, count: int, seed: int) -> np.ndarray:
        """Draw codes (count, d) from the mixture."""
        return draw_mixture(self.weights, self.means, self.factors, count, seed)

    def share_below(self, error: float) -> float:
        """Return the share of the test pictures that come back with a smaller error."""
        return float(np.searchsorted(self.errors, error) / len(self.errors))


def network_of(name: str) -> Trained:
    """Return a network with a code.

    Raises
    ------
    LabError
        There is no such network, it has no code, or its weights have run away.
    """
    network = pretrained.trained(name)
    if not getattr(network.recipe, "coded", False):
        raise LabError("This network has no code: there is nothing between its halves to move in.")
    codes_of(network)  # they are asked for in any case, and tell whether the weights have run away
    return network


def verdicts(network: Trained, images: np.ndarray) -> np.ndarray | None:
    """Return what the classifier of digits says to pictures that a network has made, (N, 10).

    None where the network knows other pictures: to these the classifier would say something, but nothing true.
    """
    if network.recipe.data not in datasets.OF_DIGITS:
        return None
    return classify(np.clip(images, 0, 1))


def codes_of(network: Trained) -> Codes:
    """Return what is known of a network's codes; it is read or made once.

    Raises
    ------
    LabError
        Its weights have run away.
    """
    if "codes" not in network.kept:
        network.kept["codes"] = _read(network) or _made(network)
    return network.kept["codes"]


def source_of(name: str, stamp: int) -> str:
    """Return what the pictures at hand are, whose codes are known where a network's own are not: `Stock.source`.

    Parameters
    ----------
    name : str
        Of a network with a code.
    stamp : int
        `cnnlab.pretrained.stamp`.
    """
    return stock(network_of(name)).source


def _read(network: Trained) -> Codes | None:
    try:
        found = _as_codes(codes_file.load(network.folder), True)
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    _require_sound(found.codes, found.errors)
    return found


def _made(network: Trained) -> Codes:
    """Describe the codes of the pictures at hand, where the network's own are not known."""
    held = stock(network)
    images = held.pictures / np.float32(255)
    codes = rebuilding.encode(network, images)
    _require_sound(codes)
    errors = errors_of(images, rebuilding.decode(network, codes))
    _require_sound(errors)
    labels = np.zeros(len(codes), np.uint8) if held.labels is None else held.labels
    return _as_codes(describe_codes(codes, labels, codes, labels, 0) | describe_errors(errors, errors), False)


def _require_sound(*arrays: np.ndarray) -> None:
    # What is no number is not within the bound either.
    if not all((np.abs(each) <= FARTHEST).all() for each in arrays):
        raise LabError(
            "The weights of this network have run away: its codes are no numbers, or beyond all bounds. Train it with a"
            " lower learning rate."
        )


def _as_codes(arrays: dict[str, np.ndarray], measured: bool) -> Codes:
    """Take what is needed: there may be more in the file."""
    return Codes(
        **{name: arrays[name].astype(np.float32) for name in _NUMBERS},
        labels=arrays["labels"].astype(np.int32),
        threshold=float(arrays["threshold"]),
        measured=measured,
    )


_NUMBERS = ("mean", "deviations", "axes", "centres", "weights", "means", "factors", "codes", "errors")
