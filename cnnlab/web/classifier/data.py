"""The mode Data: what there is to learn from, and what a network gets to see of it."""

from __future__ import annotations

import streamlit as st

from cnnlab import datasets
from cnnlab.datasets import own, stored
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.classifier import OWN_DATA, is_own
from cnnlab.training.data_report import DataQuestion, DataReport, report_data
from cnnlab.web.classifier import (
    data_browser,
    data_collect,
    data_controls,
    data_overview,
    data_words,
)
from cnnlab.web.classifier import data_properties as p
from cnnlab.web.classifier.data_downloads import downloads
from cnnlab.web.classifier.data_program import program
from cnnlab.web.classifier.data_question import baseline_question
from cnnlab.web.classifier.train_properties import SEED, VALIDATION
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.training import data_fetch


def controls(hand: InHand) -> None:
    """Show the controls."""
    data_controls.show(hand)


def show(bench: Bench) -> Shown:
    """Fill the bench, but for the controls."""
    data_collect.adopt_made()
    with bench.pictures:
        if data_collect.is_open():
            data_collect.show()
            return Shown("")
        recipe = recipe_of()
        if recipe.data in stored.CLASSES and not stored.is_here(recipe.data):
            data_fetch.show(recipe.data)
            return Shown(program(recipe))
        about = datasets.about(recipe.data)
        alike = own.describe(recipe.data.removeprefix(OWN_DATA)).alike if is_own(recipe.data) else ()
        names = [t(name) for name in about.classes]
        data_browser.adopt_click()
        st.markdown(t(data_words.ABOUT[p.DATA_SET.value]))
        overview = st.container(key="cls_overview", gap="small")
    # Below the controls on a phone, where it is a long way down.
    with bench.facts:
        st.subheader(t("Examples"), anchor=False)
        label = data_browser.choose(names)
    question = DataQuestion(recipe, p.PART.value, label, int(p.PAGE.value) - 1, int(p.CHOSEN.value))
    report: DataReport = ask_again(report_data, question)
    with overview:
        data_overview.show(names, report.strips, report.counts)
        # The first remark answers the question below.
        said = data_words.remarks(report, recipe, alike)[bench.covered :]
        st.markdown("\n".join(f"- {each}" for each in said))
    with bench.facts:
        data_browser.show(report)
        st.subheader(t("What it would get of the picture in hand"), anchor=False)
        data_browser.show_hand(bench.hand, about.shape)
        _facts(report, about.shape)
    return Shown(program(recipe), downloads(report, recipe), (baseline_question(report),))


def recipe_of() -> ClassifierRecipe:
    """Return a recipe with the data set that is looked at, parted as the training would part it."""
    return ClassifierRecipe(
        data=p.data_name(),
        examples=int(p.EXAMPLES.value),
        clutter=p.CLUTTER.value,
        noise=p.NOISE.value,
        cue=p.CUE.value,
        validation=VALIDATION.value,
        seed=int(SEED.value),
    )


def _facts(report: DataReport, shape: tuple[int, int, int]) -> None:
    train, validation, test = report.counts.sum(axis=1)
    rows, columns, channels = shape
    facts(
        [
            (t("Classes"), str(len(report.classes))),
            (
                t("Pictures"),
                t(
                    "{rows} × {columns}, {tone}",
                    rows=rows,
                    columns=columns,
                    tone=t("colour") if channels == 3 else t("grey"),
                ),
                t("{count} numbers each", count=f"{rows * columns * channels:,}"),
            ),
            (t("Training"), f"{train:,}", t("learned from")),
            (t("Validation"), f"{validation:,}", t("chosen by")),
            (t("Test"), f"{test:,}", t("used once, at the end")),
            (t("Source"), t(data_words.CREDITS[p.DATA_SET.value])),
        ]
    )
