"""The state of the mode Play."""

from __future__ import annotations

from math import isfinite

from cnnlab.inference.play_report import COUNT, PAIRS, REACH
from cnnlab.inference.play_walk import FRAMES
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Property, Text

SHIPPED = "mnist-gan"
_DIGITS = {str(digit): str(digit) for digit in range(10)}
LAST = 999
"""No data set has more classes."""


def place_of(text: str) -> tuple[int, tuple[float, float]] | None:
    """Read which picture is chosen, and how far it is moved; None where a text says neither."""
    parts = text.split(",")
    if len(parts) != 3 or not parts[0].isdecimal() or len(parts[0]) > 2:
        return None
    try:
        along = (float(parts[1]), float(parts[2]))
    except ValueError:
        return None
    fits = int(parts[0]) < COUNT and all(isfinite(each) and abs(each) <= REACH for each in along)
    return (int(parts[0]), along) if fits else None


VIEW = Choice(
    "gan_view",
    N_("View"),
    {
        "grid": N_("Make"),
        "critic": N_("Fool the critic"),
        "walk": N_("Walk"),
        "copy": N_("Is it a copy?"),
    },
    "grid",
)
NETWORK = Choice(
    "gan_network",
    N_("Network"),
    {"shipped": N_("As it came"), "run": N_("The run of this link")},
    "shipped",
    N_("The GAN that came with the laboratory, or the one whose training is in the link."),
)
ASKED = Choice("gan_digit", N_("Make"), {**_DIGITS, "all": N_("all ten")}, "all")
ASKED_CLASS = Number("gan_class", N_("Make"), -1, LAST, -1, 1)
SEED = Number(
    "gan_seed", N_("Seed"), 0, 9999, 45, 1, N_("Another seed, other noise; the same seed, the same.")
)
TRUNCATION = Number(
    "gan_truncation",
    N_("Truncation"),
    0.0,
    1.5,
    1.0,
    0.05,
    N_(
        "What the noise is multiplied with. Below 1 it stays near the middle of what the generator has learned: more"
        " usual pictures, and more alike."
    ),
)
PLACE = Text("gan_place", N_("Picture and place"), lambda text: place_of(text) is not None, "0,0,0", limit=60)
PAIR = Choice(
    "gan_directions",
    N_("Directions"),
    {str(pair): f"{2 * pair + 1}, {2 * pair + 2}" for pair in range(PAIRS)},
    "0",
    N_(
        "Which two directions of the noise the sliders move along: those that change most of what the generator's"
        " first layer gives, the strongest first."
    ),
)
GIVEN = Choice(
    "gan_given",
    N_("Before the critic"),
    {"digit": N_("The digit in hand"), "picture": N_("The picture in hand")},
    "digit",
)
CLAIM = Choice(
    "gan_claim",
    N_("Judged as"),
    {"read": N_("what the classifier reads"), **_DIGITS},
    "read",
    N_("A conditional discriminator judges whether a picture is a real one of this class."),
)
CLAIM_CLASS = Number("gan_claim_class", N_("Judged as"), -1, LAST, -1, 1)
MEND = Flag(
    "gan_mend",
    N_("Mend it"),
    False,
    N_("A few steps along the slope of the score, until it is that of half of the real pictures."),
)
FROM = Choice("gan_from", N_("From a"), _DIGITS, "3")
FROM_CLASS = Number("gan_from_class", N_("From"), 0, LAST, 0, 1)
TO = Choice("gan_to", N_("To a"), _DIGITS, "8")
TO_CLASS = Number("gan_to_class", N_("To"), 0, LAST, 1, 1)
TO_SEED = Number(
    "gan_to_seed",
    N_("Seed at the end"),
    0,
    9999,
    1,
    1,
    N_("With the seed of the beginning the noise stays, and the class alone changes."),
)
WAY = Choice(
    "gan_way",
    N_("Way"),
    {"arc": N_("On the arc"), "line": N_("On the straight line")},
    "arc",
    N_(
        "Noise of many values is nearly always about equally long. On the arc it stays so; the straight line takes a"
        " short cut through noise that the generator has hardly ever seen."
    ),
)
STEPS = Choice("gan_frames", N_("Frames"), {str(count): str(count) for count in FRAMES}, "9")

PLAY: tuple[Property, ...] = (
    VIEW,
    NETWORK,
    ASKED,
    ASKED_CLASS,
    SEED,
    TRUNCATION,
    PLACE,
    PAIR,
    GIVEN,
    CLAIM,
    CLAIM_CLASS,
    MEND,
    FROM,
    FROM_CLASS,
    TO,
    TO_CLASS,
    TO_SEED,
    WAY,
    STEPS,
)
