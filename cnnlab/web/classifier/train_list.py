"""The visitor's own runs, the newest first."""

from __future__ import annotations

import time

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.web import visitor
from cnnlab.web.classifier import properties as p
from cnnlab.web.classifier import train_actions
from cnnlab.web.classifier.train_words import ICONS, STATUS, duration, summary
from cnnlab.web.i18n import listing, t

MOST = 20


def show() -> None:
    """Show them, folded; what is folded is not looked up."""
    folder = st.expander(t("My runs"), icon=":material/history:", key="cls_my_runs", on_change="rerun")
    if not folder.open:
        return
    with folder:
        runs = engine.runs_of(visitor.token())
        if not runs:
            st.caption(t("You have not trained anything yet, or not in this browser."))
        for run in runs[:MOST]:
            _line(run)
        if len(runs) > MOST:
            st.caption(t("and {count} older ones", count=len(runs) - MOST))


def _line(run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(f"{ICONS[run.status]} {_said(run)}", width="stretch")
        st.button(
            t("Open"),
            disabled=run.id == p.RUN.value,
            on_click=train_actions.open_run,
            args=(run,),
            key=f"cls_open_{run.id}",
        )
        with st.popover(t("Delete")):
            st.markdown(t("Its curves, pictures and weights are deleted for good."))
            st.button(
                t("Delete this run"), on_click=train_actions.delete, args=(run.id,), key=f"cls_drop_{run.id}"
            )


def _said(run: Run) -> str:
    measured = engine.metrics(run.id) or {}
    accuracy = measured.get("test_accuracy")
    parts = [
        t(STATUS[run.status]),
        *([t("{percent} % right", percent=f"{100 * accuracy:.1f}")] if accuracy is not None else []),
        summary(run.recipe),
        t("{time} ago", time=duration(max(1.0, time.time() - run.created))),
    ]
    return listing(parts)
