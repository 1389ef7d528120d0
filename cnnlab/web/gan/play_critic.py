"""The view Fool the critic: a drawing and a generated picture before the discriminator."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.inference.play_critic import READ, CriticReport, report_critic
from cnnlab.web.autoencoder.asking import fitted
from cnnlab.web.components import pad
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import play_asking as asking
from cnnlab.web.gan import play_critic_words as words
from cnnlab.web.gan import play_downloads as files
from cnnlab.web.gan import play_properties as p
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.gan.play_program import critic_program
from cnnlab.web.gan.play_scale import scale
from cnnlab.web.i18n import t


def show(bench: Bench, about: Subject) -> Shown:
    """Fill the bench."""
    claimed = asking.chosen(about, p.CLAIM, p.CLAIM_CLASS, READ)
    cell, _ = p.place_of(p.PLACE.valid)
    work = (
        about.name,
        about.stamp,
        fitted(bench.hand.pixels, about.about.shape),
        claimed if about.recipe.conditional else 0,
        int(p.SEED.value),
        cell,
        float(p.TRUNCATION.value),
    )
    with bench.pictures:
        report: CriticReport = ask_again(report_critic, *work)
        st.markdown(words.headline(report, about, bench.covered))
        row(_figures(report, about, bench.covered), 150, 230)
        if not bench.covered:
            st.markdown(words.advice(report))
            scale(report, about)
            if p.MEND.value:
                row(_mended(report), 150, 230)
                st.caption(words.mended(report, about))
    if not bench.covered:
        with bench.facts:
            facts(words.facts(report, about))
    return Shown(critic_program(about, report.claimed), files.critic(work))


def controls(about: Subject) -> None:
    """Show the controls."""
    if about.about.shape[2] == 1 and p.GIVEN.value == "digit":
        st.caption(t("Draw a digit. Until then the picture in hand is judged."))
        pad.pad(asking.PAD, words=pad.words(), live=True)
    if about.recipe.conditional and about.digits:
        p.CLAIM.select()
    elif about.recipe.conditional:
        asking.class_control(about, p.CLAIM, p.CLAIM_CLASS, [t("what the classifier reads")])
    asking.dice(p.SEED, t("Another generated one"))
    p.MEND.toggle()
    with st.expander(t("More"), key="more"):
        p.GIVEN.select()
        p.TRUNCATION.slider()
        p.SEED.box()


def _figures(report: CriticReport, about: Subject, covered: bool) -> list[Figure]:
    name = about.classes[report.claimed]
    yours = t("Yours")
    made = t("Generated: a {name}", name=name) if about.recipe.conditional else t("Generated")
    figures = [
        Figure(report.seen, yours, yours, "" if covered else words.rank(report, report.score)),
        Figure(report.twin, made, made, "" if covered else words.rank(report, report.twin_score)),
    ]
    if covered:
        return figures
    title = t("Where yours looks false")
    return [
        *figures,
        Figure(
            colour.diverging(averaged(report.gains)),
            title,
            t("Map of what each pixel could add to the score. {advice}", advice=words.advice(report)),
            t("orange: brighter would help; blue: darker; averaged over 3 × 3 pixels"),
        ),
    ]


def _mended(report: CriticReport) -> list[Figure]:
    before, after = t("Before mending"), t("Mended")
    change = report.mended.picture.astype(np.float32) - report.seen
    if change.ndim == 3:
        change = change.mean(axis=2)
    return [
        Figure(report.seen, before, before, words.rank(report, report.score)),
        Figure(report.mended.picture, after, after, words.rank(report, float(report.mended.scores[-1]))),
        Figure(
            colour.diverging(change),
            t("What was changed"),
            t("Map of the change: orange brighter, blue darker"),
            t("by {levels} grey levels of 255 at the most", levels=f"{np.abs(change).max():.0f}"),
        ),
    ]


def averaged(values: np.ndarray) -> np.ndarray:
    """Return a map (H, W) averaged over 3 x 3 pixels: single slopes leap from pixel to pixel."""
    padded = np.pad(values, 1)
    rows, columns = values.shape
    return sum(padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)) / 9
