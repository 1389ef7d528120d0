"""A picture whose pixels can be rubbed out with a mouse, a finger or the keyboard."""

from __future__ import annotations

import binascii
from collections.abc import Mapping

import numpy as np
import streamlit as st

from cnnlab.images import encoding
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "label": N_("A picture to erase in"),
    "sheet": N_(
        "Picture: erase with the mouse or a finger. Keyboard: arrows move the brush, space erases, Backspace brings"
        " back"
    ),
    "size": N_("Brush size"),
    "restore": N_("Bring back"),
    "undo": N_("Undo"),
    "clear": N_("Clear"),
}
"""What the component says, in English."""
REVEALING = {
    "label": N_("A photograph to paint the style on"),
    "sheet": N_(
        "Photograph: paint the style on with the mouse or a finger. Keyboard: arrows move the brush, space paints,"
        " Backspace takes away"
    ),
    "restore": N_("Take away"),
}
"""What it says where a style comes through."""

_mount = register(
    "eraser",
    "shared/dom.js",
    "shared/canvas.js",
    "eraser/mask.js",
    "eraser/eraser.js",
    css=("pad/pad.css", "eraser/eraser.css"),
    html="""
<div class="pad eraser" role="group">
  <div class="paper"><canvas class="sheet" role="img" tabindex="0"></canvas></div>
  <label class="size"><span></span><input type="range" min="1" max="12" step="1" value="4"></label>
  <div class="tools">
    <button type="button"></button><button type="button"></button><button type="button"></button>
  </div>
</div>
""",
)


def eraser(key: str, picture: np.ndarray, cover: np.ndarray) -> np.ndarray:
    """Show a picture to erase in, and return what is erased, also during a stroke.

    The mask belongs to the picture: with another one it begins anew. It is kept while the component is not shown.

    Parameters
    ----------
    key : str
        Name of the component in the session.
    picture, cover : ndarray of uint8, shape (H, W) or (H, W, 3)
        The picture, and what its pixels become.

    Returns
    -------
    ndarray of bool, shape (H, W)
    """
    shape, name = picture.shape[:2], encoding.picture_id(picture)
    held = _kept(key, name, shape)
    data = {
        "id": name,
        "rows": shape[0],
        "columns": shape[1],
        "picture": encoding.data_url(picture),
        "cover": encoding.data_url(cover),
        "mask": held,
        "words": {word: t(sentence) for word, sentence in WORDS.items()},
    }
    state = _mount(key=key, data=data, default={"mask": held}, on_mask_change=lambda: None, width="content")
    mask = parse_mask(state.get("mask"), name, shape)
    return np.zeros(shape, bool) if mask is None else mask


def reveal(key: str, name: str, picture: np.ndarray, cover: np.ndarray, grid: tuple[int, int]) -> None:
    """Show a picture over another one, large, to be painted away; what is painted is in the session.

    Parameters
    ----------
    key : str
        As for `eraser`.
    name : str
        Of the upper picture, whatever its size: what is painted holds for this name.
    picture, cover : ndarray of uint8, shape (H, W, 3)
        The upper one, and what comes through where the brush has been.
    grid : (rows, columns)
        Of the mask, coarser than the pictures: its edges are shown soft.
    """
    held = _kept(key, name, grid)
    data = {
        "id": name,
        "rows": grid[0],
        "columns": grid[1],
        "soft": True,
        "aspect": picture.shape[1] / picture.shape[0],
        "picture": encoding.small_url(picture),
        "cover": encoding.small_url(cover),
        "mask": held,
        "words": {word: t(sentence) for word, sentence in (WORDS | REVEALING).items()},
    }
    _mount(key=key, data=data, default={"mask": held}, on_mask_change=lambda: None)


def held_text(key: str) -> object:
    """Return the text that the session holds for an eraser, for :func:`parse_mask`.

    It outlives the component: what has been painted is there again when a page, or a mode of it, is come back to.
    """
    state = st.session_state.get(key)
    if isinstance(state, Mapping) and "mask" in state:
        return state["mask"]
    return st.session_state.get(f"_{key}_kept")


def _kept(key: str, name: str, shape: tuple[int, int]) -> object:
    """Return the same where it is a mask of this picture, else None, and keep it for the time after this component."""
    held = held_text(key)
    mask = held if parse_mask(held, name, shape) is not None else None
    st.session_state[f"_{key}_kept"] = mask
    return mask


def parse_mask(value: object, name: str, shape: tuple[int, int]) -> np.ndarray | None:
    """Read the text that the eraser sends; it comes from a browser, so it may be anything at all.

    Parameters
    ----------
    value : object
        The id of the picture, ``":"``, and the Base64 of the mask's bits, row after row, eight to a byte, the first
        one highest; if it is what it should be.
    name : str
        Id of the picture that is shown.
    shape : (rows, columns)
        Of that.

    Returns
    -------
    ndarray of bool, shape (rows, columns)
        True where the picture is erased; None for every other value, and for the mask of another picture.

    Examples
    --------
    >>> parse_mask("a:gA==", "a", (1, 2)).tolist()
    [[True, False]]
    """
    pixels = shape[0] * shape[1]
    size = -(-pixels // 8)
    # The length comes first: a huge text is never copied.
    if not isinstance(value, str) or len(value) != len(name) + 1 + 4 * -(-size // 3):
        return None
    start = f"{name}:"
    if not value.startswith(start):
        return None
    try:
        raw = binascii.a2b_base64(value[len(start) :], strict_mode=True)
    except ValueError:
        return None
    if len(raw) != size:
        return None
    return np.unpackbits(np.frombuffer(raw, np.uint8), count=pixels).astype(bool).reshape(shape)
