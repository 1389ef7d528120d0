"""The mode Time machine: a network along its training."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference import checkpoints, course_stock
from cnnlab.inference.course_report import CourseReport, report_course
from cnnlab.inference.course_stock import CourseStock
from cnnlab.web.adopting import adopt
from cnnlab.web.classifier import network_choice
from cnnlab.web.classifier import properties as cls
from cnnlab.web.components import course as component
from cnnlab.web.compute import ask_again
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import listing, t, t_error
from cnnlab.web.inside import course_controls, course_data, course_making, course_words
from cnnlab.web.inside import course_properties as p
from cnnlab.web.inside.asking import Asked, asked
from cnnlab.web.inside.course_downloads import downloads
from cnnlab.web.inside.course_program import program

KEY = "in_course"
_FIRST = "mnist-classifier"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    adopt(KEY, "step", p.STEP)
    about = asked(bench.hand)
    name, recipe, kind = about.network.name, about.network.recipe, about.network.about
    code = program(recipe, kind.shape, kind.classes)
    with bench.pictures:
        # Before TensorFlow is asked: where there are no copies, nobody has to wait for that.
        try:
            checkpoints.files(name)
        except LabError as error:
            _no_copies(error, name)
            return Shown(code)
        work = (*about.work, int(p.LAYER.value), int(p.CLASS.value), course_stock.made(name))
        report: CourseReport = ask_again(report_course, *work)
        stock = course_stock.find(name, len(report.steps))
        if stock is None:
            course_making.begin(about.about)
        if bench.covered:
            st.caption(t("What the network says is covered while a question is open."))
        else:
            _show(report, stock, about)
    return Shown(code, downloads(work, about.names))


def _show(report: CourseReport, stock: CourseStock | None, about: Asked) -> None:
    component.course(
        KEY,
        course_data.data_of(report, stock, about.names, bool(p.OWN_SCALE.value)),
        int(p.STEP.value) if p.STEP.value < len(report.steps) else -1,
        course_words.captions(report, stock, course_making.failure(about.about)),
    )
    if stock is None:
        course_making.wait()
    if report.left_out:
        steps = listing(map(str, report.left_out))
        st.caption(t("These copies cannot be read and are left out: {steps}.", steps=steps))
    st.caption(
        t(
            "The copies were kept in half precision, so what stands here may differ a little from what the network"
            " says elsewhere. Nothing is shown that lies between two copies."
        )
    )


def _no_copies(error: LabError, name: str) -> None:
    st.info(t_error(error), icon=":material/history_toggle_off:")
    if name != _FIRST and _FIRST in network_choice.options():
        st.button(
            t("Open {name}", name=t(cls.MODEL.options[_FIRST])), on_click=_open_first, key="in_course_first"
        )


def _open_first() -> None:
    st.session_state[cls.MODEL.key] = _FIRST


MODE = Mode(show, course_controls.show, wide=True)
