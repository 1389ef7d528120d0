"""Pictures as they are changed by chance while they are learned from, by the very function that trains."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab import datasets
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.augmentation_preview import preview
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t

COUNT = 8


def show(recipe: ClassifierRecipe) -> None:
    """Show some pictures before and after, where the recipe changes any; nothing where they cannot be had."""
    changes = recipe.flip or recipe.shift or recipe.rotate or recipe.zoom or recipe.coarse
    if not changes or not datasets.is_here(recipe.data):
        return
    try:
        before, after = ask_again(preview, recipe, COUNT)
    except NotReady:
        return
    st.markdown(t("**What augmentation makes of the pictures**"))
    row(
        [
            Figure(_strip(before), t("As they are"), t("Eight pictures of the data set")),
            Figure(
                _strip(after), t("As the network gets them, once"), t("The same pictures, changed by chance")
            ),
        ],
        most=900,
        width=600,
    )


def _strip(pictures: np.ndarray) -> np.ndarray:
    strip = np.concatenate(list(pictures), axis=1)
    return strip[..., 0] if strip.shape[2] == 1 else strip
