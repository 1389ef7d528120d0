"""The visitor's own runs, and any whose link somebody has: which of them are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from cnnlab.engine import Run
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier import compare_view
from cnnlab.web.classifier import properties as shared
from cnnlab.web.classifier.compare_courses import Course, of_run
from cnnlab.web.classifier.compare_experiment import PERIOD
from cnnlab.web.classifier.compare_feed import named
from cnnlab.web.classifier.compare_recipes import differences, say
from cnnlab.web.classifier.recipe_state import WORDS
from cnnlab.web.i18n import N_, listing, t
from cnnlab.web.moments import moment
from cnnlab.web.training.kinds import runs_of

MOST_LISTED = 30
"""Of the visitor's own runs, the newest."""
_TESTED_BY = ("data", "clutter", "noise", "cue", "test_shift")
"""Settings of a recipe that make its test another one."""
LONGEST = 24
"""Letters of a network's layers in a label."""
PASTED, NOTE, PICKED = "cls_compare_pasted", "_cls_compare_note", "cls_compare_picked"
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

NOT_THERE = N_("There is no run of this name here; perhaps it has been deleted.")
FULL = N_("Eight runs at most are compared at once. Take one out first.")


def chosen() -> tuple[Run, ...]:
    """Return the runs that are compared: those of the link, or the newest of the visitor's own."""
    runs = named(p.RUNS.valid)
    if runs or p.RUNS.valid:
        return runs
    newest = runs_of("classifier")[:2]
    # So that the link carries them.
    st.session_state[p.RUNS.key] = ",".join(run.id for run in newest)
    return newest


def choose(runs: tuple[Run, ...]) -> None:
    """Show the runs to choose from, and a line for a link."""
    mine = runs_of("classifier")[:MOST_LISTED]
    options = {run.id: run for run in (*runs, *mine)}
    st.session_state[PICKED] = [run.id for run in runs]
    st.multiselect(
        t("Runs to compare"),
        list(options),
        format_func=lambda run: _label(options[run]) if run in options else run,
        max_selections=p.MOST_RUNS,
        key=PICKED,
        on_change=_picked,
        placeholder=t("Choose runs"),
        help=t("Your own, the newest first, and those of the link."),
    )
    st.text_input(
        t("Add a run by its link"),
        max_chars=2000,
        key=PASTED,
        on_change=_pasted,
        help=t("The address of a page that shows the run, or of several runs."),
    )
    note = st.session_state.pop(NOTE, "")
    if note:
        st.warning(t(note))


def _label(run: Run) -> str:
    """Say what a run is; the first letters of its id make it another label than that of any other run."""
    return t(
        "{data}, {network}, {moment} ({id})",
        data=say("data", run.recipe.data),
        network=_short(say("layers", run.recipe.layers)),
        moment=moment(run.created),
        id=run.id[:5],
    )


def _short(network: str) -> str:
    """Cut what is long behind a layer."""
    return network if len(network) <= LONGEST else network[:LONGEST].rpartition(", ")[0] + " …"


def _picked() -> None:
    st.session_state[p.RUNS.key] = ",".join(st.session_state.get(PICKED, [])[: p.MOST_RUNS])


def _pasted() -> None:
    text = st.session_state.get(PASTED, "")
    st.session_state[PASTED] = ""
    ids = list(dict.fromkeys(_ID.findall(text.lower())))
    if not ids:
        if text.strip():
            st.session_state[NOTE] = NOT_THERE
        return
    found = named(",".join(ids))
    held = [run.id for run in chosen()]
    new = [run.id for run in found if run.id not in held]
    if len(found) < len(ids):
        st.session_state[NOTE] = NOT_THERE
    if len(held) + len(new) > p.MOST_RUNS:
        st.session_state[NOTE] = FULL
    st.session_state[p.RUNS.key] = ",".join((held + new)[: p.MOST_RUNS])


def courses_of(runs: tuple[Run, ...]) -> tuple[Course, ...]:
    """Return how the runs go, each named by what it alone has."""
    return tuple(of_run(run, name) for run, name in zip(runs, names(runs), strict=True))


def names(runs: tuple[Run, ...]) -> list[str]:
    """Return a short name for each run: what differs between them, or a letter where nothing does."""
    differing = [name for name in differences([run.recipe for run in runs])][:2]
    found = []
    for place, run in enumerate(runs):
        letter = "ABCDEFGH"[place]
        said = listing(
            t("{name}: {value}", name=t(WORDS[name]), value=_short(say(name, getattr(run.recipe, name))))
            for name in differing
        )
        found.append(f"{letter} · {said}" if said else letter)
    return found


def on_other_tests(runs: Sequence[Run]) -> bool:
    """Tell whether these runs are not all tested on the same pictures."""
    tests = {tuple(getattr(run.recipe, name) for name in _TESTED_BY) for run in runs}
    return len(tests) > 1


def signature(runs: tuple[Run, ...]) -> tuple:
    """Return what changes when a run begins or ends."""
    return tuple((run.id, run.status) for run in runs)


@st.fragment(run_every=PERIOD)
def live(ids: tuple[str, ...], before: tuple, covered: bool) -> None:
    """Show the curves while they grow; when a run begins or ends, show the page anew."""
    runs = named(",".join(ids))
    if signature(runs) != before:
        st.rerun()
    if not covered:
        compare_view.curves(courses_of(runs))


def none_yet() -> None:
    """Say where runs come from."""
    st.info(
        t(
            "You have no runs yet. Train a network, or run an experiment: then its curves can be compared here. A"
            " run of somebody else can be added by its link."
        ),
        icon=":material/stacked_line_chart:",
    )
    st.button(t("To Train"), icon=":material/model_training:", on_click=_to_train, key="cls_compare_to_train")


def _to_train() -> None:
    st.session_state[shared.MODE.key] = "train"
