"""The state of the mode Data; which pictures is also what the mode Train asks."""

from __future__ import annotations

from cnnlab.datasets.drafts import MOST_CLASSES
from cnnlab.datasets.own import SIDES
from cnnlab.folders import is_id
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Text
from cnnlab.web.training.data_names import NAMES, OWN_PICTURES

DATA_SET = Choice(
    "cls_data",
    N_("Data set"),
    NAMES,
    "digits",
    N_("The pictures to learn from: each with the name of its class."),
)
OWN_SET = Text(
    "cls_own",
    N_("Set of pictures"),
    is_id,
    "",
    N_("The id of a set of own pictures: who has it can use it."),
    32,
)
EXAMPLES = Number(
    "cls_examples",
    N_("Examples"),
    0,
    60_000,
    0,
    50,
    N_("How many of the pictures for training are used, drawn by the seed. 0 means all of them."),
)
CLUTTER = Number(
    "cls_clutter",
    N_("Clutter"),
    0.0,
    1.0,
    0.3,
    0.05,
    N_("How many strokes lie behind the shape."),
)
NOISE = Number(
    "cls_noise",
    N_("Noise"),
    0.0,
    0.5,
    0.03,
    0.01,
    N_("Standard deviation of Gaussian noise, where black is 0 and white is 1."),
)
CUE = Number(
    "cls_cue",
    N_("Planted cue"),
    0.0,
    1.0,
    0.0,
    0.05,
    N_(
        "Share of the pictures for training with a small square in the corner whose colour names the class. In"
        " the test pictures the square has the colour of a class drawn by chance."
    ),
)

PART = Choice(
    "cls_part",
    N_("Part"),
    {"train": N_("Training"), "validation": N_("Validation"), "test": N_("Test")},
    "train",
    N_(
        "Training pictures are learned from, validation pictures chosen by, test pictures used once, at the end."
    ),
)
CLASS = Choice(
    "cls_class",
    N_("Class"),
    {"all": N_("All"), **{str(place): str(place) for place in range(MOST_CLASSES)}},
    "all",
)
PAGE = Number("cls_page", N_("Page"), 1, 100_000, 1)
CHOSEN = Number("cls_chosen", N_("Chosen picture"), 0, 1000, 0)
COLLECT = Flag(
    "cls_collect", N_("Collect pictures"), False, N_("Add pictures and classes, and make a new set of them.")
)
SIDE = Choice(
    "cls_side",
    N_("Size in pixels"),
    {str(side): f"{side} × {side}" for side in SIDES},
    "32",
    N_(
        "Of each picture the square in its middle is brought to this size. Larger ones take longer to learn from."
    ),
)
SET_TONE = Choice("cls_tone", N_("Tone"), {"grey": N_("Grey"), "colour": N_("Colour")}, "colour")
TEST_SEED = Number(
    "cls_test_seed", N_("Seed"), 0, 999, 0, 1, N_("Decides which pictures are kept apart for the test.")
)

DATA = (
    DATA_SET,
    OWN_SET,
    EXAMPLES,
    CLUTTER,
    NOISE,
    CUE,
    PART,
    CLASS,
    PAGE,
    CHOSEN,
    COLLECT,
    SIDE,
    SET_TONE,
    TEST_SEED,
)


def data_name() -> str:
    """Return the name of the chosen data set as a recipe has it: ``own-`` and the id for own pictures.

    Own pictures that have not been chosen yet give the digits, so that there is always something to show.
    """
    if DATA_SET.value != OWN_PICTURES:
        return DATA_SET.value
    return f"own-{OWN_SET.valid}" if OWN_SET.valid else DATA_SET.default
