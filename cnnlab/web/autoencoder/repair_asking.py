"""What the mode Repair asks: the picture, what is done to it, and where the brush has been."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import encoding
from cnnlab.inference.repair_case import BRUSH, NONE, Damage, Hole, Noise, network_for, picture_of
from cnnlab.inference.repair_networks import Repairer, repairer
from cnnlab.inference.repair_report import QUICK, QUICK_FILTERS
from cnnlab.web.autoencoder import of_link, properties
from cnnlab.web.autoencoder import repair_properties as p
from cnnlab.web.autoencoder.asking import given
from cnnlab.web.components import eraser
from cnnlab.web.compute import ask_again
from cnnlab.web.in_hand import InHand

ERASER = "ae_repair_eraser"
LEVELS = {
    "salt_pepper": (p.SHARE, lambda percent: percent / 100),
    "speckle": (p.SPECKLE, float),
    "blur": (p.BLUR, lambda pixels: pixels / 5),
    "jpeg": (p.QUALITY, lambda quality: 1 - quality / 100),
}
"""For each kind its property, and what makes of it a level of `cnnlab.images.corruption.corrupt`."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A picture and its damage.

    Attributes
    ----------
    picture : ndarray of uint8, shape (H, W, C), or None
        None: the test picture of that number.
    number : int
    damage : Noise or Hole
    stranger : bool
        It is not of the pictures that the network knows.
    run : Repairer or None
        None: a network of the laboratory's own repairs it.
    """

    picture: np.ndarray | None
    number: int
    damage: Damage
    stranger: bool = False
    run: Repairer | None = None

    @property
    def network(self) -> str:
        """Name of the network that repairs it."""
        return network_for(self.shape, self.damage) if self.run is None else self.run.name

    @property
    def shape(self) -> tuple[int, int, int]:
        """Of the picture."""
        if self.picture is not None:
            return self.picture.shape
        return (28, 28, 1) if self.run is None else self.run.shape

    @property
    def photograph(self) -> bool:
        """Whether it is a photograph, repaired at its own size."""
        return self.shape[2] == 3 if self.run is None else self.run.photographs

    @property
    def known(self) -> bool:
        """Whether there is an original to compare with."""
        return not (isinstance(self.damage, Noise) and self.damage.kind == NONE)

    @property
    def hole(self) -> bool:
        """Whether pixels are missing, and not spoiled."""
        return isinstance(self.damage, Hole)

    @property
    def painted(self) -> bool:
        """Whether the hole is painted by hand."""
        return self.hole and self.damage.name == BRUSH

    @property
    def slow(self) -> bool:
        """Whether the network takes longer than a moment."""
        return self.shape[0] * self.shape[1] > QUICK

    @property
    def slow_filters(self) -> bool:
        """Whether the methods that are compared do."""
        return self.shape[0] * self.shape[1] > QUICK_FILTERS

    @property
    def work(self) -> tuple:
        """The arguments of `cnnlab.inference.repair_report.report_repair`."""
        brushed = self.brushed() if self.painted else None
        stamp = () if self.run is None else (pretrained.stamp(self.run.name),)
        return (self.picture, self.number, self.damage, brushed, *self.of_run, *stamp)

    @property
    def of_run(self) -> tuple[str, ...]:
        """The id of the run whose network repairs it, as the last argument of `picture_of`; none for another."""
        return () if self.run is None else (self.run.name,)

    def brushed(self) -> np.ndarray | None:
        """Return where the brush has been, uint8 (H, W); None where nowhere."""
        sheet = self.sheet()
        mask = eraser.parse_mask(eraser.held_text(ERASER), encoding.picture_id(sheet), sheet.shape[:2])
        return None if mask is None or not mask.any() else mask.astype(np.uint8)

    def sheet(self) -> np.ndarray:
        """Return the picture to paint a hole in, uint8 (H, W) or (H, W, 3)."""
        found = self.picture
        if found is None:
            found = ask_again(picture_of, None, self.number, *self.of_run, place="repair_sheet")
        return found[..., 0] if found.shape[2] == 1 else found


def chosen() -> str:
    """Return the id of the run whose network is asked; empty where one of the laboratory's own is."""
    return of_link.run(coded=False) if p.NETWORK.value == "run" else ""


def known() -> Repairer | None:
    """Return the network of the run that is asked; None where there is none, or it is not here."""
    try:
        return repairer(chosen()) if chosen() else None
    except LabError:
        return None


def asked(hand: InHand) -> Asked:
    """Return what the page is set to.

    Raises
    ------
    LabError
        The run of the link is not here.
    """
    run = repairer(chosen()) if chosen() else None
    foreign = properties.GIVEN.value == "picture"
    job = p.JOB.value if run is None else run.job
    if run.photographs if run else foreign and job == "noise":
        pixels = hand.pixels if hand.pixels.ndim == 3 else np.repeat(hand.pixels[..., None], 3, axis=2)
        return Asked(pixels, 0, _noise(photograph=True), run=run)
    held = given(hand) if run is None else given(hand, run.shape)
    damage = _hole() if job == "hole" else _noise(photograph=False)
    return Asked(held.picture, held.number, damage, foreign, run)


def _noise(photograph: bool) -> Noise:
    kind, seed = p.KIND.value, int(p.NOISE_SEED.value)
    told = float(p.TOLD.value) if photograph and p.MISTOLD.value else None
    if kind == NONE:
        return Noise(kind, told=told)
    if kind == "gaussian":
        return Noise(kind, float((p.PHOTO_SIGMA if photograph else p.SIGMA).value), seed, told)
    setting, level = LEVELS[kind]
    return Noise(kind, level(setting.value), seed, told)


def _hole() -> Hole:
    return Hole(p.HOLE.value, int(p.HOLE_SEED.value), p.MISSING.value / 100)
