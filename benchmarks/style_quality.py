"""How near the shipped stylizer comes to photographs and to styles that no training has seen.

Part of ``python -m benchmarks.style``; by itself: ``python -m benchmarks.style_quality``. Six photographs, each in each
style that had no part in the training, as squares of 256 pixels, by `cnnlab.metrics.style` on VGG19.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.datasets import style_pictures
from cnnlab.inference import stylize
from cnnlab.metrics.style import content_loss, style_loss
from cnnlab.training import perceptual
from cnnlab.training.style_judging import CONTENTS, judged_contents

LIMITS = {"content": 0.62, "style": 0.25}
SIDE = 256
PHOTOGRAPHS = frozenset({"mosaic_ducks_massimo", "stars2"})
"""Styles that nobody has painted: a photograph of a floor of stones, and one of stars."""


@dataclass(frozen=True)
class Quality:
    """The mean losses of the photographs in one style.

    Attributes
    ----------
    name : str
    painted : bool
        Whether it is a painting.
    content, style : float
    """

    name: str
    painted: bool
    content: float
    style: float


def run(contents: int = CONTENTS) -> None:
    """Measure, and print what comes of it."""
    found = measure(contents=contents)
    for each in found:
        print(f"{each.name}: content {each.content:.3f}, style {each.style:.3f}", flush=True)
    paintings = means([each for each in found if each.painted])
    met = "met" if all(paintings[name] <= limit for name, limit in LIMITS.items()) else "NOT MET"
    print(
        f"paintings: content {paintings['content']:.3f}, style {paintings['style']:.3f}; asked {LIMITS}: {met}"
    )
    every = means(found)
    print(f"all styles: content {every['content']:.3f}, style {every['style']:.3f}", flush=True)


def measure(model: str = "stylizer", contents: int = CONTENTS) -> list[Quality]:
    """Paint so many photographs in each style, and return what comes of each.

    Raises
    ------
    LabError
        The pictures or the weights of VGG19 are not here.
    """
    recipe = pretrained.recipe_of(model)
    pictures = style_pictures.load(recipe)
    _, files = style_pictures.files_of(recipe.style, "style")
    photographs = [_square(each) for each in judged_contents(pictures)[:contents]]
    maps = [_maps(content)[-1] for content in photographs]
    found = []
    for file, picture in zip(files, pictures.test_styles, strict=True):
        style = _square(picture)
        wanted, losses = _maps(style), []
        for content, here in zip(photographs, maps, strict=True):
            made = _maps(stylize(content, style, model=model))
            losses.append((content_loss(made[-1], here), style_loss(made, wanted)))
        found.append(Quality(file.stem, file.stem not in PHOTOGRAPHS, *np.mean(losses, axis=0).tolist()))
    return found


def means(found: list[Quality]) -> dict[str, float]:
    """Return the mean losses of several styles."""
    return {name: float(np.mean([getattr(each, name) for each in found])) for name in LIMITS}


def _square(picture: np.ndarray) -> np.ndarray:
    return style_pictures.square(picture, SIDE).astype(np.float32) / np.float32(255)


def _maps(picture: np.ndarray) -> list[np.ndarray]:
    return [each.numpy()[0] for each in perceptual.network("vgg19")(picture[None])]


if __name__ == "__main__":
    run()
