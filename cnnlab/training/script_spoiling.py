"""The part of a reproducing program that spoils pictures: noise for a denoiser, holes for an inpainter."""

from __future__ import annotations

from cnnlab.recipes.autoencoder import MIXED, MIXED_LEVELS, MIXED_USUAL, NOISES, AutoencoderRecipe

_KINDS = {
    "gaussian": """\
def gaussian(pictures, level, seed):
    return pictures + level * tf.random.stateless_normal(tf.shape(pictures), seed)
""",
    "salt_pepper": """\
def salt_pepper(pictures, level, seed):
    drawn = tf.random.stateless_uniform(tf.shape(pictures[..., :1]), seed)
    salted = tf.where(drawn < level / 2, 0.0, pictures)
    return tf.where(drawn >= 1 - level / 2, 1.0, salted)
""",
    "speckle": """\
def speckle(pictures, level, seed):
    return pictures * (1 + level * tf.random.stateless_normal(tf.shape(pictures), seed))
""",
    "blur": """\
def blur(pictures, level, seed):
    weights = tf.exp(-(tf.range(-15, 16, dtype=tf.float32) ** 2) / (2 * tf.maximum(5 * level, 1e-3) ** 2))
    weights = weights / tf.reduce_sum(weights)
    blurred = pictures
    for axis in (1, 2):  # the border is repeated
        places = tf.range(-15, pictures.shape[axis] + 15)
        blurred = tf.gather(blurred, tf.clip_by_value(places, 0, pictures.shape[axis] - 1), axis=axis)
    for shape in ((-1, 1, 1, 1), (1, -1, 1, 1)):
        kernel = tf.tile(tf.reshape(weights, shape), (1, 1, pictures.shape[-1], 1))
        blurred = tf.nn.depthwise_conv2d(blurred, kernel, (1, 1, 1, 1), "VALID")
    return blurred
""",
    "jpeg": """\
def jpeg(pictures, level, seed):
    quality = tf.cast(tf.maximum(tf.round(100 * (1 - level)), 1), tf.int32)

    def through(picture):
        coded = tf.raw_ops.EncodeJpegVariableQuality(images=picture, quality=quality)
        return tf.io.decode_jpeg(coded, channels=pictures.shape[-1])

    pixels = tf.cast(tf.round(255 * pictures), tf.uint8)
    packed = tf.map_fn(through, pixels, fn_output_signature=tf.TensorSpec(pictures.shape[1:], tf.uint8))
    return tf.cast(packed, tf.float32) / 255
""",
}
_ONE = '''\
def spoiled(pictures, seed):
    """Spoil pictures in [0, 1], at another level for each batch."""
    level = {least:g} + tf.random.stateless_uniform((2,), seed)[1] * {span:g}
    return tf.clip_by_value({kind}(pictures, level, seed + 1), 0.0, 1.0)
'''
_MANY = '''\
RANGES = {ranges}


def spoiled(pictures, seed):
    """Spoil pictures in [0, 1]: another kind and level for each batch, in six of ten Gaussian noise."""
    along = tf.random.stateless_uniform((2,), seed)
    others = (along[0] - {usual}) / {rest} * {last}
    kind = tf.where(along[0] < {usual}, 0, 1 + tf.cast(tf.minimum(others, {last} - 0.001), tf.int32))

    def one(spoil, low, high):
        return lambda: spoil(pictures, low + along[1] * (high - low), seed + 1)

    made = tf.switch_case(kind, [one(spoil, *RANGES[spoil]) for spoil in RANGES])
    return tf.clip_by_value(made, 0.0, 1.0)
'''
_HOLES = '''\
def holes(pictures, seed):
    """Return masks, 1 where pixels are missing: rectangles, bands, single pixels or strokes, by batch."""
    count, rows, columns = tf.shape(pictures)[0], pictures.shape[1], pictures.shape[2]
    drawn = tf.random.stateless_uniform((count, 4, 1, 1), seed)
    y = tf.reshape(tf.range(rows, dtype=tf.float32), (1, rows, 1))
    x = tf.reshape(tf.range(columns, dtype=tf.float32), (1, 1, columns))
    high, wide = 2 + tf.sqrt(drawn[:, 0]) * {span:g}, 2 + tf.sqrt(drawn[:, 1]) * {span:g}  # many large ones
    places = (drawn[:, 2:] + tf.random.stateless_uniform((count, 2, 1, 1), seed + 3)) / 2  # most in the middle
    top, left = places[:, 0] * (rows - high), places[:, 1] * (columns - wide)
    inside, across = (y >= top) & (y < top + high), (x >= left) & (x < left + wide)
    band = tf.where(drawn[:, 3] < 0.5, inside & (x >= 0), across & (y >= 0))
    pixels = tf.random.stateless_uniform((count, rows, columns), seed + 2) < 0.2 + 0.6 * drawn[:, 0]
    turn = 3.14159265 * drawn[:, 0]
    middle = (y - drawn[:, 2] * rows) * tf.cos(turn) + (x - drawn[:, 3] * columns) * tf.sin(turn)
    strokes = tf.abs(middle) <= 1 + drawn[:, 1] * {longest:g} / 6
    kind = tf.cast(tf.random.stateless_uniform((), seed + 1) * 5, tf.int32)
    missing = tf.stack([inside & across, inside & across, band, pixels, strokes])[kind]
    return tf.cast(missing, tf.float32)[..., None]
'''


def spoiling(recipe: AutoencoderRecipe) -> str:
    """Write ``spoiled(pictures, seed)`` of a denoiser, or ``holes(pictures, seed)`` of an inpainter."""
    if recipe.network == "inpainter":
        return _HOLES.format(span=recipe.hole - 2, longest=recipe.hole)
    own = (recipe.least, recipe.most)
    if recipe.noise != MIXED:
        spoiled = _ONE.format(least=own[0], span=own[1] - own[0], kind=recipe.noise)
        return f"{_KINDS[recipe.noise]}\n\n{spoiled}"
    ranges = ", ".join("{}: ({:g}, {:g})".format(name, *MIXED_LEVELS.get(name, own)) for name in NOISES)
    last = len(NOISES) - 1
    many = _MANY.format(ranges=f"{{{ranges}}}", usual=MIXED_USUAL, rest=f"{1 - MIXED_USUAL:g}", last=last)
    return "\n\n".join((*_KINDS.values(), many))
