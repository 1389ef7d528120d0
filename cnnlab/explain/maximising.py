"""What a unit wants to see: a picture, made from noise, that excites it as much as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnlab.errors import LabError

if TYPE_CHECKING:
    import keras

TOGETHER = 8
"""Steps that are taken within one compiled call."""
START = 0.3
"""Standard deviation of the first picture, before the sigmoid."""


@dataclass(frozen=True)
class Wish:
    """Whose excitement is to grow, and how.

    Parameters
    ----------
    layer : str
        Name of a layer of the model.
    unit : int or None
        Map or value of that layer; None: all of them, by the mean of their squares (as DeepDream does).
    steps : int
        Of Adam.
    restarts : int
        Pictures that begin with other noise.
    jitter : int
        Largest shift of the picture before each step, in pixels, so that nothing depends on its exact place.
    smooth : float
        Weight of the total variation, the mean absolute difference of neighbours.
    dark : float
        Weight of the mean brightness: keeps dark what need not be bright.
    rate : float
        Learning rate.
    seed : int
    """

    layer: str
    unit: int | None
    steps: int = 192
    restarts: int = 4
    jitter: int = 2
    smooth: float = 1.0
    dark: float = 0.0
    rate: float = 0.1
    seed: int = 0

    def __post_init__(self) -> None:
        if self.steps < 1 or self.restarts < 1:
            raise LabError("Activation maximisation needs at least one step and one picture.")


@dataclass(frozen=True, eq=False)
class Climber:
    """The compiled steps of one layer, for every unit of it and every setting.

    Attributes
    ----------
    advance : callable
        From what is learned with Adam's two means, the number of the next step, how many steps to take, and the
        settings, to what is learned with the two means after them.
    look : callable
        From what is learned and the settings to the pictures and the unit's values.
    """

    advance: Callable
    look: Callable


@dataclass(frozen=True)
class _Settings:
    """What a step needs to know, as numbers that a compiled function takes."""

    unit: int
    seed: int
    jitter: int
    smooth: float
    dark: float
    rate: float


@dataclass(frozen=True, eq=False)
class Wished:
    """How far it is.

    Attributes
    ----------
    step : int
    pictures : ndarray of float32, shape (restarts, H, W, C)
        In [0, 1].
    values : ndarray of float32, shape (restarts,)
        The unit's value for each, without jitter: of a map the mean, of a whole layer the mean square.
    """

    step: int
    pictures: np.ndarray
    values: np.ndarray


def first_pictures(wish: Wish, shape: tuple[int, int, int]) -> np.ndarray:
    """Return the noise that a wish begins with.

    Returns
    -------
    ndarray of float32, shape (restarts, H, W, C)
        In [0, 1].
    """
    return 1 / (1 + np.exp(-_noise(wish, shape)))


def maximise(
    model: keras.Model, wish: Wish, factor: float = 1.0, climber: Climber | None = None
) -> Iterator[Wished]:
    """Make pictures that a unit likes, and show them on their way.

    Parameters
    ----------
    model : keras.Model
    wish : Wish
    factor : float
        What images in [0, 1] are multiplied by before the network gets them.
    climber : Climber, optional
        What `climb` has compiled before for this model, layer and factor.

    Yields
    ------
    Wished
        The noise at first, then the pictures every few steps, at last those after all steps.

    Notes
    -----
    The picture is the sigmoid of what is learned, so that it stays between black and white. A step goes along the
    gradient of the unit's value, divided by that gradient's size in this picture: units of every size are treated
    alike, and the weights of the penalties mean the same for all of them.

    References
    ----------
    D. Erhan, Y. Bengio, A. Courville and P. Vincent, "Visualizing Higher-Layer Features of a Deep Network", 2009;
    jitter: A. Mordvintsev, C. Olah and M. Tyka, "Inceptionism", 2015; total variation: A. Mahendran and
    A. Vedaldi, "Understanding Deep Image Representations by Inverting Them", CVPR 2015.
    """
    import tensorflow as tf

    climber = climber or climb(model, wish.layer, wish.unit is None, factor)
    first = _noise(wish, tuple(model.inputs[0].shape[1:]))
    settings = astuple(_Settings(wish.unit or 0, wish.seed, wish.jitter, wish.smooth, wish.dark, wish.rate))
    state = (tf.constant(first), tf.zeros(first.shape), tf.zeros(first.shape))
    step = 0
    while True:
        pictures, values = climber.look(state[0], settings[0])
        yield Wished(step, pictures.numpy(), values.numpy())
        if step >= wish.steps:
            return
        count = min(TOGETHER, wish.steps - step)
        state = climber.advance(*state, step, count, settings)
        step += count


def climb(model: keras.Model, layer: str, whole: bool, factor: float = 1.0) -> Climber:
    """Compile the steps for one layer; they serve for any of its units, seeds, penalties and numbers of pictures.

    Parameters
    ----------
    model : keras.Model
    layer : str
        Name of a layer of the model.
    whole : bool
        Its mean square is to grow, and not one unit.
    factor : float
        What images in [0, 1] are multiplied by before the network gets them.
    """
    import keras
    import tensorflow as tf

    cut = keras.Model(model.inputs[0], model.get_layer(layer).output)

    def value(pictures: Any, unit: Any) -> Any:
        """Return the unit's value for each picture."""
        values = cut(pictures * factor, training=False)
        values = tf.square(values) if whole else tf.gather(values, unit, axis=-1)
        return tf.reduce_mean(tf.reshape(values, (tf.shape(values)[0], -1)), axis=1)

    def gradient(learned: Any, step: Any, settings: tuple) -> Any:
        unit, seed, jitter, smooth, dark, _ = settings
        offsets = tf.random.stateless_uniform((2,), (seed, step), -jitter, jitter + 1, dtype=tf.int32)
        with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
            tape.watch(learned)
            pictures = tf.sigmoid(learned)
            excitement = value(tf.roll(pictures, offsets, axis=(1, 2)), unit)
            penalty = smooth * _variation(pictures) + dark * tf.reduce_mean(pictures, axis=(1, 2, 3))
        upwards = tape.gradient(excitement, learned)
        size = tf.sqrt(tf.reduce_mean(tf.square(upwards), axis=(1, 2, 3), keepdims=True))
        pixels = tf.cast(tf.reduce_prod(tf.shape(learned)[1:]), tf.float32)
        return pixels * tape.gradient(penalty, learned) - upwards / (size + 1e-12)

    batch = tf.TensorSpec((None, *model.inputs[0].shape[1:]), tf.float32)
    whole_number, number = tf.TensorSpec((), tf.int32), tf.TensorSpec((), tf.float32)
    settings_like = (whole_number, whole_number, whole_number, number, number, number)

    @tf.function(input_signature=(batch, batch, batch, whole_number, whole_number, settings_like))
    def advance(learned: Any, mean: Any, square: Any, step: Any, count: Any, settings: Any) -> Any:
        for place in tf.range(count):
            slope = gradient(learned, step + place, settings)
            mean = 0.9 * mean + 0.1 * slope
            square = 0.999 * square + 0.001 * slope**2
            time = tf.cast(step + place + 1, tf.float32)
            corrected = mean / (1 - 0.9**time) / (tf.sqrt(square / (1 - 0.999**time)) + 1e-7)
            learned = learned - settings[-1] * corrected
        return learned, mean, square

    @tf.function(input_signature=(batch, whole_number))
    def look(learned: Any, unit: Any) -> Any:
        pictures = tf.sigmoid(learned)
        return pictures, value(pictures, unit)

    return Climber(advance, look)


def _noise(wish: Wish, shape: tuple[int, int, int]) -> np.ndarray:
    """Return what is learned before the first step: the pictures before the sigmoid."""
    return np.random.default_rng(wish.seed).normal(0, START, (wish.restarts, *shape)).astype(np.float32)


def _variation(pictures: Any) -> Any:
    """Return the mean absolute difference of neighbours, of each picture."""
    import tensorflow as tf

    across = tf.abs(pictures[:, :, 1:] - pictures[:, :, :-1])
    down = tf.abs(pictures[:, 1:] - pictures[:, :-1])
    return tf.reduce_mean(across, axis=(1, 2, 3)) + tf.reduce_mean(down, axis=(1, 2, 3))
