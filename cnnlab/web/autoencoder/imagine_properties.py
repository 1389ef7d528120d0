"""The state of the mode Imagine."""

from __future__ import annotations

from math import isfinite

from cnnlab.inference.imagine_samples import COUNTS
from cnnlab.inference.imagine_walk import FRAMES
from cnnlab.inference.known_codes import AXES, FARTHEST
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number, Property, Text

NETWORKS = {
    "plain_2": "mnist-autoencoder-2",
    "vae_2": "mnist-vae-2",
    "plain_8": "mnist-autoencoder-8",
    "vae_16": "mnist-vae-16",
    "plain_32": "mnist-autoencoder-32",
}
"""Names of the shipped networks by their ids in the address."""
_NAMES = {
    "plain_2": N_("Plain, 2"),
    "vae_2": N_("VAE, 2"),
    "plain_8": N_("Plain, 8"),
    "vae_16": N_("VAE, 16"),
    "plain_32": N_("Plain, 32"),
    "run": N_("The run of this link"),
}
_HELP = N_(
    "A plain autoencoder, or a variational one (VAE), and how many numbers its code has. Those that came with the"
    " laboratory were trained on MNIST's digits."
)


def numbers(text: str) -> tuple[float, ...] | None:
    """Read a place: two to eight numbers between commas; None where it is none."""
    try:
        found = tuple(float(part) for part in text.split(",", AXES))
    except ValueError:
        return None
    fits = 2 <= len(found) <= AXES and all(isfinite(each) and abs(each) <= FARTHEST for each in found)
    return found if fits else None


VIEW = Choice(
    "ae_imagine",
    N_("View"),
    {
        "plane": N_("Plane"),
        "walk": N_("Walk"),
        "samples": N_("Sampling"),
        "odd": N_("Odd one out"),
    },
    "plane",
)
PLANE_NETWORK = Choice("ae_plane_network", N_("Network"), _NAMES, "vae_2", _HELP)
NETWORK = Choice("ae_imagine_network", N_("Network"), _NAMES, "vae_16", _HELP)
AT = Text("ae_place", N_("Place that is decoded"), lambda text: numbers(text) is not None, limit=120)
SHOW = Choice(
    "ae_plane_show",
    N_("On the plane"),
    {"codes": N_("Codes"), "both": N_("Both"), "digits": N_("Pictures")},
    "codes",
    N_(
        "The codes of test pictures as dots, or what the decoder makes of 20 × 20 places, or one over the other."
    ),
)
TO = Choice(
    "ae_walk_to",
    N_("To"),
    {
        "example": N_("A test picture"),
        "drawing": N_("A drawing"),
        "digit": N_("The digit in hand"),
        "picture": N_("The picture in hand"),
    },
    "example",
)
TO_EXAMPLE = Number(
    "ae_walk_example", N_("Test picture at the end"), 0, 999, 1, 1, N_("Which of the test pictures.")
)
STEPS = Choice("ae_walk_frames", N_("Frames"), {str(count): str(count) for count in FRAMES}, "9")
DRAWS = Choice("ae_samples", N_("Pictures of each kind"), {str(count): str(count) for count in COUNTS}, "25")
SEED = Number(
    "ae_samples_seed", N_("Seed"), 0, 9999, 0, 1, N_("Another seed, other codes; the same seed, the same.")
)

IMAGINE: tuple[Property, ...] = (
    VIEW,
    PLANE_NETWORK,
    NETWORK,
    AT,
    SHOW,
    TO,
    TO_EXAMPLE,
    STEPS,
    DRAWS,
    SEED,
)
