"""Pictures as points of a plane, the visitor's among them: what lies near is seen at once, and named at a touch."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnlab.images import colour
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

BUS = "image_map"
WORDS = {
    "label": N_("Map of images: arrow keys go from picture to picture, Enter shows the neighbours of one"),
    "classes": N_("Classes: a click on one dims the others"),
    "own": N_("Your picture"),
    "chosen": N_("Picture {number}"),
    "picture": N_("picture {number}"),
    "near": N_("Its nearest neighbours"),
    "away": N_("distance {distance}"),
    "says": N_("The network says {name}, {percent}"),
    "wrong": N_("answered wrongly"),
    "back": N_("Back to my picture"),
    "nearer": N_("Zoom in"),
    "farther": N_("Zoom out"),
    "whole": N_("The whole map"),
    "alike": N_("Nearest neighbour of the same class"),
    "pixels": N_("Pixels"),
    "features": N_("Features"),
    "covered": N_("Covered while a question is open."),
}
"""What the component says, in English: the message ids of the catalogue."""
HINT = N_(
    "★ your picture. Colour: the class. ✕: answered wrongly. Point at a picture to see it; click it for its neighbours."
)
HINT_PLAIN = N_(
    "★ your picture. These pictures belong to no class. Point at one to see it; click it for its neighbours."
)

_STOCK = register(
    "image_stock", "shared/bus.js", "shared/picture.js", html="<div class='picture' hidden></div>"
)
_MOUNT = register(
    "image_map",
    "shared/bus.js",
    "shared/format.js",
    "shared/dom.js",
    "shared/clamp.js",
    "shared/canvas.js",
    "image_map/plane.js",
    "image_map/paint.js",
    "image_map/side.js",
    "image_map/legend.js",
    "image_map/gestures.js",
    "image_map/image_map.js",
    css=("image_map/image_map.css", "shared/live.css"),
    html="<div class='image-map'></div>",
)


@dataclass(frozen=True)
class Own:
    """The picture that is asked about.

    Attributes
    ----------
    src : str
        It as a ``data:`` URL.
    place : (float, float)
        On the map.
    truth : str
        Its class, where that is known; else "".
    says : str
        What the network says, a sentence.
    """

    src: str
    place: tuple[float, float]
    truth: str
    says: str


def stock(key: str, message: dict) -> None:
    """Hand the pictures to the map; they travel by themselves, so that a new picture does not send them again.

    Parameters
    ----------
    key : str
        Streamlit's key of the component that carries them.
    message : dict
        What `stock_message` makes.
    """
    _STOCK(key=key, data={"bus": BUS, "picture": message})


def stock_message(
    name: str,
    source: str,
    columns: int,
    size: tuple[int, int],
    labels: np.ndarray | None,
    answers: np.ndarray,
    shares: np.ndarray,
) -> dict:
    """Return pictures as the map takes them.

    Parameters
    ----------
    name : str
        Changes with the pictures, and with the network that says something of them.
    source : str
        One sheet of all of them, as a ``data:`` URL.
    columns : int
        Pictures in a row of the sheet.
    size : (int, int)
        Rows and columns of one of them.
    labels : ndarray of int, shape (N,), or None
        Their classes.
    answers : ndarray of int, shape (N,)
        What the network takes them for.
    shares : ndarray of float, shape (N,)
        With which probability.
    """
    return {
        "id": name,
        "src": source,
        "columns": columns,
        "height": size[0],
        "width": size[1],
        "labels": "" if labels is None else _text(labels, "<i4"),
        "answers": _text(answers, "<i4"),
        "shares": _text(shares, "<f4"),
    }


def image_map(
    key: str,
    stock_name: str,
    names: Sequence[str],
    places: np.ndarray,
    own: Own,
    near: Sequence[tuple[int, str]],
    point: int = -1,
    *,
    space: str = "features",
    axes: tuple[str, str] | None = None,
    alike: Mapping[str, float] | None = None,
    tiles: bool = False,
    labelled: bool = True,
    numbered: bool = False,
    covered: bool = False,
) -> None:
    """Show the map; a choice is read by :func:`cnnlab.web.adopting.adopt` from its state "point".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    stock_name : str
        The `name` of the `stock_message` that it shows.
    names : sequence of str
        Of the classes, translated.
    places : ndarray of float, shape (N, 2)
    own : Own
    near : sequence of (int, str)
        The nearest neighbours, and their distances as text.
    point : int
        Whose neighbours they are: -1, or a picture on the map.
    space : str
        What makes them near: "features" or "pixels".
    axes : (str, str), optional
        What the axes are; without it there is no cross at their origin.
    alike : mapping of str to float, optional
        For "features" and "pixels" the share of pictures whose nearest neighbour has the same class.
    tiles : bool
        Pictures instead of points.
    labelled : bool
        Whether the pictures have classes.
    numbered : bool
        Whether their numbers begin at 0, as those of the test pictures do.
    covered : bool
        A question is open: what the network says is not shown.
    """
    words = {name: t(sentence) for name, sentence in WORDS.items()}
    data = {
        "bus": BUS,
        "stock": stock_name,
        "names": list(names),
        "paints": list(colour.CLASSES),
        "places": _text(places, "<f4"),
        "own": {"src": own.src, "place": list(own.place), "truth": own.truth, "says": own.says},
        "near": [{"index": index, "away": away} for index, away in near],
        "point": point,
        "space": space,
        "alike": None if alike is None else dict(alike),
        "axes": None if axes is None else list(axes),
        "tiles": tiles,
        "numbers": numbered,
        "covered": covered,
        "words": words | {"hint": t(HINT) if labelled else t(HINT_PLAIN)},
    }
    _MOUNT(key=key, data=data, default={"point": None}, on_point_change=lambda: None)


def _text(values: np.ndarray, kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(values, kind).tobytes()).decode("ascii")
