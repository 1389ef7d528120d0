"""The state of the mode Noise: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

NOISE_KIND = Choice(
    "pool_noise",
    N_("Kind of noise"),
    {
        "gaussian": N_("Gaussian: every pixel a little off"),
        "salt_pepper": N_("Salt and pepper: specks"),
        "speckle": N_("Speckle: strong where bright"),
    },
    "gaussian",
    N_(
        "Gaussian noise is added to each pixel, speckle noise multiplies it, and salt-and-pepper noise replaces some"
        " pixels by white or black."
    ),
)
NOISE_SIGMA = Number(
    "pool_sigma",
    N_("Standard deviation"),
    0.01,
    0.5,
    0.1,
    0.01,
    N_("How strong the noise is: two thirds of the pixels are off by less. Black is 0 and white is 1."),
)
NOISE_SHARE = Number(
    "pool_share",
    N_("Pixels hit, in percent"),
    1,
    60,
    5,
    1,
    N_("Half of them become white and half of them black."),
)
NOISE_SPECKLE = Number(
    "pool_speckle",
    N_("Standard deviation, as a share of the brightness"),
    0.02,
    1.0,
    0.2,
    0.02,
    N_("A pixel of brightness 0.5 is off by half as much as a white one; a black one stays black."),
)
NOISE_SEED = Number(
    "pool_noise_seed", N_("Seed"), 0, 999, 0, 1, N_("The same seed gives the same noise again.")
)

NOISE = (NOISE_KIND, NOISE_SIGMA, NOISE_SHARE, NOISE_SPECKLE, NOISE_SEED)


def level_now() -> float:
    """Return the level of the kind that is chosen, as `cnnlab.images.noise.add_noise` takes it."""
    if NOISE_KIND.value == "salt_pepper":
        return NOISE_SHARE.value / 100
    return NOISE_SIGMA.value if NOISE_KIND.value == "gaussian" else NOISE_SPECKLE.value
