"""Try this: predict the true class's probability from the logits on the screen."""

from __future__ import annotations

from math import exp

import numpy as np

from cnnlab.ops.dense import Slopes
from cnnlab.web.activations.softmax_course import share
from cnnlab.web.activations.softmax_layer import Layer
from cnnlab.web.activations.softmax_properties import CLASSES
from cnnlab.web.components.softmax import WORDS
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number
from cnnlab.web.quiz import Question

RIGHT = "softmax"
LARGEST_EXPONENT = 15
"""As in `components/shared/softmax.js`: what stands in the reveal stands on the bench, too."""
SLIPS = {
    "sigmoid": N_("That looks at this logit alone; softmax compares it with the others."),
    "no_power": N_("That divides the logit by the sum of the logits. First raise e to each of them."),
    "no_temperature": N_("That forgets to divide the logits by the temperature."),
    "times": N_("That multiplies the logits by the temperature instead of dividing them by it."),
    "even": N_("That would be so if all logits were equal."),
}


def softmax_question(layer: Layer, slopes: Slopes) -> Question:
    """Ask for the probability of the true class, with the slips that people make as the other choices."""
    true, temperature = layer.true, layer.temperature
    guesses = {
        **{name: value for name, value in _slips(slopes.logits, true, temperature).items()},
        RIGHT: float(slopes.probabilities[true]),
    }
    shown = {name: share(value) for name, value in guesses.items()}
    # A slip that gives what is right, or what another gives, is no choice of its own.
    options = {text: name for name, text in shown.items()}
    kept = sorted((guesses[name], name) for name in options.values())
    values = [number(float(z), 3) for z in slopes.logits]
    taken, exact = powers_of(slopes.logits, temperature)
    powers = [number(power, 3) for power in exact]
    reveal = t(
        "{top} / ({a} + {b} + {c}) = {share}: each number is e to the logit over T.",
        top=powers[true],
        a=powers[0],
        b=powers[1],
        c=powers[2],
        share=shown[RIGHT],
    )
    if taken:
        # As the component beside it says.
        shifted = WORDS["shifted"]
        reveal = sentences(reveal, t(shifted, largest=number(taken, 3)))
    return Question(
        "softmax_share",
        t(
            "The logits are A: {a}, B: {b}, C: {c}, and the temperature is {temperature}. How probable does softmax"
            " make class {name}?",
            a=values[0],
            b=values[1],
            c=values[2],
            temperature=number(temperature),
            name=CLASSES[true],
        ),
        RIGHT,
        reveal,
        options={name: shown[name] for _, name in kept},
        slips={name: t(SLIPS[name]) for _, name in kept if name != RIGHT},
    )


def powers_of(logits: np.ndarray, temperature: float) -> tuple[float, list[float]]:
    """Return e to the logit over T for each logit.

    Where they would be too large to read, the largest logit is taken away from all of them first: the shares
    stay the same.

    Parameters
    ----------
    logits : ndarray, shape (n,)
    temperature : float

    Returns
    -------
    (float, list of float)
        What was taken away, or 0, and the powers.
    """
    values = [float(z) for z in logits]
    too_large = max(map(abs, values)) / temperature > LARGEST_EXPONENT
    taken = max(values) if too_large else 0.0
    return taken, [exp((z - taken) / temperature) for z in values]


def _slips(logits: np.ndarray, true: int, temperature: float) -> dict[str, float]:
    z = logits.astype(float)
    found = {"even": 1 / len(z), "sigmoid": float(np.exp(-np.logaddexp(0, -z[true] / temperature)))}
    total = z.sum()
    if total and 0 < z[true] / total < 1:
        found["no_power"] = z[true] / total
    if temperature != 1:
        found["no_temperature"] = _share(z, true)
        found["times"] = _share(z * temperature, true)
    return found


def _share(z: np.ndarray, true: int) -> float:
    powers = np.exp(z - z.max())
    return float(powers[true] / powers.sum())
