"""What the Classifier brings to its mode Train: its words, its charts, and where a trained network leads."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.engine import Run
from cnnlab.web import navigation
from cnnlab.web.classifier import train_actions, train_words
from cnnlab.web.classifier import train_properties as tp
from cnnlab.web.classifier.recipe_state import apply_recipe
from cnnlab.web.components.curves import Chart
from cnnlab.web.components.looks import Look, looks
from cnnlab.web.i18n import N_, t
from cnnlab.web.training.course import Course, known
from cnnlab.web.training.desk import Desk

MEASURES = ("loss", "accuracy")
CHARTS = (Chart("loss", N_("Loss"), "number"), Chart("accuracy", N_("Accuracy"), "share"))


def _looks(run: Run, course: Course) -> None:
    labels = course.start.get("examples")
    strip = course.strip(run.id, "examples.png")
    if not labels or strip is None:
        return
    names = [t(name) for name in pretrained.about_of(run.id).classes]
    seen = [
        Look(
            each.step, [[known(share) for share in row] for row in each.event["probabilities"]], each.picture
        )
        for each in course.looks(run.id, "kernels")
    ]
    looks("cls_looks", run.id, strip, labels, names, seen)


def _onward(run: Run) -> None:
    for mode, label, icon in (
        ("use", t("Use"), ":material/draw:"),
        ("examine", t("Examine"), ":material/troubleshoot:"),
        ("compare", t("Compare"), ":material/compare_arrows:"),
    ):
        st.button(label, icon=icon, on_click=train_actions.to_mode, args=(mode, run.id), key=f"cls_to_{mode}")
    pressed = st.button(
        t("Look inside"), icon=":material/layers:", on_click=train_actions.choose_run, key="cls_to_inside"
    )
    if pressed:
        st.switch_page(navigation.PAGES / "inside.py")


DESK = Desk(
    prefix="cls",
    kind="classifier",
    epochs=tp.EPOCHS,
    seed=tp.SEED,
    apply=apply_recipe,
    measures=MEASURES,
    series=lambda columns: columns,
    charts=lambda recipe: CHARTS,
    looks=_looks,
    pictures_first=False,
    summary=train_words.summary,
    result=lambda recipe, measured: train_words.result(measured),
    brief=lambda recipe, measured: train_words.brief(measured),
    onward=_onward,
)
