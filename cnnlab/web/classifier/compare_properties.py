"""The state of the mode Compare."""

from __future__ import annotations

from cnnlab.folders import is_id
from cnnlab.web.classifier.experiment_words import TITLES
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Text

MOST_RUNS = 8
"""So many curves at most in one chart."""
_LINK = MOST_RUNS * 33


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids of runs that a text lists, each once; text that is none gives none."""
    return tuple(dict.fromkeys(each for each in text.split(",") if is_id(each)))


def _lists_ids(text: str) -> bool:
    parts = text.split(",")
    return len(parts) <= MOST_RUNS and all(map(is_id, parts))


WHAT = Choice(
    "cls_compare",
    N_("What to compare"),
    {"experiment": N_("Experiments"), "runs": N_("My runs")},
    "experiment",
)
EXPERIMENT = Choice(
    "cls_experiment",
    N_("Experiment"),
    TITLES,
    "little_data",
    N_("Trainings that differ in one thing, so that its effect can be seen."),
)
EXPERIMENT_DATA = Choice(
    "cls_experiment_data",
    N_("Digits of the experiment"),
    {"small": N_("Digits"), "mnist": "MNIST"},
    "small",
    N_("scikit-learn's digits are always here; MNIST has more of them, by more hands."),
)
EXPERIMENT_SEED = Number(
    "cls_experiment_seed",
    N_("Seed of the experiment"),
    0,
    999,
    0,
    1,
    N_(
        "All its trainings begin with the same seed. What shows with one seed and not with another is chance, and"
        " no effect."
    ),
)
MEASURE = Choice("cls_measure", N_("Curves"), {"accuracy": N_("Accuracy"), "loss": N_("Loss")}, "accuracy")
AXIS = Choice(
    "cls_axis",
    N_("Along"),
    {
        "pictures": N_("pictures seen"),
        "epochs": N_("epochs"),
        "steps": N_("steps"),
        "seconds": N_("seconds"),
    },
    "pictures",
    N_("What the curves are drawn along: a larger batch takes fewer steps for as many pictures."),
)
TRAINING_CURVES = Flag(
    "cls_training_curves",
    N_("Training, dotted"),
    True,
    N_("Dotted: on the pictures that the network learns from. Solid: on those set apart for validation."),
)
RUNS = Text(
    "cls_runs",
    N_("Runs"),
    _lists_ids,
    "",
    N_("The runs in the chart: who has this link can look at them."),
    _LINK,
)
ARMS = Text(
    "cls_arms",
    N_("Runs of the experiment"),
    _lists_ids,
    "",
    N_("The trainings of the experiment: who has this link can look at them."),
    _LINK,
)

COMPARE = (
    WHAT,
    EXPERIMENT,
    EXPERIMENT_DATA,
    EXPERIMENT_SEED,
    MEASURE,
    AXIS,
    TRAINING_CURVES,
    RUNS,
    ARMS,
)
