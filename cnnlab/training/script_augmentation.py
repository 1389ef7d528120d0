"""The part of a reproducing program that changes the pictures by chance."""

from __future__ import annotations

from cnnlab.recipes import ClassifierRecipe

_HEAD = '''\
@tf.function
def augmented(pictures, step):
    """Change each picture by chance, anew at every step."""
'''
_COARSE = """\
    # Some as scikit-learn's digits are: their 20 x 20 box as 8 x 8 cells of ink, enlarged again; a third of these
    # with a pen that is one pixel thicker, a third with two, and all of them brighter by chance.
    draws = tf.random.stateless_uniform((3, BATCH, 1, 1, 1), [SEED + 7, step + 7])
    rows, columns = pictures.shape[1:3]
    top, left = (rows - 20) // 2, (columns - 20) // 2
    box = pictures[:, top : top + 20, left : left + 20]
    thick, thicker = (tf.nn.max_pool2d(box, (pen, pen), (1, 1), "SAME") for pen in (2, 3))
    box = tf.where(draws[1] < 1 / 3, thick, tf.where(draws[1] < 2 / 3, thicker, box)) * (1 + draws[2] * 0.6)
    cells = tf.image.resize(tf.minimum(box, {white}), (8, 8), "area")
    cells = tf.round(cells * (16 / {white})) / (16 / {white})
    large = tf.clip_by_value(tf.image.resize(cells, (20, 20), "bicubic"), 0, {white})
    large = tf.pad(large, [(0, 0), (top, rows - 20 - top), (left, columns - 20 - left), (0, 0)])
    return tf.where(draws[0] < {coarse:g}, large, pictures)
"""
_WARP = """\
    {result} tf.raw_ops.ImageProjectiveTransformV3(
        images=pictures,
        transforms=tf.stack([a, b, x0, c, d, y0, zeros, zeros], axis=1),
        output_shape=pictures.shape[1:3],
        fill_value=0.0,
        interpolation="{interpolation}",
        fill_mode="CONSTANT",
    )
"""


def augmentation(recipe: ClassifierRecipe) -> str:
    """Write the function ``augmented(pictures, step)``; nothing where the recipe changes no picture."""
    moves = recipe.flip or recipe.shift or recipe.rotate or recipe.zoom
    if not (moves or recipe.coarse):
        return ""
    white = "1.0" if recipe.scale_inputs else "255.0"
    coarse = _COARSE.format(coarse=recipe.coarse, white=white) if recipe.coarse else ""
    return _HEAD + (_moves(recipe) if moves else "") + coarse


def _moves(recipe: ClassifierRecipe) -> str:
    lines = [
        "zeros = tf.zeros(BATCH)",
        "draws = tf.random.stateless_uniform((5, BATCH), [SEED, step], -1.0, 1.0)",
    ]
    mirror = "1.0"
    if recipe.flip:
        lines.append("mirror = tf.where(draws[2] < 0, -1.0, 1.0)  # half of them left to right")
        mirror = "mirror"
    if recipe.shift:
        lines.append(
            f"right, down = tf.round(draws[3] * {recipe.shift}.499), tf.round(draws[4] * {recipe.shift}.499)"
            "  # pixels"
        )
    else:
        lines.append("right = down = zeros")
    lines += [
        "middle_x, middle_y = (pictures.shape[2] - 1) / 2, (pictures.shape[1] - 1) / 2",
        "# From places in the new picture to places in the old one.",
    ]
    if recipe.rotate or recipe.zoom:
        turn = f"draws[0] * {recipe.rotate:g} * np.pi / 180" if recipe.rotate else "zeros"
        zoom = f"tf.exp(draws[1] * np.log1p({recipe.zoom:g}))" if recipe.zoom else "1.0"
        lines += [
            f"angle, zoom = {turn}, {zoom}",
            "cos, sin = tf.cos(angle) / zoom, tf.sin(angle) / zoom",
            f"a, b, c, d = cos * {mirror}, sin * {mirror}, -sin, cos",
        ]
    else:
        lines.append(f"a, b, c, d = {mirror} + zeros, zeros, zeros, 1 + zeros")
    lines += [
        "x0 = middle_x - a * (middle_x + right) - b * (middle_y + down)",
        "y0 = middle_y - c * (middle_x + right) - d * (middle_y + down)",
    ]
    exact = not (recipe.rotate or recipe.zoom)
    warp = _WARP.format(
        interpolation="NEAREST" if exact else "BILINEAR", result="pictures =" if recipe.coarse else "return"
    )
    return "".join(f"    {line}\n" for line in lines) + warp
