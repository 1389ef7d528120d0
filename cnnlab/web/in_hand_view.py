"""The widget for what is in hand: samples, upload, camera, drawing pad."""

from __future__ import annotations

import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.images import admission, decoding, encoding, gallery, preparing
from cnnlab.web import in_hand, memo
from cnnlab.web.adopting import adopt
from cnnlab.web.components import gallery as thumbnails
from cnnlab.web.components import pad
from cnnlab.web.i18n import N_, language, sentences, t, t_error
from cnnlab.web.in_hand import CROP, DIGIT, HAND, OWN, PICTURE, PREPARE, SEED, SIZE, TONE, InHand

SOURCES = {
    "samples": N_("Samples"),
    "upload": N_("Upload"),
    "camera": N_("Camera"),
    "draw": N_("Draw"),
}
UPLOAD_TYPES = ["png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff"]
MENU = "hand_menu"
THUMBNAIL = 64


def show(takes: tuple[str, ...]) -> InHand:
    """Show the thumbnail with its menu and return what is in hand."""
    place = st.container(key="in_hand", horizontal=True, vertical_alignment="center", gap="small")
    with place:
        thumbnail = st.empty()
        # Its widgets exist only while it is open: the browser would keep the values of those in a closed one,
        # and undo with them whatever a link or a question has set meanwhile.
        menu = st.popover(t("Change the picture"), icon=":material/image:", key=MENU, on_change="rerun")
        if menu.open:
            with menu:
                kind = _kind(takes)
                _sources(kind)
                _settings(kind)
    in_hand_now = held(takes)
    source = memo.last("thumbnail", encoding.picture_id(in_hand_now.pixels), lambda: _thumbnail(in_hand_now))
    alt = t("The picture in hand")
    thumbnail.html(f"<img class='thumbnail' src='{source}' alt='{alt}'>")
    return in_hand_now


def is_open() -> bool:
    """Tell whether the menu is open: its widgets may then change what is in hand."""
    return bool(st.session_state.get(MENU))


def _thumbnail(hand: InHand) -> str:
    side = max(preparing.SMALLEST, min(THUMBNAIL, max(hand.pixels.shape[:2])))
    return encoding.data_url(preparing.fit(hand.pixels, side, "colour", "square"))


def held(takes: tuple[str, ...]) -> InHand:
    """Return what is in hand for a page that takes these kinds, without showing anything of it."""
    try:
        return in_hand.current(takes)
    except LabError as error:  # a digit of one's own, prepared anew, in which no ink is found
        st.warning(t_error(error))
        in_hand.drop("digit")
        return in_hand.current(takes)


def _kind(takes: tuple[str, ...]) -> str:
    if len(takes) == 1:
        return takes[0]
    return HAND.segmented()


def _sources(kind: str) -> None:
    # Not in the URL: which tab of a menu is open is nobody else's business.
    source = st.segmented_control(
        t("Where from"),
        list(SOURCES),
        default="samples",
        required=True,
        format_func={name: t(message) for name, message in SOURCES.items()}.get,
        key="hand_source",
        persist_state="session",
        label_visibility="collapsed",
    )
    if source == "upload":
        _upload(kind)
    elif source == "camera":
        _camera(kind)
    elif source == "draw":
        _draw(kind)
    elif kind == "picture":
        _samples()


def _samples() -> None:
    adopt("hand_gallery", "choice", PICTURE)
    thumbnails.gallery("hand_gallery", t("Sample pictures"), _thumbnails(language()), PICTURE.value)


@st.cache_data(show_spinner=False, max_entries=2)
def _thumbnails(language: str) -> list[tuple[str, str, str]]:
    small = (
        (name, preparing.fit(gallery.sample(name, 56), 56, "colour", "square")) for name in gallery.SAMPLES
    )
    return [(name, t(PICTURE.options[name]), encoding.data_url(pixels)) for name, pixels in small]


def _settings(kind: str) -> None:
    # All of them stay on the page while another kind is in hand: a property that is not shown leaves the URL.
    if kind == "picture":
        PICTURE.select(_available(PICTURE, kind))
        left, right = st.columns(2)
        with left:
            SIZE.select()
            TONE.segmented()
        with right:
            CROP.select()
        credit = gallery.CREDITS.get(PICTURE.value)
        if credit:
            st.caption(credit)
    else:
        DIGIT.select(_available(DIGIT, kind))
        if DIGIT.value == OWN:
            PREPARE.toggle()
        else:
            SEED.slider()


def _available(choice, kind: str) -> list[str]:
    return [name for name in choice.options if name != OWN or in_hand.own(kind) is not None]


def _upload(kind: str) -> None:
    # A new key after each file: the uploaded bytes are dropped as soon as they are decoded.
    count = st.session_state.setdefault("_uploads", 0)
    file = st.file_uploader(
        t("A picture of your own"),
        UPLOAD_TYPES,
        key=f"upload_{count}",
        max_upload_size=admission.MEGABYTES,
        help=t(
            "It stays on the computer that runs this laboratory, which forgets it soon after you close the page."
        ),
    )
    _say_failure("upload")
    if file is not None:
        st.session_state["_uploads"] = count + 1
        _take(kind, "upload", file.getvalue())


def _camera(kind: str) -> None:
    if not _camera_allowed(st.context.url or ""):
        st.info(
            t(
                "Browsers give the camera only to pages under https:// or on this computer; upload a photo instead."
            )
        )
        _upload(kind)
        return
    count = st.session_state.setdefault("_photos", 0)
    photo = st.camera_input(t("Take a photo"), key=f"camera_{count}")
    _say_failure("camera")
    if photo is not None:
        st.session_state["_photos"] = count + 1
        _take(kind, "camera", photo.getvalue())


def _camera_allowed(url: str) -> bool:
    return url.startswith(("https://", "http://localhost", "http://127.0.0.1", "http://[::1]"))


def _draw(kind: str) -> None:
    drawing = pad.pad("hand_pad", words=pad.words())
    if drawing is None:
        return
    if st.button(t("Take the drawing in hand"), key="take_drawing", type="primary"):
        in_hand.keep(kind, drawing)
        st.rerun()


def _take(kind: str, source: str, data: bytes) -> None:
    st.session_state.pop("_upload_failure", None)
    try:
        pixels = engine.call(decoding.decode_bytes, data)
        if kind == "digit":
            preparing.to_digit(pixels, prepare=True)
        in_hand.keep(kind, pixels)
    except LabError as error:
        # Without its traceback, which holds the uploaded bytes.
        st.session_state["_upload_failure"] = (source, LabError(error.message, **error.values))
    # Once more from the top: the widgets above were made before the picture was there.
    st.rerun()


def _say_failure(source: str) -> None:
    failed, failure = st.session_state.get("_upload_failure", ("", None))
    if failed == source:
        st.error(sentences(t_error(failure), t("The picture you had stays in hand.")))
