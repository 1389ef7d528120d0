"""What to train a generator and a discriminator on, and how."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.recipes.checks import require_choice, require_flag, require_settings
from cnnlab.recipes.classifier import DATA, SCHEDULES, is_own

NETWORKS = ("dense", "dcgan", "conditional")
UPSAMPLING = ("resize", "transposed")
LOSSES = ("minimax", "non_saturating", "least_squares", "hinge", "wasserstein")
PROBABLE = ("minimax", "non_saturating")
"""Losses with which the discriminator's score is the logit of a probability."""


@dataclass(frozen=True)
class GanRecipe:
    """Everything that the training of a generative adversarial network depends on; the same recipe, the same run.

    Parameters
    ----------
    data : str
        As in `ClassifierRecipe`.
    examples : int
        How many of its training pictures, drawn by the seed; 0: all.
    network : str
        One of `NETWORKS`. "dense": the source article's layers. "dcgan": convolutions (Radford, Metz and Chintala
        2016), without batch normalisation: the mean of a generator's weights over the steps would not fit its
        statistics. "conditional": the same with a class as a wish; an embedding of the label goes into the
        generator, and the discriminator's score has a part that depends on the label (projection, Miyato and Koyama
        2018).
    upsampling : str
        One of `UPSAMPLING`. "resize": each value is repeated, and a convolution of 3 x 3 follows (Odena, Dumoulin and
        Olah 2016). "transposed": transposed convolutions of 5 x 5 with a stride of 2, which overlap unevenly.
    noise : int
        Values of the noise that a picture is made from, each from a standard normal distribution.
    filters : int
        Maps at half the size of the picture; half as many at its full size, twice as many at a quarter.
    spectral : bool
        Spectral normalisation of the discriminator's layers (Miyato et al. 2018).
    loss : str
        One of `LOSSES`: minimax as Goodfellow et al. (2014) write the game, and non-saturating as they play it;
        least squares (Mao et al. 2017), hinge (Lim and Ye 2017), Wasserstein with gradient penalty (Gulrajani et al.
        2017).
    penalty : float
        Factor of the gradient penalty ("wasserstein").
    r1 : float
        Factor of half the squared gradient at real pictures (Mescheder, Geiger and Nowozin 2018); 0: none.
    translation : int
        Real and generated pictures are moved by up to so many pixels before the discriminator sees them (Zhao et al.
        2020, differentiable augmentation).
    critic_steps : int
        Steps of the discriminator for each of the generator.
    average : float
        Decay of the moving average of the generator's weights, which is what is kept and shown; 0: none.
    learning_rate, critic_rate : float
        Of the generator and of the discriminator, each with Adam.
    momentum : float
        The first decay of both Adams (beta 1); the second is 0.99.
    schedule : str
        As in `ClassifierRecipe`, for both rates.
    batch_size, epochs, seed : int
        A step learns from one batch of real and as many generated pictures.

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    data: str = "digits"
    examples: int = 0
    network: str = "conditional"
    upsampling: str = "resize"
    noise: int = 64
    filters: int = 16
    spectral: bool = True
    loss: str = "hinge"
    penalty: float = 10.0
    r1: float = 0.0
    translation: int = 0
    critic_steps: int = 1
    average: float = 0.99
    learning_rate: float = 1e-3
    critic_rate: float = 2e-3
    momentum: float = 0.0
    schedule: str = "constant"
    batch_size: int = 64
    epochs: int = 40
    seed: int = 0

    def __post_init__(self) -> None:
        if not is_own(self.data):
            require_choice("data", self.data, DATA)
        require_settings(self, _CHOICES, _NUMBERS, _WHOLE)
        require_flag("spectral", self.spectral)

    @property
    def conditional(self) -> bool:
        """Whether a class can be asked for."""
        return self.network == "conditional"


_CHOICES = {"network": NETWORKS, "upsampling": UPSAMPLING, "loss": LOSSES, "schedule": SCHEDULES}
_NUMBERS = {
    "penalty": (0, 1000),
    "r1": (0, 1000),
    "average": (0, 0.9999),
    "learning_rate": (1e-7, 10),
    "critic_rate": (0, 10),
    "momentum": (0, 0.99),
}
_WHOLE = {
    "examples": (0, 1_000_000),
    "noise": (1, 512),
    "filters": (4, 128),
    "translation": (0, 8),
    "critic_steps": (1, 20),
    "batch_size": (2, 1024),
    "epochs": (1, 1000),
    "seed": (0, 2**31 - 1),
}
