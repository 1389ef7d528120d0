"""The state of the mode Repair."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number

NETWORK = Choice(
    "ae_repair_network",
    N_("Network"),
    {"shipped": N_("The laboratory's own"), "run": N_("The run of this link")},
    "shipped",
    N_(
        "The laboratory brings one for digits with noise, one for digits with a hole, and one for photographs."
    ),
)
JOB = Choice(
    "ae_job",
    N_("To repair"),
    {"noise": N_("Noise"), "hole": N_("A hole")},
    "noise",
)
KIND = Choice(
    "ae_kind",
    N_("Damage"),
    {
        "gaussian": N_("Gaussian: every pixel a little off"),
        "salt_pepper": N_("Salt and pepper: specks"),
        "speckle": N_("Speckle: strong where bright"),
        "blur": N_("Blur"),
        "jpeg": N_("JPEG artefacts"),
        "none": N_("Nothing: repair it as it is"),
    },
    "gaussian",
    N_(
        "What is done to the picture before it is repaired. Choose the last one for a picture that came to you noisy."
    ),
)
SIGMA = Number(
    "ae_sigma",
    N_("Standard deviation"),
    0.01,
    1.0,
    0.5,
    0.01,
    N_("How strong the noise is: two thirds of the pixels are off by less. Black is 0 and white is 1."),
)
PHOTO_SIGMA = Number(
    "ae_photo_sigma",
    N_("Standard deviation"),
    0.01,
    0.5,
    0.1,
    0.01,
    N_("How strong the noise is: two thirds of the pixels are off by less. Black is 0 and white is 1."),
)
SHARE = Number(
    "ae_specks",
    N_("Pixels hit, in percent"),
    1,
    90,
    20,
    1,
    N_("Half of them become white and half of them black."),
)
SPECKLE = Number(
    "ae_speckle",
    N_("Standard deviation, as a share of the brightness"),
    0.02,
    1.0,
    0.4,
    0.02,
    N_("A pixel of brightness 0.5 is off by half as much as a white one; a black one stays black."),
)
BLUR = Number(
    "ae_blur",
    N_("Standard deviation of the blur, in pixels"),
    0.1,
    5.0,
    1.2,
    0.1,
    N_("Each pixel becomes a mean of its neighbours, weighted by a Gaussian."),
)
QUALITY = Number(
    "ae_quality",
    N_("JPEG quality"),
    1,
    95,
    10,
    1,
    N_("The picture is saved as JPEG and read again. Low quality leaves blocks of 8 × 8 pixels."),
)
NOISE_SEED = Number(
    "ae_noise_seed", N_("Seed"), 0, 999, 0, 1, N_("The same seed gives the same noise again.")
)
MISTOLD = Flag(
    "ae_mistold",
    N_("Tell the network another level"),
    False,
    N_(
        "The network for photographs is told how strong the noise is. Tell it less, and noise stays; tell it more, and"
        " fine detail goes with the noise."
    ),
)
TOLD = Number(
    "ae_told",
    N_("What the network is told"),
    0.0,
    0.5,
    0.1,
    0.01,
    N_("A standard deviation. Black is 0 and white is 1."),
)
HOLE = Choice(
    "ae_hole",
    N_("Hole"),
    {
        "centre": N_("The centre"),
        "bar": N_("A bar across"),
        "right": N_("The right half"),
        "pixels": N_("Single pixels"),
        "strokes": N_("Strokes"),
        "brush": N_("Painted by you"),
    },
    "centre",
    N_("Which pixels are missing. The network is told where they are."),
)
MISSING = Number("ae_missing", N_("Pixels missing, in percent"), 5, 95, 50, 5)
HOLE_SEED = Number("ae_hole_seed", N_("Seed"), 0, 999, 0, 1, N_("The same seed gives the same hole again."))
VIEW = Choice(
    "ae_view",
    N_("View"),
    {"beside": N_("Side by side"), "over": N_("Before and after")},
    "beside",
)
COMPARE = Flag(
    "ae_compare",
    N_("Compare with methods that learn nothing"),
    False,
    N_("Filters against noise, or the smoothest filling of a hole, on the same picture."),
)

REPAIR = (
    NETWORK,
    JOB,
    KIND,
    SIGMA,
    PHOTO_SIGMA,
    SHARE,
    SPECKLE,
    BLUR,
    QUALITY,
    NOISE_SEED,
    MISTOLD,
    TOLD,
    HOLE,
    MISSING,
    HOLE_SEED,
    VIEW,
    COMPARE,
)
