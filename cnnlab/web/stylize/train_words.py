"""What the mode Train a style says of a training."""

from __future__ import annotations

from cnnlab.recipes import OneStyleRecipe
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.stylize.train_recipe import say, style_name


def summary(recipe: OneStyleRecipe) -> str:
    """Say a recipe in one line."""
    return listing(
        (
            style_name(recipe),
            say("start", recipe),
            t("{count} steps", count=f"{recipe.steps * recipe.epochs:,}"),
            t("seed {seed}", seed=recipe.seed),
        )
    )


def result(recipe: OneStyleRecipe, measured: dict) -> str:
    """Say what was measured when a training had ended."""
    if measured.get("test_style") is None:
        return ""
    numbers = {
        f"{part}_{when}": f"{measured[f'{when}_{part}']:.2f}"
        for part in ("style", "content")
        for when in ("before", "test")
    }
    return sentences(
        t(
            "On photographs that it has never seen the style loss went from {style_before} to {style_test}, the content"
            " loss from {content_before} to {content_test}.",
            **numbers,
        ),
        t("The network now paints any photograph in this one style, at any size."),
    )


def brief(recipe: OneStyleRecipe, measured: dict) -> str:
    """Say it in a few words."""
    if measured.get("test_style") is None:
        return ""
    return t("style loss {loss}", loss=f"{measured['test_style']:.2f}")


def idea() -> str:
    """Say what the article means by style transfer, and that it is done here."""
    return t(
        "Style transfer, says the article, is an encoder and a decoder that are trained with a content loss and a style"
        " loss. Here that is done: pieces of photographs go through both, a network that knows pictures measures how"
        " much of the photograph and how much of the style has come out, and the decoder learns to do better. What"
        " comes out is one small network for one style."
    )
