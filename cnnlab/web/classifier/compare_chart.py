"""The curves of several trainings in one chart."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier.compare_courses import COLOURS, Course, Epoch
from cnnlab.web.i18n import N_, sentences, t

HEIGHT = 380
MOST_POINTS = 400
AXES = {
    "pictures": N_("Pictures seen"),
    "epochs": N_("Epochs"),
    "steps": N_("Steps"),
    "seconds": N_("Seconds"),
}


def show(courses: Sequence[Course]) -> None:
    """Draw the curves as the controls say, and say in words what is to be seen."""
    import plotly.graph_objects as go

    measure, axis, training = p.MEASURE.value, p.AXIS.value, p.TRAINING_CURVES.value
    figure = go.Figure()
    for course, paint in zip(courses, COLOURS, strict=False):
        epochs = thinned(course.epochs)
        along = [_place(course, epoch, axis) for epoch in epochs]
        common = {"x": along, "name": course.name, "legendgroup": course.run or course.name}
        hover = "%{fullData.name}: %{y:.3~g}" if measure == "loss" else "%{fullData.name}: %{y:.1%}"
        mode = "lines" if len(epochs) > 15 else "lines+markers"
        figure.add_trace(
            go.Scatter(
                **common,
                y=[getattr(epoch, f"val_{measure}") for epoch in epochs],
                mode=mode,
                line={"color": paint, "width": 2.5},
                marker={"size": 5},
                hovertemplate=t("{name}, validation", name=hover) + "<extra></extra>",
            )
        )
        if training:
            figure.add_trace(
                go.Scatter(
                    **common,
                    y=[getattr(epoch, measure) for epoch in epochs],
                    mode="lines",
                    line={"color": paint, "width": 1.5, "dash": "dot"},
                    opacity=0.8,
                    showlegend=False,
                    hovertemplate=t("{name}, training", name=hover) + "<extra></extra>",
                )
            )
    _arrange(figure, measure, axis)
    whole = max((_whole(course, axis) for course in courses if course.alive), default=0)
    if whole:
        # As long as it will be: so that it stands still while the curves grow.
        figure.update_xaxes(range=[0, 1.02 * whole])
    if measure == "loss":
        figure.update_yaxes(range=_losses(courses, training))
    st.plotly_chart(figure, key="cls_compare_chart", config={"displayModeBar": False})
    st.caption(_words(measure, axis, training))


def thinned(epochs: Sequence[Epoch]) -> Sequence[Epoch]:
    """Return the epochs, or of very many so few that a chart can hold them, the last among them."""
    every = -(-len(epochs) // MOST_POINTS)
    return epochs if every <= 1 else epochs[::-1][::every][::-1]


def _place(course: Course, epoch: Epoch, axis: str) -> float:
    if axis == "pictures":
        return course.seen(epoch)
    if axis == "epochs":
        return course.epochs.index(epoch) + 1
    return epoch.step if axis == "steps" else epoch.seconds


def _whole(course: Course, axis: str) -> float:
    """Return where a training will end; 0 where that is not known."""
    if axis == "epochs":
        return course.recipe.epochs
    return {"pictures": course.steps * course.recipe.batch_size, "steps": course.steps}.get(axis, 0)


def _losses(courses: Sequence[Course], training: bool) -> list[float]:
    """Return the limits of the axis: a loss that leaves all bounds must not flatten the others."""
    names = ("loss", "val_loss") if training else ("val_loss",)
    known = [getattr(epoch, name) for course in courses for epoch in course.epochs for name in names]
    return [-0.05, min(max([value for value in known if value == value], default=1.0), HIGHEST) * 1.05]


HIGHEST = 5.0
"""Twice the loss of guessing, and a little more: what lies above is not drawn."""


def _arrange(figure, measure: str, axis: str) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "font_size": 13},
        hovermode="closest",
        dragmode=False,
        # What has been hidden by a click on its name stays hidden while the others go on.
        uirevision="cls_compare",
        showlegend=True,
    )
    figure.update_xaxes(title=t(AXES[axis]), fixedrange=True, rangemode="tozero", zeroline=False)
    figure.update_yaxes(title=t(p.MEASURE.options[measure]), fixedrange=True, zeroline=False)
    if measure == "accuracy":
        figure.update_yaxes(range=[0, 1.02], tickformat=".0%")


def _words(measure: str, axis: str, training: bool) -> str:
    parts = [t("Solid: validation, after each epoch.")]
    if training:
        parts.append(
            t(
                "Dotted: on the pictures that it learns from, in the course of the epoch, with dropout and"
                " augmentation."
            )
        )
    if measure == "loss":
        parts.append(t("A loss above {most} lies outside; guessing among ten has 2.3.", most=f"{HIGHEST:g}"))
    if axis == "seconds":
        parts.append(t("The first seconds go into the compiling of the program."))
    parts.append(t("A click on a name hides its curves, a double click all others."))
    return sentences(*parts)
