"""The training of a network for one style as a plain program of Keras and TensorFlow."""

from __future__ import annotations

from cnnlab.datasets import About
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.one_style_script_network import LAYERS, LOSSES, NETWORK
from cnnlab.training.script import ONE_CYCLE

PICTURES, START, PERCEPTUAL = "pictures.npz", "start.npz", "perceptual.keras"
"""What the program reads; the laboratory offers these files, packed with the program."""

_HEAD = '''\
"""Train an encoder and a decoder with a content loss and a style loss: photographs come out in one style.

{start}
Beside this program lie what it reads: {files}.
The steps are the same as in the laboratory's run of this recipe, the pieces of the photographs and their order, too.
"""

import itertools

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from PIL import Image

FILTERS, BLOCKS, HIDDEN = {filters}, {blocks}, {hidden}
WIDTHS = (3, FILTERS, 2 * FILTERS, 4 * FILTERS)  # maps at full size, half, a quarter and an eighth
CROP, BATCH, PER_EPOCH, EPOCHS, SEED = {crop}, {batch}, {steps}, {epochs}, {seed}
STEPS = PER_EPOCH * EPOCHS
CONTENT, STYLE, VARIATION = {content:g}, {style:g}, {variation:g}  # weights of the losses

with np.load("{pictures}", allow_pickle=False) as held:
    style, tests = held["style"], held["tests"]
    photographs = [held[f"photograph_{{number}}"] for number in range(int(held["count"]))]
'''
_STARTS = {
    "stylizer": "The start is a network that paints in all styles: its encoder stays, its decoder learns this one.",
    "scratch": "All weights begin by chance, as the laboratory has drawn them.",
}
_COMPACT = """\
# A small network that was taught to see pictures as VGG19 does.
perceptual = keras.models.load_model("{file}", compile=False)
perceptual.trainable = False
"""
_VGG = """\
vgg = keras.applications.VGG19(include_top=False, weights="imagenet")
NAMES = "block1_conv1", "block2_conv1", "block3_conv1", "block3_conv4"
seen = keras.Model(vgg.inputs, [vgg.get_layer(name).output for name in NAMES])
seen.trainable = False


def perceptual(pictures):
    \"\"\"Return four maps of VGG19, which knows blue, green and red from 0 to 255 less their means.\"\"\"
    return seen(255.0 * pictures[..., ::-1] - tf.constant([103.939, 116.779, 123.68]))
"""
_MODEL = """\
encoder, decoder = build_encoder(), build_decoder()
picture = keras.Input((None, None, 3))
code = FixedStyle(2 * sum(WIDTHS), name="style")
model = keras.Model(picture, decoder([picture, *encoder(picture), code(picture)]))
with np.load("{start}", allow_pickle=False) as held:
    for part in (encoder, decoder):
        for layer in part.layers:
            layer.set_weights(
                [held[f"{{part.name}}/{{layer.name}}/{{n}}"] for n in range(len(layer.weights))]
            )
    code.set_weights([held["style"]])
encoder.trainable = {trainable}
variables = model.trainable_variables
optimizer = keras.optimizers.Adam({rate}, global_clipnorm=5.0)
"""
_STEP = '''\
wanted = [statistics(each) for each in perceptual(tf.cast(style[None], tf.float32) / 255)]


def losses(made, contents):
    """Return what is made small, and its three parts."""
    maps = perceptual(made)
    content = content_loss(maps[-1], perceptual(contents)[-1])
    parts = content, style_loss([statistics(each) for each in maps], wanted), variation(made)
    return CONTENT * parts[0] + STYLE * parts[1] + VARIATION * parts[2], *parts


@tf.function
def learn(pixels):
    contents = tf.cast(pixels, tf.float32) / 255
    with tf.GradientTape() as tape:
        found = losses(model(contents, training=True), contents)
    optimizer.apply(tape.gradient(found[0], variables), variables)
    return tf.stack(found)


def pieces(step):
    """Return squares from anywhere in some photographs, of any size, some of them mirrored."""
    rng = np.random.default_rng([SEED, 8, step])
    found = []
    for number in rng.integers(len(photographs), size=BATCH):
        rows, columns = photographs[number].shape[:2]
        largest = min(rows, columns)
        size = round(np.exp(rng.uniform(np.log(min(CROP, largest)), np.log(largest))))
        top, left = rng.integers(rows - size + 1), rng.integers(columns - size + 1)
        piece = Image.fromarray(photographs[number][top : top + size, left : left + size])
        piece = np.asarray(piece.resize((CROP, CROP), Image.Resampling.BICUBIC))
        found.append(piece[:, ::-1] if rng.random() < 0.5 else piece)
    return np.stack(found)


NAMES = "loss", "content", "style", "variation"
history = {name: [] for name in NAMES}
for epoch in range(EPOCHS):
    told = [learn(pieces(epoch * PER_EPOCH + number)).numpy() for number in range(PER_EPOCH)]
    means = np.mean(told, axis=0)
    for name, mean in zip(NAMES, means):
        history[name].append(float(mean))
    print(f"epoch {epoch + 1}:", ", ".join(f"{name} {mean:.4f}" for name, mean in zip(NAMES, means)))

model.save("style.keras")
# Photographs that it has not learned from. The network takes any other, too, at any size.
painted = np.concatenate(list(model(tests.astype("float32") / 255).numpy()), axis=1)
Image.fromarray(np.round(255 * np.clip(painted, 0, 1)).astype("uint8")).save("painted.png")
'''


def script(recipe: OneStyleRecipe, about: About | None = None) -> str:
    """Return a program that trains as a recipe says.

    Parameters
    ----------
    recipe : OneStyleRecipe
    about : About, optional
        Not needed; the scripts of other kinds of recipes take it.

    Returns
    -------
    str
        It reads the files that `cnnlab.training.one_style_archive` packs. Its ``history`` has the mean losses of each
        epoch; it writes ``style.keras`` and ``painted.png``.
    """
    compact = recipe.perceptual == "compact"
    files = [PICTURES, START, *([PERCEPTUAL] if compact else [])]
    head = _HEAD.format(
        start=_STARTS[recipe.start],
        files=", ".join(files),
        pictures=PICTURES,
        filters=recipe.filters,
        blocks=recipe.blocks,
        hidden=recipe.hidden,
        crop=recipe.crop,
        batch=recipe.batch_size,
        steps=recipe.steps,
        epochs=recipe.epochs,
        seed=recipe.seed,
        content=recipe.content_weight,
        style=recipe.style_weight,
        variation=recipe.variation_weight,
    )
    before, rate = _rate(recipe)
    model = _MODEL.format(start=START, trainable=recipe.start == "scratch", rate=rate)
    seen = _COMPACT.format(file=PERCEPTUAL) if compact else _VGG
    return "\n\n".join((head + "\n", LAYERS, NETWORK, LOSSES, *before, seen + "\n" + model + "\n" + _STEP))


def _rate(recipe: OneStyleRecipe) -> tuple[list[str], str]:
    """Return what stands before the optimiser, and its learning rate."""
    if recipe.schedule == "constant":
        return [], f"{recipe.learning_rate:g}"
    if recipe.schedule == "cosine":
        return [], f"keras.optimizers.schedules.CosineDecay({recipe.learning_rate:g}, STEPS)"
    return [ONE_CYCLE.format(rate=recipe.learning_rate)], "OneCycle()"
