"""What the tests of this folder share."""

from __future__ import annotations

from dataclasses import replace

from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.classifier.compare_courses import Course, Epoch
from tests.web.mode_checks import bodies

COMPARE = "cls_mode=compare"


RUNS = f"{COMPARE}&cls_compare=runs"


def words(app) -> str:
    return " ".join(
        each.value for each in (*app.markdown, *app.caption, *app.info, *app.warning, *app.subheader)
    )


def bars(app) -> str:
    return next(body for body in bodies(app) if "cls-bars" in body)


def buttons(app) -> set[str]:
    return {each.key for each in app.button}


def course(name: str = "one", **changes) -> Course:
    recipe = replace(ClassifierRecipe(epochs=2), **changes)
    epochs = (Epoch(10, 1.0, 2.0, 0.4, 2.1, 0.3, 900.0), Epoch(20, 2.0, 1.0, 0.8, 1.1, 0.7, 1100.0))
    return Course(name, recipe, "", "done", epochs, 20, 1260, "CPU", 0.75, 400, 2.5)
