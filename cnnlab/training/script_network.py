"""The part of a reproducing program that builds the network."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cnnlab.recipes import ClassifierRecipe, Layer

_RESIDUAL = '''\
def residual(x, maps, stride=1):
    """Two convolutions, and a way around them (1 x 1 where the shape changes)."""
    around = x
    if stride > 1 or x.shape[-1] != maps:
        around = layers.Conv2D(maps, 1, strides=stride{penalty})(x)
    x = layers.Conv2D(maps, 3, strides=stride, padding="same"{bias}{penalty})(x)
{norm}    x = layers.Activation("{activation}")(x)
    x = layers.Conv2D(maps, 3, padding="same"{bias}{penalty})(x)
{norm}    return layers.Activation("{activation}")(layers.Add()([x, around]))


'''


def network(recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: int) -> str:
    """Write the lines that build ``model``, from pictures of a shape to logits; its layers come in our order.

    The order matters: each layer with weights takes the next number of the seeded generator.
    """
    built = list(_layers(recipe, classes))
    seed = "keras.utils.set_random_seed(SEED)\n"
    penalty = ""
    if _penalty(recipe):
        penalty = f"penalty = keras.regularizers.L1L2(l1={recipe.l1:g}, l2={recipe.l2:g})\n"
    if not any(layer.kind == "residual" for layer in recipe.layers):
        inside = "".join(f"        {line},\n" for line in (f"layers.Input({shape})", *built))
        return f"{seed}{penalty}model = keras.Sequential(\n    [\n{inside}    ]\n)\n"
    norm = "    x = layers.BatchNormalization(momentum=0.9)(x)\n" if recipe.batch_norm else ""
    block = _RESIDUAL.format(
        activation=recipe.activation, norm=norm, bias=_bias(recipe), penalty=_penalty(recipe)
    )
    steps = "".join(f"x = {line}\n" if "(x" in line else f"x = {line}(x)\n" for line in built)
    return f"{penalty}\n\n{block}{seed}inputs = x = keras.Input({shape})\n{steps}model = keras.Model(inputs, x)\n"


def lines_to(recipe: ClassifierRecipe, number: int) -> int:
    """Return how many lines of `network` build the layers up to one that has maps, counted from 1.

    Of a Sequential model these are its layers; of another one, steps that begin with ``x =``.
    """
    return sum(len(list(_LINES[layer.kind](layer, recipe))) for layer in recipe.layers[:number])


def _layers(recipe: ClassifierRecipe, classes: int) -> Iterator[str]:
    penalty = _penalty(recipe)
    maps = True
    drops = _drops(recipe)
    for layer in recipe.layers:
        if layer.kind == "dense":
            if maps:
                yield "layers.Flatten()"
            yield from next(drops)
            yield f'layers.Dense({layer.units}, activation="{recipe.activation}"{penalty})'
        else:
            yield from _LINES[layer.kind](layer, recipe)
        maps = maps and layer.kind not in ("dense", "flatten", "global_pool")
    if maps:
        yield "layers.Flatten()"
    yield from next(drops)
    yield f"layers.Dense({classes}{penalty})"


def _drops(recipe: ClassifierRecipe) -> Iterator[tuple[str, ...]]:
    """Write what stands before one dense layer after the other; each layer that drops has the next seed."""
    for number in itertools.count():
        seed = f"SEED + {number}" if number else "SEED"
        yield (f"layers.Dropout({recipe.dropout:g}, seed={seed})",) if recipe.dropout else ()


def _convolution(layer: Layer, recipe: ClassifierRecipe) -> Iterator[str]:
    kind = "Conv2D" if layer.kind == "conv" else "SeparableConv2D"
    penalty = _penalty(recipe)
    if penalty and layer.kind == "separable":
        penalty = ", depthwise_regularizer=penalty, pointwise_regularizer=penalty"
    stride = f", strides={layer.stride}" if layer.stride > 1 else ""
    start = f"layers.{kind}({layer.units}, {layer.size}{stride}{_padding(layer)}"
    if not recipe.batch_norm:
        yield f'{start}, activation="{recipe.activation}"{penalty})'
        return
    yield f"{start}{_bias(recipe)}{penalty})"
    yield "layers.BatchNormalization(momentum=0.9)"
    yield f'layers.Activation("{recipe.activation}")'


def _pooling(layer: Layer, recipe: ClassifierRecipe) -> Iterator[str]:
    kind = "MaxPooling2D" if layer.kind == "max_pool" else "AveragePooling2D"
    stride = f", strides={layer.stride}" if layer.stride not in (0, layer.size) else ""
    yield f"layers.{kind}({layer.size}{stride}{_padding(layer)})"


def _residual(layer: Layer, recipe: ClassifierRecipe) -> Iterator[str]:
    yield f"residual(x, {layer.units}{f', stride={layer.stride}' if layer.stride > 1 else ''})"


_LINES = {
    "conv": _convolution,
    "separable": _convolution,
    "residual": _residual,
    "max_pool": _pooling,
    "average_pool": _pooling,
    "global_pool": lambda layer, recipe: iter(["layers.GlobalAveragePooling2D()"]),
    "flatten": lambda layer, recipe: iter(["layers.Flatten()"]),
}


def _penalty(recipe: ClassifierRecipe) -> str:
    return ", kernel_regularizer=penalty" if recipe.l1 or recipe.l2 else ""


def _bias(recipe: ClassifierRecipe) -> str:
    return ", use_bias=False" if recipe.batch_norm else ""


def _padding(layer: Layer) -> str:
    return ', padding="same"' if layer.padding == "same" else ""
