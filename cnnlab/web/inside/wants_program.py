"""The Code tab of the mode What it looks for: the program that makes what is on the screen."""

from __future__ import annotations

from collections import Counter

from cnnlab.inference.want import Want
from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training.script_network import network

PROGRAM = '''\
"""Make pictures from noise that excite {what}. Download model.weights.h5 beside this program."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SEED = {seed}
STEPS, PICTURES, JITTER, NOISE_SEED = {steps}, {restarts}, {jitter}, {noise_seed}
SMOOTH, DARK, RATE = {smooth:g}, {dark:g}, 0.1

keras.utils.clear_session()
{network}model.load_weights("model.weights.h5")
{cut}

def excitement(pictures):
    """One number for each picture."""
    values = cut(pictures{scale}, training=False)
    values = {values}
    return tf.reduce_mean(tf.reshape(values, (PICTURES, -1)), axis=1)


def penalty(pictures):
    """Total variation and brightness."""
    across = tf.reduce_mean(tf.abs(pictures[:, :, 1:] - pictures[:, :, :-1]), axis=(1, 2, 3))
    down = tf.reduce_mean(tf.abs(pictures[:, 1:] - pictures[:, :-1]), axis=(1, 2, 3))
    return SMOOTH * (across + down) + DARK * tf.reduce_mean(pictures, axis=(1, 2, 3))


@tf.function
def slope(learned, step):
    """Downhill is what excites more and costs less."""
    shift = tf.random.stateless_uniform((2,), (NOISE_SEED, step), -JITTER, JITTER + 1, dtype=tf.int32)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(learned)
        pictures = tf.sigmoid(learned)
        excited = excitement(tf.roll(pictures, shift, axis=(1, 2)))
        costs = penalty(pictures)
    upwards = tape.gradient(excited, learned)
    size = tf.sqrt(tf.reduce_mean(upwards**2, axis=(1, 2, 3), keepdims=True))
    return tf.size(learned[0], tf.float32) * tape.gradient(costs, learned) - upwards / (size + 1e-12)


learned = np.random.default_rng(NOISE_SEED).normal(0, 0.3, (PICTURES, *{shape})).astype("float32")
mean, square = np.zeros_like(learned), np.zeros_like(learned)
for step in range(STEPS):  # Adam
    gradient = slope(tf.constant(learned), tf.constant(step)).numpy()
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    largest = np.sqrt(square / (1 - 0.999 ** (step + 1))) + 1e-7
    learned = (learned - RATE * mean / (1 - 0.9 ** (step + 1)) / largest).astype("float32")

pictures = tf.sigmoid(learned).numpy()
print(excitement(pictures).numpy())
keras.utils.save_img("wanted.png", 255 * np.concatenate(list(pictures), axis=1), scale=False)
'''


def program(recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: int, want: Want) -> str:
    """Write the program.

    Parameters
    ----------
    recipe : ClassifierRecipe
    shape : (rows, columns, channels)
    classes : int
    want : Want
        With its class or unit settled.

    Returns
    -------
    str
        It reads ``model.weights.h5``, leaves ``pictures``, and writes them to ``wanted.png``.
    """
    return PROGRAM.format(
        what=_what(want),
        seed=recipe.seed,
        steps=want.steps,
        restarts=want.restarts,
        jitter=want.jitter,
        noise_seed=want.seed,
        smooth=want.smooth,
        dark=want.dark,
        network=network(recipe, shape, classes),
        cut=_cut(recipe, shape, classes, want),
        scale="" if recipe.scale_inputs else " * 255",
        values="values**2" if want.kind == "layer" else f"values[..., {want.unit}]",
        shape=tuple(shape),
    )


def _what(want: Want) -> str:
    if want.kind == "class":
        return f"class {want.unit}"
    return f"layer {want.layer}" if want.kind == "layer" else f"unit {want.unit + 1} of layer {want.layer}"


def _cut(recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: int, want: Want) -> str:
    """Write the lines that make ``cut``, from pictures to what is maximised."""
    if want.kind == "class":
        return "cut = model\n"
    name, fused = _name(recipe, shape, classes, want)
    before = f'model.get_layer("{name}").activation = None  # its sums, before the activation function\n'
    line = f'cut = keras.Model(model.inputs[0], model.get_layer("{name}").output)\n'
    return (before if fused and want.kind == "unit" else "") + line


def _name(
    recipe: ClassifierRecipe, shape: tuple[int, int, int], classes: int, want: Want
) -> tuple[str, bool]:
    """Return what Keras calls the layer in the program, and whether its activation function is a part of it.

    Keras names layers by their kind and counts them: conv2d, conv2d_1.
    """
    planned = plan(shape, classes, recipe.layers, batch_norm=recipe.batch_norm)
    made: Counter[str] = Counter()
    channels: tuple[int, ...] = shape
    for layer, each in zip(recipe.layers, planned, strict=False):
        made.update(_made(layer, channels[-1], recipe.batch_norm))
        if each.name == want.layer:
            break
        channels = each.shape
    kinds = {"conv": "conv2d", "separable": "separable_conv2d", "dense": "dense"}
    fused = each.kind == "dense" or (each.kind != "residual" and not recipe.batch_norm)
    if fused:
        kind = kinds[each.kind]
    elif want.kind == "layer":
        kind = "activation"
    else:
        kind = "add" if each.kind == "residual" else "batch_normalization"
    return f"{kind}_{made[kind] - 1}" if made[kind] > 1 else kind, fused


def _made(layer: Layer, channels: int, norm: bool) -> dict[str, int]:
    """Count the layers of Keras that a layer of the recipe becomes."""
    norms = {"batch_normalization": 1, "activation": 1} if norm else {}
    if layer.kind == "conv":
        return {"conv2d": 1, **norms}
    if layer.kind == "separable":
        return {"separable_conv2d": 1, **norms}
    if layer.kind == "residual":
        around = layer.stride > 1 or channels != layer.units
        return {"conv2d": 2 + around, "batch_normalization": 2 * norm, "activation": 2, "add": 1}
    return {"dense": 1} if layer.kind == "dense" else {}
