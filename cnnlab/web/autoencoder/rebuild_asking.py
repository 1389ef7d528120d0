"""Which network the mode Rebuild asks, and what beside it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab import pretrained
from cnnlab.datasets import About
from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder import of_link
from cnnlab.web.autoencoder import rebuild_properties as r


@dataclass(frozen=True)
class Asked:
    """A network, as far as it is known without TensorFlow.

    Attributes
    ----------
    name : str
        A shipped name, or the id of a run.
    recipe : AutoencoderRecipe
    about : About
        Its pictures and their classes.
    others : tuple of str
        Its shipped sisters, with codes of other sizes.
    """

    name: str
    recipe: AutoencoderRecipe
    about: About
    others: tuple[str, ...] = ()


def networks() -> list[str]:
    """Return the options of `NETWORK` that there are."""
    here = pretrained.names("autoencoder")
    found = [each for each, names in r.SHIPPED.items() if set(names.values()) & set(here)]
    return [*found, *(["run"] if of_link.run(coded=True) else [])]


def sizes() -> list[str]:
    """Return the sizes of code that the chosen network comes in; none for a run."""
    here = pretrained.names("autoencoder")
    return [size for size, name in r.SHIPPED.get(r.NETWORK.value, {}).items() if name in here]


def asked() -> Asked:
    """Return what the page is set to.

    Raises
    ------
    LabError
        There is no such network.
    """
    there = networks()
    if not there:
        raise LabError("No autoencoder is here yet. Train one in the mode Train.")
    if r.NETWORK.value not in there:
        st.session_state[r.NETWORK.key] = there[0]
    if r.NETWORK.value == "run":
        run = of_link.run(coded=True)
        return Asked(run, pretrained.recipe_of(run), pretrained.about_of(run))
    offered = sizes()
    size = r.SIZE.value if r.SIZE.value in offered else offered[-1]
    names = r.SHIPPED[r.NETWORK.value]
    others = tuple(names[each] for each in offered if each != size)
    name = names[size]
    return Asked(name, pretrained.recipe_of(name), pretrained.about_of(name), others)
