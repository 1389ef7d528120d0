"""The answers of a trained network to pictures that it had not learned from: looked up, or made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.folders import home
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training import answers
from cnnlab.training.answers import Answers

PARTS = ("test", "validation", "digits")
MOST_FILES = 20
"""Networks whose answers are kept outside of their own folder."""
CHUNK = 1000


def find(name: str, part: str) -> Answers | None:
    """Return the answers that have been kept; None where they have to be made first.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.
    part : str
        One of `PARTS`.

    Returns
    -------
    Answers or None
        Those made last, with pictures where there are any.

    Raises
    ------
    LabError
        There is no such network.
    """
    folder = pretrained.folder_of(name)
    made, own = _made(name), answers.load(folder / answers.NAME, part)
    if not _younger(made, folder / pretrained.WEIGHTS):
        return own
    again = answers.load(made, part)
    return own if again is None or (own is not None and len(own.pictures)) else again


def can_be_made(recipe: ClassifierRecipe, part: str) -> bool:
    """Tell whether the pictures of a part can be had without a network, and so the answers be made."""
    if part == "digits":
        return recipe.data == answers.DIGITS_FOR
    return datasets.is_here(recipe.data)


def make(name: str, report: Callable[..., None] | None = None) -> None:
    """Ask a network about all pictures that it is to be measured on, and keep the answers (on a worker).

    Parameters
    ----------
    name : str
    report : callable, optional
        Called with the fraction that is done.

    Raises
    ------
    LabError
        The network or its pictures cannot be had, or the disk is full.
    """
    import numpy as np

    from cnnlab.training.measuring import finite, kept, tested_on
    from cnnlab.training.parts import parts_of
    from cnnlab.training.steps import logits_of

    tell = report or (lambda fraction: None)
    tell(0.0)
    network = pretrained.trained(name)
    recipe = network.recipe
    tested = tested_on(recipe, parts_of(recipe) if can_be_made(recipe, "test") else None)
    total, done = sum(len(y) for _, y in tested.values()), 0
    logits = {}
    for part, (x, _) in tested.items():
        chunks = []
        for start in range(0, len(x), CHUNK):
            tell(done / total)
            chunks.append(logits_of(network.model, recipe, x[start : start + CHUNK]))
            done += len(chunks[-1])
        logits[part] = finite(np.concatenate(chunks))
    file = _made(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        answers.save(file, kept(tested, logits))
        _forget_old(file.parent)
    except OSError as error:
        raise LabError(
            "The answers cannot be kept: the disk of this server is full, or its folder cannot be written to."
        ) from error


def forget(name: str) -> None:
    """Delete the answers of a run that have been kept beside its folder."""
    _made(name).unlink(missing_ok=True)


def _made(name: str) -> Path:
    return home() / "examined" / f"{name}.npz"


def _younger(file: Path, other: Path) -> bool:
    try:
        return file.stat().st_mtime_ns >= other.stat().st_mtime_ns
    except OSError:
        # Weights that are not there: a run that was lost, with a checkpoint alone.
        return file.is_file()


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in files[MOST_FILES:]:
        file.unlink(missing_ok=True)
