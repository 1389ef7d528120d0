"""The Code tab of the mode How it works: programs that compute what is on the screen."""

from __future__ import annotations

from cnnlab.inference.style_how_layers import SIDES, SMOOTH, STEPS
from cnnlab.recipes.painting import LAYERS

_HEAD = '''\
"""{what} Run it in the laboratory's folder, with content.png and style.png beside it."""

import keras
import numpy as np

from cnnlab import pretrained
{imports}

def read(name):
    return keras.utils.img_to_array(keras.utils.load_img(name)) / 255


content, style = read("content.png"), read("style.png")
'''
_LOOK = '''
network = pretrained.load("perceptual")  # its maps: {layers}


def gram(maps):
    """The mean over all places of map i times map j."""
    rows = maps.reshape(-1, maps.shape[-1]).astype("float64")
    return rows.T @ rows / len(rows)


def apart(values, wanted):
    return np.linalg.norm(values - wanted) / np.linalg.norm(wanted)

'''
_GRAM = """
made = np.rint(255 * stylize(content, style)) / 255
pictures = {{"content": content, "result": made, "style": style}}
grams = {{
    name: [gram(maps[0]) for maps in network.predict(picture[np.newaxis], verbose=0)]
    for name, picture in pictures.items()
}}
distances = {{
    name: [apart(mine, wanted) for mine, wanted in zip(grams[name], grams["style"])] for name in grams
}}
print(distances)

# One number: two of the maps that are strongest in the style, number {first} and number {second}.
matrix = grams["style"][{layer}]
strongest = np.argsort(-np.diagonal(matrix), kind="stable")
print(matrix[strongest[{a}], strongest[{b}]])
"""
_SHUFFLE = """
# Cut the style into tiles, and lay them out in another order.
tile, side = {tile}, style.shape[0]
count = side // tile
tiles = style.reshape(count, tile, count, tile, 3).swapaxes(1, 2).reshape(-1, tile, tile, 3)
tiles = tiles[np.random.default_rng({seed}).permutation(len(tiles))]
shuffled = tiles.reshape(count, count, tile, tile, 3).swapaxes(1, 2).reshape(style.shape)

found = network.predict(np.stack([style, shuffled]), verbose=0)
grams = [apart(gram(after), gram(before)) for before, after in found]
maps = [apart(after.astype("float64"), before.astype("float64")) for before, after in found]
print("Gram matrices", grams)
print("maps", maps)
"""
_STATISTICS = """
network = pretrained.trained("stylizer")

# A style is a list of means and deviations: of red, green and blue, and of the maps at three smaller sizes.
code = {code}
{swap}made = paint(network, content, code)
keras.utils.save_img("result.png", np.rint(255 * made), scale=False)
"""
_SWAP = """\
wanted = code_of(network, style)
low, high = parts(network)[{scale}]
code[low:high] = wanted[low:high]
"""
_LAYERS = """
# Gradient descent on a picture of noise, small at first, until it agrees with one of them in some layers alone.
network = pretrained.load("perceptual")
layers = {layers}
made = {{}}
for kind in ("content", "style"):
    for place, layer in enumerate(layers):
        recipe = PaintingRecipe(
            start="noise",
            content_layers=(layer,),
            style_layers=layers[: place + 1],
            content_weight=float(kind == "content"),
            style_weight=float(kind == "style"),
            variation_weight={smooth},
            sides={sides},
            steps={steps},
            learning_rate=0.05,
        )
        made[kind, layer] = paint_steps(content, style, recipe, network).picture
        keras.utils.save_img(f"{{kind}}_{{layer}}.png", np.rint(255 * made[kind, layer]), scale=False)
"""


def gram(layer: int, first: int, second: int) -> str:
    """Write the program of the Gram matrices; it leaves ``distances`` and ``matrix``."""
    return (
        _head(
            "Compare the Gram matrices of a photograph, a style and the result.",
            "from cnnlab.inference import stylize\n",
        )
        + _LOOK.format(layers=", ".join(LAYERS))
        + _GRAM.format(layer=layer, first=first + 1, second=second + 1, a=first, b=second)
    )


def shuffle(tile: int, seed: int) -> str:
    """Write the program of the shuffled tiles; it leaves ``shuffled``, ``grams`` and ``maps``."""
    return (
        _head("See what a Gram matrix notices when the tiles of a style change places.", "")
        + _LOOK.format(layers=", ".join(LAYERS))
        + _SHUFFLE.format(tile=tile, seed=seed)
    )


def statistics(swap: str) -> str:
    """Write the program of swapped statistics; it leaves ``made``."""
    one = swap.isdecimal()
    names = ["code_of", "paint"]
    head = _head(
        "Give a photograph the means and deviations of a style.",
        f"from cnnlab.inference.stylizing import {', '.join(names)}\n"
        + ("from cnnlab.inference.style_how_statistics import parts\n" if one else ""),
    )
    code = "code_of(network, style)" if swap == "all" else "code_of(network, content)"
    return head + _STATISTICS.format(code=code, swap=_SWAP.format(scale=swap) if one else "")


def layers() -> str:
    """Write the program of the pictures that agree in one layer; it leaves ``made``."""
    imports = "from cnnlab.recipes.painting import PaintingRecipe\nfrom cnnlab.training.painting import paint_steps\n"
    return _head(
        "Make pictures of noise that agree with a photograph or a style in some layers alone.", imports
    ) + (_LAYERS.format(layers=LAYERS, smooth=SMOOTH, sides=SIDES, steps=STEPS))


def _head(what: str, imports: str) -> str:
    return _HEAD.format(what=what, imports=imports)
