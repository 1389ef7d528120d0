"""Pictures to learn from: training and test always apart."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.datasets import digits, own, photos, shapes, stored, style_pictures
from cnnlab.datasets.dataset import Dataset
from cnnlab.errors import LabError
from cnnlab.recipes.classifier import OWN_DATA, is_own
from cnnlab.recipes.stylizer import StylizerRecipe

NAMES = ("digits", "shapes", "mnist", "fashion_mnist", "cifar10")
"""The first two come with the installation; the others from a folder, Keras's cache or the internet."""
OF_DIGITS = ("digits", "mnist")
"""White digits on black, 28 x 28: what knows one of these sets knows the pictures of the other, too."""

__all__ = ["NAMES", "OF_DIGITS", "About", "Dataset", "about", "is_here", "load", "size"]


@dataclass(frozen=True)
class About:
    """What is known of a data set without loading it.

    Attributes
    ----------
    shape : (rows, columns, channels)
    classes : tuple of str
        Message ids; of own pictures the names that their maker gave.
    """

    shape: tuple[int, int, int]
    classes: tuple[str, ...]


def about(name: str) -> About:
    """Say what a data set's pictures and classes are, without loading it.

    Raises
    ------
    LabError
        For a name that there is not, or own pictures that are not here any more.
    """
    if name == "digits":
        return About((digits.SIDE, digits.SIDE, 1), digits.CLASSES)
    if name == "shapes":
        return About((shapes.SIDE, shapes.SIDE, 3), shapes.CLASSES)
    if name in stored.CLASSES:
        return About((32, 32, 3) if name == "cifar10" else (28, 28, 1), stored.CLASSES[name])
    if name == photos.NAME:
        return About((photos.SIDE, photos.SIDE, 3), ("",))
    if name == StylizerRecipe.data:
        return About((style_pictures.LARGEST, style_pictures.LARGEST, 3), ())
    if is_own(name):
        found = own.describe(name.removeprefix(OWN_DATA))
        return About(found.shape, found.classes)
    raise _unknown()


def size(name: str) -> int:
    """Say how many pictures for training a data set has, without loading it.

    Raises
    ------
    LabError
        As for :func:`about`.
    """
    if name == photos.NAME:
        return photos.pieces()
    if is_own(name):
        return sum(own.describe(name.removeprefix(OWN_DATA)).train)
    if name not in _SIZES:
        raise _unknown()
    return _SIZES[name]


_SIZES = {"digits": 1400, "shapes": shapes.TRAIN, "mnist": 60_000, "fashion_mnist": 60_000, "cifar10": 50_000}


def load(name: str) -> Dataset:
    """Return a data set.

    Parameters
    ----------
    name : str
        One of `NAMES`, or ``own-`` and the id of a set of own pictures.

    Returns
    -------
    Dataset

    Raises
    ------
    LabError
        For a name that there is not, or where it cannot be had.
    """
    if name == "digits":
        return digits.load()
    if name == "shapes":
        return shapes.load()
    if name in stored.CLASSES:
        return stored.load(name)
    if is_own(name):
        return own.load(name)
    if name == photos.NAME:
        return photos.load()
    raise _unknown()


def is_here(name: str) -> bool:
    """Tell whether the pictures of a data set can be had without a network; nothing is loaded for it."""
    if is_own(name):
        return own.exists(name.removeprefix(OWN_DATA))
    if name == photos.NAME:
        return photos.is_here()
    return name not in stored.CLASSES or stored.is_here(name)


def _unknown() -> LabError:
    return LabError("There is no data set of that name. The names are {names}.", names=", ".join(NAMES))
