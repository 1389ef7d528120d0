"""The facts line of the mode Noise: what theory expects on flat grey."""

from __future__ import annotations

from cnnlab.ops.extremes import largest_of
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.pooling.noise_controls import Settings
from cnnlab.web.pooling.noise_words import fine

GREY = 0.5


def show(settings: Settings, size: tuple[int, ...], output: tuple[int, ...]) -> None:
    """Show what the noise does to flat grey in theory, and how many values are left.

    Parameters
    ----------
    settings : Settings
    size, output : (int, int)
        Rows and columns of the picture, and of each result.
    """
    count = settings.window**2
    expected = _of_specks if settings.kind == "salt_pepper" else _of_sigma
    facts(
        [
            *expected(settings, count),
            (
                t("Values"),
                f"{output[0] * output[1]:,}",
                t("of {values}: one for each window", values=f"{size[0] * size[1]:,}"),
            ),
        ]
    )


def _of_sigma(settings: Settings, count: int) -> list[tuple[str, str, str]]:
    sigma = settings.level if settings.kind == "gaussian" else settings.level * GREY
    lift, spread = largest_of(count)
    return [
        (
            t("Flat grey after max, in theory"),
            f"{GREY:.2f} + {lift:.2f} · {sigma:.3g} = {GREY + lift * sigma:.3f}",
            t("noise left {spread}", spread=f"{spread * sigma:.3f}"),
        ),
        (
            t("Flat grey after average, in theory"),
            f"{GREY:.2f}",
            t(
                "noise left {sigma} / {window} = {spread}",
                sigma=f"{sigma:.3g}",
                window=settings.window,
                spread=f"{sigma / settings.window:.3f}",
            ),
        ),
    ]


def _of_specks(settings: Settings, count: int) -> list[tuple[str, str, str]]:
    half = settings.level / 2
    return [
        (
            t("White after max on flat grey, in theory"),
            f"1 − (1 − {half:.3g}){_power(count)} = {fine(1 - (1 - half) ** count)}",
            t("one white speck is enough; before: {share}", share=fine(half)),
        ),
        (
            t("Black after max on flat grey, in theory"),
            f"{half:.3g}{_power(count)} = {fine(half**count)}",
            t("only where all are black; before: {share}", share=fine(half)),
        ),
    ]


def _power(count: int) -> str:
    return str(count).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
