"""How good a generator's pictures are: again and again while it learns, and when it has learned."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from cnnlab.errors import LabError
from cnnlab.networks.gan_blocks import plan_of
from cnnlab.recipes import GanRecipe
from cnnlab.training.gan_judging import NEIGHBOURS, QUICK, Judge, classifier_for, judge_of
from cnnlab.training.gan_steps import Players, inputs_of
from cnnlab.training.measuring import circumstances

if TYPE_CHECKING:
    from cnnlab.datasets import Dataset

AT_END = 2_000
"""Pictures that are generated and judged when the training has ended."""
BATCH = 250
NOISE = 2_000_000_033
"""Beside the recipe's seed: of the noise of these pictures."""
SELDOM = 100.0
"""Times as long as a judgement takes passes until the next one."""
SOONEST = 10.0
"""Seconds between two judgements at the least."""


class Measuring:
    """Judges what the averaged generator makes, beside real pictures.

    Parameters
    ----------
    recipe : GanRecipe
    players : Players
    data : Dataset
        Its training pictures are those that are learned from.
    """

    def __init__(self, recipe: GanRecipe, players: Players, data: Dataset) -> None:
        self._recipe, self._players, self._data = recipe, players, data
        generator = players.model.get_layer("generator")
        self._make = tf.function(lambda inputs: generator(inputs, training=False), reduce_retracing=True)
        self._judges: dict[int, Judge | None] = {}
        self._next = 0.0

    def now_and_then(self) -> dict:
        """Judge if it is time for it; `{"judged": figures}`, or nothing."""
        if time.monotonic() < self._next:
            return {}
        began = time.monotonic()
        ready = QUICK in self._judges
        figures = self.judge(QUICK)
        # The first time also looks at the real pictures.
        spent = time.monotonic() - began if ready else 0.0
        self._next = time.monotonic() + max(SOONEST, SELDOM * spent)
        return {"judged": figures} if figures else {}

    def judge(
        self, count: int, watch: Callable[[], object] | None = None, copies: bool = False
    ) -> dict[str, Any]:
        """Return the figures of `cnnlab.training.gan_judging.Judge.judge`; none without a classifier of the data."""
        judge = self._judge(count, watch, copies)
        if judge is None:
            return {}
        labels = judge.labels.astype(np.int32)
        noise = tf.random.stateless_normal((len(labels), self._recipe.noise), [self._recipe.seed, NOISE])
        made = []
        for start in range(0, len(labels), BATCH):
            if watch is not None:
                watch()
            part = slice(start, start + BATCH)
            made.append(self._make(inputs_of(self._recipe, noise[part], tf.constant(labels[part]))).numpy())
        return judge.judge(np.concatenate(made), labels if self._recipe.conditional else None, watch)

    def _judge(self, count: int, watch: Callable[[], object] | None, copies: bool) -> Judge | None:
        if count not in self._judges:
            try:
                classifier = classifier_for(self._recipe.data)
            except LabError:  # its files are damaged: the training has nothing to do with that
                classifier = None
            fits = (
                classifier is not None and min(len(self._data.x_train), len(self._data.x_test)) > NEIGHBOURS
            )
            self._judges[count] = (
                judge_of(classifier, self._data, count, copies=copies, watch=watch) if fits else None
            )
        return self._judges[count]

    def at_end(self, watch: Callable[[], object]) -> dict[str, Any]:
        """Return the metrics of a training that has ended: figures, sizes, circumstances."""
        shape = self._data.x_train.shape[1:]
        planned = plan_of(self._recipe, shape, len(self._data.classes))
        return {
            **self.judge(AT_END, watch, copies=True),
            "parameters": self._players.model.count_params(),
            "multiply_adds": sum(layer.multiply_adds for half in planned for layer in half),
            **circumstances(),
        }
