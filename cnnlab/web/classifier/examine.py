"""Mode Examine: what a network takes for what, how surely that is known, and how sure it is itself."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.metrics.classification import per_class
from cnnlab.web.adopting import adopt
from cnnlab.web.classifier import (
    examine_charts,
    examine_making,
    examine_tiles,
    examine_words,
    network_choice,
    run_downloads,
    take_home,
)
from cnnlab.web.classifier import examine_properties as p
from cnnlab.web.classifier import examine_subject as subjects
from cnnlab.web.classifier import properties as shared
from cnnlab.web.classifier.examine_downloads import downloads
from cnnlab.web.classifier.examine_pick import Pick, cell_text, chosen_cell, pick
from cnnlab.web.classifier.examine_program import program
from cnnlab.web.classifier.examine_questions import questions
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.components.matrix import matrix
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t

MATRIX = "cls_matrix"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    if adopt(MATRIX, "cell", p.CELL):
        st.session_state[p.VIEW.key] = "cell"
        st.session_state[p.SHEET.key] = 1
    network_choice.settle("digits-classifier")
    with bench.controls:
        shared.MODEL.select(network_choice.options())
    subject = subjects.now()
    text = program(subject.recipe, pretrained.about_of(subject.name))
    with bench.controls:
        _controls(subject)
    with bench.pictures:
        under_way = examine_making.ask(subject)
        if under_way:
            examine_making.wait()
        elif failed := examine_making.failure(subject):
            st.warning(failed, icon=":material/error:")
        if subject.counts is None:
            if not under_way:
                st.info(examine_words.pictures_missing(subject))
            return Shown(text)
        _pictures(subject, bench.covered, under_way)
        take_home.show(subject.name)
    if not bench.covered:
        with bench.facts:
            _facts(subject)
    files = (*downloads(subject), *run_downloads.downloads(subject.name))
    return Shown(text, files, questions(subject))


def _controls(subject: Subject) -> None:
    st.caption(
        t(
            "Trained on {data}; epochs: {epochs}, seed: {seed}.",
            data=examine_words.name_of(subject.recipe.data),
            epochs=len(subject.metrics.get("epochs", ())) or subject.recipe.epochs,
            seed=subject.recipe.seed,
        )
    )
    if len(subjects.parts_for(subject.recipe)) > 1:
        p.PART.pills(on_change=_first_sheet)
    if subject.answers is not None:
        p.VIEW.pills(on_change=_first_sheet)
        p.SURE.slider()


def _first_sheet() -> None:
    st.session_state[p.SHEET.key] = 1


def _pictures(subject: Subject, covered: bool, under_way: bool) -> None:
    row, column = chosen_cell(subject.counts, p.CELL.valid)
    if covered:
        st.caption(t("What answers the question is covered while it is open."))
    else:
        st.markdown(examine_words.headline(subject))
        beside = examine_words.beside(subject)
        if beside:
            st.caption(beside)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        chosen = cell_text(row, column) if p.VIEW.value == "cell" else ""
        matrix(MATRIX, subject.names, subject.counts, chosen, covered=covered)
    with right:
        if covered:
            pass
        elif subject.has_pictures:
            _gallery(subject, row, column)
        elif not under_way:
            st.info(examine_words.pictures_missing(subject), icon=":material/hide_image:")
    if not covered:
        _charts(subject)


def _gallery(subject: Subject, row: int | None, column: int | None) -> None:
    picked = pick(subject, p.VIEW.value, row, column)
    number = min(int(p.SHEET.value), picked.sheets)
    st.markdown(f"**{_title(subject, picked, row, column)}**")
    if not len(picked.places):
        st.caption(
            t("There are none: the cell is empty.") if p.VIEW.value == "cell" else t("There are none.")
        )
        return
    examine_tiles.show(subject, picked.sheet(number))
    if picked.sheets > 1:
        _turn(number, picked.sheets)
    if len(picked.places) < picked.total and p.VIEW.value == "cell":
        st.caption(
            t(
                "{here} of {total} are shown, evenly spread from the least sure to the surest.",
                here=len(picked.places),
                total=f"{picked.total:,}",
            )
        )


def _title(subject: Subject, picked: Pick, row: int | None, column: int | None) -> str:
    if p.VIEW.value == "mistakes":
        return t("The mistakes that it was surest of")
    if p.VIEW.value == "unsure":
        return t("What it was least sure about")
    count = f"{picked.total:,}"
    if row is None:
        return t("All that was called “{name}”: {count}", name=subject.names[column], count=count)
    if column is None:
        return t("All pictures of “{name}”: {count}", name=subject.names[row], count=count)
    if row == column:
        return t("“{name}”, answered rightly: {count}", name=subject.names[row], count=count)
    return t(
        "“{truth}” called “{answer}”: {count}",
        truth=subject.names[row],
        answer=subject.names[column],
        count=count,
    )


def _turn(number: int, sheets: int) -> None:
    """Show the buttons that turn the sheets."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="cls_sheets"):
        st.button(
            t("Back"),
            icon=":material/chevron_left:",
            disabled=number <= 1,
            on_click=_turn_to,
            args=(number - 1,),
            key="cls_sheet_back",
        )
        st.button(
            t("Next"),
            icon=":material/chevron_right:",
            disabled=number >= sheets,
            on_click=_turn_to,
            args=(number + 1,),
            key="cls_sheet_next",
        )
        st.caption(t("Sheet {number} of {sheets}", number=number, sheets=sheets))


def _turn_to(number: int) -> None:
    st.session_state[p.SHEET.key] = number


def _charts(subject: Subject) -> None:
    left, right = st.columns(2, gap="medium")
    found = subject.reliability
    with left:
        if found is not None:
            st.markdown(t("**Does it know how sure it may be?**"))
            examine_charts.reliability(found)
            st.caption(examine_words.calibration(found))
    with right:
        if subject.answers is not None:
            sure = int(p.SURE.value)
            st.markdown(t("**If it answers only when it is sure enough**"))
            given, hits = examine_charts.coverage(subject, sure)
            total, all_right = len(subject.right), int(subject.right.sum())
            st.caption(examine_words.threshold(given, hits, total, all_right, sure))


def _facts(subject: Subject) -> None:
    found = per_class(subject.counts)
    names = subject.names
    entries = []
    known = [place for place in range(len(names)) if found.pictures[place] + found.answers[place]]
    if known:
        worst = min(known, key=lambda place: found.f1[place])
        entries.append((t("Hardest class"), names[worst], t("F1 {value}", value=f"{found.f1[worst]:.3f}")))
    st.markdown(examine_words.weakest(subject))
    metrics = subject.metrics
    if subject.part == "test" and "test_loss" in metrics:
        entries.append((t("Test loss"), f"{metrics['test_loss']:.3f}", t("mean of −log p of the true class")))
    for key, name in (("parameters", t("Parameters")), ("multiply_adds", t("Multiply-adds"))):
        if key in metrics:
            entries.append((name, f"{metrics[key]:,}"))
    if "seconds" in metrics:
        device = metrics.get("device", "")
        entries.append((t("Trained in"), t("{seconds} s", seconds=f"{metrics['seconds']:,.0f}"), device))
    if entries:
        facts(entries)
