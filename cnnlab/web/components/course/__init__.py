"""A network along its training: one slider, and all that follows it, drawn in the browser."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnlab.images import colour
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

WORDS = {
    "slider": N_("Step of the training"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "start": N_("Before the first step"),
    "after": N_("After {step} steps"),
    "after_epochs": N_("After {step} steps (epoch {epochs})"),
    "both": N_(
        "{when} the network is right on {right} of {count} pictures, and says to this one: {name}, {share}."
    ),
    "says": N_("{when} the network says to this picture: {name}, {share}."),
    "is_right": N_("That is right."),
    "is_wrong": N_("It is {name}."),
    "broken": N_("{when} the weights are no longer numbers: they have run away."),
    "accuracy_line": N_("right of {count} pictures"),
    "share_line": N_("probability of “{name}” for this picture"),
    "class_map": N_("Where it sees “{name}”"),
    "answer": N_("What it says"),
    "points": N_("How it sorts {count} pictures"),
    "kernels": N_("Kernels of the first layer"),
    "maps": N_("Maps of the layer {layer}"),
    "matrix": N_("Confusion matrix"),
    "largest": N_("{title}. {when} the largest value is {value}."),
    "cell": N_("“{truth}” called “{answer}”: {count} of {all}"),
    "cell_hint": N_("Down: what it is. Across: what it was called."),
    "point": N_("“{truth}” called “{answer}”"),
    "point_hint": N_("Ring: called wrongly. Star: this picture. Height of the panel: {height}."),
    "point_hint_plain": N_(
        "Colour: what each is called now. Star: this picture. Height of the panel: {height}."
    ),
    "matrix_said": N_("{title}. {when} {right} of {count} lie on the diagonal."),
    "points_said": N_(
        "{title}. {when} the middles of the groups lie {ratio} times as far from the middle of all as the points from"
        " the middle of their own group (root mean squares)."
    ),
    "points_plain": N_("{title}. {when}."),
    "computing": N_("Being computed …"),
}
"""What the component says, in English: the message ids of the catalogue."""

_FILES = ("timeline", "sheets", "classmap", "bars", "matrix", "layout", "points", "sentence", "course")

_MOUNT = register(
    "course",
    "shared/format.js",
    "shared/dom.js",
    "shared/svg.js",
    "shared/clamp.js",
    "shared/colour.js",
    "shared/echo.js",
    "shared/shares.js",
    *(f"course/{name}.js" for name in _FILES),
    css=("course/course.css", "course/panels.css", "shared/live.css"),
    html="<div class='course'></div>",
)


@dataclass(frozen=True, eq=False)
class Tiles:
    """Small pictures of one size that change from step to step.

    Attributes
    ----------
    values : ndarray of float, shape (K, n, rows, columns) or (K, n, rows, columns, 3)
        Three channels are shown as colours around grey.
    limits : ndarray of float, shape (K,)
        The value of the strongest colour at each step.
    signed : bool
    """

    values: np.ndarray
    limits: np.ndarray
    signed: bool

    def data(self) -> dict:
        """Return what the browser needs: each value as its place on the colour scale."""
        scaled = self.values.astype(np.float32) / _along(
            np.where(self.limits > 0, self.limits, 1), self.values
        )
        places = 128 + 127 * scaled if self.signed else 255 * scaled
        levels = np.floor(np.clip(places, 1 if self.signed else 0, 255) + 0.5).clip(0, 255).astype(np.uint8)
        axes = tuple(range(1, self.values.ndim))
        return {
            "levels": packed(levels),
            "shape": list(self.values.shape[1:]),
            "limits": [float(each) for each in self.limits],
            "largest": [
                float(each) for each in np.abs(self.values.astype(np.float32)).max(axis=axes, initial=0)
            ],
            "signed": self.signed,
        }


def course(key: str, data: Mapping, chosen: int, words: Mapping[str, str]) -> None:
    """Show a training; the step that is chosen is read by :func:`cnnlab.web.adopting.adopt` from its state "step".

    Parameters
    ----------
    key : str
        Streamlit's key of the component.
    data : mapping
        What `cnnlab.web.inside.course_data` makes.
    chosen : int
        Index of the step that is shown; -1: the last one.
    words : mapping of str to str
        Captions of this network, translated.
    """
    _MOUNT(
        key=key,
        data={
            **data,
            "chosen": chosen,
            "captions": dict(words),
            "tables": {name: colour.lut_base64(name) for name in ("diverging", "sequential")},
            "words": {name: t(sentence) for name, sentence in WORDS.items()},
        },
        default={"step": None},
        on_step_change=lambda: None,
    )


def packed(values: np.ndarray) -> str:
    """Return an array as base64 of its little-endian bytes."""
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return base64.b64encode(np.ascontiguousarray(little).tobytes()).decode("ascii")


def colours(count: int) -> Sequence[str]:
    """Return a colour for each class; they begin again where there are more than ten."""
    return [colour.CLASSES[place % len(colour.CLASSES)] for place in range(count)]


def _along(values: np.ndarray, like: np.ndarray) -> np.ndarray:
    return np.asarray(values, np.float32).reshape(-1, *(1,) * (like.ndim - 1))
