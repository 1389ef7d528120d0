"""All that the mode Rebuild asks of autoencoders, in one call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.inference import principal, rebuilding
from cnnlab.inference.examples import given
from cnnlab.inference.known_codes import codes_of, network_of
from cnnlab.metrics.pictures import errors_of, psnr, ssim
from cnnlab.pretrained import Trained


@dataclass(frozen=True, eq=False)
class Rebuilt:
    """What was built of a code.

    Attributes
    ----------
    name : str
        Of the network; "pca" for principal components.
    code : ndarray of float32, shape (d,)
    picture : ndarray of float32, shape (H, W, C)
        Values in [0, 1].
    psnr : float
        In decibels, against what went in.
    ssim : float
    """

    name: str
    code: np.ndarray
    picture: np.ndarray
    psnr: float
    ssim: float


@dataclass(frozen=True, eq=False)
class RebuildReport:
    """A picture through a narrow place and back.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W, C)
    truth : int or None
        Its class, where that is known.
    made : Rebuilt
    spread : ndarray of float32, shape (d,)
        Standard deviations of the code of a variational network; 0 for another.
    linear : Rebuilt or None
        The same with principal components of MNIST and as many numbers; None for other pictures.
    others : tuple of (Rebuilt, Rebuilt or None)
        The same by the other networks that were asked for, each with its principal components.
    scale : ndarray of float32, shape (d,)
        Standard deviations of the codes of test pictures.
    rank : float or None
        Share of the test pictures that come back with a smaller error; None where that is not known.
    """

    seen: np.ndarray
    truth: int | None
    made: Rebuilt
    spread: np.ndarray
    linear: Rebuilt | None
    others: tuple[tuple[Rebuilt, Rebuilt | None], ...]
    scale: np.ndarray
    rank: float | None


def report_rebuild(
    name: str, stamp: int, picture: np.ndarray | None, number: int, others: tuple[str, ...]
) -> RebuildReport:
    """Send a picture through an autoencoder, and through others beside it.

    Parameters
    ----------
    name : str
        Of a shipped network with a code, or the id of a run.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the network has learned more.
    picture : ndarray of uint8, shape (H, W, C), or None
        None: one of the test pictures.
    number : int
        Which of these.
    others : tuple of str
        Networks for pictures of the same shape.

    Raises
    ------
    LabError
        There is no such network, it has no code, its weights have run away, or the picture has another size.
    """
    network = network_of(name)
    seen, truth = given(network, picture, number)
    image = seen.astype(np.float32) / np.float32(255)
    made = _rebuilt(network, image)
    asked = [_rebuilt(pretrained.trained(other), image) for other in others]
    known = codes_of(network)
    error = float(errors_of(image[None], made.picture[None])[0])
    return RebuildReport(
        seen,
        truth,
        made,
        rebuilding.encode_spread(network, image[None])[0],
        _linear(image, len(made.code)),
        tuple((each, _linear(image, len(each.code))) for each in asked),
        np.maximum(known.codes.std(axis=0), 1e-6),
        known.share_below(error) if known.measured else None,
    )


def _rebuilt(network: Trained, image: np.ndarray) -> Rebuilt:
    code = rebuilding.encode(network, image[None])
    return _compared(network.name, code[0], rebuilding.decode(network, code)[0], image)


def _linear(image: np.ndarray, count: int) -> Rebuilt | None:
    components = principal.shipped()
    if image.shape != components.mean.shape or count > components.count:
        return None
    code = principal.project(components, image[None], count)
    return _compared("pca", code[0], principal.rebuild(components, code)[0], image)


def _compared(name: str, code: np.ndarray, picture: np.ndarray, image: np.ndarray) -> Rebuilt:
    return Rebuilt(name, code, picture, psnr(picture, image), ssim(picture, image))
