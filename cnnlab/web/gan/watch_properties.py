"""The state of the mode Watch: everything of a GAN's recipe."""

from __future__ import annotations

from cnnlab.web.classifier.data_properties import OWN_SET
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number, Property
from cnnlab.web.training.data_names import NAMES
from cnnlab.web.training.properties import RUN
from cnnlab.web.training.recipe_names import SCHEDULES
from cnnlab.web.training.stepped import Stepped

OWN_SETTINGS = "own"
"""The option of `PRESET` that stands for settings that are none of the others."""
PRESET = Choice(
    "gan_w_preset",
    N_("GAN"),
    {
        "hinge": N_("Conditional, hinge loss"),
        "dense": N_("The article's dense one, mended"),
        "wasserstein": N_("Wasserstein with gradient penalty"),
        "transposed": N_("DCGAN, transposed convolutions"),
        OWN_SETTINGS: N_("My own settings"),
    },
    "hinge",
    N_("Networks, loss and rates that go together. Whatever you change makes it your own."),
)
DATA_SET = Choice(
    "gan_w_data",
    N_("Data set"),
    NAMES,
    "digits",
    N_("The real pictures. The digits are here at once, and a conditional GAN has them in about a minute."),
)
NETWORK = Choice(
    "gan_w_network",
    N_("Networks"),
    {
        "conditional": N_("Convolutional, conditional"),
        "dcgan": N_("Convolutional (DCGAN)"),
        "dense": N_("Dense, the article's layers"),
    },
    "conditional",
    N_(
        "A conditional generator is told which class to make, and its discriminator which one it is said to be."
    ),
)
UPSAMPLING = Choice(
    "gan_w_upsampling",
    N_("Upsampling"),
    {"resize": N_("Resize, then convolve"), "transposed": N_("Transposed convolutions")},
    "resize",
    N_(
        "How the generator's maps become larger. Transposed convolutions of 5 × 5 overlap unevenly: a checkerboard."
    ),
)
LOSS = Choice(
    "gan_w_loss",
    N_("Loss"),
    {
        "minimax": N_("Minimax, as it is written"),
        "non_saturating": N_("Non-saturating"),
        "least_squares": N_("Least squares"),
        "hinge": N_("Hinge"),
        "wasserstein": N_("Wasserstein, gradient penalty"),
    },
    "hinge",
    N_(
        "What both make small. The minimax loss is flat for the generator where the discriminator is sure; the"
        " non-saturating one is steep there."
    ),
)
RATE = Stepped(
    "gan_w_rate",
    N_("Learning rate of the generator"),
    1e-7,
    10.0,
    1e-3,
    help=N_("How far each of its steps goes. It can be changed while the training goes on."),
    stops=(1e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.03, 0.1),
)
CRITIC_RATE = Stepped(
    "gan_w_critic_rate",
    N_("Learning rate of the discriminator"),
    0.0,
    10.0,
    2e-3,
    help=N_("0: it stays as it is. It can be changed while the training goes on."),
    stops=(0.0, 1e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.03, 0.1),
)
CRITIC_STEPS = Number(
    "gan_w_critic_steps",
    N_("Steps of the discriminator"),
    1,
    20,
    1,
    1,
    N_("For each step of the generator. It can be changed while the training goes on."),
)
NOISE = Stepped(
    "gan_w_noise",
    N_("Values of the noise"),
    1,
    512,
    64,
    help=N_("What a picture is made from: so many numbers, drawn from a standard normal distribution."),
    stops=(1, 2, 4, 8, 16, 32, 64, 100, 128),
)
FILTERS = Stepped(
    "gan_w_filters",
    N_("Kernels of a convolution"),
    4,
    128,
    16,
    help=N_("Maps at half the size of the picture; more maps where they are smaller."),
    stops=(4, 8, 16, 32, 64),
)
SPECTRAL = Flag(
    "gan_w_spectral",
    N_("Spectral normalisation"),
    True,
    N_(
        "Each of the discriminator's weight matrices is divided by its largest singular value: its score cannot become"
        " steep."
    ),
)
PENALTY = Stepped(
    "gan_w_penalty",
    N_("Gradient penalty"),
    0.0,
    1000.0,
    10.0,
    help=N_(
        "Its factor: between real and generated pictures the score should rise by 1 for each unit of distance."
    ),
    stops=(0.0, 0.1, 1.0, 5.0, 10.0, 30.0, 100.0),
)
R1 = Stepped(
    "gan_w_r1",
    N_("R1 penalty"),
    0.0,
    1000.0,
    0.0,
    help=N_("Factor of half the squared gradient of the score at real pictures. 0: none."),
    stops=(0.0, 0.01, 0.1, 1.0, 10.0, 100.0),
)
TRANSLATION = Number(
    "gan_w_translation",
    N_("Pictures are moved by up to"),
    0,
    8,
    0,
    1,
    N_(
        "Pixels, before the discriminator sees them, real and generated alike: few pictures then go a longer way."
    ),
)
AVERAGE = Stepped(
    "gan_w_average",
    N_("Average of the generator's weights"),
    0.0,
    0.9999,
    0.99,
    help=N_(
        "Decay of the exponential moving average, which is what is shown and kept. 0: the last step alone."
    ),
    stops=(0.0, 0.9, 0.99, 0.999, 0.9999),
)
MOMENTUM = Stepped(
    "gan_w_momentum",
    N_("Momentum (Adam's beta 1)"),
    0.0,
    0.99,
    0.0,
    help=N_("Of both optimisers. In a game, old gradients point at where the opponent was."),
    stops=(0.0, 0.3, 0.5, 0.7, 0.9),
)
SCHEDULE = Choice(
    "gan_w_schedule",
    N_("Schedule"),
    SCHEDULES,
    "constant",
    N_("How both learning rates change from the first step to the last."),
)
BATCH = Stepped(
    "gan_w_batch",
    N_("Batch size"),
    2,
    1024,
    64,
    help=N_("So many real and as many generated pictures for each step."),
    stops=(8, 16, 32, 64, 128, 256),
)
EPOCHS = Stepped(
    "gan_w_epochs",
    N_("Epochs"),
    1,
    1000,
    40,
    help=N_("How often the discriminator sees each real picture."),
    stops=(1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200),
)
EXAMPLES = Number(
    "gan_w_examples",
    N_("Examples"),
    0,
    1_000_000,
    0,
    50,
    N_("How many of the real pictures are used, drawn by the seed. 0 means all of them."),
)
SEED = Number(
    "gan_w_seed",
    N_("Seed"),
    0,
    2**31 - 1,
    0,
    1,
    N_(
        "Of the first weights, of the order of the pictures and of all noise: the same seed gives the same run."
    ),
)

LIVE = {"learning_rate": RATE, "critic_rate": CRITIC_RATE, "critic_steps": CRITIC_STEPS}
"""What can be changed while a training goes on."""
RECIPE = {
    **LIVE,
    "network": NETWORK,
    "upsampling": UPSAMPLING,
    "loss": LOSS,
    "noise": NOISE,
    "filters": FILTERS,
    "spectral": SPECTRAL,
    "penalty": PENALTY,
    "r1": R1,
    "translation": TRANSLATION,
    "average": AVERAGE,
    "momentum": MOMENTUM,
    "schedule": SCHEDULE,
    "batch_size": BATCH,
    "epochs": EPOCHS,
    "examples": EXAMPLES,
    "seed": SEED,
}
"""For each setting of a recipe which property holds it; the data set has two."""

SETTINGS: tuple[Property, ...] = (DATA_SET, OWN_SET, *RECIPE.values())
"""Everything that makes a recipe."""
WATCH: tuple[Property, ...] = (RUN, PRESET, *SETTINGS)
"""What a link carries of this mode, with the run that is looked at in others, too."""
