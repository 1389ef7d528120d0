"""The state of the mode Train a style: everything of a recipe but the style, which is in hand."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Property
from cnnlab.web.stylize.properties import SHARED
from cnnlab.web.training.properties import RUN
from cnnlab.web.training.recipe_names import SCHEDULES
from cnnlab.web.training.stepped import Stepped

MINE = Flag(
    "style_t_mine",
    N_("Learn from my own photograph, too"),
    False,
    N_("The picture in hand becomes one of the photographs that pieces are cut out of."),
)
STYLE_WEIGHT = Stepped(
    "style_t_style",
    N_("Weight of the style loss"),
    0.0,
    1000.0,
    4.0,
    help=N_(
        "How much the style counts against the content: more gives more of the style and less of the shapes."
    ),
    stops=(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0),
)
EPOCHS = Stepped(
    "style_t_epochs",
    N_("Epochs"),
    1,
    1000,
    25,
    help=N_(
        "There is no end to the pieces of photographs: an epoch is some steps, twenty unless More says otherwise, after"
        " which the losses are measured on photographs that it never learns from."
    ),
    stops=(2, 5, 10, 15, 20, 25, 30, 40, 60, 100),
)
CONTENT_WEIGHT = Stepped(
    "style_t_content",
    N_("Weight of the content loss"),
    0.0,
    1000.0,
    1.0,
    help=N_("With 0 nothing holds the shapes: what comes out is the style's texture."),
    stops=(0.0, 0.5, 1.0, 2.0, 4.0, 8.0),
)
VARIATION = Stepped(
    "style_t_variation",
    N_("Weight of the smoothness"),
    0.0,
    1000.0,
    0.1,
    help=N_("Of the total variation, the mean difference of neighbouring pixels: it keeps grain away."),
    stops=(0.0, 0.05, 0.1, 0.3, 1.0, 3.0),
)
START = Choice(
    "style_t_start",
    N_("Begin from"),
    {
        "stylizer": N_("The network for all styles"),
        "scratch": N_("Nothing: weights by chance"),
    },
    "stylizer",
    N_(
        "From the network that ships with the laboratory some minutes are enough: its encoder stays, its decoder learns"
        " on. From nothing the same minutes show how much of it was known already."
    ),
)
PERCEPTUAL = Choice(
    "style_t_perceptual",
    N_("Losses measured with"),
    {
        "compact": N_("The compact network that ships with the laboratory"),
        "vgg19": N_("VGG19, blocks 1 to 3"),
    },
    "compact",
    N_(
        "A network that knows pictures; its maps say what is content and what is style. It does not learn. The compact"
        " one has learned to predict the maps of VGG19, with a sixteenth of the multiplications."
    ),
)
CROP = Stepped(
    "style_t_crop",
    N_("Pixels of a piece"),
    16,
    256,
    128,
    help=N_(
        "Of the side of the squares that are cut out of the photographs. A step takes longer the larger they are."
    ),
    stops=(64, 96, 128, 160, 192, 256),
)
BATCH = Stepped(
    "style_t_batch",
    N_("Batch size"),
    1,
    16,
    4,
    help=N_("Pieces whose gradients are averaged for one step."),
    stops=(1, 2, 4, 6, 8, 12, 16),
)
RATE = Stepped(
    "style_t_rate",
    N_("Learning rate"),
    1e-7,
    1.0,
    1e-3,
    help=N_("How far each step goes down the slope. Too small learns slowly, too large not at all."),
    stops=(1e-5, 1e-4, 3e-4, 1e-3, 2e-3, 3e-3, 0.01),
)
SCHEDULE = Choice(
    "style_t_schedule",
    N_("Schedule"),
    SCHEDULES,
    "one_cycle",
    N_("How the learning rate changes from the first step to the last."),
)
FILTERS = Stepped(
    "style_t_filters",
    N_("Maps at half the size"),
    4,
    64,
    32,
    help=N_("Half as many at full size, twice as many at a quarter, four times as many at an eighth."),
    stops=(8, 16, 24, 32, 48, 64),
)
BLOCKS = Number(
    "style_t_blocks",
    N_("Residual blocks"),
    0,
    8,
    2,
    1,
    N_("At an eighth of the size, each with two convolutions and a way around them."),
)
HIDDEN = Stepped(
    "style_t_hidden",
    N_("Values that the style is squeezed into"),
    8,
    1024,
    128,
    help=N_(
        "Of the dense layer between the style's numbers and the scales and shifts that are made of them."
    ),
    stops=(16, 32, 64, 128, 256, 512),
)
STEPS = Stepped(
    "style_t_steps",
    N_("Steps of an epoch"),
    1,
    1000,
    20,
    help=N_("Each learns from one batch of pieces."),
    stops=(1, 2, 5, 10, 20, 50, 100),
)
RUN_SEED = Number(
    "style_t_seed",
    N_("Seed"),
    0,
    2**31 - 1,
    0,
    1,
    N_("Of the pieces and their order, and of first weights by chance: the same seed gives the same run."),
)

RECIPE = {
    "start": START,
    "perceptual": PERCEPTUAL,
    "filters": FILTERS,
    "blocks": BLOCKS,
    "hidden": HIDDEN,
    "crop": CROP,
    "content_weight": CONTENT_WEIGHT,
    "style_weight": STYLE_WEIGHT,
    "variation_weight": VARIATION,
    "learning_rate": RATE,
    "schedule": SCHEDULE,
    "batch_size": BATCH,
    "steps": STEPS,
    "epochs": EPOCHS,
    "seed": RUN_SEED,
}
"""For each setting of a recipe which property holds it; the style and the visitor's photograph are in hand."""

SETTINGS: tuple[Property, ...] = (*SHARED, MINE, *RECIPE.values())
"""Everything that makes a recipe."""
TRAIN: tuple[Property, ...] = (RUN, MINE, *RECIPE.values())
"""What a link carries of this mode, with the run that is looked at in others, too."""
