"""What the tests of this folder share."""

from __future__ import annotations

import json

import numpy as np

from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import answers
from cnnlab.web.classifier.examine_subject import Subject

NAME = "digits-classifier"


PAGE = f"cls_mode=examine&cls_model={NAME}"


RECIPE = ClassifierRecipe(
    layers=(Layer("conv", 4, stride=2), Layer("max_pool", size=2), Layer("dense", 24)),
    examples=400,
    epochs=3,
    batch_size=32,
    learning_rate=3e-3,
)


def kept(shipped) -> answers.Answers:
    return answers.load(shipped / answers.NAME, "test")


def subject_of(shipped, **changes) -> Subject:
    held = {
        "name": NAME,
        "recipe": RECIPE,
        "metrics": json.loads((shipped / "metrics.json").read_text()),
        "part": "test",
        "classes": tuple(map(str, range(10))),
        "answers": kept(shipped),
        "validation": answers.load(shipped / answers.NAME, "validation"),
    }
    return Subject(**{**held, **changes})


def made_up(labels, logits) -> answers.Answers:
    labels = np.asarray(labels)
    return answers.answers_of(
        labels, np.asarray(logits, np.float32), np.zeros((len(labels), 8, 8, 1), np.uint8)
    )


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def _as_mnist(shipped) -> None:
    recipe = json.loads((shipped / "recipe.json").read_text())
    (shipped / "recipe.json").write_text(json.dumps({**recipe, "data": "mnist"}))


def parted_pictures() -> dict[str, np.ndarray]:
    from cnnlab.training.parts import parts_of

    parts = parts_of(RECIPE)
    names = ("x_train", "y_train", "x_validation", "y_validation", "x_test", "y_test")
    return {name: getattr(parts, name) for name in names}
