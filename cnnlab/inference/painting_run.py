"""A painting from its recipe to files, without a browser: for `python -m cnnlab run`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from cnnlab.errors import LabError
from cnnlab.images import as_bytes, decode, encoding
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.recipes.reading import write
from cnnlab.training import files, perceptual

PICTURE = "picture.png"


def run(
    recipe: PaintingRecipe,
    directory: str | Path,
    reporter: Callable[[dict], object],
    folder: str | Path = ".",
) -> dict:
    """Make the picture of a recipe, and write it down.

    Parameters
    ----------
    recipe : PaintingRecipe
    directory : path-like
        Gets ``picture.png``, ``recipe.json`` and ``metrics.json``. Made where it is missing.
    reporter : callable
        Called with a dict about once a second.
    folder : path-like
        Where content and style of the recipe are.

    Returns
    -------
    dict
        The metrics, as in ``metrics.json``: the loss as ``painting_loss``, and its parts without
        weights, such as ``style_relu1_1``.

    Raises
    ------
    LabError
        A picture is not there or none, or the network cannot be had.
    """
    from cnnlab.training.painting import Moment, paint_steps

    target, began = Path(directory), time.perf_counter()
    content, style = (_opened(Path(folder), name) for name in (recipe.content, recipe.style))
    target.mkdir(parents=True, exist_ok=True)
    reporter({"kind": "start", "step": 0, "steps": max(1, sum(recipe.steps))})

    def tell(moment: Moment) -> None:
        passed = time.perf_counter() - began
        reporter(
            {
                "kind": "steps",
                "step": moment.step,
                "loss": moment.loss,
                "images_per_second": moment.step / passed,
            }
        )

    last = paint_steps(content, style, recipe, perceptual.network(recipe.network, recipe.precision), tell)
    metrics = {
        "painting_loss": last.loss,
        **{"_".join(filter(None, name)): value for name, value in last.parts.items()},
        "steps": last.step,
        "seconds": round(time.perf_counter() - began, 1),
    }
    picture = encoding.png(as_bytes(last.picture))
    files.replace(target / PICTURE, lambda new: new.write_bytes(picture) and None)
    files.save_text(target / "recipe.json", write(recipe))
    files.save_text(target / "metrics.json", json.dumps(metrics, indent=1))
    return metrics


def _opened(folder: Path, name: str):
    file = folder / name
    try:
        return decode(file.read_bytes())
    except OSError as error:
        raise LabError("The picture {name} cannot be read.", name=name) from error
