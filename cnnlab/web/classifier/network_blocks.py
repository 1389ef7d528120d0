"""The layers of a recipe as blocks, with their sizes and costs; where one is impossible, why, at that layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnlab.datasets import About
from cnnlab.errors import LabError
from cnnlab.networks.plan import Planned, plan
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.web.classifier.layer_text import FIELDS
from cnnlab.web.components.layers import KINDS, Block
from cnnlab.web.i18n import t


@dataclass(frozen=True)
class Stack:
    """A network as it would be built.

    Attributes
    ----------
    shape : (rows, columns, channels)
        Of a picture.
    planned : tuple of Planned
        The layers up to the first impossible one, and the output where there is none.
    error : LabError or None
        Why a layer is impossible.
    """

    shape: tuple[int, int, int]
    planned: tuple[Planned, ...]
    error: LabError | None


def stack_of(recipe: ClassifierRecipe, about: About) -> Stack:
    """Plan the network of a recipe for the pictures of a data set."""
    classes = len(about.classes)

    def planned(layers: Sequence[Layer]) -> tuple[Planned, ...]:
        return plan(about.shape, classes, layers, batch_norm=recipe.batch_norm)

    try:
        return Stack(about.shape, planned(recipe.layers), None)
    except LabError as error:
        possible = recipe.layers[: int(error.values["number"]) - 1]
        return Stack(about.shape, planned(possible)[:-1], error)


def blocks_of(recipe: ClassifierRecipe, stack: Stack) -> list[Block]:
    """Return the picture, the layers and the output as they are shown."""
    blocks = [Block("input", stack.shape)]
    for place, layer in enumerate(recipe.layers):
        settings = {name: getattr(layer, name) for name in FIELDS[layer.kind]}
        if place < len(stack.planned):
            each = stack.planned[place]
            blocks.append(Block(layer.kind, each.shape, each.parameters, each.multiply_adds, settings))
        else:
            error = _said(stack.error) if stack.error and place == len(stack.planned) else ""
            blocks.append(Block(layer.kind, (), settings=settings, error=error))
    output = stack.planned[-1] if stack.error is None else None
    return [
        *blocks,
        Block("output", output.shape, output.parameters, output.multiply_adds)
        if output
        else Block("output", ()),
    ]


def _said(error: LabError) -> str:
    """Say why a layer is impossible, with its kind in the reader's language."""
    kind = error.values.get("kind", "")
    return t(error.message, **{**error.values, "kind": t(KINDS.get(str(kind), ""))})
