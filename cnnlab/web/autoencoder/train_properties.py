"""The state of the mode Train: everything of an autoencoder's recipe."""

from __future__ import annotations

from cnnlab.web.classifier.data_properties import OWN_SET
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number, Property
from cnnlab.web.training.data_names import NAMES
from cnnlab.web.training.properties import RUN
from cnnlab.web.training.recipe_names import OPTIMIZERS, SCHEDULES
from cnnlab.web.training.stepped import Stepped

DATA_SET = Choice(
    "ae_t_data",
    N_("Data set"),
    NAMES,
    "digits",
    N_(
        "The pictures to learn from. Their classes are never looked at: they only give the dots their colours."
    ),
)
NETWORK = Choice(
    "ae_t_network",
    N_("Network"),
    {
        "autoencoder": N_("Autoencoder"),
        "variational": N_("Variational autoencoder"),
        "article": N_("The article's, mended"),
        "denoiser": N_("Denoiser"),
        "inpainter": N_("Inpainter"),
    },
    "autoencoder",
    N_(
        "The first three squeeze a picture into a code and build it again. A denoiser learns to take noise away, an"
        " inpainter to fill holes."
    ),
)
CODE = Stepped(
    "ae_t_code",
    N_("Values of the code"),
    1,
    512,
    8,
    help=N_("How narrow the narrow place is. With two values the codes are dots of a plane."),
    stops=(2, 4, 8, 16, 32, 64),
)
BETA = Stepped(
    "ae_t_beta",
    N_("Beta: weight of the divergence"),
    0.0,
    100.0,
    1.0,
    help=N_(
        "The loss is the reconstruction's part plus this times the Kullback-Leibler divergence, which keeps the codes"
        " close to a standard normal distribution."
    ),
    stops=(0.0, 0.1, 0.3, 0.5, 1.0, 2.0, 4.0, 10.0),
)
WARM_UP = Stepped(
    "ae_t_warm_up",
    N_("Warm-up in epochs"),
    0.0,
    1000.0,
    5.0,
    help=N_("So long beta rises from 0: the network first learns to rebuild."),
    stops=(0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0, 200.0),
)
NOISE = Choice(
    "ae_t_noise",
    N_("Noise"),
    {
        "gaussian": N_("Gaussian: every pixel a little off"),
        "salt_pepper": N_("Salt and pepper: specks"),
        "speckle": N_("Speckle: strong where bright"),
        "blur": N_("Blur"),
        "jpeg": N_("JPEG artefacts"),
        "mixed": N_("Another kind for each batch"),
    },
    "gaussian",
    N_("What the pictures are spoiled with while it learns."),
)
LEAST = Number(
    "ae_t_least",
    N_("Weakest noise"),
    0.0,
    1.0,
    0.1,
    0.05,
    N_("Between the weakest and the strongest a level is drawn for each batch; of Gaussian noise its σ."),
)
MOST = Number("ae_t_most", N_("Strongest noise"), 0.0, 1.0, 0.6, 0.05)
HOLE = Number(
    "ae_t_hole",
    N_("Longest side of a hole"),
    2,
    24,
    14,
    1,
    N_("In pixels. Rectangles, bands, strokes and single pixels are drawn for each batch."),
)
EPOCHS = Stepped(
    "ae_t_epochs",
    N_("Epochs"),
    1,
    1000,
    30,
    help=N_("How often the network sees each picture that it learns from."),
    stops=(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50, 75, 100, 150, 200),
)
FILTERS = Stepped(
    "ae_t_filters",
    N_("Kernels of a convolution"),
    4,
    128,
    16,
    help=N_("How many maps each convolution makes."),
    stops=(4, 8, 16, 32, 64),
)
HIDDEN = Stepped(
    "ae_t_hidden",
    N_("Units beside the code"),
    4,
    1024,
    128,
    help=N_("Of the dense layers before and behind the code."),
    stops=(16, 32, 64, 128, 256, 512),
)
LOSS = Choice(
    "ae_t_loss",
    N_("Loss"),
    {
        "binary_crossentropy": N_("binary cross-entropy"),
        "mean_squared_error": N_("mean squared error"),
    },
    "binary_crossentropy",
    N_("What gradient descent makes small, pixel by pixel."),
)
OPTIMIZER = Choice(
    "ae_t_optimizer",
    N_("Optimiser"),
    OPTIMIZERS,
    "adam",
    N_("What it makes of a gradient. Adam and its kin need rates of about 0.001, SGD of about 0.1."),
)
RATE = Stepped(
    "ae_t_rate",
    N_("Learning rate"),
    1e-7,
    100.0,
    3e-3,
    help=N_("How far each step goes down the slope. Too small learns slowly, too large not at all."),
    stops=(1e-5, 1e-4, 3e-4, 1e-3, 2e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0),
)
DECAY = Stepped(
    "ae_t_decay",
    N_("Weight decay"),
    0.0,
    10.0,
    0.0,
    help=N_("AdamW takes this share, times the learning rate, off every weight at each step."),
    stops=(0.0, 1e-5, 1e-4, 1e-3, 0.01, 0.1),
)
SCHEDULE = Choice(
    "ae_t_schedule",
    N_("Schedule"),
    SCHEDULES,
    "one_cycle",
    N_("How the learning rate changes from the first step to the last."),
)
BATCH = Stepped(
    "ae_t_batch",
    N_("Batch size"),
    1,
    4096,
    32,
    help=N_("Pictures whose gradients are averaged for one step."),
    stops=(8, 16, 32, 64, 128, 256, 512),
)
EXAMPLES = Number(
    "ae_t_examples",
    N_("Examples"),
    0,
    1_000_000,
    0,
    50,
    N_("How many of the pictures for training are used, drawn by the seed. 0 means all of them."),
)
VALIDATION = Number(
    "ae_t_validation",
    N_("Share for validation"),
    0.02,
    0.5,
    0.2,
    0.01,
    N_("Of the pictures for training: set apart to choose by, and never learned from."),
)
EARLY = Number(
    "ae_t_early",
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
    "ae_t_seed",
    N_("Seed"),
    0,
    2**31 - 1,
    0,
    1,
    N_(
        "Of the first weights, of the order of the pictures and of all chance: the same seed gives the same run."
    ),
)

RECIPE = {
    "network": NETWORK,
    "code": CODE,
    "beta": BETA,
    "warm_up": WARM_UP,
    "noise": NOISE,
    "least": LEAST,
    "most": MOST,
    "hole": HOLE,
    "epochs": EPOCHS,
    "filters": FILTERS,
    "hidden": HIDDEN,
    "loss": LOSS,
    "optimizer": OPTIMIZER,
    "learning_rate": RATE,
    "weight_decay": DECAY,
    "schedule": SCHEDULE,
    "batch_size": BATCH,
    "examples": EXAMPLES,
    "validation": VALIDATION,
    "early_stopping": EARLY,
    "seed": SEED,
}
"""For each setting of a recipe which property holds it; the data set has two."""

SETTINGS: tuple[Property, ...] = (DATA_SET, OWN_SET, *RECIPE.values())
"""Everything that makes a recipe."""
TRAIN: tuple[Property, ...] = (RUN, *SETTINGS)
"""What a link carries of this mode, with the run that is looked at in others, too."""
