"""A training that has ended: what became of it, and what can be done with it."""

from __future__ import annotations

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.engine.limits import limits
from cnnlab.web.i18n import t, t_error
from cnnlab.web.training import actions, words
from cnnlab.web.training.desk import Desk

RESUMABLE = ("stopped", "failed", "lost")


def show_ended(desk: Desk, run: Run) -> None:
    """Show the words and the buttons."""
    measured = engine.metrics(run.id)
    said = words.ended(run, measured, desk.result(run.recipe, measured or {}))
    # Of one that was lost the words below say all.
    if run.error is not None and run.status != "lost":
        st.warning(t_error(run.error), icon=":material/error:")
    st.markdown(f"{words.ICONS[run.status]} {said}")
    refused = actions.refusal(desk)
    if refused is not None:
        st.warning(t_error(refused), icon=":material/block:")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if run.mine:
            _go_on(desk, run)
        st.button(
            t("Again from the same start"),
            icon=":material/replay:",
            on_click=actions.begin,
            args=(desk, run.recipe),
            key=desk.key("again"),
            help=t("The same recipe once more: the same first weights, the same order of the pictures."),
        )
        st.button(
            t("With another seed"),
            icon=":material/casino:",
            on_click=actions.another_seed,
            args=(desk, run.recipe),
            key=desk.key("another_seed"),
            help=t("Other first weights and another order: how much of the result is chance?"),
        )
        if measured:
            desk.onward(run)


def _go_on(desk: Desk, run: Run) -> None:
    if run.status in RESUMABLE:
        st.button(
            t("Resume"),
            icon=":material/resume:",
            type="primary",
            on_click=actions.go_on,
            args=(desk, run.id),
            key=desk.key("resume"),
            help=t("It goes on where it stood, with its weights, its optimiser and its epochs."),
        )
        return
    most = limits().epochs - run.recipe.epochs
    if most < 1:
        return
    with st.popover(t("Train longer"), icon=":material/more_time:"):
        more = st.number_input(
            t("Epochs more"),
            1,
            most,
            min(run.recipe.epochs, most),
            key=desk.key(f"more_{run.id}_{run.recipe.epochs}"),
        )
        if run.recipe.schedule != "constant":
            st.caption(
                t(
                    "The schedule is laid over all epochs together: the learning rate begins higher than it ended."
                    " A network trained in one go would have met other rates."
                )
            )
        st.button(
            t("Go on"),
            type="primary",
            on_click=actions.go_on,
            args=(desk, run.id, run.recipe.epochs + int(more)),
            key=desk.key("longer"),
        )


def show_delete(desk: Desk, run: Run) -> None:
    """Show the button that deletes a run, which asks once more."""
    with st.popover(t("Delete"), icon=":material/delete:"):
        st.markdown(t("Its curves, pictures and weights are deleted for good."))
        st.button(
            t("Delete this run"),
            on_click=actions.delete,
            args=(desk, run.id),
            key=desk.key("delete"),
        )
