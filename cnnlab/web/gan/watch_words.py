"""What the mode Watch says of a GAN."""

from __future__ import annotations

from cnnlab.recipes import GanRecipe
from cnnlab.web.gan.watch_health import percent
from cnnlab.web.gan.watch_recipe import say
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number


def summary(recipe: GanRecipe) -> str:
    """Say a recipe in one line: data, networks, loss, and what they are trained with."""
    return listing(
        (
            say("data", recipe.data),
            say("network", recipe.network),
            say("loss", recipe.loss),
            f"{number(recipe.learning_rate, 6)} / {number(recipe.critic_rate, 6)}",
            t("{count} epochs", count=recipe.epochs),
            t("seed {seed}", seed=recipe.seed),
        )
    )


def figures_of(measured: dict) -> dict:
    """Return what was measured of generated pictures at the end; empty where nothing was."""
    return measured.get("judged") or (measured if "frechet" in measured else {})


def result(recipe: GanRecipe, measured: dict) -> str:
    """Say what was measured when a training had ended."""
    found = figures_of(measured)
    if found.get("frechet") is None:
        return ""
    said = []
    if found.get("asked_right") is not None:
        said.append(
            t(
                "Of {count} generated pictures the shipped classifier takes {right} for what was asked for; of real"
                " ones it knows {known}.",
                count=f"{int(found.get('count', 0)):,}",
                right=percent(found["asked_right"]),
                known=percent(found.get("asked_right_real") or 0.0),
            )
        )
    said.append(
        t(
            "The Fréchet distance is {distance}, between real pictures and other real ones {floor}; of the real"
            " pictures {coverage} have a generated one nearby.",
            distance=number(found["frechet"]),
            floor=number(found.get("frechet_real") or 0.0),
            coverage=percent(found.get("coverage") or 0.0),
        )
    )
    return sentences(*said)


def brief(recipe: GanRecipe, measured: dict) -> str:
    """Say it in a few words."""
    found = figures_of(measured)
    if found.get("frechet") is None:
        return ""
    return t("Fréchet distance {distance}", distance=number(found["frechet"]))
