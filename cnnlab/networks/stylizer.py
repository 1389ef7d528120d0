"""One small network that paints any photograph in the style of any picture."""

from __future__ import annotations

import keras
from keras import layers as kl
from keras import ops

from cnnlab.networks.building import First
from cnnlab.networks.stylizer_layers import AdaptiveNormalization, Cut, Grain, Limited, Mirrored, Statistics
from cnnlab.recipes.stylizer import StylizerRecipe

SMALLEST = 16
"""Pixels of the shortest side: at an eighth of it there is something to be mirrored."""


def widths_of(recipe: StylizerRecipe) -> tuple[int, ...]:
    """Return the maps at full size (of the picture), half, a quarter and an eighth of it."""
    return (3, recipe.filters, 2 * recipe.filters, 4 * recipe.filters)


def stylizer_of(recipe: StylizerRecipe) -> keras.Model:
    """Build the network of a recipe, with its first weights.

    Parameters
    ----------
    recipe : StylizerRecipe

    Returns
    -------
    keras.Model
        From [content (N, H, W, 3), style (N, h, w, 3)], both in [0, 1] and of any size from 16 x 16, to a picture
        (N, H, W, 3) in [0, 1]. Its layers are models: "encoder" from a picture to maps at half, a quarter and an
        eighth of its size; "code" from [picture, *maps] to the statistics of them all, (N, K), which are the style;
        "decoder" from [picture, *maps, code] to the picture in that style. Styles are mixed by mixing codes.
    """
    encoder = _encoder(recipe)
    code, decoder = _code(recipe), _decoder(recipe)
    content, style = (keras.Input((None, None, 3), name=name) for name in ("content", "style"))
    made = decoder([content, *encoder(content), code([style, *encoder(style)])])
    return keras.Model([content, style], made, name="stylizer")


def _encoder(recipe: StylizerRecipe) -> keras.Model:
    """Strided from the first layer on: at full size all that is done is to look at the picture once."""
    first, (_, *widths) = First(recipe.seed), widths_of(recipe)
    picture = keras.Input((None, None, 3), name="picture")
    x, maps = kl.Rescaling(2.0, -1.0, name="scale")(picture), []
    for number, (units, size) in enumerate(zip(widths, (5, 3, 3), strict=True), 1):
        x = _conv(x, units, f"down_{number}", first, size, stride=2)
        x = kl.ReLU(name=f"down_{number}_relu")(x)
        maps.append(x)
    # Without a normalisation: the means and deviations of these maps are the style.
    inner = kl.ReLU(name="deep_relu")(_conv(x, widths[-1], "deep_1", first))
    maps[-1] = kl.Add(name="deep")([x, _conv(inner, widths[-1], "deep_2", first)])
    return keras.Model(picture, maps, name="encoder")


def _maps(recipe: StylizerRecipe) -> list:
    return [
        keras.Input((None, None, units), name=f"maps_{number}")
        for number, units in enumerate(widths_of(recipe))
    ]


def _code(recipe: StylizerRecipe) -> keras.Model:
    maps = _maps(recipe)
    statistics = [Statistics(name=f"statistics_{number}")(each) for number, each in enumerate(maps)]
    return keras.Model(maps, kl.Concatenate(name="statistics")(statistics), name="code")


def code_of_maps(maps):
    """Return the code (N, K) of pictures from these and the encoder's maps, as the layer "code" does."""
    return ops.concatenate([Statistics()(each) for each in maps], axis=1)


def _decoder(recipe: StylizerRecipe) -> keras.Model:
    first, widths = First(recipe.seed + 1), widths_of(recipe)
    maps = _maps(recipe)
    code = keras.Input((2 * sum(widths),), name="style_code")
    parts = _parts(code, widths)
    # What comes from the content, each with the statistics that the style has there.
    restyled = [
        AdaptiveNormalization(name=f"restyle_{number}")([each, part])
        for number, (each, part) in enumerate(zip(maps, parts, strict=True))
    ]
    hidden = kl.Dense(recipe.hidden, "relu", kernel_initializer=first(), name="hidden")(code)
    normalise = _Normaliser(hidden, first)
    x = restyled[3]
    for number in range(1, recipe.blocks + 1):
        inner = normalise(_conv(x, widths[3], f"block_{number}_1", first), f"block_{number}_1")
        inner = normalise(_conv(inner, widths[3], f"block_{number}_2", first), f"block_{number}_2", False)
        x = kl.Add(name=f"block_{number}")([x, inner])
    for number in (2, 1):
        x = _larger(x, maps[number], widths[number], f"up_{number}", first)
        x = kl.Add(name=f"join_{number}")([normalise(x, f"up_{number}"), restyled[number]])
        x = normalise(_conv(x, widths[number], f"mix_{number}", first), f"mix_{number}")
    x = normalise(_larger(x, maps[0], widths[1] // 2, "up_0", first), "up_0", grained=False)
    x = kl.Concatenate(name="join_0")([x, restyled[0]])
    x = normalise(_conv(x, widths[1] // 2, "mix_0", first), "mix_0", grained=False)
    # The colours of the style are not left to chance: mean and deviation of each channel are its own.
    painted = AdaptiveNormalization(name="colours")([_conv(x, 3, "paint", first), parts[0]])
    return keras.Model([*maps, code], Limited(name="picture")(painted), name="decoder")


def _parts(code, widths: tuple[int, ...]) -> list:
    ends = [2 * sum(widths[: number + 1]) for number in range(len(widths))]
    return ops.split(code, ends[:-1], axis=1)


class _Normaliser:
    """Instance normalisation with a scale and a shift that a dense layer makes of the style, some grain, and ReLU.

    At the full size there is no grain: what is finest comes from the photograph.
    """

    def __init__(self, hidden, first: First) -> None:
        self._hidden, self._first, self._count = hidden, first, 0

    def __call__(self, x, name: str, rectified: bool = True, grained: bool = True):
        units = x.shape[-1]
        wanted = kl.Dense(
            (3 if grained else 2) * units,
            kernel_initializer=self._first(_small),
            bias_initializer=keras.initializers.Constant(0.0),
            name=f"{name}_style",
        )(self._hidden)
        # A deviation of 1 to begin with, a mean of 0, and no grain.
        begin = [0.0] * units + [1.0] * units + [0.0] * units * grained
        wanted = kl.Rescaling(1.0, begin, name=f"{name}_wanted")(wanted)
        x = AdaptiveNormalization(name=f"{name}_norm")([x, wanted[:, : 2 * units]])
        if grained:
            self._count += 1
            x = Grain(self._count, name=f"{name}_grain")([x, wanted[:, 2 * units :]])
        return kl.ReLU(name=f"{name}_relu")(x) if rectified else x


def _small(seed: int) -> keras.Initializer:
    return keras.initializers.VarianceScaling(0.01, "fan_in", seed=seed)


def _conv(x, units: int, name: str, first: First, size: int = 3, stride: int = 1):
    x = Mirrored(size // 2, name=f"{name}_border")(x)
    return kl.Conv2D(
        units, size, strides=stride, kernel_initializer=first(keras.initializers.HeNormal), name=name
    )(x)


def _larger(x, like, units: int, name: str, first: First):
    """Repeat each value and convolve (Odena, Dumoulin and Olah 2016): nothing overlaps unevenly."""
    x = Cut(name=f"{name}_cut")([kl.UpSampling2D(2, name=f"{name}_repeat")(x), like])
    return _conv(x, units, name, first)
