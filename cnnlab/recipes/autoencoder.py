"""What to train an autoencoder on, and how: to rebuild, to denoise, or to fill holes."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.recipes.checks import require_choice, require_number, require_settings
from cnnlab.recipes.classifier import DATA, OPTIMIZERS, SCHEDULES, is_own

NETWORKS = ("autoencoder", "variational", "article", "denoiser", "inpainter", "photo_denoiser")
CODED = ("autoencoder", "variational", "article")
"""Those with a narrow place: a code of a few values."""
PHOTOS = "photos"
"""What the photo denoiser learns from: a folder of photographs."""
NOISES = ("gaussian", "salt_pepper", "speckle", "blur", "jpeg")
"""As in `cnnlab.images.corruption`."""
MIXED = "mixed"
MIXED_LEVELS = {"salt_pepper": (0.02, 0.4), "speckle": (0.1, 0.6), "blur": (0.1, 0.5), "jpeg": (0.5, 0.97)}
"""Levels of the others, where kinds are mixed; the recipe's own range is that of Gaussian noise."""
MIXED_USUAL = 0.6
"""Share of the batches that get Gaussian noise then."""
AROUND = 0.1
"""What a known pixel counts, where a missing one counts 1 on average."""
LOSSES = ("mean_squared_error", "binary_crossentropy")


@dataclass(frozen=True)
class AutoencoderRecipe:
    """Everything that an autoencoder's training depends on; the same recipe gives the same run.

    Parameters
    ----------
    data : str
        As in `ClassifierRecipe`, or "photos": then the network is "photo_denoiser", and no other has these.
    examples : int
        How many of its training pictures, drawn by the seed; 0: all.
    validation : float
        Share of these that is set apart and never trained on.
    network : str
        One of `NETWORKS`. "autoencoder": strided convolutions down to a code of `code` values, and up again by
        transposed ones whose kernels, 4 x 4, are a multiple of their stride. "variational": the same, with a mean
        and a variance for each value of the code (Kingma and Welling 2014). "article": the source article's layers,
        mended. "denoiser": convolutions with ways around the small maps (Ronneberger, Fischer and Brox 2015).
        "inpainter": the same with gated convolutions, which are told where the hole is (Yu et al. 2019).
        "photo_denoiser": convolutions at half the size that give the noise, and are told how strong it is (as Zhang,
        Zuo and Zhang 2018, FFDNet).
    code : int
        Values of the code, where there is one.
    filters : int
        Maps of the convolutions.
    hidden : int
        Values of the dense layer on both sides of the code.
    loss : str
        One of `LOSSES`. For "variational" it is summed over the pixels: the reconstruction's part of the evidence
        lower bound, with a Bernoulli or a Gaussian likelihood of variance 1/2 (then a
        constant stands beside the squares, log(pi) / 2 for each value). Both have their least at the mean of the
        pictures that are possible; through the sigmoid of the output the squared error can stall at black.
        The photo denoiser's is always the squared error as a share of the noise, its geometric mean over the pictures.
    beta : float
        Factor of the Kullback-Leibler divergence ("variational"; Higgins et al. 2017).
    warm_up : float
        Epochs in which this factor rises from 0.
    noise : str
        Of a denoiser: one of `NOISES`, or "mixed": another one for each batch.
    least, most : float
        Between these the level of the noise is drawn for each batch; for photographs with Gaussian noise for each.
    hole : int
        Of "inpainter": the longest side of a hole in pixels, and the width of a band. Rectangles, bands, strokes and
        single pixels, drawn for each batch.
    optimizer, schedule, learning_rate, weight_decay, batch_size, epochs, early_stopping, seed
        As in `ClassifierRecipe`.

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    data: str = "digits"
    examples: int = 0
    validation: float = 0.05
    network: str = "autoencoder"
    code: int = 32
    filters: int = 32
    hidden: int = 128
    loss: str = "binary_crossentropy"
    beta: float = 1.0
    warm_up: float = 1.0
    noise: str = "gaussian"
    least: float = 0.1
    most: float = 0.6
    hole: int = 14
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    schedule: str = "one_cycle"
    weight_decay: float = 0.0
    batch_size: int = 128
    epochs: int = 5
    early_stopping: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        require_choice("network", self.network, NETWORKS)
        if self.network == "photo_denoiser":
            require_choice("data", self.data, (PHOTOS,))
        elif not is_own(self.data):
            require_choice("data", self.data, DATA)
        require_settings(self, _CHOICES, _NUMBERS, _WHOLE)
        require_number("most", self.most, self.least, 1)

    @property
    def coded(self) -> bool:
        """Whether the network has a narrow place."""
        return self.network in CODED


_CHOICES = {
    "loss": LOSSES,
    "noise": (*NOISES, MIXED),
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}
_NUMBERS = {
    "validation": (0.02, 0.5),
    "beta": (0, 100),
    "warm_up": (0, 1000),
    "least": (0, 1),
    "learning_rate": (1e-7, 100),
    "weight_decay": (0, 10),
}
_WHOLE = {
    "examples": (0, 1_000_000),
    "code": (1, 512),
    "filters": (4, 128),
    "hidden": (4, 1024),
    "hole": (2, 24),
    "batch_size": (1, 4096),
    "epochs": (1, 1000),
    "early_stopping": (0, 1000),
    "seed": (0, 2**31 - 1),
}
