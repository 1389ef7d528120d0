"""The state of the mode Learn a filter: everything that its URL can carry."""

from __future__ import annotations

from cnnlab.ops.hidden_kernel import PARAMETERS, SIZES, SURPRISE
from cnnlab.web.i18n import N_
from cnnlab.web.preset_words import NAMES
from cnnlab.web.state import Choice, Number

LEARN_PRESET = Choice(
    "learn_preset",
    N_("Hidden kernel"),
    {SURPRISE: N_("A surprise"), **{name: NAMES[name] for name in PARAMETERS}},
    SURPRISE,
    N_("It filters the picture. Gradient descent sees the two pictures and never the kernel."),
)
LEARN_SIZE = Choice(
    "learn_size",
    N_("Kernel size"),
    {str(size): f"{size} × {size}" for size in SIZES},
    "3",
    N_("Rows and columns of the kernel. More weights need more from the picture."),
)
LEARN_NOISE = Number(
    "learn_noise",
    N_("Noise"),
    0.0,
    0.2,
    0.0,
    0.01,
    N_(
        "Standard deviation of Gaussian noise on the filtered picture; the picture itself lies between 0 and 1."
    ),
)
LEARN_RATE = Number(
    "learn_rate",
    N_("Learning rate"),
    0.1,
    4.0,
    2.0,
    0.1,
    N_("How far each step goes down the slope: small is slow; near 4 the descent runs away."),
)
LEARN_STEPS = Number(
    "learn_steps", N_("Steps"), 10, 2000, 300, 10, N_("How often the weights are moved a little.")
)
LEARN_SEED = Number(
    "learn_seed",
    N_("Seed"),
    0,
    999,
    0,
    1,
    N_("Of the random start, of the noise and of the surprise: the same seed gives the same run."),
)

LEARN = (LEARN_PRESET, LEARN_SIZE, LEARN_NOISE, LEARN_RATE, LEARN_STEPS, LEARN_SEED)
