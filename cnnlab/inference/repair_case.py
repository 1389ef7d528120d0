"""A picture to repair: what is done to it, which network it is for, and how the result is compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.errors import LabError
from cnnlab.images import holes
from cnnlab.images.corruption import corrupt
from cnnlab.inference import classical
from cnnlab.inference.repair_networks import Repairer, repairer
from cnnlab.metrics.pictures import psnr, psnr_inside, ssim

DENOISER, INPAINTER, PHOTO_DENOISER = "mnist-denoiser", "mnist-inpainter", "photo-denoiser"
CLASSIFIER = "mnist-classifier"
LARGEST = 512
"""Pixels of a side."""
_CORNER = 32
NONE, BRUSH = "none", "brush"
NETWORK, BIHARMONIC = "network", "biharmonic"


@dataclass(frozen=True)
class Noise:
    """Damage to each pixel.

    Attributes
    ----------
    kind : str
        One of `cnnlab.images.corruption.KINDS`; "none": the picture is as it came, and there is no original.
    level : float
    seed : int
    told : float or None
        The standard deviation that the network for photographs is told, where it is not the right one.
    """

    kind: str
    level: float = 0.0
    seed: int = 0
    told: float | None = None


@dataclass(frozen=True)
class Hole:
    """Missing pixels.

    Attributes
    ----------
    name : str
        One of `cnnlab.images.holes.SHAPES`; "brush": as a mask says.
    seed : int
    share : float
    """

    name: str
    seed: int = 0
    share: float = 0.5


Damage = Noise | Hole


@dataclass(frozen=True)
class Score:
    """How like a picture is to the original.

    Attributes
    ----------
    psnr : float or None
        In decibels, of a hole's pixels alone where there is one; None where there is no original.
    ssim : float or None
        Of the whole picture.
    """

    psnr: float | None
    ssim: float | None


def network_for(shape: tuple[int, ...], damage: Damage) -> str:
    """Return the name of the network for a picture of this shape, (H, W, C), and this damage."""
    if isinstance(damage, Hole):
        return INPAINTER
    return PHOTO_DENOISER if shape[2] == 3 else DENOISER


def hole_of(shape: tuple[int, ...], damage: Hole, brushed: np.ndarray | None = None) -> np.ndarray:
    """Return where pixels are missing, uint8 (H, W); `brushed` (H, W) is the mask of the brush."""
    if damage.name != BRUSH:
        return holes.hole(damage.name, shape[:2], damage.seed, damage.share)
    if brushed is None or brushed.shape != shape[:2]:
        return np.zeros(shape[:2], np.uint8)
    return (np.asarray(brushed) != 0).astype(np.uint8)


def broken_of(picture: np.ndarray, damage: Damage, brushed: np.ndarray | None = None) -> np.ndarray:
    """Return a picture (uint8, (H, W, C)) with its damage, float32 in [0, 1]; no TensorFlow is needed."""
    whole = picture.astype(np.float32) / np.float32(255)
    if isinstance(damage, Hole):
        return holes.empty(whole, hole_of(picture.shape, damage, brushed))
    return whole if damage.kind == NONE else corrupt(whole, damage.kind, damage.level, damage.seed)


def score_of(picture: np.ndarray, original: np.ndarray, damage: Damage, mask: np.ndarray | None) -> Score:
    """Compare a picture with the original, both float32 (H, W, C) in [0, 1]."""
    if isinstance(damage, Noise) and damage.kind == NONE:
        return Score(None, None)
    if mask is not None:
        return Score(psnr_inside(picture, original, mask) if mask.any() else None, ssim(picture, original))
    return Score(psnr(picture, original), ssim(picture, original))


@dataclass(frozen=True, eq=False)
class Case:
    """A picture with its damage, float32 (H, W, C) in [0, 1], and the network that is to repair it.

    Attributes
    ----------
    original, broken : ndarray
    mask : ndarray of uint8, shape (H, W), or None
        1 where pixels are missing.
    damage : Noise or Hole
    network : str
        A shipped name, or the id of a run.
    photograph : bool
        The network takes any size, and is told how strong the noise is.
    digit : bool
        The network knows digits.
    """

    original: np.ndarray
    broken: np.ndarray
    mask: np.ndarray | None
    damage: Damage
    network: str
    photograph: bool
    digit: bool

    @property
    def changed(self) -> float:
        """Return the root of the mean squared change."""
        return float(np.sqrt(np.mean(np.square(self.broken - self.original, dtype=np.float64))))

    @property
    def told(self) -> float | None:
        """The level for a network that is told one: that of Gaussian noise is known, of other damage its strength."""
        if not self.photograph:
            return None
        if self.damage.told is not None:
            return self.damage.told
        if self.damage.kind == NONE:
            return classical.estimated(self.broken)
        return self.damage.level if self.damage.kind == "gaussian" else self.changed

    def score(self, picture: np.ndarray) -> Score:
        """Compare a repaired picture with the original."""
        return score_of(picture, self.original, self.damage, self.mask)

    def by_network(self) -> np.ndarray:
        """Return what the network makes of it, float32 (H, W, C); pixels that are there stay as they are."""
        from cnnlab.inference.rebuilding import rebuild
        from cnnlab.pretrained import trained

        network = trained(self.network)
        mask = None if self.mask is None else self.mask[None, ..., None].astype(np.float32)
        told = {} if self.told is None else {"level": self.told}
        found = rebuild(network, self.broken[None], mask, **told)
        return np.clip(found[0], 0, 1)

    def without_learning(self) -> dict[str, dict]:
        """Return what suits this damage, with its parameters: the filters, or what fills a hole."""
        if self.mask is not None:
            return {BIHARMONIC: {}}
        kind, level = self.damage.kind, self.damage.level
        if kind == NONE:  # as for Gaussian noise of the level that is told, or estimated
            told = self.damage.told
            kind, level = "gaussian", classical.estimated(self.broken) if told is None else told
        subject = "digits" if self.original.shape[2] == 1 else "photographs"
        return {method: classical.suited(subject, kind, method, level) for method in classical.METHODS}

    def corner(self) -> Case:
        """Return a small part of it."""
        part = slice(_CORNER), slice(_CORNER)
        mask = None if self.mask is None else self.mask[part]
        return replace(self, original=self.original[part], broken=self.broken[part], mask=mask)

    def repaired(self, method: str, parameters: dict) -> np.ndarray:
        """Return what the network ("network") or another method makes of it."""
        if method == NETWORK:
            return self.by_network()
        if method == BIHARMONIC:
            return classical.fill(self.broken, self.mask)
        return classical.clean(self.broken, method, parameters)


def case_of(
    picture: np.ndarray | None, number: int, damage: Damage, brushed: np.ndarray | None, run: str = ""
) -> Case:
    """Return a picture, or the test picture of a number, with its damage.

    Parameters
    ----------
    picture, number, damage, brushed
        As in `cnnlab.inference.repair_report.report_repair`.
    run : str
        The id of a run whose network is to repair it; empty: the shipped one for it.

    Raises
    ------
    LabError
        No network is for pictures of this shape, or the run's is not for this damage.
    """
    picture = picture_of(picture, number, run)
    if picture.dtype != np.uint8 or picture.ndim != 3:
        raise LabError("A picture has rows and columns, and one channel or three.")
    if not 0 < max(picture.shape[:2]) <= LARGEST or min(picture.shape[:2]) == 0:
        raise LabError("A photograph to repair has at most {most} pixels a side.", most=LARGEST)
    network = _suited(picture.shape, damage, repairer(run) if run else None)
    mask = hole_of(picture.shape, damage, brushed) if isinstance(damage, Hole) else None
    original = picture.astype(np.float32) / np.float32(255)
    return Case(original, broken_of(picture, damage, brushed), mask, damage, *network)


def picture_of(picture: np.ndarray | None, number: int, run: str = "") -> np.ndarray:
    """Return a picture, or in place of None the test picture of a number, uint8 (H, W, C).

    Without a run these are digits, (28, 28, 1); else the test pictures of its own data.
    """
    if picture is not None:
        return picture
    from cnnlab.inference.examples import example
    from cnnlab.inference.stock import stock
    from cnnlab.pretrained import trained

    if run:
        return example(trained(run), number)[0]
    pictures = stock(trained(CLASSIFIER)).pictures
    return pictures[number % len(pictures)]


def _suited(shape: tuple[int, ...], damage: Damage, run: Repairer | None) -> tuple[str, bool, bool]:
    """Return the network for a picture and its damage: name, whether it takes any size, whether it knows digits.

    Raises
    ------
    LabError
        There is none.
    """
    hole = isinstance(damage, Hole)
    if run is None:
        wanted, photographs, digits = (28, 28, 1), shape[2] == 3 and not hole, True
    else:
        wanted, photographs, digits = run.shape, run.photographs, run.digits
        if hole != (run.job == "hole"):
            raise LabError(
                "A denoiser takes noise away and an inpainter fills holes: this network is the other one."
            )
    fits = shape[2] == 3 if photographs else tuple(shape) == wanted
    if not fits:
        raise LabError(
            "This network takes pictures of {rows} × {columns} pixels.", rows=wanted[0], columns=wanted[1]
        )
    return (network_for(shape, damage) if run is None else run.name), photographs, digits and not photographs
