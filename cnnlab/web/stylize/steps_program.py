"""The Code tab of the mode Step by step: the program that takes the same steps."""

from __future__ import annotations

from cnnlab.folders import MODELS
from cnnlab.recipes import PerceptualRecipe, read
from cnnlab.recipes.painting import LAYERS, PaintingRecipe
from cnnlab.training.perceptual import SHIPPED

PROGRAM = '''\
"""Paint the content in the style, step by step (Gatys, Ecker and Bethge 2015).

Download {beside} beside this program.
"""

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

SIDES, STEPS = {sides}, {steps}  # long sides, and the steps of each
CONTENT_LAYERS = {content_layers}
STYLE_LAYERS = {style_layers}
CONTENT, STYLE, SMOOTH = {content_weight:g}, {style_weight:g}, {variation_weight:g}
RATE, AVERAGING = {learning_rate:g}, {averaging:g}
BETA = {beta}  # of both of Adam's moments
{decay}
{before}{network}
network.trainable = False
{after}

def opened(name, side):
    """Read a picture, and bring its long side to so many pixels."""
    picture = Image.open(name).convert("RGB")
    size = [max(1, round(each * side / max(picture.size))) for each in picture.size]
    picture = picture.resize(size, Image.Resampling.HAMMING)
    return tf.constant(np.asarray(picture), tf.float32)[None] / 255


def maps(picture):
    return {{layer: tf.cast(each, tf.float32) for layer, each in zip({layers}, network(picture))}}


def gram(values):
    """The mean over all places of the products of two maps: where they are does not matter any more."""
    rows = tf.reshape(values, (-1, values.shape[-1]))
    return tf.transpose(rows) @ rows / rows.shape[0]


def apart(made, wanted):
    return tf.reduce_mean((made - wanted) ** 2) / (tf.reduce_mean(wanted**2) + 1e-12)


def loss_of(picture, contents, grams):
    found, loss = maps(picture), 0.0
    for layer, wanted in contents.items():
        loss += CONTENT / len(contents) * apart(found[layer], wanted)
    for layer, wanted in grams.items():
        loss += STYLE / len(grams) * apart(gram(found[layer]), wanted)
    across = tf.reduce_mean(tf.abs(picture[:, :, 1:] - picture[:, :, :-1]))
    down = tf.reduce_mean(tf.abs(picture[:, 1:] - picture[:, :-1]))
    return loss + SMOOTH * (across + down)


@tf.function
def slope(picture, contents, grams):
    with tf.GradientTape() as tape:
        tape.watch(picture)
        loss = loss_of(picture, contents, grams)
    return tape.gradient(loss, picture) * (picture.shape[1] * picture.shape[2])


step, before = 0, None
for side, steps in zip(SIDES, STEPS, strict=True):
    content = opened("content.png", side)
    contents, grams = maps(content), maps(opened("style.png", side))
    contents = {{layer: contents[layer] for layer in CONTENT_LAYERS}}
    grams = {{layer: gram(grams[layer]) for layer in STYLE_LAYERS}}
    if before is None:
        picture = {start}
        mean = square = tf.zeros_like(picture)
    else:  # Go on from the smaller picture{detail_words}.
        size = content.shape[1:3]
        picture = tf.image.resize(picture, size, "bicubic"){detail}
        picture = tf.clip_by_value(picture, 0.0, 1.0)
        mean, square = tf.image.resize(mean, size), tf.image.resize(square, size)
    before, total = content, tf.zeros_like(picture)
    for here in range(steps):  # Adam, and an average over the last steps
        gradient = slope(picture, contents, grams)
        step += 1
        mean = BETA * mean + (1 - BETA) * gradient
        square = BETA * square + (1 - BETA) * gradient**2
        move = mean / (1 - BETA**step) / (tf.sqrt(square / (1 - BETA**step)) + 1e-8)
        picture = tf.clip_by_value(picture - {rate} * move, 0.0, 1.0)
        total = AVERAGING * total + (1 - AVERAGING) * picture
    if steps:
        picture = total / (1 - AVERAGING**steps)
    print(side, float(loss_of(picture, contents, grams)))

picture = tf.clip_by_value(picture[0], 0.0, 1.0).numpy()
keras.utils.save_img("painting.png", np.rint(255 * picture), scale=False)
'''

COMPACT = """\
def block(x, filters, count):
    for _ in range(count):
        x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        made.append(x)
    return x


made, picture = [], keras.Input((None, None, 3))
x = keras.layers.Rescaling(2.0, -1.0, dtype="float32")(picture)
x = keras.layers.MaxPooling2D()(block(x, {first}, 2))
x = keras.layers.MaxPooling2D()(block(x, {second}, 2))
block(x, {third}, 4)
network = keras.Model(picture, [made[place] for place in (0, 2, 4, 7)])
network.load_weights("perceptual.weights.h5")"""

VGG19 = """\
vgg = keras.applications.VGG19(include_top=False, weights="imagenet")
names = ("block1_conv1", "block2_conv1", "block3_conv1", "block3_conv4")
inner = keras.Model(vgg.inputs, [vgg.get_layer(name).output for name in names])
picture = keras.Input((None, None, 3))
scaled = 255 * picture[..., ::-1] - np.array([103.939, 116.779, 123.68], np.float32)
network = keras.Model(picture, inner(scaled))"""

PRECISE = 'keras.config.set_dtype_policy("{precision}")  # half as many bits for the network alone\n'
DECAY = '''

def rate(side, step):
    """At the last size the rate becomes 0 in {steps} steps, along half a cosine."""
    done = min(step / {steps}, 1.0) if side == SIDES[-1] else 0.0
    return RATE * 0.5 * (1 + np.cos(np.pi * done))

'''
NOISE = """\
np.random.default_rng({seed}).normal(0.5, 0.15, content.shape[1:])
        picture = tf.constant(np.clip(picture, 0, 1)[None], tf.float32)"""
DETAIL = ' + content - tf.image.resize(before, size, "bicubic")'


def program(recipe: PaintingRecipe) -> str:
    """Write the program.

    Returns
    -------
    str
        It reads ``content.png``, ``style.png`` and the weights of the compact network, prints the loss of each size,
        leaves ``picture`` (H, W, 3), and writes it to ``painting.png``.
    """
    compact, from_content = recipe.network == "compact", recipe.start == "content"
    files = ["content.png", "style.png", *(["perceptual.weights.h5"] if compact else [])]
    return PROGRAM.format(
        beside=", ".join(files[:-1]) + " and " + files[-1],
        sides=recipe.sides,
        steps=recipe.steps,
        content_layers=recipe.content_layers if recipe.counts("content") else (),
        style_layers=recipe.style_layers if recipe.counts("style") else (),
        content_weight=recipe.content_weight,
        style_weight=recipe.style_weight,
        variation_weight=recipe.variation_weight,
        learning_rate=recipe.learning_rate,
        averaging=recipe.averaging,
        beta=f"{recipe.beta:g}",
        decay=DECAY.format(steps=recipe.decay_steps) if recipe.decay_steps else "",
        rate="rate(side, here)" if recipe.decay_steps else "RATE",
        before=PRECISE.format(precision=recipe.precision) if recipe.precision != "float32" else "",
        after='keras.config.set_dtype_policy("float32")\n' if recipe.precision != "float32" else "",
        network=_compact() if compact else VGG19,
        layers=LAYERS,
        start="content" if from_content else NOISE.format(seed=recipe.seed),
        detail=DETAIL if from_content else "",
        detail_words=", with the edges of the content that it could not show" if from_content else "",
    )


def _compact() -> str:
    try:
        held = read((MODELS / SHIPPED / "recipe.json").read_text("utf-8"))
    except OSError:
        held = PerceptualRecipe()
    return COMPACT.format(first=held.filters, second=2 * held.filters, third=4 * held.filters)
