"""The source article's GAN: what stops it, one thing after another, and the loop that never trains its generator.

The print itself is not at hand. What is run here is built again from what is known to be wrong with it: a generator
of 256, 512, 1024 and 784 units with leaky ReLU, laid out as a picture, followed by one more dense layer and laid out
again; a discriminator that is never compiled; two names that are never imported; and three calls for each batch.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import keras

NOISE = 100
BATCH = 64
IMPORTS = """\
from keras import Sequential
from keras.layers import Dense, Flatten, Input, Reshape
"""
LEAKY = "from keras.layers import LeakyReLU\n"
NUMPY = "import numpy as np\n"
_FIRST = """\
generator = Sequential([
    Input((100,)),
    Dense(256), LeakyReLU(0.2),
    Dense(512), LeakyReLU(0.2),
    Dense(1024), LeakyReLU(0.2),
    Dense(784), Reshape((28, 28)),
"""
GENERATOR = f"""\
{_FIRST}    Dense(784), Reshape((28, 28)),
])
"""
MENDED_GENERATOR = f"{_FIRST}])\n"
DISCRIMINATOR = """\
discriminator = Sequential([
    Input((28, 28)), Flatten(),
    Dense(512), LeakyReLU(0.2),
    Dense(256), LeakyReLU(0.2),
    Dense(1, activation="sigmoid"),
])
"""
COMPILED = 'discriminator.compile("adam", "binary_crossentropy")\n'
STEP = """\
noise = np.random.normal(0, 1, (len(real), 100))
fake = generator.predict(noise, verbose=0)
discriminator.train_on_batch(real, np.ones((len(real), 1)))
discriminator.train_on_batch(fake, np.zeros((len(real), 1)))
discriminator.train_on_batch(fake, np.ones((len(real), 1)))  # "train the generator"
"""
_COLOURED = re.compile(r"\x1b\[[0-9;]*m")
"""What Keras puts into its messages for a terminal."""


@dataclass(frozen=True)
class Stop:
    """Where the program stops, until that is mended.

    Attributes
    ----------
    name : str
        "leaky", "reshape", "numpy" or "compile".
    line : str
        The line that fails.
    said : str
        What Python prints; empty where nothing fails.
    """

    name: str
    line: str
    said: str


def stops() -> tuple[Stop, ...]:
    """Run the program, mend what stops it, run it again, until it goes through; return with which words it stopped."""
    network = LEAKY + GENERATOR
    mended = LEAKY + MENDED_GENERATOR + DISCRIMINATOR
    real = {"real": np.zeros((2, 28, 28), np.float32)}
    return (
        Stop("leaky", "Dense(256), LeakyReLU(0.2)", _said(IMPORTS + GENERATOR, {})),
        Stop("reshape", "Dense(784), Reshape((28, 28))", _said(IMPORTS + network, {})),
        Stop("numpy", "np.random.normal(0, 1, (len(real), 100))", _said(IMPORTS + mended + STEP, real)),
        Stop(
            "compile",
            "discriminator.train_on_batch(real, …)",
            _said(IMPORTS + NUMPY + mended + STEP, real),
        ),
    )


def _said(program: str, given: dict[str, Any]) -> str:
    """Run a program that stands above, and return what Python prints as its error."""
    try:
        exec(compile(program, "article", "exec"), dict(given))
    except (NameError, ValueError, TypeError, RuntimeError, AttributeError) as error:
        # In which words is for this release of Keras to say.
        return _COLOURED.sub("", f"{type(error).__name__}: {error}")
    return ""


@dataclass(frozen=True, eq=False)
class Article:
    """Both networks, mended so far that the loop runs."""

    generator: keras.Model
    discriminator: keras.Model


def mended_so_far(seed: int) -> Article:
    """Build both networks with all imports, one Reshape and a compiled discriminator."""
    import keras

    held: dict[str, Any] = {}
    exec(compile(IMPORTS + LEAKY + MENDED_GENERATOR + DISCRIMINATOR, "article", "exec"), held)
    networks = Article(held["generator"], held["discriminator"])
    random = np.random.default_rng(seed)
    # By the seed alone: a worker's other threads draw from Keras's own generator.
    for variable in (*networks.generator.variables, *networks.discriminator.variables):
        limit = np.sqrt(6 / sum(variable.shape)) if len(variable.shape) == 2 else 0.0
        variable.assign(random.uniform(-limit, limit, variable.shape))
    networks.discriminator.compile(keras.optimizers.Adam(2e-4, beta_1=0.5), "binary_crossentropy")
    return networks


def as_printed_loop(
    networks: Article, pictures: np.ndarray, steps: int, seed: int, report: Callable[[float], object]
) -> None:
    """Take the three calls of the article for each batch; the third is called "train the generator" there.

    Parameters
    ----------
    networks : Article
    pictures : ndarray of float32, shape (N, 28, 28)
    steps : int
    seed : int
    report : callable
        Called with the share that is done; may raise to leave it.
    """
    random = np.random.default_rng([seed, 1])
    ones, zeros = np.ones((BATCH, 1)), np.zeros((BATCH, 1))
    for step in range(steps):
        report(step / steps)
        real = pictures[random.integers(len(pictures), size=BATCH)]
        fake = made_of(networks.generator, random.normal(0, 1, (BATCH, NOISE)))
        networks.discriminator.train_on_batch(real, ones)
        networks.discriminator.train_on_batch(fake, zeros)
        networks.discriminator.train_on_batch(fake, ones)


def made_of(generator: keras.Model, noise: np.ndarray) -> np.ndarray:
    """Return what the generator makes of noise (N, NOISE): (N, 28, 28), in no bounds."""
    return generator(noise.astype(np.float32), training=False).numpy()
