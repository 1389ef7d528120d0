"""The state of the mode Softmax: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.errors import LabError
from cnnlab.web.activations.softmax_text import NO_BIASES, read_biases, read_weights
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number, Text

CLASSES = ("A", "B", "C")


def _reads_as_weights(text: str) -> bool:
    try:
        read_weights(text)
    except LabError:
        return False
    return True


def _reads_as_biases(text: str) -> bool:
    try:
        read_biases(text)
    except LabError:
        return False
    return True


TRUE = Choice(
    "act_softmax_true",
    N_("True class"),
    {name: name for name in CLASSES},
    "A",
    N_("The class that the map is said to belong to. The loss asks how probable the layer finds it."),
)
TEMPERATURE = Number(
    "act_softmax_temperature",
    N_("Temperature"),
    0.1,
    5.0,
    1.0,
    0.1,
    N_("All logits are divided by T before softmax. Below 1 the winner takes more, above 1 less."),
)
RATE = Number(
    "act_softmax_rate",
    N_("Learning rate"),
    0.01,
    2.0,
    0.1,
    0.01,
    N_("One step changes each weight by minus the learning rate times its gradient."),
)
SEED = Number(
    "act_softmax_seed",
    N_("Seed"),
    0,
    999,
    7,
    1,
    N_("Of the starting weights. The same seed gives the same numbers."),
)
BIASES = Text(
    "act_softmax_biases",
    N_("Biases of A, B and C"),
    _reads_as_biases,
    NO_BIASES,
    N_("Three numbers, parted by commas: one is added to each logit."),
    limit=60,
)
WEIGHTS = Text(
    "act_softmax_weights",
    N_("Weights as text"),
    _reads_as_weights,
    help=N_(
        "Cells by commas, rows by semicolons; the grids of A, B and C by |. Empty: the starting weights of the seed."
    ),
)

SOFTMAX = (TRUE, TEMPERATURE, RATE, SEED, BIASES, WEIGHTS)
