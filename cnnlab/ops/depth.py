"""One forward and one backward pass through many dense layers, and what becomes of the numbers on the way.

How the spread of activations and gradients depends on the initial weights is the subject of X. Glorot and
Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks" (AISTATS 2010), and of
K. He et al., "Delving deep into rectifiers" (ICCV 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from numbers import Integral

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.activation import ALPHA, LEAKY_SLOPE, check_pointwise, tensor_function

BATCH = 200
CLASSES = 10
SMALL, LARGE = 0.5, 4.0
"""What is too small and too large: the standard deviation, in units of Glorot's."""
INITIALISATIONS = ("glorot", "he", "small", "large")
SATURATING = ("sigmoid", "tanh")
"""Those that level off on both sides. Of the others, many values lie on a flat side when all is well."""
FLAT = 0.1
"""A value is saturated where the slope is less than this part of the steepest."""
NO_SLOPE = 1e-3
"""A unit is dead where the slope stays below this part of the steepest for the whole batch."""
EDGE = 30
"""The histogram counts tenths from -EDGE to EDGE; what lies beyond is counted with the last."""


MOST_LAYERS, MOST_UNITS = 30, 1000


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and low <= value <= high


@dataclass(frozen=True)
class DepthSpec:
    """A stack of dense layers of equal width, without biases.

    Attributes
    ----------
    layers, units : int
        How many layers (1 to 30), and how many units each has (1 to 1,000); the inputs are as many numbers.
    activation : str
        One of `cnnlab.ops.activation.NAMES` other than softmax.
    slope, alpha : float
        Of leaky ReLU below zero, and of ELU.
    initialisation : {"glorot", "he", "small", "large"}
    seed : int
        Of inputs, labels and weights; at least 0.

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    layers: int = 20
    units: int = 100
    activation: str = "relu"
    slope: float = LEAKY_SLOPE
    alpha: float = ALPHA
    initialisation: str = "he"
    seed: int = 0

    def __post_init__(self) -> None:
        if not _whole(self.layers, 1, MOST_LAYERS) or not _whole(self.units, 1, MOST_UNITS):
            raise LabError(
                "There are 1 to {layers} layers with 1 to {units} units each: two whole numbers.",
                layers=MOST_LAYERS,
                units=MOST_UNITS,
            )
        if not _whole(self.seed, 0, 2**63):
            raise LabError("The seed needs to be a whole number of at least 0.")
        check_pointwise(self.activation, self.slope, self.alpha)
        if not isinstance(self.initialisation, str) or self.initialisation not in INITIALISATIONS:
            raise LabError(
                "There is no initialisation of that name. The names are {names}.",
                names=", ".join(INITIALISATIONS),
            )


@dataclass(frozen=True, eq=False)
class Draw:
    """What the seed decides.

    Attributes
    ----------
    inputs : ndarray of float32, shape (BATCH, units)
        Standard normal.
    labels : ndarray of int64, shape (BATCH,)
        Random classes.
    weights : tuple of ndarray of float32
        (units, units) for each layer, and (units, CLASSES) for the linear layer at the end.
    """

    inputs: np.ndarray
    labels: np.ndarray
    weights: tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class DepthRun:
    """What one pass forwards and one backwards gave, an entry for each layer.

    Attributes
    ----------
    spread : ndarray of float64, shape (L,)
        Standard deviation of a layer's activations, over units and batch.
    histogram : ndarray of float64, shape (L, 2 EDGE + 1)
        Share of the activations in each bin, 0.1 wide, the middle one around 0; the outermost ones take
        everything beyond.
    gradient, gradient_of_weights : ndarray of float64, shape (L,)
        Euclidean norm of the loss's gradient with respect to a layer's activations and to its weights.
    dead : ndarray of float64, shape (L,)
        Share of units without slope for the whole batch (see `NO_SLOPE`).
    saturated : ndarray of float64, shape (L,)
        Share of values in the flat part (see `FLAT`); 0 for functions that are not in `SATURATING`.
    slope : ndarray of float64, shape (L,)
        Root mean square of the activation's slope.
    loss : float
    """

    spread: np.ndarray
    histogram: np.ndarray
    gradient: np.ndarray
    gradient_of_weights: np.ndarray
    dead: np.ndarray
    saturated: np.ndarray
    slope: np.ndarray
    loss: float

    @property
    def ratio(self) -> float:
        """The gradient at the first layer, in units of that at the last."""
        with np.errstate(all="ignore"):
            return float(self.gradient[0] / self.gradient[-1])


def deviation(initialisation: str, inputs: int, outputs: int) -> float:
    """Return the standard deviation of a layer's weights.

    Parameters
    ----------
    initialisation : {"glorot", "he", "small", "large"}
        Glorot and Bengio (2010), equation 12: the variance is 2 / (inputs + outputs). He et al. (2015), equation
        10: it is 2 / inputs. Too small and too large: `SMALL` and `LARGE` times Glorot's deviation.
    inputs, outputs : int
        Numbers that come in, and units.
    """
    if initialisation == "he":
        return sqrt(2 / inputs)
    return {"glorot": 1.0, "small": SMALL, "large": LARGE}[initialisation] * sqrt(2 / (inputs + outputs))


def draw(spec: DepthSpec) -> Draw:
    """Draw inputs, labels and weights. Another initialisation only scales the same weights."""
    rng = np.random.default_rng(spec.seed)
    inputs = rng.normal(size=(BATCH, spec.units)).astype(np.float32)
    labels = rng.integers(CLASSES, size=BATCH)
    widths = [spec.units] * (spec.layers + 1) + [CLASSES]
    weights = tuple(
        rng.normal(scale=deviation(spec.initialisation, *pair), size=pair).astype(np.float32)
        for pair in pairwise(widths)
    )
    return Draw(inputs, labels, weights)


def propagate(
    inputs: np.ndarray,
    labels: np.ndarray,
    weights: Sequence[np.ndarray],
    activation: str,
    slope: float = LEAKY_SLOPE,
    alpha: float = ALPHA,
) -> DepthRun:
    """Send inputs through dense layers and the gradient of the loss back.

    The loss is the mean cross-entropy of the softmax of the last, linear layer.

    Parameters
    ----------
    inputs : ndarray of float32 or float64, shape (N, n)
    labels : ndarray of int, shape (N,)
    weights : sequence of ndarray
        Of the same type as the inputs, one for each layer; the last belongs to the linear layer.
    activation : str
        One of `cnnlab.ops.activation.NAMES` other than softmax.
    slope, alpha : float

    Returns
    -------
    DepthRun
        Values that are infinite or not a number are kept as such.
    """
    import tensorflow as tf

    function = tensor_function(activation, slope, alpha)
    with tf.device("/CPU:0"):
        *hidden, last = (tf.constant(each) for each in weights)
        sums, values = [], []
        x = tf.constant(inputs)
        with tf.GradientTape() as tape:
            tape.watch(hidden)
            for each in hidden:
                sums.append(x @ each)
                x = function(sums[-1])
                values.append(x)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, x @ last)
            loss = tf.reduce_mean(losses)
        gradients = [each.numpy() for each in tape.gradient(loss, [*values, *hidden])]
        slopes = _slopes(function, tf.stack(sums))
        activations = tf.stack(values).numpy()
    with np.errstate(all="ignore"):
        norms = np.array([np.sqrt(np.square(each, dtype=np.float64).sum()) for each in gradients])
        return DepthRun(
            activations.std(axis=(1, 2), dtype=np.float64),
            np.array([_histogram(each) for each in activations]),
            norms[: len(hidden)],
            norms[len(hidden) :],
            *_still(slopes, activation, alpha),
            np.sqrt(np.square(slopes, dtype=np.float64).mean(axis=(1, 2))),
            float(loss),
        )


def run(spec: DepthSpec) -> DepthRun:
    """Draw what the seed decides, and send it through."""
    drawn = draw(spec)
    return propagate(drawn.inputs, drawn.labels, drawn.weights, spec.activation, spec.slope, spec.alpha)


def _slopes(function: Callable, sums) -> np.ndarray:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        tape.watch(sums)
        values = function(sums)
    return tape.gradient(values, sums).numpy()


def _histogram(values: np.ndarray) -> np.ndarray:
    tenths = np.nan_to_num(np.clip(np.rint(values * 10), -EDGE, EDGE), nan=EDGE).astype(np.int64)
    return np.bincount((tenths + EDGE).ravel(), minlength=2 * EDGE + 1) / values.size


def _still(slopes: np.ndarray, activation: str, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the shares of dead units and of saturated values of each layer."""
    # The steepest slope is 1 or a little more, except for the sigmoid's and a tall ELU's.
    steepest = {"sigmoid": 0.25, "elu": max(1.0, alpha)}.get(activation, 1.0)
    sizes = np.abs(slopes) / steepest
    dead = (sizes < NO_SLOPE).all(axis=1).mean(axis=1)
    saturated = (sizes < FLAT).mean(axis=(1, 2))
    return dead, saturated if activation in SATURATING else np.zeros_like(saturated)
