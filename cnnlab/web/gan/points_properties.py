"""The state of the mode Points."""

from __future__ import annotations

import re

from cnnlab.recipes.points import (
    DISCRIMINATOR_STEPS,
    LAYERS,
    MOST_DRAWN,
    RATES,
    REACH,
    SEEDS,
    UNITS,
    PointsSpec,
)
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number, Text
from cnnlab.web.training.stepped import Stepped

STOPS = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05)
_CELLS = 100
_DRAWN = re.compile(rf"([0-9]{{4}}){{1,{MOST_DRAWN}}}")


def points_of(text: str) -> tuple[tuple[float, float], ...]:
    """Read drawn points: four digits for each, two across and two up, from one edge of the field to the other."""
    if not _DRAWN.fullmatch(text):
        return ()
    cells = [int(text[start : start + 2]) for start in range(0, len(text), 2)]
    places = [round((cell + 0.5) / _CELLS * 2 * REACH - REACH, 4) for cell in cells]
    return tuple(zip(places[::2], places[1::2], strict=True))


SHAPE = Choice(
    "gan_p_shape",
    N_("Real points"),
    {
        "mixture": N_("Eight groups"),
        "grid": N_("Nine groups"),
        "ring": N_("A ring"),
        "line": N_("A line"),
        "drawn": N_("Drawn by you"),
    },
    "mixture",
    N_(
        "What the generator is to imitate. It never sees these points itself, only what the discriminator says."
    ),
)
LOSS = Choice(
    "gan_p_loss",
    N_("Loss"),
    {
        "minimax": N_("Minimax (2014)"),
        "non_saturating": N_("Non-saturating (2014)"),
        "least_squares": N_("Least squares (2017)"),
        "hinge": N_("Hinge (2017)"),
        "wasserstein": N_("Wasserstein with gradient penalty (2017)"),
    },
    "non_saturating",
    N_(
        "What the two networks make small. With the first two the discriminator says a probability, with the others a"
        " score."
    ),
)
DISCRIMINATOR_RATE = Stepped(
    "gan_p_rate_d",
    N_("Learning rate of the discriminator"),
    *RATES,
    PointsSpec.discriminator_rate,
    0.0001,
    N_("How far each step goes. It can be changed while they learn."),
    STOPS,
)
GENERATOR_RATE = Stepped(
    "gan_p_rate_g",
    N_("Learning rate of the generator"),
    *RATES,
    PointsSpec.generator_rate,
    0.0001,
    N_("How far each step goes. It can be changed while they learn."),
    STOPS,
)
STEPS = Number(
    "gan_p_steps",
    N_("Discriminator steps for each of the generator"),
    *DISCRIMINATOR_STEPS,
    PointsSpec.discriminator_steps,
    1,
    N_("It can be changed while they learn."),
)
NOISE = Choice(
    "gan_p_noise",
    N_("Noise"),
    {"normal": N_("Normal, N(0, I)"), "uniform": N_("Uniform, from −1 to 1")},
    "normal",
    N_("Where the generator's two numbers come from."),
)
UNITS_CHOICE = Choice(
    "gan_p_units",
    N_("Units of each hidden layer"),
    {str(count): str(count) for count in (4, 8, 16, 32, 64) if UNITS[0] <= count <= UNITS[1]},
    str(PointsSpec.units),
    N_("In both networks, with leaky ReLU."),
)
LAYERS_CHOICE = Choice(
    "gan_p_layers",
    N_("Hidden layers"),
    {str(count): str(count) for count in range(LAYERS[0], LAYERS[1] + 1)},
    str(PointsSpec.layers),
    N_("In both networks."),
)
SEED = Number(
    "gan_p_seed",
    N_("Seed"),
    *SEEDS,
    PointsSpec.seed,
    1,
    N_("Of the first weights and of all draws: the same seed, the same course."),
)
DRAWN = Text("gan_p_drawn", N_("Drawn points"), lambda text: bool(points_of(text)), limit=4 * MOST_DRAWN)
SPEED = Choice(
    "gan_p_speed",
    N_("Speed"),
    {"slow": N_("Slow motion"), "normal": N_("Normal"), "fast": N_("Fast")},
    "normal",
)
LAYERS_SHOWN = Text(
    "gan_p_show",
    N_("Shown"),
    lambda text: re.fullmatch(r"s?r?g?a?w?", text) is not None and text != "",
    "srga",
)
"""What is shown on the plane: surface, real points, generated points, arrows, warped grid."""

POINTS = (
    SHAPE,
    LOSS,
    DISCRIMINATOR_RATE,
    GENERATOR_RATE,
    STEPS,
    NOISE,
    UNITS_CHOICE,
    LAYERS_CHOICE,
    SEED,
    DRAWN,
    SPEED,
    LAYERS_SHOWN,
)


def spec() -> PointsSpec | None:
    """Return what the page is set to; None where points are to be drawn and none are yet."""
    drawn = points_of(DRAWN.valid) if SHAPE.value == "drawn" else ()
    if SHAPE.value == "drawn" and not drawn:
        return None
    return PointsSpec(
        SHAPE.value,
        LOSS.value,
        NOISE.value,
        int(UNITS_CHOICE.value),
        int(LAYERS_CHOICE.value),
        float(DISCRIMINATOR_RATE.value),
        float(GENERATOR_RATE.value),
        int(STEPS.value),
        int(SEED.value),
        drawn,
    )
