"""What the mode Train says of a classifier."""

from __future__ import annotations

from cnnlab.engine import Run
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.classifier.compare_recipes import differences, say
from cnnlab.web.classifier.recipe_state import WORDS
from cnnlab.web.i18n import listing, t
from cnnlab.web.number_grid import number
from cnnlab.web.training import words


def result(measured: dict) -> str:
    """Say what was measured when a training had ended."""
    count = measured.get("test_count")
    if not count:
        return ""
    right = round(measured["test_accuracy"] * count)
    return t(
        "Of {count} test pictures it gets {right} right: {percent} %.",
        count=f"{count:,}",
        right=f"{right:,}",
        percent=f"{100 * measured['test_accuracy']:.1f}",
    )


def changed(wanted: ClassifierRecipe, run: Run) -> str:
    """Say in what the controls differ from a run; empty where they do not."""
    names = differences((run.recipe, wanted))
    return words.changed([(t(WORDS[name]), _say(run.recipe, name), _say(wanted, name)) for name in names])


def _say(recipe: ClassifierRecipe, name: str) -> str:
    return say(name, getattr(recipe, name))


def brief(measured: dict) -> str:
    """Say it in a few words."""
    accuracy = measured.get("test_accuracy")
    return "" if accuracy is None else t("{percent} % right", percent=f"{100 * accuracy:.1f}")


def summary(recipe: ClassifierRecipe) -> str:
    """Say a recipe in one line: data, network, and what it is trained with."""
    return listing(
        (
            _say(recipe, "data"),
            _say(recipe, "layers"),
            f"{_say(recipe, 'optimizer')} {number(recipe.learning_rate)}",
            t("batches of {size}", size=recipe.batch_size),
            t("{count} epochs", count=recipe.epochs),
            t("seed {seed}", seed=recipe.seed),
        )
    )
