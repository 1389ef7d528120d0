"""Whether a network's files compute what the network does: each is run again, and compared."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.training import exporting
from cnnlab.web import long_work
from cnnlab.web.classifier.run_downloads import FILES
from cnnlab.web.i18n import t, t_error

KEY = "cls_take_home"


def show(name: str) -> None:
    """Show the check of a network's files, folded.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.
    """
    folder = st.expander(
        t("Take it home"), icon=":material/home_storage:", key=f"{KEY}_box", on_change="rerun"
    )
    if folder.open:
        with folder:
            _inside(name)


def _inside(name: str) -> None:
    st.markdown(
        t(
            "The menu Download has this network as files, for Keras and for LiteRT, which runs on telephones and"
            " boards. Each LiteRT file takes one picture and gives probabilities; that of 8 bits takes bytes."
        )
    )
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, lambda payload: t("The files are being run …"))
        return
    last = long_work.ended(KEY)
    if last is not None and last[0] == name:
        long_work.say_failure(KEY)
        if not isinstance(last[1], LabError):
            _table(last[1])
    st.button(
        t("Run the files and compare"),
        icon=":material/fact_check:",
        on_click=long_work.begin,
        args=(KEY, name, exporting.check, name),
        key=f"{KEY}_check",
        help=t("Each file is made, read back and asked about test pictures, and so is the network."),
    )


def _difference(value: float) -> str:
    return "< 0.00001" if 0 < value < 1e-5 else f"{value:.5f}".rstrip("0").rstrip(".")


def _table(found: dict[exporting.Form, exporting.Agreement | LabError]) -> None:
    rows = [
        {
            t("File"): t(FILES[form][0]),
            t("Size"): f"{each.size / 1000:,.0f} kB",
            t("Largest difference of a probability"): _difference(each.difference),
            t("Same answer"): t("{same} of {pictures}", same=each.same, pictures=each.pictures),
        }
        for form, each in found.items()
        if not isinstance(each, LabError)
    ]
    st.dataframe(rows, hide_index=True, width="stretch")
    for form, each in found.items():
        if isinstance(each, LabError):
            st.warning(
                t("{file}: {reason}", file=t(FILES[form][0]), reason=t_error(each)), icon=":material/block:"
            )
    st.caption(
        t(
            "With 32 bits only the order of additions differs. With 8 bits every weight is one of 256 numbers: the"
            " file is a quarter as large, and an answer that was close may change."
        )
    )
