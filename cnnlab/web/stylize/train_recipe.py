"""The recipe that the controls of the mode Train a style say, and the controls as a recipe says."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import fields
from math import ceil
from typing import Any

import numpy as np
import streamlit as st

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.images import embedded, styles
from cnnlab.images.encoding import picture_id
from cnnlab.images.styles_drawn import DRAWN
from cnnlab.recipes import OneStyleRecipe
from cnnlab.recipes.one_style import SMALLEST_STYLE
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.web import in_hand
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.state import Choice, Number
from cnnlab.web.stylize import asking
from cnnlab.web.stylize import properties as shared
from cnnlab.web.stylize import train_properties as p
from cnnlab.web.stylize.style_names import STYLE_NAMES

_TEXTS = "_style_texts"
KEPT = 4
"""Pictures of one's own whose texts are remembered."""
_ARCHITECTURE = ("filters", "blocks", "hidden")


def recipe_now() -> OneStyleRecipe:
    """Return what the controls say of the style in hand.

    Raises
    ------
    LabError
        Where a browser has sent what no control can say.
    """
    settings = {name: each.value for name, each in p.RECIPE.items()}
    if settings["start"] == "stylizer":
        settings |= _shipped()
    return OneStyleRecipe(**_style(), picture=_mine(), **settings)


def has_own_photograph() -> bool:
    """Tell whether the picture in hand is one of the visitor's own."""
    return in_hand.PICTURE.value == in_hand.OWN and in_hand.own("picture") is not None


def _style() -> dict[str, Any]:
    name = shared.STYLE.value
    mine = asking.own()
    if name == shared.OWN and mine is not None:
        return {"style": _text(_wide_enough(mine))}
    name = name if name in styles.NAMES else styles.DEFAULT
    # A texture heeds no seed: with another one it would seem to be another recipe.
    return {"style": name, "style_seed": int(shared.SEED.value) if name in DRAWN else 0}


def _wide_enough(pixels: np.ndarray) -> np.ndarray:
    """Return a picture that is wide enough for the networks when a recipe holds it; what is missing is mirrored."""
    least = ceil(SMALLEST_STYLE * max(1.0, max(pixels.shape[:2]) / embedded.SIDE))
    missing = [(0, max(0, least - side)) for side in pixels.shape[:2]]
    return np.pad(pixels, (*missing, (0, 0)), mode="symmetric") if any(map(sum, missing)) else pixels


def _mine() -> str:
    return _text(in_hand.own("picture")) if p.MINE.value and has_own_photograph() else ""


def _text(pixels: np.ndarray) -> str:
    """Return a picture as a recipe carries it; the one that came out of a recipe as it stood there."""
    kept: OrderedDict[str, str] = st.session_state.setdefault(_TEXTS, OrderedDict())
    name = picture_id(pixels)
    if name not in kept:
        _remember(name, embedded.embed(pixels))
    return kept[name]


def _remember(name: str, text: str) -> None:
    kept = st.session_state.setdefault(_TEXTS, OrderedDict())
    kept[name] = text
    while len(kept) > KEPT:
        kept.popitem(last=False)


def _shipped() -> dict[str, int]:
    """Return the architecture of the shipped stylizer, which a training that starts from it has to have."""
    try:
        theirs = pretrained.recipe_of(STYLIZER)
    except LabError:
        theirs = OneStyleRecipe()
    return {name: getattr(theirs, name) for name in _ARCHITECTURE}


def apply_recipe(recipe: OneStyleRecipe) -> None:
    """Bring the controls, and the style in hand, to what a recipe says.

    To be called before they are made: in a button's callback, or at the beginning of a run.
    """
    values: dict[Any, Any] = {each: getattr(recipe, name) for name, each in p.RECIPE.items()}
    values[p.MINE] = bool(recipe.picture)
    if recipe.picture:
        in_hand.keep("picture", embedded.picture_in(recipe.picture))
        _remember(picture_id(in_hand.own("picture")), recipe.picture)
    if embedded.is_embedded(recipe.style):
        pixels = embedded.picture_in(recipe.style)
        asking.keep(pixels)
        _remember(picture_id(asking.own()), recipe.style)
    else:
        values |= {shared.STYLE: recipe.style, shared.SEED: recipe.style_seed}
    for each, value in values.items():
        if isinstance(each, Number):
            value = type(each.default)(value)  # a recipe may say 1 where the control says 1.0
        st.session_state[each.key] = value


def style_picture(recipe: OneStyleRecipe) -> np.ndarray:
    """Return the style of a recipe, uint8 (h, w, 3)."""
    if embedded.is_embedded(recipe.style):
        return embedded.picture_in(recipe.style)
    return styles.sample(recipe.style, recipe.style_seed)


def style_name(recipe: OneStyleRecipe) -> str:
    """Say which style it is, in the reader's language."""
    return t(STYLE_NAMES[recipe.style]) if recipe.style in STYLE_NAMES else t("A picture of one's own")


def say(name: str, recipe: OneStyleRecipe) -> str:
    """Say a setting of a recipe in the reader's language."""
    value = getattr(recipe, name)
    if name == "style":
        return style_name(recipe)
    if name == "picture":
        return t("yes") if value else t("no")
    if name not in p.RECIPE:
        return f"{value:,}"
    control = p.RECIPE[name]
    if isinstance(control, Choice):
        return t(control.options.get(value, value))
    return number(value, 4) if isinstance(value, float) else f"{value:,}"


def differences(before: OneStyleRecipe, after: OneStyleRecipe) -> Sequence[tuple[str, str, str]]:
    """Return what differs between two recipes: name, before, after, in the reader's language."""
    labels = {
        "style": shared.STYLE.label,
        "style_seed": shared.SEED.label,
        "picture": p.MINE.label,
        **{name: each.label for name, each in p.RECIPE.items()},
    }
    return [
        (t(labels[field.name]), say(field.name, before), say(field.name, after))
        for field in fields(OneStyleRecipe)
        if field.name in labels and getattr(before, field.name) != getattr(after, field.name)
    ]
