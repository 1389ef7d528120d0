"""One step at a time: the discriminator's, the generator's, and what each has changed."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference.step_moves import MOST, RATES
from cnnlab.inference.step_report import StepReport, report_steps
from cnnlab.recipes import GanRecipe
from cnnlab.web import long_work
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import experiments_properties as p
from cnnlab.web.gan import experiments_step_program, experiments_step_view
from cnnlab.web.gan.experiments_step_downloads import downloads
from cnnlab.web.gan.experiments_step_questions import questions
from cnnlab.web.i18n import t
from cnnlab.web.training.properties import RUN

KEY, SHOWN = "_gan_x_step", "_gan_x_step_shown"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    name = _name()
    with bench.controls:
        _controls()
    moves, seed = p.MOVES.valid, int(p.BATCH_SEED.value)
    report = _report(name, moves, seed)
    recipe = pretrained.recipe_of(name)
    with bench.pictures:
        st.markdown(
            t(
                "Eight real pictures and eight generated ones. **Press a button**: one player takes one step, and you"
                " see the same pictures and the same noise before and after it."
            )
        )
        if report is None:
            long_work.watch(KEY, lambda told: t("Taking the step …"))
        held, last = st.session_state.get(SHOWN, ("", None))
        # Of another network it would be taken for this one's.
        shown = _Shown(moves, report) if report is not None else last if held == name else None
        if shown is not None:
            experiments_step_view.pictures(shown.report, shown.moves)
    if report is None or shown is None:
        return Shown("")
    st.session_state[SHOWN] = (name, shown)
    with bench.facts:
        if bench.covered:
            st.caption(t("What was measured is covered while a question is open."))
        else:
            experiments_step_view.facts_of(report, moves)
    return Shown(
        experiments_step_program.program(recipe, report.real.shape[1:], moves, seed),
        downloads(name, report),
        questions(report, moves),
    )


class _Shown(NamedTuple):
    """What was shown last: it stays while the next step is taken."""

    moves: str
    report: StepReport


def _report(name: str, moves: str, seed: int) -> StepReport | None:
    """Return what the long worker has found of these steps; begin the work where it has not been asked.

    Raises
    ------
    LabError
        The steps could not be taken.
    """
    wanted = (name, pretrained.stamp(name), moves, seed)
    long_work.take(KEY)
    last = long_work.ended(KEY)
    if last is None or last[0] != wanted:
        work = long_work.current(KEY)
        if work is None or work.name != wanted:
            long_work.drop(KEY)
            long_work.begin(KEY, wanted, report_steps, name, moves, seed)
        last = long_work.ended(KEY)
    if last is None or last[0] != wanted:
        return None
    if isinstance(last[1], LabError):
        raise last[1]
    return last[1]


def _name() -> str:
    """Return whose networks take the steps."""
    shipped = pretrained.names("gan")
    if p.NETWORK.value == "run" and RUN.valid:
        if isinstance(pretrained.recipe_of(RUN.valid), GanRecipe):
            return RUN.valid
        raise LabError("The run of this link is no GAN. Choose the shipped one.")
    if not shipped:
        raise LabError("No GAN is here yet: train one in the mode Watch, and open this view from its link.")
    return shipped[0]


def _controls() -> None:
    if RUN.valid:
        p.NETWORK.segmented()
    p.RATE.slider()
    full = len(p.MOVES.valid) >= 2 * MOST
    with st.container(key="gan_x_moves_row", gap="small"):
        for player, label in (("D", t("Discriminator step")), ("G", t("Generator step"))):
            st.button(
                label,
                icon=":material/skip_next:",
                type="primary",
                width="stretch",
                disabled=full,
                on_click=_take,
                args=(player,),
                key=f"gan_x_take_{player}",
            )
        with st.container(horizontal=True, gap="small"):
            none = not p.MOVES.valid
            st.button(t("Undo"), icon=":material/undo:", disabled=none, on_click=_back, key="gan_x_back")
            st.button(
                t("From the start"),
                icon=":material/restart_alt:",
                disabled=none,
                on_click=_again,
                key="gan_x_first",
            )
    if full:
        st.caption(
            t("These are {most} steps, as many as fit into a link. Go back, or begin again.", most=MOST)
        )
    p.BATCH_SEED.box()


def _take(player: str) -> None:
    rate = min(range(len(RATES)), key=lambda place: abs(RATES[place] - p.RATE.value))
    moves = f"{p.MOVES.valid}{player}{rate}"
    if p.MOVES.accepts(moves):
        st.session_state[p.MOVES.key] = moves


def _back() -> None:
    st.session_state[p.MOVES.key] = p.MOVES.valid[:-2]


def _again() -> None:
    st.session_state[p.MOVES.key] = ""
