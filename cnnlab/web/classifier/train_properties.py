"""The state of the mode Train: everything of a recipe that the data set does not say."""

from __future__ import annotations

from cnnlab.recipes.layers import PRESETS
from cnnlab.web.classifier.layer_text import LONGEST, reads_as_layers, write_layers
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Text
from cnnlab.web.training.recipe_names import OPTIMIZERS, SCHEDULES
from cnnlab.web.training.stepped import Stepped

OWN_LAYERS = "own"
"""The option of `PRESET` that stands for layers of the visitor's own: those of `LAYERS`."""

_FACTORS = (0.0, 1e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1)

PRESET = Choice(
    "cls_preset",
    N_("Network"),
    {
        "article": N_("Three convolutions"),
        "wide": N_("Three wider convolutions"),
        "lenet5": "LeNet-5",
        "dense": N_("Dense layers alone"),
        "fast": N_("Fast, with batch normalisation"),
        "residual": N_("Residual network"),
        OWN_LAYERS: N_("Layers of my own"),
    },
    "article",
    N_(
        "Its layers are drawn on the right, where each of them can be changed. The fast and the residual network bring"
        " along the settings that they are made for: the fast one as many epochs as it takes to see 60,000 pictures,"
        " 50 at most."
    ),
)
LAYERS = Text(
    "cls_layers",
    N_("Layers"),
    reads_as_layers,
    write_layers(PRESETS["article"]),
    N_("From the picture upwards. The output layer comes by itself."),
    LONGEST,
)
OPTIMIZER = Choice(
    "cls_optimizer",
    N_("Optimiser"),
    OPTIMIZERS,
    "adam",
    N_("What it makes of a gradient. Adam and its kin need rates of about 0.001, SGD of about 0.1."),
)
RATE = Stepped(
    "cls_rate",
    N_("Learning rate"),
    1e-7,
    100.0,
    1e-3,
    help=N_("How far each step goes down the slope. Too small learns slowly, too large not at all."),
    stops=(1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
)
BATCH = Stepped(
    "cls_batch",
    N_("Batch size"),
    1,
    4096,
    128,
    help=N_("Pictures whose gradients are averaged for one step."),
    stops=(1, 4, 8, 16, 32, 64, 128, 256, 512, 1024),
)
EPOCHS = Stepped(
    "cls_epochs",
    N_("Epochs"),
    1,
    1000,
    5,
    help=N_("How often the network sees each picture that it learns from."),
    stops=(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50, 75, 100, 150, 200),
)
SCHEDULE = Choice(
    "cls_schedule",
    N_("Schedule"),
    SCHEDULES,
    "constant",
    N_("How the learning rate changes from the first step to the last."),
)
ACTIVATION = Choice(
    "cls_activation",
    N_("Activation"),
    {"relu": "ReLU", "leaky_relu": N_("leaky ReLU"), "sigmoid": N_("sigmoid"), "tanh": "tanh"},
    "relu",
    N_("After every convolution and every dense layer but the last."),
)
LOSS = Choice(
    "cls_loss",
    N_("Loss"),
    {
        "categorical_crossentropy": N_("categorical cross-entropy"),
        "binary_crossentropy": N_("binary cross-entropy, a sigmoid for each class"),
        "mean_squared_error": N_("mean squared error"),
    },
    "categorical_crossentropy",
    N_("What gradient descent makes small."),
)
SMOOTHING = Number(
    "cls_smoothing",
    N_("Label smoothing"),
    0.0,
    0.9,
    0.0,
    0.05,
    N_("Share of the probability that the labels spread over all classes."),
)
BATCH_NORM = Flag(
    "cls_batch_norm",
    N_("Batch normalisation"),
    help=N_(
        "After every convolution: each map gets mean 0 and variance 1 over the batch, then a scale and a shift."
    ),
)
DROPOUT = Number(
    "cls_dropout",
    N_("Dropout"),
    0.0,
    0.9,
    0.0,
    0.05,
    N_(
        "Share of the values that are set to 0 by chance, before each dense layer and the output, in training alone."
    ),
)
L1 = Stepped(
    "cls_l1",
    "L1",
    0.0,
    1.0,
    0.0,
    help=N_("This times the sum of all |weights| is added to the loss."),
    stops=_FACTORS,
)
L2 = Stepped(
    "cls_l2",
    "L2",
    0.0,
    1.0,
    0.0,
    help=N_("This times the sum of all squared weights is added to the loss."),
    stops=_FACTORS,
)
DECAY = Stepped(
    "cls_decay",
    N_("Weight decay"),
    0.0,
    10.0,
    0.0,
    help=N_("AdamW takes this share, times the learning rate, off every weight at each step."),
    stops=(*_FACTORS, 0.3, 1.0),
)
FLIP = Flag(
    "cls_aug_flip",
    N_("Mirror"),
    help=N_("Half of the pictures are mirrored, left to right. A mirrored 2 is no 2."),
)
SHIFT = Number(
    "cls_aug_shift", N_("Shift"), 0, 16, 0, 1, N_("They are moved by up to so many pixels along both axes.")
)
ROTATE = Number(
    "cls_aug_turn", N_("Turn"), 0.0, 180.0, 0.0, 5.0, N_("They are turned by up to so many degrees.")
)
ZOOM = Number(
    "cls_aug_zoom", N_("Zoom"), 0.0, 0.5, 0.0, 0.05, N_("They are enlarged or reduced by up to this share.")
)
COARSE = Number(
    "cls_aug_coarse",
    N_("Coarse"),
    0.0,
    1.0,
    0.0,
    0.1,
    N_("Share of the pictures that are shown as coarsely as scikit-learn's digits are: 8 × 8 cells."),
)
EARLY = Number(
    "cls_early",
    N_("Early stopping"),
    0,
    1000,
    0,
    1,
    N_(
        "After so many epochs without a smaller validation loss it ends, and the best weights come back. 0: never."
    ),
)
SEED = Number(
    "cls_seed",
    N_("Seed"),
    0,
    2**31 - 1,
    0,
    1,
    N_(
        "Of the first weights, of the order of the pictures and of all chance: the same seed gives the same run."
    ),
)
VALIDATION = Number(
    "cls_validation",
    N_("Share for validation"),
    0.02,
    0.5,
    0.1,
    0.01,
    N_("Of the pictures for training: set apart to choose by, and never learned from."),
)
SCALE = Flag(
    "cls_scale", N_("Scale inputs"), True, N_("On: the network gets values from 0 to 1. Off: from 0 to 255.")
)
SHUFFLE = Flag(
    "cls_shuffle",
    N_("Shuffle the labels"),
    help=N_("The labels for training are dealt out at random: what is learned then is learned by heart."),
)
TEST_SHIFT = Number(
    "cls_test_shift",
    N_("Shift of the test pictures"),
    0,
    16,
    0,
    1,
    N_("They are moved by up to so many pixels."),
)

RECIPE = {
    "optimizer": OPTIMIZER,
    "learning_rate": RATE,
    "batch_size": BATCH,
    "epochs": EPOCHS,
    "schedule": SCHEDULE,
    "activation": ACTIVATION,
    "loss": LOSS,
    "label_smoothing": SMOOTHING,
    "batch_norm": BATCH_NORM,
    "dropout": DROPOUT,
    "l1": L1,
    "l2": L2,
    "weight_decay": DECAY,
    "flip": FLIP,
    "shift": SHIFT,
    "rotate": ROTATE,
    "zoom": ZOOM,
    "coarse": COARSE,
    "early_stopping": EARLY,
    "seed": SEED,
    "validation": VALIDATION,
    "scale_inputs": SCALE,
    "shuffle_labels": SHUFFLE,
    "test_shift": TEST_SHIFT,
}
"""For each setting of a recipe that has a property of its own in this mode: which one."""

TRAIN = (PRESET, LAYERS, *RECIPE.values())
