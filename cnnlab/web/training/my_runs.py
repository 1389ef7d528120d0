"""The visitor's own runs, the newest first."""

from __future__ import annotations

import time

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.web.i18n import listing, t
from cnnlab.web.training import actions
from cnnlab.web.training.desk import Desk
from cnnlab.web.training.kinds import runs_of
from cnnlab.web.training.properties import RUN
from cnnlab.web.training.words import ICONS, STATUS, duration

MOST = 20


def show(desk: Desk) -> None:
    """Show them, folded; what is folded is not looked up."""
    folder = st.expander(t("My runs"), icon=":material/history:", key=desk.key("my_runs"), on_change="rerun")
    if not folder.open:
        return
    with folder:
        runs = runs_of(desk.kind)
        if not runs:
            st.caption(t("You have not trained anything yet, or not in this browser."))
        for run in runs[:MOST]:
            _line(desk, run)
        if len(runs) > MOST:
            st.caption(t("and {count} older ones", count=len(runs) - MOST))


def _line(desk: Desk, run: Run) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
        st.markdown(f"{ICONS[run.status]} {_said(desk, run)}", width="stretch")
        st.button(
            t("Open"),
            disabled=run.id == RUN.value,
            on_click=actions.open_run,
            args=(desk, run),
            key=desk.key(f"open_{run.id}"),
        )
        with st.popover(t("Delete")):
            st.markdown(t("Its curves, pictures and weights are deleted for good."))
            st.button(
                t("Delete this run"),
                on_click=actions.delete,
                args=(desk, run.id),
                key=desk.key(f"drop_{run.id}"),
            )


def _said(desk: Desk, run: Run) -> str:
    parts = [
        t(STATUS[run.status]),
        desk.brief(run.recipe, engine.metrics(run.id) or {}),
        desk.summary(run.recipe),
        t("{time} ago", time=duration(max(1.0, time.time() - run.created))),
    ]
    return listing(filter(None, parts))
