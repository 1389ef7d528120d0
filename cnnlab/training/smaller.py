"""What a network costs in one form and another: accuracy beside size, work and time. For workers."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlab.pretrained import Trained
from cnnlab.training import exporting, lite
from cnnlab.training.parts import load_for, moved

TIMED, WARM = 60, 10
MOST_TESTED = 1000


@dataclass(frozen=True)
class FormCost:
    """A network in one form.

    Attributes
    ----------
    network : str
        A shipped name, or the id of a run.
    form : {"keras", "lite", "lite_int8"}
        Keras in float32, LiteRT in float32, LiteRT in 8 bits.
    right, tested : int
        Right answers among so many test pictures.
    size : int
        Bytes of the file.
    milliseconds : float
        For one picture at a time, on one core: median of many.
    """

    network: str
    form: str
    right: int
    tested: int
    size: int
    milliseconds: float


def smaller(names: tuple[str, ...], *, report: Callable | None = None) -> tuple[FormCost, ...]:
    """Measure networks as Keras computes them, and as LiteRT does with 32 and with 8 bits.

    Parameters
    ----------
    names : tuple of str
        Shipped names or ids of runs, such as a network and its sister of separable convolutions.

    Returns
    -------
    tuple of FormCost
        Three for each network.

    Raises
    ------
    LabError
        There is no such network, LiteRT refuses it, or its pictures are not here.
    """
    costs: list[FormCost] = []
    for number, name in enumerate(names):
        held = exporting.trained(name)
        data = load_for(held.recipe)
        x = moved(data.x_test, held.recipe.test_shift, held.recipe.seed)[:MOST_TESTED]
        for place, form in enumerate(("keras", "lite", "lite_int8")):
            if report is not None:
                report((3 * number + place) / (3 * len(names)))
            costs.append(_cost(held, form, x, data.y_test[:MOST_TESTED]))
    return tuple(costs)


def _cost(held: Trained, form: str, x: np.ndarray, y: np.ndarray) -> FormCost:
    from cnnlab.training.steps import logits_of

    file = exporting.file_of(held, form)
    if form == "keras":
        answers = logits_of(held.model, held.recipe, x)
        once = _keras_call(held, x[:1])
    else:
        answers = lite.run(file, x, held.recipe)
        once = _lite_call(file, held, x[:1])
    return FormCost(
        held.name,
        form,
        int((answers.argmax(axis=1) == y).sum()),
        len(y),
        len(file),
        _milliseconds(once),
    )


def _keras_call(held: Trained, picture: np.ndarray) -> Callable[[], Any]:
    import tensorflow as tf

    forward = tf.function(lambda values: held.model(values, training=False))
    given = tf.constant(lite.as_input(picture, held.recipe))
    return lambda: forward(given).numpy()


def _lite_call(file: bytes, held: Trained, picture: np.ndarray) -> Callable[[], Any]:
    made = lite.interpreter(file)
    asked = made.get_input_details()[0]
    made.set_tensor(asked["index"], lite.quantised(lite.as_input(picture, held.recipe), asked))
    return made.invoke


def _milliseconds(once: Callable[[], Any]) -> float:
    """Return the median time of a call on one core."""
    with _one_core():
        for _ in range(WARM):
            once()
        times = []
        for _ in range(TIMED):
            began = time.perf_counter()
            once()
            times.append(time.perf_counter() - began)
    return float(1000 * np.median(times))


@contextlib.contextmanager
def _one_core() -> Iterator[None]:
    """Keep all threads of this process on one core, where the system lets us (Linux)."""
    tasks = "/proc/self/task"
    if not (hasattr(os, "sched_setaffinity") and os.path.isdir(tasks)):
        yield
        return
    before = {int(task): os.sched_getaffinity(int(task)) for task in os.listdir(tasks)}
    one = {min(os.sched_getaffinity(0))}
    try:
        for task in before:
            _bind(task, one)
        yield
    finally:
        for task, cores in before.items():
            _bind(task, cores)


def _bind(task: int, cores: set[int]) -> None:
    with contextlib.suppress(ProcessLookupError):  # a thread may have ended meanwhile
        os.sched_setaffinity(task, cores)
