"""A hole painted by hand: what the network makes of it follows the brush."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.inference.repair_report import RepairReport, report_repair
from cnnlab.web.autoencoder import repair_words as words
from cnnlab.web.autoencoder.repair_asking import ERASER, Asked
from cnnlab.web.components.eraser import eraser
from cnnlab.web.compute import NotReady, ask_again, wait_for_engine
from cnnlab.web.figures import facts
from cnnlab.web.frame import FAILED, UNFORESEEN
from cnnlab.web.i18n import t, t_error

log = logging.getLogger(__name__)


@st.fragment
def show(now: Asked, covered: bool, results: Callable[..., None]) -> None:
    """Show the picture to paint in, and what has become of it; a stroke draws only this again."""
    # A stroke comes here past the frame, which catches what happens on the page. What is painted stays.
    try:
        sheet = now.sheet()
        left, right = st.columns([1, 2], gap="medium")
        with left:
            mask = eraser(ERASER, sheet, np.zeros_like(sheet))
        with right:
            if not mask.any():
                st.markdown(
                    t("Paint over the picture: what you rub out is missing, and the network fills it in.")
                )
                return
            report: RepairReport = ask_again(report_repair, *now.work, place="repair")
            results(now, report, covered, painted=True)
            if not covered:
                facts(words.facts(now, report))
    except LabError as error:
        st.error(t_error(error), icon=":material/error:")
        if not engine.ready():
            wait_for_engine()
    except NotReady:
        wait_for_engine()
    except Exception:
        log.exception(FAILED)
        st.error(t(UNFORESEEN), icon=":material/error:")
