"""The yardstick: what one slider and one picture cost without a laboratory around them."""

from __future__ import annotations

import numpy as np
import streamlit as st

SIDE = 256


def blurred(picture: np.ndarray, sigma: float) -> np.ndarray:
    """Filter a picture with a Gaussian of five weights, along the rows and then along the columns."""
    weights = np.exp(-((np.arange(5) - 2) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    for axis in (0, 1):
        picture = sum(weight * np.roll(picture, shift - 2, axis) for shift, weight in enumerate(weights))
    return picture


sigma = st.slider("Sigma", 0.3, 5.0, 0.3, 0.1)
picture = np.random.default_rng(0).random((SIDE, SIDE))
st.image((blurred(picture, sigma) * 255).astype(np.uint8))
