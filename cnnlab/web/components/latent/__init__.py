"""Generated pictures in a square; the one that is chosen stands large beside it and follows two sliders."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnlab.images import colour
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t
from cnnlab.web.identity import identity

BUS = "latent"
WORDS = {
    "label": N_("Generated pictures: a click, or the arrow keys, choose the one that is moved"),
    "decoded": N_("Moved along two directions"),
    "verdict": N_("The classifier takes it for"),
    "says": N_("The classifier says {name}, {percent}."),
    "covered": N_("Covered while a question is open."),
    "score": N_("score of the discriminator {score}"),
    "axes": N_("Directions of the noise"),
    "axis": N_("Direction {number}"),
    "back": N_("As it was made"),
}
"""What the component says, in English: the message ids of the catalogue."""

_MOUNT = register(
    "latent",
    "shared/bus.js",
    "shared/format.js",
    "shared/dom.js",
    "shared/clamp.js",
    "shared/colour.js",
    "shared/shares.js",
    "plane/wire.js",
    "plane/answer.js",
    "plane/sliders.js",
    "latent/tiles.js",
    "latent/latent.js",
    css=("latent/latent.css", "shared/live.css"),
    html="<div class='latent'></div>",
)


@dataclass(frozen=True, eq=False)
class Tiles:
    """What does not change while a slider moves.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    titles : sequence of str
        What each is, for who cannot see it, translated.
    wrong : sequence of str
        What a picture is taken for where that is not what was asked for; else empty.
    names : sequence of str
        Of the classes.
    judged : bool
        Whether a classifier says what it takes each picture for.
    first : int
        Number of the first of the two directions, from 0.
    reach : float
        How far along each.
    """

    pictures: np.ndarray
    titles: Sequence[str]
    wrong: Sequence[str]
    names: Sequence[str]
    judged: bool
    first: int
    reach: float


def latent(key: str, space: str, tiles: Tiles, place: str) -> None:
    """Show the pictures; what is chosen and where the hand has come to rest is read from the state "place".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    space : str
        Name of what the pictures were made from: an answer to another one is too late.
    tiles : Tiles
    place : str
        Number of the chosen picture, and how far it is moved along each direction, between commas.
    """
    stock = {
        "pictures": base64.b64encode(np.ascontiguousarray(tiles.pictures).tobytes()).decode("ascii"),
        "shape": tiles.pictures.shape,
        "titles": list(tiles.titles),
        "wrong": list(tiles.wrong),
        "names": list(tiles.names),
        "paints": list(colour.CLASSES),
        "judged": tiles.judged,
        "places": 2,
        "first": tiles.first,
        "span": tiles.reach,
        "words": {name: t(sentence) for name, sentence in WORDS.items()},
    }
    data = {"bus": BUS, "space": space, "stock": {"id": identity(*stock.values()), **stock}, "place": place}
    _MOUNT(key=key, data=data, default={"place": None}, on_place_change=lambda: None)
