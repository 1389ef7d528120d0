"""What the mode Examine looks at: a network, what was measured of it, and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from cnnlab import engine, pretrained
from cnnlab.errors import LabError
from cnnlab.folders import is_id
from cnnlab.inference import examining
from cnnlab.metrics.certainty import Reliability, reliability, softmax
from cnnlab.metrics.classification import confusion
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.answers import DIGITS_FOR, Answers
from cnnlab.web import visitor
from cnnlab.web.classifier import examine_properties as p
from cnnlab.web.classifier import network_choice
from cnnlab.web.i18n import t


@dataclass(frozen=True, eq=False)
class Subject:
    """A network and its answers.

    Attributes
    ----------
    name : str
        A shipped name, or the id of a run.
    recipe : ClassifierRecipe
    metrics : dict
        As in ``metrics.json``; empty where nothing has been measured yet.
    part : str
        What it was asked about: "test" or "digits".
    classes : tuple of str
        Message ids.
    answers : Answers or None
        None where they have to be made first.
    validation : Answers or None
    """

    name: str
    recipe: ClassifierRecipe
    metrics: dict[str, Any]
    part: str
    classes: tuple[str, ...]
    answers: Answers | None
    validation: Answers | None

    @cached_property
    def names(self) -> list[str]:
        """The classes in the reader's language."""
        return [t(name) for name in self.classes]

    @cached_property
    def probabilities(self) -> np.ndarray | None:
        """Of every picture, (N, classes) as float64."""
        return None if self.answers is None else softmax(self.answers.logits.astype(np.float64))

    @cached_property
    def counts(self) -> np.ndarray | None:
        """The confusion matrix; as measured at the end of the training where there are no answers."""
        if self.answers is not None:
            answered = self.answers.logits.argmax(axis=1)
            return confusion(self.answers.labels, answered, len(self.classes))
        held = self.metrics.get("confusion") if self.part == "test" else None
        return None if held is None else np.array(held, np.int64)

    @cached_property
    def right(self) -> np.ndarray:
        """Which answers are right, (N,) of bool."""
        return self.answers.logits.argmax(axis=1) == self.answers.labels

    @cached_property
    def reliability(self) -> Reliability | None:
        """How often it is right when it is so sure."""
        if self.probabilities is not None:
            return reliability(self.probabilities.max(axis=1), self.right)
        held = self.metrics.get("calibration") if self.part == "test" else None
        if held is None:
            return None
        confidence = np.array([np.nan if value is None else value for value in held["confidence"]])
        return Reliability(
            np.array(held["count"]), np.array(held["right"]), confidence, held["error"], held["excess"]
        )

    @property
    def has_pictures(self) -> bool:
        """Whether some of the pictures are here."""
        return self.answers is not None and len(self.answers.pictures) > 0

    @property
    def can_be_asked(self) -> bool:
        """Whether its answers, with pictures, could be made."""
        return examining.can_be_made(self.recipe, self.part)


def parts_for(recipe: ClassifierRecipe) -> list[str]:
    """Return what a network can be asked about, as options of `PART`."""
    return ["test", "digits"] if recipe.data == DIGITS_FOR else ["test"]


def now() -> Subject:
    """Return what the page's properties name.

    Raises
    ------
    LabError
        There is no such network, or it has not been trained to an end.
    """
    name = network_choice.settle("digits-classifier")
    if is_id(name):
        run = engine.run(name, visitor.token())
        if run.alive:
            raise LabError("This run is still under way. It can be examined when it has ended.")
    recipe = pretrained.recipe_of(name)
    metrics = pretrained.metrics_of(name)
    part = p.PART.value if p.PART.value in parts_for(recipe) else "test"
    found = {each: examining.find(name, each) for each in (part, "validation")}
    classes = pretrained.about_of(name).classes
    return Subject(name, recipe, metrics, part, classes, found[part], found["validation"])
