"""The state of the mode Experiments."""

from __future__ import annotations

from cnnlab.folders import is_id
from cnnlab.inference.step_moves import MOST, RATES, readable
from cnnlab.inference.step_report import MOST_SEED
from cnnlab.web.gan.experiments_words import TITLES
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number, Text
from cnnlab.web.training.stepped import Stepped

MOST_RUNS = 6


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids of runs that a text lists, each once; text that is none gives none."""
    return tuple(dict.fromkeys(each for each in text.split(",") if is_id(each)))


def _lists_ids(text: str) -> bool:
    parts = text.split(",")
    return len(parts) <= MOST_RUNS and all(map(is_id, parts))


WHAT = Choice(
    "gan_x_what",
    N_("Experiment"),
    TITLES,
    "losses",
    N_("Trainings that differ in one thing, one step at a time, and the source article's own program."),
)
SEED = Number(
    "gan_x_seed",
    N_("Seed of the experiment"),
    0,
    999,
    0,
    1,
    N_(
        "All its trainings begin with the same seed. What shows with one seed and not with another is chance."
    ),
)
ARMS = Text(
    "gan_x_arms",
    N_("Runs of the experiment"),
    _lists_ids,
    "",
    N_("The trainings of the experiment: who has this link can look at them."),
    MOST_RUNS * 33,
)
NETWORK = Choice(
    "gan_x_network",
    N_("Networks"),
    {"shipped": N_("the shipped GAN"), "run": N_("the run of the link")},
    "shipped",
    N_("Whose generator and discriminator take the steps; they themselves stay as they are."),
)
RATE = Stepped(
    "gan_x_rate",
    N_("Learning rate of the step"),
    RATES[0],
    RATES[-1],
    RATES[2],
    RATES[0],
    N_("Each press of a button takes one step at this rate. Try one that is too large."),
    stops=RATES,
)
BATCH_SEED = Number(
    "gan_x_batch",
    N_("Seed of the batch"),
    0,
    MOST_SEED,
    0,
    1,
    N_("Chooses eight real pictures, and the noise of eight generated ones."),
)
MOVES = Text(
    "gan_x_moves",
    N_("Steps"),
    readable,
    "",
    N_("The steps that were taken: D or G, and the place of the learning rate on its slider."),
    2 * MOST,
)

EXPERIMENTS = (WHAT, SEED, ARMS, NETWORK, RATE, BATCH_SEED, MOVES)
