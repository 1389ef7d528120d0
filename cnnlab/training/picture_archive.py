"""The pictures of a recipe as one file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, GanRecipe
from cnnlab.training.parts import parts_of

LARGEST = 64_000_000
"""Bytes of pictures, before they are packed."""


def archive(recipe: ClassifierRecipe, *, report: Callable | None = None) -> bytes:
    """Return what a recipe trains on, chooses by and tests with, as a compressed NumPy archive.

    Parameters
    ----------
    recipe : ClassifierRecipe

    Returns
    -------
    bytes
        ``x_train``, ``y_train``, ``x_validation``, ``y_validation``, ``x_test``, ``y_test``: uint8 (N, H, W, C)
        and int32 (N,); and ``classes``, their names in English.

    Raises
    ------
    LabError
        The data set cannot be had, or is too large for one file.
    """
    return _packed(parts_of(recipe))


def gan_archive(recipe: GanRecipe, *, report: Callable | None = None) -> bytes:
    """Return what a GAN learns from, and the test pictures, as `archive` does; none are set aside for validation."""
    # A module that loads TensorFlow: for workers alone.
    from cnnlab.training.adversarial import pictures_of

    return _packed(pictures_of(recipe))


def _packed(parts: Any) -> bytes:
    arrays = {name: np.asarray(value) for name, value in asdict(parts).items()}
    if sum(each.nbytes for each in arrays.values()) > LARGEST:
        raise LabError(
            "These pictures are {size} MB, too many for one file; {most} MB are allowed. Choose fewer examples.",
            size=round(sum(each.nbytes for each in arrays.values()) / 1e6),
            most=LARGEST // 1_000_000,
        )
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
