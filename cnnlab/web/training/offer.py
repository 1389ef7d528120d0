"""Before the start: the button, and what a training will cost."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.datasets import stored
from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.networks.plan import Planned
from cnnlab.recipes import Recipe
from cnnlab.training.estimating import Cost
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t, t_error
from cnnlab.web.number_grid import number
from cnnlab.web.training import actions, data_fetch
from cnnlab.web.training.cost import cost_of, pending
from cnnlab.web.training.desk import Desk
from cnnlab.web.training.words import DEVICES, duration

PERIOD = 1.0
"""Seconds between two looks at a measurement."""


def show(desk: Desk, recipe: Recipe, planned: Sequence[Planned] | None, note: str = "") -> None:
    """Show the button, and beside it what pressing it costs; without the pictures, what brings them here.

    Parameters
    ----------
    desk : Desk
    recipe : Recipe
    planned : sequence of Planned, or None
        The layers of its network; None where it cannot be built.
    note : str
        What is to be said beside it.
    """
    _offer(desk, recipe, planned, note)
    if planned is not None and cost_of(recipe) is None and pending(recipe):
        _wait_for_cost(recipe)


@st.fragment(run_every=PERIOD)
def _wait_for_cost(recipe: Recipe) -> None:
    """Look again until the time is known, and then draw the page with it.

    The button stands outside: a press that is on its way when a fragment ends would be lost with it.
    """
    if cost_of(recipe) is not None or not pending(recipe):
        st.rerun()


def _offer(desk: Desk, recipe: Recipe, planned: Sequence[Planned] | None, note: str) -> None:
    cost = None if planned is None else cost_of(recipe)
    refused = None if planned is None else _refusal(recipe)
    if recipe.data in stored.CLASSES and not stored.is_here(recipe.data):
        # A training would fetch it too, and say nothing for minutes.
        data_fetch.show(recipe.data)
        if note:
            st.caption(note)
    else:
        label = t("Train") if cost is None else t("Train, about {time}", time=duration(cost.seconds(recipe)))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.button(
                label,
                icon=":material/play_arrow:",
                type="primary",
                disabled=planned is None or refused is not None,
                on_click=actions.begin,
                args=(desk, recipe),
                key=desk.key("train"),
            )
            if note:
                st.caption(note, width="content")
    if refused is not None:
        st.warning(t_error(refused), icon=":material/block:")
    if planned is not None:
        facts(_facts(recipe, planned, cost))


def _refusal(recipe: Recipe) -> LabError | None:
    try:
        limits().check(recipe)
    except LabError as error:
        return error
    return None


def _facts(recipe: Recipe, planned: Sequence[Planned], cost: Cost | None) -> list[tuple[str, ...]]:
    entries: list[tuple[str, ...]] = [
        (t("Parameters"), f"{sum(each.parameters for each in planned):,}"),
        (t("Multiply-adds"), f"{sum(each.multiply_adds for each in planned):,}", t("for one picture")),
    ]
    if cost is not None:
        learned, aside, steps = cost.sizes(recipe)
        entries += [
            (t("Pictures to learn from"), f"{learned:,}", *_aside(aside)),
            (t("Steps"), f"{steps * recipe.epochs:,}", t("{count} an epoch", count=f"{steps:,}")),
            (
                t("Time of a step, measured"),
                _step_time(cost.step),
                t(DEVICES.get(cost.device, "")),
            ),
        ]
    return entries


def _aside(count: int) -> tuple[str, ...]:
    """Say how many are for validation, where there are some."""
    return (t("{count} for validation", count=f"{count:,}"),) if count else ()


def _step_time(seconds: float) -> str:
    if seconds >= 1:
        return t("{count} s", count=number(seconds))
    return t("{count} ms", count=number(1000 * seconds))
