"""What the view Fool the critic says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.play_critic import STEPS, CriticReport
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number

PARTS = (
    N_("at the top left"),
    N_("at the top"),
    N_("at the top right"),
    N_("on the left"),
    N_("in the middle"),
    N_("on the right"),
    N_("at the bottom left"),
    N_("at the bottom"),
    N_("at the bottom right"),
)
"""The parts of a picture, row by row."""


def real_ones(report: CriticReport, about: Subject) -> str:
    """Say what the real pictures are that a score stands among."""
    if report.source == "digits":
        return t("digits of scikit-learn")
    return t("real test digits") if about.digits else t("real test pictures")


def headline(report: CriticReport, about: Subject, covered: bool) -> str:
    """Say how real the discriminator takes the picture to be."""
    if covered:
        return t("What the network says is covered while a question is open.")
    real, made = report.above(report.score)
    values = {"made": percent(made), "name": about.classes[report.claimed]}
    if real is None:
        said = t(
            "The discriminator takes yours for more real than **{made}** of generated pictures.", **values
        )
    elif about.recipe.conditional:
        said = t(
            "As a {name}, the discriminator takes yours for more real than **{real}** of {pictures}, and than {made} of"
            " generated ones.",
            real=percent(real),
            pictures=real_ones(report, about),
            **values,
        )
    else:
        said = t(
            "The discriminator takes yours for more real than **{real}** of {pictures}, and than {made} of generated"
            " ones.",
            real=percent(real),
            pictures=real_ones(report, about),
            **values,
        )
    beaten = report.score > report.twin_score
    return sentences(
        said,
        t("You beat the generated one beside it.") if beaten else t("The generated one beside it beats you."),
    )


def rank(report: CriticReport, score: float) -> str:
    """Say a score, and how many real pictures it beats."""
    real, made = report.above(score)
    if real is None:
        return t("score {score}: above {made} of generated ones", score=number(score, 2), made=percent(made))
    return t("score {score}: above {real} of real ones", score=number(score, 2), real=percent(real))


def advice(report: CriticReport) -> str:
    """Say what to change."""
    if report.brighter is None and report.darker is None:
        return t("No single pixel could raise the score.")
    if report.darker is None:
        return t("What would raise the score most: brighter {where}.", where=t(PARTS[report.brighter]))
    if report.brighter is None:
        return t("What would raise the score most: darker {where}.", where=t(PARTS[report.darker]))
    if report.brighter == report.darker:
        return t(
            "What would raise the score most lies {where}: more ink in some pixels, less in others.",
            where=t(PARTS[report.brighter]),
        )
    return t(
        "What would raise the score most: brighter {where}, darker {other}.",
        where=t(PARTS[report.brighter]),
        other=t(PARTS[report.darker]),
    )


def mended(report: CriticReport, about: Subject) -> str:
    """Say what mending has done, and what it has not."""
    steps = len(report.mended.scores) - 1
    if not steps:
        return t("There is nothing to mend: its score is that of half of the others already.")
    said = t(
        "{steps} steps of at most {most} along the slope raise the score from {before} to {after}.",
        steps=steps,
        most=STEPS,
        before=number(float(report.mended.scores[0]), 2),
        after=number(float(report.mended.scores[-1]), 2),
    )
    others = report.real if len(report.real) else report.made
    if report.mended.scores[-1] < np.median(others):
        return sentences(said, t("That is not yet the score of half of the others."))
    return sentences(
        said,
        t(
            "The critic is fooled. That does not make it a better digit: a score is no measure of beauty, and its slope"
            " leads to what this one network cannot tell from real."
        ),
    )


def facts(report: CriticReport, about: Subject) -> list[tuple[str, ...]]:
    """Return the facts: what it was judged as, and how real and generated pictures stand."""
    names = about.classes
    entries: list[tuple[str, ...]] = []
    if report.read is not None:
        entries.append((t("The classifier reads"), names[report.read]))
    if about.recipe.conditional:
        entries.append((t("Judged as"), names[report.claimed]))
    if len(report.real):
        middle, _ = report.above(float(report.made[len(report.made) // 2]))
        entries.append(
            (
                t("Generated ones"),
                t("the middle one is above {share} of real ones", share=percent(middle)),
                t("50 % if the discriminator could not tell them apart"),
            )
        )
    return entries


def percent(share: float) -> str:
    """Write a share of some hundred pictures as whole percent."""
    return f"{100 * share:.0f} %"
