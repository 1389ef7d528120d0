"""Pictures of nothing: codes drawn by chance and decoded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.datasets import OF_DIGITS
from cnnlab.errors import LabError
from cnnlab.images import as_bytes
from cnnlab.inference import rebuilding
from cnnlab.inference.known_codes import SURE, codes_of, network_of, verdicts
from cnnlab.inference.stock import stock
from cnnlab.pretrained import Trained

COUNTS = (16, 25, 36)
MEASURED = 500
"""Pictures of each kind that the shares are measured on."""
_SEED = 71


@dataclass(frozen=True, eq=False)
class Samples:
    """Pictures drawn in two ways.

    Attributes
    ----------
    prior, mixture : ndarray of uint8, shape (n, H, W) or (n, H, W, 3)
        Decoded from codes of the standard normal distribution, and of a Gaussian mixture fitted to the training
        codes.
    prior_codes, mixture_codes : ndarray of float32, shape (n, d)
    prior_shares, mixture_shares : ndarray of float32, shape (n, 10), or None
        What the classifier says to each; None where it is not asked: the network knows other pictures than digits.
    sure : dict of str to float
        For "prior", "mixture" and "digits" (pictures of the data) the share of `MEASURED` pictures of which the
        classifier is surer than 90 %; empty where it is not asked.
    commonest : dict of str to float
        Of the same pictures the share of the digit that is read most often: 0.1 where all are read equally often;
        empty where none is read.
    spread : float
        Root of the mean variance of a value of the codes; 1 in the prior.
    components : int
        Gaussians of the mixture.
    test : bool
        The "digits" are test pictures of the network's own data.
    """

    prior: np.ndarray
    mixture: np.ndarray
    prior_codes: np.ndarray
    mixture_codes: np.ndarray
    prior_shares: np.ndarray | None
    mixture_shares: np.ndarray | None
    sure: dict[str, float]
    commonest: dict[str, float]
    spread: float
    components: int
    test: bool


def report_samples(name: str, stamp: int, count: int, seed: int) -> Samples:
    """Draw codes in two ways and decode them.

    Parameters
    ----------
    name : str
        Of a network with a code.
    stamp : int
        `cnnlab.pretrained.stamp`.
    count : int
        One of `COUNTS`.
    seed : int

    Raises
    ------
    LabError
        There is no such network, or so many are not offered.
    """
    if count not in COUNTS:
        raise LabError(
            'The setting "{name}" cannot be that. Choose one of: {options}.', name="count", options=COUNTS
        )
    network = network_of(name)
    held = codes_of(network)
    codes = _drawn(network, count, seed)
    images = {way: rebuilding.decode(network, each) for way, each in codes.items()}
    shares = {way: verdicts(network, each) for way, each in images.items()}
    sure, commonest, test = _measured(network) if network.recipe.data in OF_DIGITS else ({}, {}, False)
    return Samples(
        as_bytes(images["prior"]),
        as_bytes(images["mixture"]),
        codes["prior"],
        codes["mixture"],
        shares["prior"],
        shares["mixture"],
        sure,
        commonest,
        float(np.sqrt((held.deviations**2).mean())),
        len(held.weights),
        test,
    )


def _drawn(network: Trained, count: int, seed: int) -> dict[str, np.ndarray]:
    held = codes_of(network)
    normal = np.random.default_rng(seed).standard_normal((count, held.size)).astype(np.float32)
    return {"prior": normal, "mixture": held.draw(count, seed)}


def _measured(network: Trained) -> tuple[dict[str, float], dict[str, float], bool]:
    """Measure the shares; it is done once, so that they stand still while draws follow one another."""
    if "shares_of_draws" not in network.kept:
        digits = stock(network)
        images = {
            way: rebuilding.decode(network, each) for way, each in _drawn(network, MEASURED, _SEED).items()
        }
        images["digits"] = digits.pictures[:MEASURED] / np.float32(255)
        shares = {way: verdicts(network, each) for way, each in images.items()}
        network.kept["shares_of_draws"] = (
            {way: float((each.max(axis=1) > SURE).mean()) for way, each in shares.items()},
            {way: float(np.bincount(each.argmax(axis=1)).max() / len(each)) for way, each in shares.items()},
            digits.source == "test",
        )
    return network.kept["shares_of_draws"]
