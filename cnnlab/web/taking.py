"""The ways to a picture of the visitor's own: a file, the camera, the drawing pad."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.images import admission, decoding
from cnnlab.web.components import pad
from cnnlab.web.i18n import N_, sentences, t, t_error

SOURCES = {
    "samples": N_("Samples"),
    "upload": N_("Upload"),
    "camera": N_("Camera"),
    "draw": N_("Draw"),
}
UPLOAD_TYPES = ["png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff"]

Take = Callable[[np.ndarray], None]
"""Takes a picture, uint8 (H, W) or (H, W, 3); a LabError says why it will not."""


def where_from(key: str) -> str:
    """Show the ways side by side; return the chosen one, of `SOURCES`."""
    # Not in the URL: which tab of a menu is open is nobody else's business.
    return st.segmented_control(
        t("Where from"),
        list(SOURCES),
        default="samples",
        required=True,
        format_func={name: t(message) for name, message in SOURCES.items()}.get,
        key=key,
        persist_state="session",
        label_visibility="collapsed",
    )


def upload(prefix: str, take: Take) -> None:
    """Show the place for a file.

    Parameters
    ----------
    prefix : str
        Of the keys of its widgets: the pictures of a page are taken apart by it.
    take : callable
    """
    # A new key after each file: the uploaded bytes are dropped as soon as they are decoded.
    count = st.session_state.setdefault(f"_{prefix}uploads", 0)
    file = st.file_uploader(
        t("A picture of your own"),
        UPLOAD_TYPES,
        key=f"{prefix}upload_{count}",
        max_upload_size=admission.MEGABYTES,
        help=t(
            "It stays on the computer that runs this laboratory, which forgets it soon after you close the page."
        ),
    )
    _say_failure(prefix, "upload")
    if file is not None:
        _take(prefix, "upload", file.getvalue(), take)
        done_with(f"_{prefix}uploads")


def camera(prefix: str, take: Take) -> None:
    """Show the camera, or say why there is none and show the place for a file; parameters as for `upload`."""
    if not _camera_allowed(st.context.url or ""):
        st.info(
            t(
                "Browsers give the camera only to pages under https:// or on this computer; upload a photo instead."
            )
        )
        upload(prefix, take)
        return
    count = st.session_state.setdefault(f"_{prefix}photos", 0)
    photo = st.camera_input(t("Take a photo"), key=f"{prefix}camera_{count}")
    _say_failure(prefix, "camera")
    if photo is not None:
        _take(prefix, "camera", photo.getvalue(), take)
        done_with(f"_{prefix}photos")


def draw(prefix: str, take: Take, label: str) -> None:
    """Show the drawing pad, and a button with this label once something is drawn.

    Parameters
    ----------
    prefix, take
        As for `upload`.
    label : str
        Translated.
    """
    drawing = pad.pad(f"{prefix}hand_pad", words=pad.words())
    if drawing is None:
        return
    if st.button(label, key=f"{prefix}take_drawing", type="primary"):
        take(drawing)
        st.rerun()


def done_with(counter: str) -> None:
    """Let the next place for a file be a new one, so that the bytes are dropped, and run the script once more.

    This comes last: whatever the visitor or a timer of the page asks for ends a run at its next look at the session,
    and the next run must find the file again.

    Parameters
    ----------
    counter : str
        Key in the session of the number in the widget's key.
    """
    st.session_state[counter] += 1
    # The widgets above were made before the picture was there.
    st.rerun()


def _camera_allowed(url: str) -> bool:
    return url.startswith(("https://", "http://localhost", "http://127.0.0.1", "http://[::1]"))


def _take(prefix: str, source: str, data: bytes, take: Take) -> None:
    st.session_state.pop(f"_{prefix}upload_failure", None)
    try:
        take(engine.call(decoding.decode_bytes, data))
    except LabError as error:
        # Without its traceback, which holds the uploaded bytes.
        st.session_state[f"_{prefix}upload_failure"] = (source, LabError(error.message, **error.values))


def _say_failure(prefix: str, source: str) -> None:
    failed, failure = st.session_state.get(f"_{prefix}upload_failure", ("", None))
    if failed == source:
        st.error(sentences(t_error(failure), t("The picture you had stays in hand.")))
