"""How a run stands in a mode Train: what the link names, the run or the offer of one, and what is beneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.networks.plan import Planned
from cnnlab.recipes import Recipe
from cnnlab.web.i18n import t, t_error
from cnnlab.web.state import Property
from cnnlab.web.training import actions, kinds, layer_table, my_runs, offer, run_view, upload
from cnnlab.web.training.desk import Desk
from cnnlab.web.training.ended import show_delete


@dataclass(frozen=True)
class Named:
    """What the link names.

    Attributes
    ----------
    run : Run or None
        Of this desk's kind.
    missing : LabError or None
        Why there is none although the link names one.
    elsewhere : str
        The kind of a run that belongs to another page; else empty.
    """

    run: Run | None
    missing: LabError | None
    elsewhere: str


def named(desk: Desk, settings: Iterable[Property]) -> Named:
    """Find the run of the link, and bring the settings to it once."""
    run, missing = actions.run_of_link(desk, settings)
    kind = desk.kind if run is None else kinds.kind_of(run.recipe)
    return Named(run, missing, "") if kind == desk.kind else Named(None, missing, kind)


def say(desk: Desk, link: Named) -> None:
    """Say what is wrong with the run of the link, or where it is at home."""
    if link.missing is not None:
        st.warning(t_error(link.missing), icon=":material/link_off:")
    if link.elsewhere:
        kinds.show_elsewhere(link.elsewhere, desk.key("elsewhere"))


def show(
    desk: Desk, run: Run | None, recipe: Recipe, planned: Sequence[Planned] | None, changed: str
) -> None:
    """Show a run, or offer to begin one.

    Parameters
    ----------
    desk : Desk
    run : Run or None
    recipe : Recipe
        As the controls are.
    planned : sequence of Planned or None
        Its layers; None: it cannot be built.
    changed : str
        In which settings the recipe differs from that of the run; empty where in none.
    """
    if run is None or (changed and not run.alive):
        offer.show(desk, recipe, planned, changed)
    if run is not None:
        run_view.show(desk, run)
        if run.alive and changed:
            st.caption(changed)
        return
    refused = actions.refusal(desk)
    if refused is not None:
        st.warning(t_error(refused), icon=":material/block:")


def show_halves(titles: Sequence[str], halves: Sequence[Sequence[Planned]]) -> None:
    """Show the layers of a network's parts side by side."""
    for place, title, half in zip(st.columns(len(titles)), titles, halves, strict=False):
        with place:
            st.markdown(f"**{title}**")
            st.html(layer_table.table(half))


def fold(desk: Desk, title: str, draw: Callable[[], None]) -> None:
    """Show layers in a folder, which draws nothing while it is closed."""
    folder = st.expander(title, icon=":material/layers:", key=desk.key("layers"), on_change="rerun")
    if folder.open:
        with folder:
            draw()


def show_beneath(desk: Desk, run: Run | None) -> None:
    """Show what can be done with the run besides, the visitor's runs, and where a recipe can be brought from a file."""
    if run is not None:
        _aside(desk, run)
    my_runs.show(desk)
    folder = st.expander(
        t("A recipe from a file"), icon=":material/upload_file:", key=desk.key("upload"), on_change="rerun"
    )
    if folder.open:
        with folder:
            upload.show(desk)


def _aside(desk: Desk, run: Run) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Set this run aside"),
            icon=":material/add:",
            on_click=actions.look_at,
            args=(desk, ""),
            key=desk.key("aside"),
            help=t("The run stays among your runs; the page is free for another one."),
        )
        if run.mine:
            show_delete(desk, run)
