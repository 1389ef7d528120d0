"""Codes as dots of a plane, and the picture of the place under the pointer, asked for while it moves."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from cnnlab.images import colour
from cnnlab.web import encoded
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.identity import identity

BUS = "codes"
WORDS = {
    "label": N_(
        "Plane of codes: the arrow keys move the place that is decoded, with Shift farther, Home to the star"
    ),
    "classes": N_("Classes: a click on one dims the others"),
    "decoded": N_("Decoded here"),
    "verdict": N_("The classifier takes it for"),
    "says": N_("The classifier says {name}, {percent}."),
    "covered": N_("Covered while a question is open."),
    "place": N_("code ({x}, {y})"),
    "back": N_("To the star"),
    "axes": N_("Principal axes of the codes"),
    "axis": N_("Axis {number}"),
}
"""What the component says, in English: the message ids of the catalogue."""
HINT = N_("Move over the plane; a click holds the place, another one lets go. ★ the given picture.")
SEEN = {
    "codes": N_("Dots: codes of test pictures, coloured by class, the name of each class in its middle."),
    "both": N_(
        "Dots: codes of test pictures, coloured by class, over pictures of what the decoder makes of each place."
    ),
    "digits": N_("Pictures: what the decoder makes of each place."),
}
"""What lies on the plane, by what is shown of it."""

_RELAY = register("plane_relay", "shared/bus.js", "plane/relay.js", html="<div class='relay' hidden></div>")
_MOUNT = register(
    "code_plane",
    "shared/bus.js",
    "shared/format.js",
    "shared/dom.js",
    "shared/clamp.js",
    "shared/canvas.js",
    "shared/colour.js",
    "shared/shares.js",
    "image_map/legend.js",
    "plane/wire.js",
    "plane/field.js",
    "plane/answer.js",
    "plane/sliders.js",
    "plane/plane.js",
    css=("plane/plane.css", "shared/live.css"),
    html="<div class='code-plane'></div>",
)


@dataclass(frozen=True, eq=False)
class Space:
    """What does not change while the pointer moves.

    Attributes
    ----------
    codes : ndarray of float, shape (N, 2)
    labels : ndarray of int, shape (N,)
    centres : ndarray of float, shape (classes, 2)
    own : ndarray of float, shape (k,)
        Place of the given picture.
    low, high : (float, float)
        Corners of the plane, a square.
    sheet : ndarray of uint8, shape (H, W) or (H, W, 3), or None
        The plane decoded.
    show : str
        "codes", "digits", or "both".
    prior : bool
        Whether the circles of the standard normal distribution are drawn.
    judged : bool
        Whether a classifier of the same classes says what it takes each picture for.
    """

    codes: np.ndarray
    labels: np.ndarray
    centres: np.ndarray
    own: np.ndarray
    low: tuple[float, float]
    high: tuple[float, float]
    sheet: np.ndarray | None
    show: str
    prior: bool
    judged: bool


def stock_message(space: Space, names: Sequence[str]) -> dict:
    """Return what the plane shows; its ``id`` changes with anything in it.

    Parameters
    ----------
    space : Space
    names : sequence of str
        Of the classes, translated.
    """
    places = len(space.own)
    message = {
        "codes": _text(space.codes, "<f4"),
        "labels": _text(space.labels, "u1"),
        "centres": _text(space.centres, "<f4"),
        "own": [round(float(each), 3) for each in space.own],
        "low": list(space.low),
        "high": list(space.high),
        "sheet": "" if space.sheet is None else encoded.url(space.sheet),
        "show": space.show,
        "prior": space.prior,
        "judged": space.judged,
        "axes": places > 2,
        "places": places,
        "names": list(names),
        "paints": list(colour.CLASSES),
        "words": {name: t(sentence) for name, sentence in WORDS.items()}
        | {"hint": sentences(t(HINT), t(SEEN[space.show]))},
    }
    return {"id": identity(*message.values()), **message}


def plane(key: str, space: str, message: dict, place: str) -> None:
    """Show the plane; where the hand has come to rest is read from the state "place".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    space : str
        Name of the network.
    message : dict
        What `stock_message` makes.
    place : str
        Where the page is set to, as numbers between commas.
    """
    data = {"bus": BUS, "space": space, "stock": message, "place": place}
    _MOUNT(key=key, data=data, default={"place": None}, on_place_change=lambda: None)


def relay(
    key: str,
    space: str,
    answered: str,
    pixels: np.ndarray | None,
    shares: np.ndarray | None,
    *,
    bus: str = BUS,
    score: float | None = None,
) -> None:
    """Hand the plane the answer to one place; the next one is read from the state "at".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    space : str
        Name of the network.
    answered : str
        The place that the answer belongs to.
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3), or None
        None: the engine has no answer.
    shares : ndarray of float, shape (classes,), or None
        None: they are covered, or nobody is asked.
    bus : str
        What the component listens to that asks.
    score : float, optional
        What else there is to say of the picture.
    """
    answer = None
    if pixels is not None:
        answer = {
            "picture": _text(pixels, "u1"),
            "shape": pixels.shape,
            "shares": None if shares is None else [round(float(share), 4) for share in shares],
            # A network whose numbers have run away has none, and a browser cannot read what is no number.
            "score": score if score is not None and isfinite(score) else None,
        }
    data = {"bus": bus, "space": space, "answered": answered, "answer": answer}
    _RELAY(key=key, data=data, default={"at": None}, on_at_change=lambda: None)


def _text(values: np.ndarray, kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(values, kind).tobytes()).decode("ascii")
