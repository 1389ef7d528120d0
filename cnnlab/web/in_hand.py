"""What is in hand: a picture and a digit that go with the student from page to page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnlab.images import gallery, preparing
from cnnlab.web import memo
from cnnlab.web.i18n import N_
from cnnlab.web.sample_names import SAMPLE_NAMES
from cnnlab.web.state import Choice, Flag, Number

OWN = "own"
SIZES = (16, 28, 32, 48, 64, 96, 128, 192, 256, 384, 512)
KEPT = 1024
"""Pixels of the long side of a picture of the visitor's own; style transfer works on so many."""

HAND = Choice(
    "hand",
    N_("In hand"),
    {"picture": N_("A picture"), "digit": N_("A digit")},
    "picture",
    N_("Two things go with you from page to page: a picture, and a handwritten digit."),
)
PICTURE = Choice("picture", N_("Picture"), {**SAMPLE_NAMES, OWN: N_("My own picture")}, gallery.DEFAULT)
DIGIT = Choice("digit", N_("Digit"), {**{str(n): str(n) for n in range(10)}, OWN: N_("My own")}, "5")
SIZE = Choice(
    "size",
    N_("Size in pixels"),
    {str(size): str(size) for size in SIZES},
    "256",
    N_(
        "The longer side of the picture that is worked on. At 32 and less, zoom in on the picture to read the numbers"
        " in its pixels."
    ),
)
TONE = Choice("tone", N_("Tone"), {"grey": N_("Grey"), "colour": N_("Colour")}, "colour")
CROP = Choice("crop", N_("Shape"), {"square": N_("Square, the middle"), "fit": N_("Whole picture")}, "square")
PREPARE = Flag(
    "prepare",
    N_("Prepare as MNIST was"),
    True,
    N_("The ink is cut out, fitted to 20 pixels, centred by its mass in 28 x 28, and made white on black."),
)
SEED = Number(
    "writer",
    N_("Handwriting"),
    0,
    gallery.WRITERS - 1,
    0,
    1,
    N_("Each digit as it was written by several people."),
)

PROPERTIES = (HAND, PICTURE, DIGIT, SIZE, TONE, CROP, PREPARE, SEED)

_TAKEN = "_own_taken"
"""How many pictures of their own the visitor has taken in hand: another number, another picture."""
_OWN_KEYS = {"picture": "_own_picture", "digit": "_own_digit"}


@dataclass(frozen=True)
class InHand:
    """A picture or digit, ready to be worked on.

    Attributes
    ----------
    kind : str
        "picture" or "digit".
    name : str
        Id of the sample, or "own".
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
        Read-only.
    """

    kind: str
    name: str
    pixels: np.ndarray


def current(takes: tuple[str, ...]) -> InHand:
    """Return what is in hand for a page that takes these kinds."""
    kind = HAND.value if HAND.value in takes else takes[0]
    return _digit() if kind == "digit" else _picture()


def own(kind: str) -> np.ndarray | None:
    """Return the visitor's own picture or digit, as it came (uint8), or None."""
    return st.session_state.get(_OWN_KEYS[kind])


def keep(kind: str, pixels: np.ndarray) -> None:
    """Take a picture or digit of the visitor's own in hand."""
    # Three megabytes a visitor at the most: the largest size that is worked on anywhere.
    large = max(pixels.shape[:2]) > KEPT
    small = preparing.fit(pixels, KEPT, "colour", "fit", largest=KEPT) if large else pixels
    st.session_state[_OWN_KEYS[kind]] = small
    st.session_state[_TAKEN] = st.session_state.get(_TAKEN, 0) + 1
    st.session_state[{"picture": PICTURE, "digit": DIGIT}[kind].key] = OWN


def drop(kind: str) -> None:
    """Put the visitor's own picture or digit away, and a sample in its place."""
    st.session_state[_OWN_KEYS[kind]] = None


def lost_own() -> bool:
    """Tell whether a link asked for somebody's own picture, which is not here, and put the sample back."""
    lost = [
        each
        for kind, each in (("picture", PICTURE), ("digit", DIGIT))
        if each.value == OWN and own(kind) is None
    ]
    for each in lost:
        st.session_state[each.key] = each.default
    return bool(lost)


def source(size: int | None = None) -> tuple[np.ndarray, str, str]:
    """Return the picture in hand as large as it is here, uint8 (H, W) or (H, W, 3), its tone and its crop.

    Parameters
    ----------
    size : int, optional
        Of a generated picture, as for `cnnlab.images.gallery.sample`.
    """
    name, mine = _name_of_picture(), own("picture")
    return mine if name == OWN else gallery.sample(name, size), TONE.value, CROP.value


def _name_of_picture() -> str:
    return PICTURE.value if PICTURE.value != OWN or own("picture") is not None else PICTURE.default


def _picture() -> InHand:
    name, size, tone, crop = _name_of_picture(), int(SIZE.value), TONE.value, CROP.value

    def fitted() -> InHand:
        source_now, *_ = source(size)
        return InHand("picture", name, _read_only(preparing.fit(source_now, size, tone, crop)))

    return memo.last("picture", (name, size, tone, crop, st.session_state.get(_TAKEN)), fitted)


def _digit() -> InHand:
    mine = own("digit")
    if DIGIT.value == OWN and mine is not None:
        prepare = PREPARE.value
        signature = (prepare, st.session_state.get(_TAKEN))
        return memo.last(
            "digit", signature, lambda: InHand("digit", OWN, _read_only(preparing.to_digit(mine, prepare)))
        )
    number = DIGIT.value if DIGIT.value != OWN else DIGIT.default
    return InHand("digit", number, _read_only(gallery.digit(int(number), int(SEED.value))))


def _read_only(pixels: np.ndarray) -> np.ndarray:
    pixels.setflags(write=False)
    return pixels


def grey(hand: InHand) -> np.ndarray:
    """Return what is in hand as a grey picture (uint8)."""
    return hand.pixels if hand.pixels.ndim == 2 else preparing.as_grey(hand.pixels)
