"""Collecting pictures of one's own: classes with names, filled by uploads, camera and drawings."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st
from streamlit.errors import StreamlitAPIException

from cnnlab.datasets import drafts, making, own
from cnnlab.datasets.draft_report import DraftReport, report_draft
from cnnlab.datasets.drafts import DraftClass
from cnnlab.errors import LabError
from cnnlab.images import encoding
from cnnlab.web import long_work, visitor
from cnnlab.web.adopting import event
from cnnlab.web.classifier import data_browser, data_overview, data_sources
from cnnlab.web.classifier import data_properties as p
from cnnlab.web.classifier.data_sources import WORK, act
from cnnlab.web.components import gallery
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import sentences, t, t_error

OPEN = "cls_open_class"
"""Key of the class that is filled: nobody else's business, so not in the URL."""
KEY = "cls_draft_pictures"


def is_open() -> bool:
    """Tell whether pictures are collected, and not a finished set looked at."""
    return p.DATA_SET.value == p.OWN_PICTURES and (bool(p.COLLECT.value) or not p.OWN_SET.valid)


def adopt_made() -> None:
    """Turn to the set that has just been made, or to the newest where none is chosen."""
    long_work.take(WORK)
    last = long_work.ended(WORK)
    if last is not None and last[0] == "make" and isinstance(last[1], str):
        _turn_to(last[1])
        long_work.forget(WORK)
    under_way = long_work.current(WORK) is not None
    if p.DATA_SET.value == p.OWN_PICTURES and not (p.OWN_SET.valid or p.COLLECT.value or under_way):
        sets = own.sets_of(visitor.token())
        if sets:
            _turn_to(sets[0].id)


def _turn_to(data: str) -> None:
    try:
        st.session_state[p.OWN_SET.key], st.session_state[p.COLLECT.key] = data, False
    except StreamlitAPIException:
        # It came after the controls of this run were made: once more, and it comes before them.
        st.rerun()


def controls() -> None:
    """Show what becomes of the pictures: their size, their tone, and the button that makes the set."""
    classes = [each for each in drafts.classes_of(_draft()) if each.files]
    p.SIDE.select()
    p.SET_TONE.segmented()
    with st.expander(t("More"), key="more"):
        p.TEST_SEED.box()
    missing = _missing(classes)
    st.button(
        t("Make the set"),
        icon=":material/inventory_2:",
        type="primary",
        disabled=missing is not None or long_work.busy(WORK),
        on_click=_make,
        key="cls_make",
        width="stretch",
    )
    if missing is not None:
        st.caption(t_error(missing))
    else:
        st.caption(
            t(
                "One picture in five is kept for the test, chosen by the seed; nearly equal pictures stay together."
            )
        )


def _missing(classes: list[DraftClass]) -> LabError | None:
    try:
        making.check(classes)
    except LabError as error:
        return error
    return None


def _make() -> None:
    token = visitor.token()
    long_work.begin(
        WORK,
        "make",
        making.make,
        drafts.draft_of(token),
        own.owner_of(token),
        int(p.SIDE.value),
        p.SET_TONE.value,
        int(p.TEST_SEED.value),
    )


def show() -> None:
    """Show the classes, what fills them, and what they hold."""
    draft = _draft()
    st.markdown(
        t(
            "Collect pictures of a few things that a network shall tell apart: name the classes, then fill each with"
            " at least {least} pictures, better {useful} and more. They stay on the computer that runs this"
            " laboratory.",
            least=drafts.FEWEST,
            useful=drafts.USEFUL,
        )
    )
    # One place, whatever is said there: what stands below must not move, or the camera would be turned off.
    with st.container(key="cls_said"):
        if long_work.current(WORK) is not None:
            long_work.watch(WORK, data_sources.progress)
        else:
            data_sources.say_outcome()
    classes = drafts.classes_of(draft)
    _add(draft, bool(classes))
    if not classes:
        return
    opened = _choose(classes)
    chosen = event(KEY, "choice") or st.session_state.get(f"{KEY}_chosen", "")
    st.session_state[f"{KEY}_chosen"] = chosen
    _edit(draft, opened)
    data_sources.show(draft, opened)
    report: DraftReport = ask_again(
        report_draft, draft, classes, opened.id, chosen, int(p.SIDE.value), p.SET_TONE.value
    )
    _pictures(draft, opened, report, chosen)
    st.subheader(t("All classes"), anchor=False)
    counts = np.array([[len(each.files) for each in classes]])
    names = [name_of(each, number) for number, each in enumerate(classes, 1)]
    data_overview.show(names, report.strips, counts)


def name_of(each: DraftClass, number: int) -> str:
    """Return what a class is called while it has no name."""
    return each.name or t("Class {number}", number=number)


def _draft() -> str:
    return drafts.draft_of(visitor.token())


def _add(draft: str, some: bool) -> None:
    # A form: the Enter key adds them too.
    with (
        st.form("cls_new_form", border=False, enter_to_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            t("Names of more classes") if some else t("Names of the classes"),
            placeholder=t("cup, pen, neither of them"),
            max_chars=(drafts.LONGEST_NAME + 2) * drafts.MOST_CLASSES,
            key="cls_new_classes",
            help=t("With commas between them."),
        )
        st.form_submit_button(
            t("Add"), icon=":material/add:", key="cls_add_classes", on_click=_add_classes, args=(draft,)
        )
    if some:
        with st.popover(t("A zip file, and more"), icon=":material/more_horiz:", key="cls_more_ways"):
            data_sources.archive(draft)
            act(t("Remove all classes and pictures"), ":material/delete:", "cls_clear", drafts.clear, draft)
    else:
        data_sources.archive(draft)


def _add_classes(draft: str) -> None:
    known = {each.name for each in drafts.classes_of(draft)}
    first = None
    for name in st.session_state["cls_new_classes"].replace("，", ",").replace("、", ",").split(","):
        name = drafts.clean(name)
        if name and name not in known:
            added = data_sources.attempt(drafts.add_class, draft, name)
            first = first or added
            known.add(name)
    if first is not None:
        st.session_state[OPEN] = first
    st.session_state["cls_new_classes"] = ""


def _choose(classes: tuple[DraftClass, ...]) -> DraftClass:
    named = {each.id: each for each in classes}
    if st.session_state.get(OPEN) not in named:
        # Whoever comes back goes on with the first that is not full.
        lacking = (each.id for each in classes if len(each.files) < drafts.FEWEST)
        st.session_state[OPEN] = next(lacking, classes[0].id)
    labels = {
        each.id: f"{name_of(each, number)} · {len(each.files)}" for number, each in enumerate(classes, 1)
    }
    # The browser knows a pill by its label, and the labels count.
    shown = st.session_state.get(f"_{OPEN}.labels")
    if shown != labels:
        st.session_state[f"_{OPEN}.labels"] = labels
        st.session_state[OPEN] = st.session_state[OPEN]
    chosen = st.pills(
        t("Class to fill"),
        list(named),
        required=True,
        format_func=labels.__getitem__,
        key=OPEN,
        persist_state="session",
    )
    return named.get(chosen, classes[0])


def _edit(draft: str, opened: DraftClass) -> None:
    key = f"cls_name_{opened.id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            t("Name"),
            opened.name,
            max_chars=drafts.LONGEST_NAME,
            key=key,
            on_change=lambda: data_sources.attempt(
                drafts.rename_class, draft, opened.id, st.session_state.get(key, opened.name)
            ),
        )
        act(t("Remove this class"), ":material/delete:", "cls_remove", drafts.remove_class, draft, opened.id)


def _pictures(draft: str, opened: DraftClass, report: DraftReport, chosen: str) -> None:
    if not report.files or report.original is None or report.squared is None:
        return
    chosen = chosen if chosen in report.files else report.files[0]
    items = [
        (file, t("Picture {number}", number=len(opened.files) - place), encoding.data_url(thumb))
        for place, (file, thumb) in enumerate(zip(report.files, report.thumbs, strict=False))
    ]
    gallery.gallery(KEY, t("Pictures of this class"), items, chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row(
            [
                Figure(report.original, t("As it came"), t("The chosen picture")),
                data_browser.seen(
                    report.squared, t("As the network would get it"), t("The chosen picture, prepared")
                ),
            ],
            width=100,
            most=160,
        )
        remove: Callable = drafts.remove_picture
        act(t("Remove this picture"), ":material/delete:", "cls_drop", remove, draft, opened.id, chosen)
    if len(opened.files) > len(report.files):
        st.caption(sentences(t("The last {count} pictures are shown.", count=len(report.files))))
