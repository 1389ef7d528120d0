"""The source article's GAN: what stops it, what its loop does, and what the mended one gives."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab.images import encoding
from cnnlab.inference.article_gan_report import ArticleReport, report_article
from cnnlab.training.article_gan import Stop
from cnnlab.web import long_work
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.gan import experiments_chart, experiments_state, experiments_table, experiments_view
from cnnlab.web.gan import experiments_properties as p
from cnnlab.web.gan.experiments_article_program import program
from cnnlab.web.gan.experiments_downloads import downloads
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number
from cnnlab.web.quiz import Question

KEY = "_gan_x_article"
STOPS = {
    "leaky": N_("The first line with a leaky ReLU: its name was never imported."),
    "reshape": N_(
        "With that mended, the generator still cannot be built: after the first Reshape the picture has rows of 28,"
        " the next dense layer makes 784 values of each row, and 28 × 784 values do not fit into 28 × 28."
    ),
    "numpy": N_("With one Reshape both networks can be built. The loop then misses NumPy."),
    "compile": N_("With that mended, the discriminator is told to learn, but was never compiled."),
}


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    experiment = experiments_state.chosen("article")
    with bench.controls:
        p.SEED.box()
    standing = experiments_state.standing_of(experiment)
    courses = experiments_state.courses_of(experiment, standing)
    report = _report()
    with bench.pictures:
        st.markdown(t(experiments_state.words.CHANGES["article"]))
        st.markdown(t("**1. It cannot be built.** What Python says here, one mistake after another:"))
        if report is None:
            _wait()
        else:
            _stops(report.stops)
            if not bench.covered:
                _never(report)
        st.markdown(
            t(
                "**3. The mended loop.** The generator learns through a discriminator that stays as it is meanwhile;"
                " its last layer is a sigmoid, and the pictures go from 0 to 1, as its values do. The layers are the"
                " article's."
            )
        )
        experiments_state.button_row(experiment, standing)
        if standing.alive:
            experiments_state.live(experiment, standing, experiments_view_of)
        else:
            if courses[0].status == "before":
                st.markdown(t(experiments_state.BEFOREHAND))
            experiments_view_of(experiment, courses)
    with bench.facts:
        experiments_table.show(experiment.name, courses)
    files = downloads("article", courses)
    if report is not None:
        files = (
            Download(
                N_("Pictures before and after (PNG)"), "article_gan.png", "image/png", partial(_png, report)
            ),
            *files,
        )
    return Shown(program(courses[0].recipe), files, () if report is None else _questions(report))


def experiments_view_of(experiment, courses) -> None:
    """Show the pictures of the mended loop, and how its discriminator judges them."""
    experiments_view.show("article", courses)
    if any(course.points for course in courses):
        experiments_chart.show("article", courses)


def _report() -> ArticleReport | None:
    """Return what the long worker has found; begin the work where nobody has."""
    long_work.take(KEY)
    last = long_work.ended(KEY)
    if last is not None:
        return last[1] if isinstance(last[1], ArticleReport) else None
    if long_work.current(KEY) is None:
        long_work.begin(KEY, "article", report_article)
    return None


def _wait() -> None:
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, lambda report: t("The program is run, and mended, step by step …"))
    else:
        long_work.say_failure(KEY)


def _stops(stops: tuple[Stop, ...]) -> None:
    for stop in stops:
        st.markdown(t(STOPS[stop.name]))
        st.code(f"{stop.line}\n\n{stop.said}", language=None, wrap_lines=True)


def _never(report: ArticleReport) -> None:
    st.markdown(
        t(
            "**2. Mended so far, it runs, and its generator never learns.** For each batch it makes three calls, and"
            " the third, which is to train the generator, trains the discriminator again: with the same generated"
            " pictures as the line before, and the opposite label. After {steps} batches:",
            steps=report.steps,
        )
    )
    row(
        (
            Figure(
                _side_by_side(report.before),
                t("before the first batch"),
                t("What the generator makes of ten noises before the first batch: noise."),
            ),
            Figure(
                _side_by_side(report.after),
                t("after {steps} batches", steps=report.steps),
                t("What it makes of the same noises afterwards: the same noise, pixel by pixel."),
            ),
        ),
        width=300,
        most=700,
    )
    facts(
        (
            (t("Largest change of a weight, generator"), number(report.generator), ""),
            (t("Largest change of a weight, discriminator"), number(report.discriminator), ""),
            (t("D of real digits"), f"{report.real:.2f}", ""),
            (t("D of generated ones"), f"{report.fake:.2f}", t("told both ways, it can only say one half")),
            (
                t("Values of a generated picture"),
                t("{low} to {high}", low=number(report.low), high=number(report.high)),
                t("nothing holds them within 0 and 1"),
            ),
        )
    )


def _side_by_side(pictures: np.ndarray) -> np.ndarray:
    """Return pictures (10, H, W) in two rows of five."""
    return np.concatenate([np.concatenate(list(half), axis=1) for half in (pictures[:5], pictures[5:])])


def _png(report: ArticleReport) -> bytes:
    both = np.concatenate([_side_by_side(each) for each in (report.before, report.after)])
    return encoding.png(encoding.enlarge(both, 4))


def _questions(report: ArticleReport) -> tuple[Question, ...]:
    fake = "half" if abs(report.fake - 0.5) < 0.15 else "real" if report.fake > 0.5 else "fake"
    return (
        Question(
            "gan_x_article_weights",
            t("How many of the three calls for each batch change a weight of the generator?"),
            0 if report.generator == 0 else 1,
            t(
                "None. All three are calls of the discriminator; the generator's largest change after {steps} batches"
                " is {change}. To train it, the gradient has to go through the discriminator into the generator.",
                steps=report.steps,
                change=number(report.generator),
            ),
            {},
            {1: t("That is what the program's comment says. But look whose method is called.")},
        ),
        Question(
            "gan_x_article_half",
            t("What does the article's discriminator say of generated pictures after these batches?"),
            fake,
            t(
                "{fake}, on average. It is told of the same pictures that they are false, and at once that they are"
                " real: what is left is to answer 0.5. Of real digits it says {real}.",
                fake=f"{report.fake:.2f}",
                real=f"{report.real:.2f}",
            ),
            {
                "fake": t("That they are false: below 0.35."),
                "half": t("That it cannot tell: from 0.35 to 0.65."),
                "real": t("That they are real: above 0.65."),
            },
        ),
    )
