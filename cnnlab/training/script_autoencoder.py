"""An autoencoder as lines of a Keras program."""

from __future__ import annotations

from collections.abc import Sequence

from cnnlab.networks.autoencoder_blocks import halves
from cnnlab.networks.blocks import Block
from cnnlab.recipes.autoencoder import AutoencoderRecipe

_CODED = """\
x = picture = keras.Input({shape})
{encoder}encoder = keras.Model(picture, x, name="encoder")

x = codes = keras.Input(({code},))
{decoder}decoder = keras.Model(codes, x, name="decoder")

picture = keras.Input({shape})
model = keras.Model(picture, decoder(encoder(picture){mean}))
"""
_PLAIN = """\
x = picture = keras.Input({shape})
{lines}model = keras.Model(picture, x)
"""
_TOLD = """\
picture, mask = keras.Input({shape}), keras.Input(({rows}, {columns}, 1))  # 1 where pixels are missing
x = layers.Concatenate()([picture, mask])
{lines}model = keras.Model([picture, mask], x)
"""
_PHOTOS = """\
picture, level = keras.Input((None, None, {channels})), keras.Input((None, None, 1))
x = layers.Concatenate()([picture, level])
{lines}model = keras.Model([picture, level], layers.Subtract()([picture, x]))
"""


def network_text(recipe: AutoencoderRecipe, shape: tuple[int, int, int]) -> str:
    """Write a recipe's network as a program.

    Parameters
    ----------
    recipe : AutoencoderRecipe
    shape : (rows, columns, channels)

    Returns
    -------
    str
        Lines that need ``keras`` and ``keras.layers`` as ``layers``, and leave ``model``, and ``encoder`` and
        ``decoder`` where there is a code. The weights of a network of this recipe fit.
    """
    parts = halves(recipe, shape)
    first = lines(parts.encoder)
    if recipe.network == "photo_denoiser":
        return _PHOTOS.format(channels=shape[2], lines=first)
    if recipe.network == "inpainter":
        return _TOLD.format(shape=shape, rows=shape[0], columns=shape[1], lines=first)
    if not recipe.coded:
        return _PLAIN.format(shape=shape, lines=first)
    return _CODED.format(
        shape=shape,
        encoder=first,
        code=recipe.code,
        decoder=lines(parts.decoder),
        mean=f"[:, :{recipe.code}]" if recipe.network == "variational" else "",
    )


def lines(blocks: Sequence[Block]) -> str:
    """Write blocks as lines that go from ``x`` to ``x``."""
    used = {name for block in blocks for name in (block.joins, block.adds)}
    found = []
    for block in blocks:
        if block.joins:
            found.append(f"x = layers.Concatenate()([x, {block.joins}])")
        kept = f"x = {block.name}" if block.name in used else "x"
        made = _WRITERS[block.kind](block)
        if block.adds:
            made.append(f"layers.Add()([x, {block.adds}])")
        found += [f"x = {each}" for each in made[:-1]] + [f"{kept} = {made[-1]}"]
    return "\n".join(found) + "\n"


def _conv(block: Block, layer: str = "Conv2D", activation: str = "", start: str = "") -> str:
    stride = f", strides={block.stride}" if block.stride > 1 else ""
    activation = activation or block.activation
    more = f'padding="{block.padding}", activation="{activation}"{start}'
    layer = f"Spectral{layer}" if block.spectral else f"layers.{layer}"
    return f"{layer}({block.units}, {block.size}{stride}, {more})(x)"


def _dense(block: Block) -> list[str]:
    kind = "SpectralDense" if block.spectral else "layers.Dense"
    return [f'{kind}({block.units}, activation="{block.activation}")(x)']


def _gated(block: Block) -> list[str]:
    values = _conv(block, start=', kernel_initializer="he_normal"')
    gates = _conv(block, activation="sigmoid", start=', bias_initializer="ones"')
    return [f"layers.Multiply()([\n    {values},\n    {gates},\n])"]


_WRITERS = {
    "conv": lambda block: [_conv(block)],
    "transposed": lambda block: [_conv(block, "Conv2DTranspose")],
    "gated": _gated,
    "pool": lambda block: [f"layers.MaxPooling2D({block.size})(x)"],
    "up": lambda block: [f"layers.UpSampling2D({block.size})(x)"],
    "flatten": lambda block: ["layers.Flatten()(x)"],
    "dense": _dense,
    "reshape": lambda block: [f"layers.Reshape({block.shape})(x)"],
    "norm": lambda block: ["layers.RMSNormalization()(x)", f'layers.Activation("{block.activation}")(x)'],
    "scale": lambda block: ["layers.Rescaling(2.0, -1.0)(x)"],
}
