"""Recipes side by side: what differs, and in one line what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from html import escape
from typing import Any

import streamlit as st

from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.recipes.layers import PRESETS
from cnnlab.web.classifier import data_properties as d
from cnnlab.web.classifier import train_properties as tp
from cnnlab.web.classifier.compare_courses import COLOURS, Course
from cnnlab.web.classifier.layer_text import write_layers
from cnnlab.web.classifier.recipe_state import WORDS
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number
from cnnlab.web.state import Choice

_STYLE = """<style>
.cls-differences { overflow-x: auto; }
.cls-differences table { border-collapse: collapse; font-size: 0.85rem; margin: 0; }
.cls-differences th, .cls-differences td { padding: 0.25rem 0.7rem 0.25rem 0; text-align: left; vertical-align: top;
  border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); font-weight: 400; }
.cls-differences thead th { border-bottom-width: 2px; min-width: 5rem; }
.cls-differences th i { display: inline-block; width: 0.65rem; height: 0.65rem; border-radius: 50%;
  margin-right: 0.3rem; }
.cls-differences tbody th { opacity: 0.8; }
.cls-differences mark { background: color-mix(in srgb, #e69f00 32%, transparent); color: inherit;
  border-radius: 0.2rem; padding: 0 0.2rem; }
</style>"""


def differences(recipes: Sequence[ClassifierRecipe]) -> tuple[str, ...]:
    """Return the names of the settings that are not the same in all recipes."""
    names = [field.name for field in fields(ClassifierRecipe)]
    return tuple(name for name in names if len({getattr(recipe, name) for recipe in recipes}) > 1)


def show(courses: Sequence[Course]) -> None:
    """Show the settings that differ in a table; what is not as in the first recipe is marked."""
    recipes = [course.recipe for course in courses]
    names = differences(recipes)
    if not names:
        st.caption(t("All these recipes are the same."))
        return
    heads = "".join(
        f"<th scope='col'><i style='background:{paint}'></i>{escape(course.name)}</th>"
        for course, paint in zip(courses, COLOURS, strict=False)
    )
    lines = "".join(_line(name, recipes) for name in names)
    st.html(
        f"{_STYLE}<div class='cls-differences' tabindex='0'><table><thead><tr><th></th>{heads}</tr></thead>"
        f"<tbody>{lines}</tbody></table></div>"
    )
    st.caption(sentences(t("Marked: what is not as in the first recipe."), _same(recipes[0], names)))


def _line(name: str, recipes: Sequence[ClassifierRecipe]) -> str:
    first, *_ = values = [getattr(recipe, name) for recipe in recipes]
    cells = "".join(f"<td>{_marked(name, value, first)}</td>" for value in values)
    return f"<tr><th scope='row'>{escape(t(WORDS[name]))}</th>{cells}</tr>"


def _marked(name: str, value: Any, first: Any) -> str:
    """Write a value down, and mark what is not as in the first; of networks as long, the layers that are not."""
    if name != "layers" or len(value) != len(first):
        return _mark(say(name, value), value == first)
    parts = (_mark(write_layers((layer,)), layer == other) for layer, other in zip(value, first, strict=True))
    return ", ".join(parts)


def _mark(text: str, same: bool) -> str:
    return escape(text) if same else f"<mark>{escape(text)}</mark>"


def _same(recipe: ClassifierRecipe, but: Sequence[str]) -> str:
    usual = ClassifierRecipe()
    always = ("data", "layers", "optimizer", "learning_rate", "batch_size", "epochs", "seed")
    names = [
        field.name
        for field in fields(recipe)
        if field.name not in but
        and (field.name in always or getattr(recipe, field.name) != getattr(usual, field.name))
    ]
    said = listing(
        t("{name}: {value}", name=t(WORDS[name]), value=say(name, getattr(recipe, name))) for name in names
    )
    return t("The same in all of them: {settings}. The rest is as usual.", settings=said)


def say(name: str, value: Any) -> str:
    """Say the value of a setting in the reader's language."""
    if name == "layers":
        return _network(value)
    if name == "data":
        return t(d.DATA_SET.options.get(value, d.DATA_SET.options[d.OWN_PICTURES]))
    if name == "examples" and value == 0:
        return t("all")
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    control = tp.RECIPE.get(name)
    if isinstance(control, Choice):
        return t(control.options[value])
    return number(value, 4) if isinstance(value, float) else f"{value:,}"


def _network(layers: tuple[Layer, ...]) -> str:
    preset = next((name for name, each in PRESETS.items() if each == layers), None)
    return t(tp.PRESET.options[preset]) if preset else write_layers(layers).replace(";", ", ")
