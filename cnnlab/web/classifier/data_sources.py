"""Where the pictures of a class come from: files, camera, drawing pad, a zip of folders; and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cnnlab.datasets import archives
from cnnlab.datasets.adding import Added, Skip, add_archive, add_files, add_pixels
from cnnlab.datasets.drafts import DraftClass
from cnnlab.errors import LabError
from cnnlab.images import admission
from cnnlab.web import long_work
from cnnlab.web.components import pad, shutter
from cnnlab.web.compute import ask
from cnnlab.web.i18n import N_, listing, t, t_error
from cnnlab.web.taking import UPLOAD_TYPES, done_with

WORK = "cls_collecting"
"""Key of the long call that adds pictures, or makes the set."""
MOST_AT_ONCE = 300
MOST_MEGABYTES = 150
"""Of one upload: the web server holds it until the worker has it."""

SOURCES = {
    "upload": N_("Upload"),
    "camera": N_("Camera"),
    "draw": N_("Draw"),
}
_SAID = "cls_collect_refusal"


def show(draft: str, opened: DraftClass) -> None:
    """Show one of the ways to add pictures to a class."""
    source = st.segmented_control(
        t("Where from"),
        list(SOURCES),
        default="upload",
        required=True,
        format_func={name: t(message) for name, message in SOURCES.items()}.get,
        key="cls_source",
        persist_state="session",
        label_visibility="collapsed",
    )
    if source == "camera":
        shots = shutter.shutter("cls_shutter", words=shutter.words())
        if shots:
            names = [(t("Photo {number}", number=number), shot) for number, shot in enumerate(shots, 1)]
            # So small and few that they need no long call: the camera is ready for the next burst at once.
            _take_now(add_files, draft, opened.id, names)
            st.rerun()
    elif source == "draw":
        _draw(draft, opened)
    else:
        _upload(draft, opened)


def archive(draft: str) -> None:
    """Offer to add a zip of folders."""
    count = st.session_state.setdefault("_cls_archives", 0)
    file = st.file_uploader(
        t("A zip file of folders"),
        ["zip"],
        key=f"cls_zip_{count}",
        max_upload_size=archives.MEGABYTES,
        disabled=long_work.busy(WORK),
        help=t(
            "A folder for each class, with its pictures in it; the folder's name becomes the name of the class."
        ),
    )
    if file is not None:
        _begin(add_archive, draft, file.getvalue())
        done_with("_cls_archives")


def _upload(draft: str, opened: DraftClass) -> None:
    # A new key after each batch: the bytes are dropped as soon as the worker has them.
    count = st.session_state.setdefault("_cls_uploads", 0)
    files = st.file_uploader(
        t("Pictures of this class"),
        UPLOAD_TYPES,
        accept_multiple_files=True,
        key=f"cls_upload_{count}",
        max_upload_size=admission.MEGABYTES,
        disabled=long_work.busy(WORK),
        help=t("Several at once: on a phone or tablet choose them from the photos, or take new ones."),
    )
    if not files:
        return
    if len(files) > MOST_AT_ONCE or sum(file.size for file in files) > MOST_MEGABYTES << 20:
        st.session_state[_SAID] = LabError(
            "That is too much at once: send up to {count} pictures and {size} MB, then the next.",
            count=MOST_AT_ONCE,
            size=MOST_MEGABYTES,
        )
    else:
        _begin(add_files, draft, opened.id, [(file.name, file.getvalue()) for file in files])
    done_with("_cls_uploads")


def _draw(draft: str, opened: DraftClass) -> None:
    # A new pad after each drawing that was taken.
    count = st.session_state.setdefault("_cls_drawings", 0)
    drawing = pad.pad(f"cls_pad_{count}", words=pad.words())
    if st.button(
        t("Add the drawing"), icon=":material/add:", type="primary", disabled=drawing is None, key="cls_take"
    ):
        _take_now(add_pixels, draft, opened.id, drawing)
        done_with("_cls_drawings")


def _take_now(function: Callable, *args: Any) -> None:
    long_work.forget(WORK)
    added = attempt(ask, function, *args)
    if added is not None:
        st.session_state[f"{WORK}_ended"] = ("add", added)


def _begin(function: Callable, *args: Any) -> None:
    st.session_state.pop(_SAID, None)
    long_work.begin(WORK, "add", function, *args)


def attempt(function: Callable, *args: Any) -> Any:
    """Do something that may be refused; the refusal is said in the next run."""
    st.session_state.pop(_SAID, None)
    try:
        return function(*args)
    except LabError as error:
        st.session_state[_SAID] = error
        return None


def act(label: str, icon: str, key: str, function: Callable, *args: Any) -> None:
    """Show a button that does something that may be refused."""
    st.button(label, icon=icon, key=key, on_click=attempt, args=(function, *args))


def progress(report: dict) -> str:
    """Say how far the work is."""
    if "of" not in report:
        return t("Waiting for its turn")
    return t("{done} of {all} pictures", done=report["done"], all=report["of"])


def say_outcome() -> None:
    """Say what became of what was sent last: how many were taken, and which were left out and why."""
    refusal = st.session_state.get(_SAID)
    if refusal is not None:
        st.error(t_error(refusal), icon=":material/error:")
    long_work.say_failure(WORK)
    last = long_work.ended(WORK)
    if last is None or not isinstance(last[1], Added):
        return
    added: Added = last[1]
    left = sum(skip.count for skip in added.skips)
    if not left:
        st.success(t("Pictures added: {count}.", count=added.taken), icon=":material/check:")
        return
    lines = [f"- {t_error(skip.reason)} ({_which(skip)})" for skip in added.skips]
    head = t("Pictures added: {count}. Left out: {left}.", count=added.taken, left=left)
    st.warning("\n".join([head, "", *lines]), icon=":material/info:")


def _which(skip: Skip) -> str:
    """Say how many files a reason has left out, and the names of the first of them that have one."""
    names = listing(_plain(name) for name in skip.names if name)
    more = "…" if names and skip.count > len(skip.names) else ""
    return f"{skip.count}: {names}{more}" if names else str(skip.count)


def _plain(name: str) -> str:
    """Return a file's name so that Markdown shows it as it is."""
    shown = " ".join(each for each in name.split() if each.isprintable())
    return "".join(f"\\{each}" if each in r"\`*_{}[]()<>#+-.!|~$:" else each for each in shown)
